"""What the pages of class lists and groups show, and their handlers."""
