"""From the bytes of a file to rows, with everything that a page tells about the file."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorhub.people.roster import (
    AnyRow,
    ColumnMapping,
    Field,
    RosterRole,
    Table,
    TextForm,
    missing_columns,
    override_columns,
    parse_rows,
    read_table,
    recognise_columns,
    text_form,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a person chose by hand: the column (from 0, None for no column) of some fields.

    `role` is the role of every row that does not name one, for a list without a column for it.
    """

    by_hand: Mapping[Field, int | None] = field(default_factory=dict)
    role: RosterRole | None = None


AS_RECOGNISED = Columns()


@dataclass(frozen=True, slots=True)
class ReadList:
    """A file read as a class list.

    `form` is how a text file was written, None for Excel; `missing` are the fields without which every
    row is faulty, so that a page asks for them first.
    """

    table: Table
    form: TextForm | None
    mapping: ColumnMapping
    missing: tuple[Field, ...]
    rows: tuple[AnyRow, ...]


async def read_list(data: bytes, filename: str, columns: Columns = AS_RECOGNISED) -> ReadList:
    """Read a file in a thread of its own, so that nobody waits for a large one.

    Raises:
        RosterRefused: the file cannot be a class list, or a chosen column is not in it.
    """
    return await asyncio.to_thread(_read, data, filename, columns)


def _read(data: bytes, filename: str, columns: Columns) -> ReadList:
    table = read_table(data, filename)
    found = recognise_columns(table.columns)
    mapping = override_columns(found, columns.by_hand, len(table.columns))
    form = None if filename.lower().endswith(".xlsx") else text_form(data)
    missing = missing_columns(mapping, role_given=columns.role is not None)
    return ReadList(table, form, mapping, missing, tuple(parse_rows(table, mapping, columns.role)))
