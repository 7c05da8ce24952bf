"""The pair's own page: contact moments and appointments."""
