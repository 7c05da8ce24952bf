"""What people may do with companies, leads and applications."""
