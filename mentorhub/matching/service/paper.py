"""A match that leaves the screen, as a file or on paper: the board's run with groups and names for a door."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.board import Board, ShownRun, board
from mentorhub.matching.tables import MatchRun
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group

MOST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """One run on paper.

    Attributes:
        programme: its name.
        board: the board with the run, the zone and full names.
        run: the run itself.
        groups: name of the group by enrolment; who has none is not in it.
        door_names: first name and initial by enrolment, told apart within the programme.
    """

    programme: str
    board: Board
    run: ShownRun
    groups: Mapping[uuid.UUID, str]
    door_names: Mapping[uuid.UUID, str]


async def paper_of(actor: Actor, run_id: uuid.UUID) -> Paper:
    """Return a run for printing.

    Raises:
        NotFound: no such run for this teacher or coordinator.
    """
    async with db.reading() as session:
        run = await session.get(MatchRun, run_id)
        if run is None:
            raise NotFound
        programme = await programme_for(session, actor, run.programme_id)
        query = (
            select(Enrolment.id, Person.first_name, Person.last_name, Group.name)
            .join(Person, col(Person.id) == Enrolment.person_id)
            .outerjoin(Group, col(Group.id) == Enrolment.group_id)
            .where(
                Enrolment.programme_id == programme.id,
                col(Enrolment.role).in_((Role.MENTEE.value, Role.MENTOR.value)),
            )
        )
        people = list(await session.exec(query))
    found = await board(actor, programme.id, run_id)
    if found is None or found.run is None:
        raise NotFound
    return Paper(
        programme=programme.name,
        board=found,
        run=found.run,
        groups={one: group for one, _, _, group in people if group},
        door_names=door_names({one: (first, last) for one, first, last, _ in people}),
    )


async def exported(actor: Actor, paper: Paper) -> None:
    """Note in the audit trail that the names and reasons of a run left as a file."""
    async with db.transaction() as session:
        audit.record(session, actor, "match.exported", paper.run.run_id, lines=len(paper.run.lines))


def door_names(people: Mapping[uuid.UUID, tuple[str, str]]) -> dict[uuid.UUID, str]:
    """Return names for a list that hangs on a door, from first and last names without infix.

    ``Sara B.``; up to three letters of the last name where two would read the same.
    """
    alike: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
    for one, (first, last) in people.items():
        alike[f"{first} {last[:1]}".casefold()].append(one)
    names: dict[uuid.UUID, str] = {}
    for same in alike.values():
        letters = _letters_needed([people[one][1] for one in same])
        names |= {one: _door_name(*people[one], letters) for one in same}
    return names


def _door_name(first: str, last: str, letters: int) -> str:
    return f"{first} {last[:letters]}." if last else first


def _letters_needed(last_names: list[str]) -> int:
    """Return how many letters, 1 to 3, tell most of these last names apart."""
    counts = range(1, MOST_LETTERS + 1)
    return min(counts, key=lambda n: (-len({name[:n].casefold() for name in last_names}), n))
