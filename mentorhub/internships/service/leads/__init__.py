"""Leads and introductions: shared, found, followed; import what is needed from the modules themselves."""
