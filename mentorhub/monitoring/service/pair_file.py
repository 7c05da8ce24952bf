"""What staff see of one pair: that there was contact, when, how and how long; never a place or a word."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.internships.tables import Application, ApplicationStep, Company
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.acts.ending import UNDO_FOR
from mentorhub.monitoring.service.acts.history import acts_of, history
from mentorhub.monitoring.service.acts.reminding import choices
from mentorhub.monitoring.service.acts.talks import talks_ahead
from mentorhub.monitoring.service.acts.values import Choice, Did, TalkLine
from mentorhub.monitoring.service.attention_list import lines_of
from mentorhub.monitoring.service.facts import watched
from mentorhub.monitoring.service.scope import seen_by
from mentorhub.monitoring.service.values import AttentionLine
from mentorhub.pairs.tables import Appointment, Contact
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Group
from mentorhub.speeddate.service.access import zone_of

MOST_OF_A_KIND = 30


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a pair's timeline.

    ``channel`` and ``minutes`` are set for a contact, ``did`` for an act of staff.
    """

    day: date
    kind: Literal["match", "contact", "appointment", "cancelled", "act", "ended"]
    channel: str = ""
    minutes: int = 0
    did: Did | None = None


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """How far an application of the junior is, as the ledger shows it, and since which day."""

    company: str
    step: str
    since: date


@dataclass(frozen=True, slots=True)
class PairFile:
    """What staff see of one pair.

    Attributes:
        line: its line in the list.
        mentee_about: course and group of the junior.
        mentor_about: course and group of the coach.
        timeline: what was and what is to come, the newest first.
        talks: the talks of staff to come.
        applications: those of the junior, the newest first.
        acts: how many acts the history has; a form names it.
        can_reopen: whether staff ended the pair within a day.
        today: the day at the school.
        zone: the school's time zone.
    """

    line: AttentionLine
    mentee_about: str
    mentor_about: str
    timeline: tuple[Moment, ...]
    talks: tuple[TalkLine, ...]
    applications: tuple[ApplicationLine, ...]
    acts: int
    can_reopen: bool
    today: date
    zone: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form about a pair needs: both first, who the two are, the texts and how many acts there were."""

    line: AttentionLine
    choices: tuple[Choice, ...]
    acts: int
    today: date


async def pair_file(actor: Actor, pair_id: uuid.UUID) -> PairFile:
    """Return the file of a pair that the actor may see, also of one that ended.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    async with db.reading() as session:
        pair = await _seen(session, actor, pair_id)
        zone = await zone_of(session, actor)
        about = await _about(session, pair)
        return PairFile(
            line=await _line(session, actor, pair, zone),
            mentee_about=about[pair.mentee_id],
            mentor_about=about[pair.mentor_id],
            timeline=await _timeline(session, actor, pair, zone),
            talks=await talks_ahead(session, actor, pair_id),
            applications=await _applications(session, pair, zone),
            acts=await acts_of(session, pair_id),
            can_reopen=_can_reopen(pair),
            today=local_day(clock.now(), zone),
            zone=zone,
        )


async def opened(actor: Actor, pair_id: uuid.UUID) -> Opened:
    """Return what the forms about a pair need.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    async with db.reading() as session:
        pair = await _seen(session, actor, pair_id)
        zone = await zone_of(session, actor)
        return Opened(
            await _line(session, actor, pair, zone),
            await choices(session, actor, pair, zone),
            await acts_of(session, pair_id),
            local_day(clock.now(), zone),
        )


async def _seen(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> Pair:
    pair = (await session.exec(select(Pair).where(Pair.id == pair_id, seen_by(actor, over=None)))).first()
    if pair is None:
        raise NotFound
    return pair


def _can_reopen(pair: Pair) -> bool:
    return pair.ended_at is not None and pair.end_reason != "" and clock.now() <= pair.ended_at + UNDO_FOR


async def _line(session: AsyncSession, actor: Actor, pair: Pair, zone: str) -> AttentionLine:
    found = await watched(session, Pair.id == pair.id, zone)
    return (await lines_of(session, found, zone, actor))[0]


async def _about(session: AsyncSession, pair: Pair) -> dict[uuid.UUID, str]:
    """Return for the two their course and group, such as ``Logistiek, groep 1A``."""
    found = await session.exec(
        select(Enrolment.id, Enrolment.course, Group.name)
        .outerjoin(Group, col(Group.id) == Enrolment.group_id)
        .where(col(Enrolment.id).in_((pair.mentee_id, pair.mentor_id)))
    )
    return {part: ", ".join(word for word in (course, group) if word) for part, course, group in found}


async def _timeline(session: AsyncSession, actor: Actor, pair: Pair, zone: str) -> tuple[Moment, ...]:
    acts = await history(session, actor, pair.id, zone, most=MOST_OF_A_KIND)
    moments = [
        *(Moment(did.day, "act", did=did) for did in acts),
        *await _contacts(session, pair.id),
        *await _appointments(session, pair.id, zone),
        Moment(local_day(pair.started_at, zone), "match"),
    ]
    if pair.ended_at is not None and pair.end_reason == "":
        moments.insert(0, Moment(local_day(pair.ended_at, zone), "ended"))
    return tuple(sorted(moments, key=lambda moment: moment.day, reverse=True))


async def _contacts(session: AsyncSession, pair_id: uuid.UUID) -> list[Moment]:
    found = await session.exec(
        select(col(Contact.happened_on), Contact.channel, Contact.minutes)
        .where(Contact.pair_id == pair_id)
        .order_by(col(Contact.happened_on).desc(), col(Contact.created_at).desc())
        .limit(MOST_OF_A_KIND)
    )
    return [Moment(day, "contact", channel, minutes) for day, channel, minutes in found]


async def _appointments(session: AsyncSession, pair_id: uuid.UUID, zone: str) -> list[Moment]:
    """Only the days are asked for: where the two meet is theirs."""
    found = await session.exec(
        select(Appointment.starts_at, Appointment.cancelled_at)
        .where(Appointment.pair_id == pair_id)
        .order_by(col(Appointment.starts_at).desc())
        .limit(MOST_OF_A_KIND)
    )
    return [
        Moment(local_day(starts_at, zone), "cancelled" if cancelled_at else "appointment")
        for starts_at, cancelled_at in found
    ]


async def _applications(session: AsyncSession, pair: Pair, zone: str) -> tuple[ApplicationLine, ...]:
    """Company and step only; why one ended, its documents and what comes next are the junior's."""
    since = (
        select(func.max(ApplicationStep.at))
        .where(ApplicationStep.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    found = await session.exec(
        select(Company.name, Application.step, func.coalesce(since, Application.created_at))
        .join(Company, col(Company.id) == Application.company_id)
        .where(Application.mentee_id == pair.mentee_id)
        .order_by(col(Application.created_at).desc())
        .limit(MOST_OF_A_KIND)
    )
    return tuple(ApplicationLine(name, step, local_day(at, zone)) for name, step, at in found)
