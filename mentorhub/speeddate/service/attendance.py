"""Who is there: by joining, or ticked by the teacher; late and leaving change only the rounds to come."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce_people
from mentorhub.speeddate.service.catalogue import folded
from mentorhub.speeddate.service.people import STUDENTS, attendee_of
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.reseating import plan_what_is_untold
from mentorhub.speeddate.service.seating import untold_round
from mentorhub.speeddate.service.snapshot import shown_round
from mentorhub.speeddate.tables import Attendee, SpeedDate

Mark = Literal["present", "absent"]
MANY = 1000
MOST_OUTSIDERS = 20
BEFORE_THE_ROUNDS = ("draft", "lobby")


@dataclass(frozen=True, slots=True)
class Outsider:
    """A student of the programme who is not on the list of an event; ``role`` is mentee or mentor."""

    enrolment_id: uuid.UUID
    full_name: str
    role: str
    group: str


async def mark(actor: Actor, speed_date_id: uuid.UUID, enrolment_id: uuid.UUID, to: Mark) -> None:
    """Tick someone present or absent, as a teacher.

    Before the rounds only the list changes; the plan is made at the start. During the rounds *present*
    gives a seat from the next round on, and *absent* means leaving after the present one. Marking twice
    changes nothing the second time.

    Raises:
        NotFound: the event is not the actor's, the person is not expected there, or no such mark.
    """
    if to not in get_args(Mark):
        raise NotFound
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        attendee = await _attendee(session, speed_date, enrolment_id)
        changed = await (arrive if to == "present" else _go_away)(session, speed_date, attendee)
        if changed:
            audit.record(session, actor, f"attendance.{to}", speed_date_id, enrolment=str(enrolment_id))
    if changed:
        announce_people(speed_date_id)


async def mark_everyone(actor: Actor, speed_date_id: uuid.UUID) -> None:
    """Tick everyone present who is still expected; only before the rounds.

    Raises:
        NotFound: the event is not the actor's, or its rounds have begun.
    """
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        if speed_date.phase not in BEFORE_THE_ROUNDS:
            raise NotFound
        await session.exec(
            update(Attendee)
            .where(col(Attendee.speed_date_id) == speed_date_id, col(Attendee.state) == "expected")
            .values(state="present", joined_at=clock.now())
        )
        audit.record(session, actor, "attendance.everyone", speed_date_id)
    announce_people(speed_date_id)


async def outsiders(actor: Actor, speed_date_id: uuid.UUID, term: str) -> list[Outsider]:
    """Return students of the programme who are not on the list and whose name holds a term, 20 at most.

    Raises:
        NotFound: the event is not the actor's.
    """
    if not term.strip():
        return []
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        rows = list(await session.exec(_not_on_the_list(speed_date)))
    found = [_outsider(*row) for row in rows if folded(term) in folded(row[1].full_name)]
    return found[:MOST_OUTSIDERS]


async def add(actor: Actor, speed_date_id: uuid.UUID, enrolment_id: uuid.UUID) -> None:
    """Let a student of the programme take part who was not on the list, and tick them present.

    During the rounds they get a seat as who comes late. Adding twice changes nothing the second time.

    Raises:
        NotFound: the event is not the actor's or is over, or no such student in its programme.
    """
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        if speed_date.phase == "closed":
            raise NotFound
        query = _not_on_the_list(speed_date).where(Enrolment.id == enrolment_id)
        found = (await session.exec(query)).first()
        if found is None:
            attendee = await _attendee(session, speed_date, enrolment_id)
        else:
            attendee = attendee_of(speed_date, found[0])
            session.add(attendee)
            await session.flush()
        await arrive(session, speed_date, attendee)
        audit.record(session, actor, "attendance.added", speed_date_id, enrolment=str(enrolment_id))
    announce_people(speed_date_id)


def _not_on_the_list(speed_date: SpeedDate) -> Any:
    listed = select(Attendee.enrolment_id).where(Attendee.speed_date_id == speed_date.id)
    return (
        select(Enrolment, Person, Group)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .outerjoin(Group, col(Group.id) == Enrolment.group_id)
        .where(
            Enrolment.programme_id == speed_date.programme_id,
            col(Enrolment.role).in_(STUDENTS),
            col(Enrolment.ended_at).is_(None),
            col(Enrolment.id).not_in(listed),
        )
        .order_by(Person.last_name, Person.first_name, col(Person.id))
    )


def _outsider(enrolment: Enrolment, person: Person, group: Group | None) -> Outsider:
    return Outsider(enrolment.id, person.full_name, enrolment.role, group.name if group else "")


async def arrive(session: AsyncSession, speed_date: SpeedDate, attendee: Attendee) -> bool:
    """Make someone present; return whether that is news. See ``arrive_together``."""
    return bool(await arrive_together(session, speed_date, [attendee]))


async def arrive_together(
    session: AsyncSession, speed_date: SpeedDate, attendees: Iterable[Attendee]
) -> list[Attendee]:
    """Make people present; return those for whom that is news. The caller holds the speed date's row.

    Who comes after the start gets a seat from the next round on, and who was arranged to come in the
    round that runs takes that seat now. Who comes in a changeover sits with somebody who has a break in the
    round that begins, or waits one more: nobody who is walking is sent elsewhere. Who had left and comes
    back keeps the rounds that were held. However many come at once, the rounds are planned again once.
    """
    news = [one for one in attendees if one.state != "present"]
    new = [one for one in news if one.state != "left" or one.last_round is None]
    runs = speed_date.phase in ("round", "changeover")
    for one in new if runs else ():
        has_a_seat = one.state == "expected" and one.from_round <= speed_date.round
        one.from_round = speed_date.round + (not has_a_seat or speed_date.phase == "changeover")
    for one in news:
        one.state, one.last_round = "present", None
        one.joined_at = one.joined_at or clock.now()
        session.add(one)
    if news and runs:
        await plan_what_is_untold(session, speed_date)
        await _let_wait(session, speed_date, new)
    return news


async def _let_wait(session: AsyncSession, speed_date: SpeedDate, new: list[Attendee]) -> None:
    """Let who found no seat in their first round begin in the next that nobody walks to yet."""
    for number in {one.from_round for one in new}:
        seats = await seats_in(session, speed_date.id, number)
        seated = {one for seat in seats for one in (seat.mentee_id, seat.mentor_id)}
        for one in new:
            if one.from_round == number and one.enrolment_id not in seated:
                one.from_round = max(number, untold_round(speed_date))


async def _give_up_place(session: AsyncSession, speed_date: SpeedDate, attendee: Attendee) -> None:
    """Take the place of someone who goes in a changeover, so that nobody waits at that table."""
    for seat in await seats_in(session, speed_date.id, shown_round(speed_date)):
        if attendee.enrolment_id in (seat.mentee_id, seat.mentor_id):
            await session.delete(seat)


async def _go_away(session: AsyncSession, speed_date: SpeedDate, attendee: Attendee) -> bool:
    """Make someone absent, or let them leave after the rounds they were in; return whether that is news."""
    if attendee.state in ("absent", "left"):
        return False
    was_there = attendee.state == "present" and attendee.from_round <= speed_date.round
    attendee.state = "left" if was_there else "absent"
    attendee.last_round = min(speed_date.round, attendee.last_round or MANY) if was_there else None
    session.add(attendee)
    if speed_date.phase == "changeover":
        await _give_up_place(session, speed_date, attendee)
    if speed_date.phase in ("round", "changeover"):
        await plan_what_is_untold(session, speed_date)
    return True


async def _attendee(session: AsyncSession, speed_date: SpeedDate, enrolment_id: uuid.UUID) -> Attendee:
    found = await session.exec(
        select(Attendee).where(Attendee.speed_date_id == speed_date.id, Attendee.enrolment_id == enrolment_id)
    )
    attendee = found.first()
    if attendee is None:
        raise NotFound
    return attendee
