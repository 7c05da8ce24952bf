"""What holds for companies, leads and applications, without a database."""
