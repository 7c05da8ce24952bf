"""A class list tried or imported from the command line, and what there is to say about it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.people.roster import FaultyRow, RosterRefused, Trial
from mentorhub.people.service.class_lists import fault_text, import_list, refusal_text, try_list
from mentorhub.programmes.tables import Programme, School

LANGUAGE = "en"
MOST_ROWS = 50
NAME_LENGTH = 60


class CannotImport(Exception):
    """The whole list cannot be read, or there is nowhere to put it; the text says why in plain words."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do; ``has_faults`` when rows were left out."""

    text: str
    has_faults: bool


async def import_file(school: str, programme: str, file: Path, *, confirm: bool) -> Report:
    """Try a class list, and write it when ``confirm`` is set.

    Args:
        school: name of the school.
        programme: name of the programme; empty is the newest one that runs.
        file: CSV or XLSX.
        confirm: whether to write; otherwise it is a trial.

    Raises:
        CannotImport: no such school or programme, or the file is no class list.
    """
    school_id, found = await _target(school, programme)
    data = file.read_bytes()
    try:
        tried = (await try_list(school_id, found.id, data, file.name)).result
        if confirm:
            await import_list(school_id, found.id, data, file.name)
    except RosterRefused as refused:
        raise CannotImport(refusal_text(refused)[LANGUAGE]) from refused
    return Report("\n".join(_lines(tried, found, confirm)), bool(tried.faulty))


async def _target(school: str, programme: str) -> tuple[uuid.UUID, Programme]:
    async with db.reading() as session:
        schools = list(await session.exec(select(School)))
        chosen = next((each for each in schools if each.name == school), None)
        if chosen is None:
            known = ", ".join(sorted(each.name for each in schools)) or "none yet"
            raise CannotImport(f'There is no school "{school}". Schools: {known}.')
        running = select(Programme).where(Programme.school_id == chosen.id, col(Programme.ended_at).is_(None))
        programmes = list(await session.exec(running.order_by(col(Programme.starts_on).desc())))
    found = next((each for each in programmes if programme in ("", each.name)), None)
    if found is None:
        known = ", ".join(each.name for each in programmes) or "none"
        raise CannotImport(f'"{school}" runs no programme "{programme}". Programmes: {known}.')
    return chosen.id, found


def _lines(tried: Trial, programme: Programme, confirm: bool) -> Iterator[str]:
    yield f"{'Imported into' if confirm else 'A trial for'} {programme.name}:"
    for word, rows in (("new", tried.new), ("changed", tried.changed), ("unchanged", tried.unchanged)):
        yield f"  {len(rows):>5} {word}"
    yield f"  {len(tried.faulty):>5} with a fault{', left out' if tried.faulty else ''}"
    for row in tried.faulty[:MOST_ROWS]:
        yield _fault_line(row)
    if len(tried.faulty) > MOST_ROWS:
        yield f"  ... and {len(tried.faulty) - MOST_ROWS} more rows"
    if not confirm:
        yield "Nothing was written. Add --confirm to write it."


def _fault_line(row: FaultyRow) -> str:
    said = " ".join(fault_text(fault)[LANGUAGE] for fault in row.faults)
    who = shorten(row.name or row.student_number, NAME_LENGTH, placeholder="...")
    return f"  line {row.line}{f' ({who})' if who else ''}: {said}"
