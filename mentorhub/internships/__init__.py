"""The way to an internship: companies, leads, introductions, applications, placements."""
