"""The pages of internships."""
