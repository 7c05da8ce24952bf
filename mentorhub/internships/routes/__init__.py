"""Plain addresses of internships: uploads and downloads."""
