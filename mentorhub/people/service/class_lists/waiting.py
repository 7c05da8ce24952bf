"""Uploaded lists that wait for a coordinator's yes: outside the web root, for an hour at most.

Each has a random name that only the uploader can use. Beside the list stands a small file that says whose
it is and which columns were chosen, so that page and download agree and a reload changes nothing.
"""

import uuid
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from mentorhub.core import clock
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.waiting import KEPT, WaitingFiles, bare_name
from mentorhub.people.roster import Field, RosterRole
from mentorhub.people.service.class_lists.importing import Outcome, confirm, trial
from mentorhub.people.service.class_lists.judging import ListTrial
from mentorhub.people.service.class_lists.reading import Columns

__all__ = ["KEPT", "WaitingList", "choose_columns", "confirm_waiting", "find", "keep", "sweep", "try_waiting"]

_FILES = WaitingFiles("imports")


class WaitingList(BaseModel):
    """An uploaded list: whose it is, for which programme, the chosen columns, and what its import did."""

    model_config = ConfigDict(frozen=True)

    name: str
    school_id: uuid.UUID
    person_id: uuid.UUID
    programme_id: uuid.UUID
    filename: str
    uploaded_at: datetime
    by_hand: dict[Field, int | None] = {}
    role: RosterRole | None = None
    outcome: Outcome | None = None

    @property
    def columns(self) -> Columns:
        """The columns chosen by hand."""
        return Columns(self.by_hand, self.role)


def keep(actor: Actor, programme_id: uuid.UUID, filename: str, data: bytes) -> str:
    """Keep an uploaded list for its coordinator and return its random name.

    Whether the programme is the coordinator's is judged by every trial, as for any other id.
    """
    sweep()
    waiting = WaitingList(
        name=_FILES.put(data),
        school_id=actor.school,
        person_id=actor.person_id,
        programme_id=programme_id,
        filename=bare_name(filename),
        uploaded_at=clock.now(),
    )
    _note(waiting)
    return waiting.name


def find(actor: Actor, name: str) -> WaitingList:
    """Return an uploaded list.

    Raises:
        NotFound: there is none of that name, its hour is over, or another coordinator's.
    """
    sweep()
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    waiting = WaitingList.model_validate_json(_FILES.noted(name))
    if (waiting.person_id, waiting.school_id) != (actor.person_id, actor.school):
        raise NotFound
    return waiting


async def try_waiting(actor: Actor, name: str) -> ListTrial:
    """Return the trial run of an uploaded list with its chosen columns.

    Raises:
        NotFound: as for ``find``, or the list was imported and is gone.
        RosterRefused: it cannot be a class list.
    """
    waiting = find(actor, name)
    return await trial(actor, waiting.programme_id, _FILES.data(name), waiting.filename, waiting.columns)


def choose_columns(actor: Actor, name: str, columns: Columns) -> None:
    """Remember the columns that were chosen by hand for an uploaded list."""
    waiting = find(actor, name)
    if waiting.outcome is None:
        _note(waiting.model_copy(update={"by_hand": dict(columns.by_hand), "role": columns.role}))


async def confirm_waiting(actor: Actor, name: str) -> Outcome:
    """Import an uploaded list once; after that this returns what that import did.

    The list itself is removed at once, or when it has faulty rows at the end of its hour, so that those
    can still be downloaded.
    """
    waiting = find(actor, name)
    if waiting.outcome is not None:
        return waiting.outcome
    done = await confirm(actor, waiting.programme_id, _FILES.data(name), waiting.filename, waiting.columns)
    _note(waiting.model_copy(update={"outcome": done}))
    if not done.faulty:
        _FILES.drop_data(name)
    return done


def sweep() -> None:
    """Remove every list whose hour is over."""
    _FILES.sweep()


def _note(waiting: WaitingList) -> None:
    _FILES.note(waiting.name, waiting.model_dump_json().encode())
