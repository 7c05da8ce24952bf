"""Top lists that juniors wrote on paper, typed in by staff: handed in for them, never read back."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.matching.rules.on_paper import WrongBox, read_boxes
from mentorhub.matching.service.lists import (
    ListRefused,
    Owner,
    advance,
    can_change,
    check_choices,
    chosen_by,
    waiting_rooms,
    write_choices,
)
from mentorhub.matching.service.paper_desk import Desk, evening_for, form_of, read_desk
from mentorhub.matching.tables import PreferenceList
from mentorhub.speeddate.service.announcing import announce_people


class PaperRefused(Exception):
    """A form that is not taken because of what is in a box."""

    def __init__(self, box: WrongBox) -> None:
        """Keep which box, and what is the matter with it."""
        super().__init__(box.fault)
        self.box = box


class AlreadyIn(Exception):
    """The junior handed in on the phone: that list is the junior's own, and stays."""


@dataclass(frozen=True, slots=True)
class Before:
    """A list as it was before a form was typed in, for undo; ``version`` is that of the list since.

    ``typed`` are the mentors that the form stands for.
    Kept by the server only: it may hold what a junior began on the phone.
    """

    mentee_id: uuid.UUID
    mentors: tuple[uuid.UUID, ...]
    handed_in_at: datetime | None
    on_paper: bool
    version: int
    typed: tuple[uuid.UUID, ...]


async def hand_in_for(
    actor: Actor, speed_date_id: uuid.UUID, mentee_id: uuid.UUID, boxes: Sequence[int], version: int
) -> Before:
    """Hand in what a junior wrote on paper, in the place of what was begun; screens count it at once.

    Args:
        actor: the teacher or coordinator who types.
        speed_date_id: the event.
        mentee_id: the junior's enrolment.
        boxes: table numbers as they stand on the form, best first.
        version: of the junior's list, as the page knows it.

    Returns:
        What to hand to ``undo``.

    Raises:
        AlreadyIn: the junior handed in on the phone.
        ListRefused: closed, stale, too_long, or a coach who no longer takes part.
        NotFound: the speed date is not the actor's, or the junior is not of it.
        PaperRefused: a box is empty, or names no coach or one twice.
    """
    async with db.transaction() as session:
        speed_date = await evening_for(session, actor, speed_date_id)
        desk = await read_desk(session, actor, speed_date)
        form = form_of(desk, mentee_id)
        if not desk.is_open:
            raise ListRefused("closed")
        if form.handed == "phone":
            raise AlreadyIn
        mentors = _read(desk, mentee_id, boxes)
        await check_choices(session, speed_date.programme_id, mentors, desk.length)
        before = await _as_it_is(session, mentee_id, version, mentors)
        owner = Owner(mentee_id, speed_date.programme_id, speed_date.school_id)
        await advance(session, owner, version, handed_in_at=clock.now(), on_paper=True)
        await write_choices(session, owner, mentors)
        audit.record(session, actor, "preferences.on_paper", speed_date_id, mentee=str(mentee_id))
        rooms = await waiting_rooms(session, speed_date.programme_id)
    _tell(rooms)
    return before


async def undo(actor: Actor, speed_date_id: uuid.UUID, before: Before) -> None:
    """Put a list back as it was before a form was typed in.

    Raises:
        ListRefused: closed, or the junior changed the list since (stale).
        NotFound: the speed date is not the actor's, or the junior is not of it.
    """
    async with db.transaction() as session:
        speed_date = await evening_for(session, actor, speed_date_id)
        if not await can_change(session, speed_date.programme_id):
            raise ListRefused("closed")
        form_of(await read_desk(session, actor, speed_date), before.mentee_id)
        owner = Owner(before.mentee_id, speed_date.programme_id, speed_date.school_id)
        await advance(
            session, owner, before.version, handed_in_at=before.handed_in_at, on_paper=before.on_paper
        )
        await write_choices(session, owner, before.mentors)
        audit.record(
            session, actor, "preferences.on_paper_undone", speed_date_id, mentee=str(before.mentee_id)
        )
        rooms = await waiting_rooms(session, speed_date.programme_id)
    _tell(rooms)


def _tell(rooms: Iterable[uuid.UUID]) -> None:
    for speed_date_id in rooms:
        announce_people(speed_date_id)


def _read(desk: Desk, mentee_id: uuid.UUID, boxes: Sequence[int]) -> list[uuid.UUID]:
    if len(boxes) > desk.length:
        raise ListRefused("too_long")
    mentors, wrong = read_boxes(boxes, desk.length, str(mentee_id), desk.tables)
    if wrong is not None:
        raise PaperRefused(wrong)
    return [uuid.UUID(mentor) for mentor in mentors]


async def _as_it_is(
    session: AsyncSession, mentee_id: uuid.UUID, version: int, typed: Sequence[uuid.UUID]
) -> Before:
    row = await session.get(PreferenceList, mentee_id)
    return Before(
        mentee_id=mentee_id,
        mentors=await chosen_by(session, mentee_id),
        handed_in_at=row.handed_in_at if row else None,
        on_paper=bool(row and row.on_paper),
        version=version + 1,
        typed=tuple(typed),
    )
