"""What the pages of internships hold and do."""
