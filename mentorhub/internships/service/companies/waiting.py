"""Uploaded lists of companies that wait for a yes; only who uploaded one can use it."""

import uuid

from pydantic import BaseModel, ConfigDict

from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.waiting import WaitingFiles, bare_name
from mentorhub.internships.service.companies.importing import (
    ImportCounts,
    ReadCompanies,
    import_list,
    try_list,
)

_FILES = WaitingFiles("company-imports")


class WaitingCompanies(BaseModel):
    """An uploaded list: whose it is, and what its import did."""

    model_config = ConfigDict(frozen=True)

    name: str
    school_id: uuid.UUID
    person_id: uuid.UUID
    filename: str
    outcome: ImportCounts | None = None


def keep(actor: Actor, filename: str, data: bytes) -> str:
    """Keep an uploaded list for an hour and return its random name."""
    _FILES.sweep()
    waiting = WaitingCompanies(
        name=_FILES.put(data),
        school_id=actor.school,
        person_id=actor.person_id,
        filename=bare_name(filename),
    )
    _note(waiting)
    return waiting.name


def find(actor: Actor, name: str) -> WaitingCompanies:
    """Return an uploaded list.

    Raises:
        NotFound: there is none of that name, its hour is over, or it is somebody else's.
    """
    _FILES.sweep()
    waiting = WaitingCompanies.model_validate_json(_FILES.noted(name))
    is_own = (waiting.person_id, waiting.school_id) == (actor.person_id, actor.school)
    if not is_own or not actor.is_staff:
        raise NotFound
    return waiting


async def try_waiting(actor: Actor, name: str) -> ReadCompanies:
    """Return the trial run of an uploaded list.

    Raises:
        NotFound: as for ``find``, or the list was imported and is gone.
        RosterRefused: it cannot be a list of companies.
    """
    waiting = find(actor, name)
    return await try_list(actor, _FILES.data(name), waiting.filename)


async def confirm_waiting(actor: Actor, name: str) -> ImportCounts:
    """Import an uploaded list once; after that this returns what that import did.

    A list with faulty rows stays until its hour is over, so that those can still be downloaded.
    """
    waiting = find(actor, name)
    if waiting.outcome is not None:
        return waiting.outcome
    done = await import_list(actor, _FILES.data(name), waiting.filename)
    _note(waiting.model_copy(update={"outcome": done}))
    if not done.faulty:
        _FILES.drop_data(name)
    return done


def sweep() -> None:
    """Remove every list whose hour is over."""
    _FILES.sweep()


def _note(waiting: WaitingCompanies) -> None:
    _FILES.note(waiting.name, waiting.model_dump_json().encode())
