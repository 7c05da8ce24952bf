"""Column kinds that every table uses: ids, moments in UTC and marked personal data."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Text, Uuid, false, text, true
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class UtcMoment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite forgets the zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone and store it as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with UTC as its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> uuid.UUID:
    """Return a fresh random id."""
    return uuid.uuid4()


def key() -> Any:
    """Return the primary key column of a table: a random UUID."""
    return Field(default_factory=new_id, sa_type=Uuid, primary_key=True)


def link(
    target: str,
    *,
    nullable: bool = False,
    index: bool = True,
    primary_key: bool = False,
    outlives: bool = False,
) -> Any:
    """Return a foreign key column to ``target`` (``table.column``), removed together with its target.

    With ``outlives`` the row stays and the column becomes empty; that needs a nullable one.
    """
    return Field(
        default=None if nullable else ...,
        sa_type=Uuid,
        sa_column_args=[ForeignKey(target, ondelete="SET NULL" if outlives else "CASCADE")],
        nullable=nullable,
        index=index,
        primary_key=primary_key,
    )


def moment(*, nullable: bool = False, index: bool = False) -> Any:
    """Return a column that holds a moment in UTC."""
    return Field(default=None if nullable else ..., sa_type=UtcMoment, nullable=nullable, index=index)


def personal(what: str, *, default: Any = ..., unique: bool = False, index: bool = False) -> Any:
    """Return a text column that holds personal data; ``what`` names its kind for export and erasure.

    The column is nullable exactly when its default is None.
    """
    return Field(
        default=default,
        sa_type=Text,
        nullable=default is None,
        unique=unique,
        index=index,
        sa_column_kwargs={"info": {"personal": what}},
    )


def document(*, empty: str = "{}") -> Any:
    """Return a column with a JSON document; ``empty`` (``{}`` or ``[]``) is what rows from before it get."""
    return Field(
        default_factory=dict if empty == "{}" else list,
        sa_type=JSON,
        sa_column_kwargs={"server_default": text(f"'{empty}'")},
    )


def yes_or_no(default: bool) -> Any:
    """Return a column that is true or false; rows from before it get the default."""
    return Field(default=default, sa_column_kwargs={"server_default": true() if default else false()})


def personal_document(what: str, *, empty: str = "{}") -> Any:
    """Return a column with a JSON document of personal data; ``what`` names its kind, ``empty`` as above."""
    return Field(
        default_factory=dict if empty == "{}" else list,
        sa_type=JSON,
        sa_column_kwargs={"server_default": text(f"'{empty}'"), "info": {"personal": what}},
    )


def word(default: str = "") -> Any:
    """Return a text column for one of a few words of ours; rows from before it get the default."""
    return Field(default=default, sa_column_kwargs={"server_default": default})
