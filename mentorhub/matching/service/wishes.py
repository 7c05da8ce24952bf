"""A mentor's wishes about mentees: optional, saved one by one, read by staff and the mentor only."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.service.candidates import own_impressions
from mentorhub.matching.service.instance import IdPair, met_in
from mentorhub.matching.service.lists import deadline_of, is_published
from mentorhub.matching.service.settings import setting_of
from mentorhub.matching.tables import MentorWish
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.service.access import zone_of
from mentorhub.speeddate.service.qualities import fit_of
from mentorhub.speeddate.tables import Impression

Wish = Literal["prefer", "fine", "rather_not"]
WISHES: tuple[Wish, ...] = get_args(Wish)


class WishRefused(Exception):
    """A wish that is not saved: the time is over, the match is out, or the programme does not ask."""


@dataclass(frozen=True, slots=True)
class WishedMentee:
    """A mentee as the mentor who is asked sees them.

    ``round_met`` is None when the two did not meet; ``feeling`` (1 doubt, 2 good, 3 a click) and ``note``
    are the mentor's own; ``shared`` counts qualities that fit; ``wish`` is None without an answer.
    """

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    initials: str
    course: str
    round_met: int | None
    feeling: int
    note: str
    shared: int
    wish: Wish | None


@dataclass(frozen=True, slots=True)
class MyWishes:
    """What a mentor is asked, and answered so far.

    Attributes:
        met: mentees met at the speed dates, in the order of the rounds.
        others: the other mentees of the programme, by name.
        asks: whether the programme asks mentors at all.
        is_open: whether answers can change now.
        deadline: until when; None when there is none yet.
        zone: the school's time zone, for showing moments.
    """

    met: tuple[WishedMentee, ...]
    others: tuple[WishedMentee, ...]
    asks: bool
    is_open: bool
    deadline: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class WishCount:
    """How far a mentor is: ``answered`` of the ``met`` mentees, and whether answers can change now."""

    met: int
    answered: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class MentorFacts:
    """What a mentor may know about why this mentee: own wish, round met, shared qualities.

    Nothing here depends on anybody's list of choices.
    """

    wish: Wish | None
    round_met: int | None
    shared: int


def _programme(actor: Actor) -> uuid.UUID:
    if actor.role is not Role.MENTOR or actor.programme_id is None:
        raise NotFound
    return actor.programme_id


async def my_wishes(actor: Actor) -> MyWishes:
    """Return what the mentor is asked, and the answers so far.

    Raises:
        NotFound: the actor is no mentor.
    """
    programme_id = _programme(actor)
    async with db.reading() as session:
        mentees = await _mentees(session, actor, programme_id)
        asks, deadline = await asks_wishes(session, programme_id), await deadline_of(session, programme_id)
        return MyWishes(
            met=tuple(sorted((one for one in mentees if one.round_met), key=lambda one: one.round_met or 0)),
            others=tuple(sorted((one for one in mentees if not one.round_met), key=lambda one: one.name)),
            asks=asks,
            is_open=_is_before(deadline) and asks and not await is_published(session, programme_id),
            deadline=deadline,
            zone=await zone_of(session, actor),
        )


async def asks_wishes(session: AsyncSession, programme_id: uuid.UUID) -> bool:
    """Whether a programme asks its mentors for wishes."""
    programme = await session.get_one(Programme, programme_id)
    return (await setting_of(session, programme)).asks_wishes


async def _is_open(session: AsyncSession, programme_id: uuid.UUID) -> bool:
    """Whether answers count now: asked for, before the end of the lists, and before the match is out."""
    is_before = _is_before(await deadline_of(session, programme_id))
    asks = await asks_wishes(session, programme_id)
    return is_before and asks and not await is_published(session, programme_id)


def _is_before(deadline: datetime | None) -> bool:
    return deadline is None or clock.now() < deadline


async def _mentees(session: AsyncSession, actor: Actor, programme_id: uuid.UUID) -> list[WishedMentee]:
    query = (
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(*_takes_part(programme_id))
    )
    found = [(enrolment, person) for enrolment, person in await session.exec(query)]
    ids = [enrolment.id for enrolment, _ in found]
    met = await met_in(session, programme_id, {actor.enrolment})
    fit = await fit_of(session, ids, [actor.enrolment])
    noted, wishes = await own_impressions(session, actor), await _wishes(session, actor)
    return [
        _mentee(e, p, met.get((e.id, actor.enrolment)), fit[e.id, actor.enrolment], noted.get(e.id), wishes)
        for e, p in found
    ]


def _mentee(  # noqa: PLR0917  (one line of a table, made in one place)
    enrolment: Enrolment,
    person: Person,
    round_met: int | None,
    shared: int,
    noted: Impression | None,
    wishes: dict[uuid.UUID, Wish],
) -> WishedMentee:
    return WishedMentee(
        enrolment_id=enrolment.id,
        person_id=person.id,
        name=person.full_name,
        initials=person.initials,
        course=enrolment.course,
        round_met=round_met,
        feeling=(noted.feeling or 0) if noted else 0,
        note=noted.note if noted else "",
        shared=shared,
        wish=wishes.get(enrolment.id),
    )


def _takes_part(programme_id: uuid.UUID) -> tuple:
    return (
        Enrolment.programme_id == programme_id,
        Enrolment.role == Role.MENTEE.value,
        col(Enrolment.ended_at).is_(None),
    )


async def _wishes(session: AsyncSession, actor: Actor) -> dict[uuid.UUID, Wish]:
    rows = await session.exec(select(MentorWish).where(MentorWish.mentor_id == actor.enrolment))
    return {row.mentee_id: cast("Wish", row.wish) for row in rows}


async def save_wish(actor: Actor, mentee_id: uuid.UUID, wish: Wish | None) -> None:
    """Save the mentor's answer about one mentee, or take it back with None; twice is the same as once.

    Raises:
        NotFound: the actor is no mentor, there is no such answer, or the mentee takes no part here.
        WishRefused: the time is over, the match is out, or the programme does not ask.
    """
    programme_id = _programme(actor)
    if wish is not None and wish not in WISHES:
        raise NotFound
    async with db.transaction() as session:
        query = select(Enrolment.id).where(Enrolment.id == mentee_id, *_takes_part(programme_id))
        if (await session.exec(query)).first() is None:
            raise NotFound
        if not await _is_open(session, programme_id):
            raise WishRefused
        await _write(session, actor, mentee_id, wish)


async def _write(session: AsyncSession, actor: Actor, mentee_id: uuid.UUID, wish: Wish | None) -> None:
    pair = (col(MentorWish.mentor_id) == actor.enrolment, col(MentorWish.mentee_id) == mentee_id)
    if wish is None:
        await session.exec(delete(MentorWish).where(*pair))
        return
    values = {"wish": wish, "updated_at": clock.now()}
    if (await session.exec(update(MentorWish).where(*pair).values(**values))).rowcount:
        return
    new = MentorWish(school_id=actor.school, mentor_id=actor.enrolment, mentee_id=mentee_id, **values)
    try:
        async with session.begin_nested():
            session.add(new)
    except IntegrityError:
        # The same answer sent twice at once: the other one was first.
        await session.exec(update(MentorWish).where(*pair).values(**values))


async def wish_count(session: AsyncSession, actor: Actor) -> WishCount | None:
    """Return how far the mentor is; None when nothing is asked: another role, not asked, or met nobody."""
    if actor.role is not Role.MENTOR or actor.programme_id is None:
        return None
    if not await asks_wishes(session, actor.programme_id):
        return None
    here = set(await session.exec(select(Enrolment.id).where(*_takes_part(actor.programme_id))))
    met = {mentee for mentee, _ in await met_in(session, actor.programme_id, {actor.enrolment})} & here
    if not met:
        return None
    answered = met & (await _wishes(session, actor)).keys()
    return WishCount(len(met), len(answered), await _is_open(session, actor.programme_id))


async def mentor_facts(session: AsyncSession, programme_id: uuid.UUID, pair: IdPair) -> MentorFacts:
    """Return what the mentor of a pair (mentee, mentor) may know about why the two are together."""
    mentee_id, mentor_id = pair
    query = select(MentorWish.wish).where(
        MentorWish.mentor_id == mentor_id, MentorWish.mentee_id == mentee_id
    )
    return MentorFacts(
        wish=cast("Wish | None", (await session.exec(query)).first()),
        round_met=(await met_in(session, programme_id, {mentor_id})).get(pair),
        shared=(await fit_of(session, [mentee_id], [mentor_id]))[pair],
    )
