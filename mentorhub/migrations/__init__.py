"""The steps by which a database follows the tables, for Alembic."""
