"""All tables of the hub, for migrations and tests."""

from importlib import import_module

from sqlalchemy import MetaData
from sqlmodel import SQLModel

FEATURES = (
    "core",
    "programmes",
    "people",
    "speeddate",
    "matching",
    "pairs",
    "internships",
    "cvs",
    "monitoring",
)
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def metadata() -> MetaData:
    """Return the metadata with every table loaded."""
    SQLModel.metadata.naming_convention = NAMING
    for feature in FEATURES:
        import_module(f"mentorhub.{feature}.tables")
    return SQLModel.metadata
