"""What staff see of one pair: that there was contact, when, how and how long; never a place or a word."""

import uuid

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.attention_list import lines_of
from mentorhub.monitoring.service.facts import watched
from mentorhub.monitoring.service.help_calls import with_help
from mentorhub.monitoring.service.scope import seen_by
from mentorhub.monitoring.service.values import Moment, PairFile
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.tables import Appointment, Contact
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Group
from mentorhub.speeddate.service.access import zone_of

MOST_OF_A_KIND = 30


async def pair_file(actor: Actor, pair_id: uuid.UUID) -> PairFile:
    """Return the file of a pair that the actor may see.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    async with db.reading() as session:
        pair = (await session.exec(select(Pair).where(Pair.id == pair_id, seen_by(actor)))).first()
        if pair is None:
            raise NotFound
        zone = await zone_of(session, actor)
        found = await with_help(session, await watched(session, Pair.id == pair_id, zone))
        lines = await lines_of(session, found, zone)
        about = await _about(session, pair)
        moments = [
            Moment(local_day(pair.started_at, zone), "match"),
            *await _contacts(session, pair_id),
            *await _appointments(session, pair_id, zone),
            *await _reminders(session, pair_id, zone),
        ]
    timeline = tuple(sorted(moments, key=lambda moment: moment.day, reverse=True))
    today = local_day(clock.now(), zone)
    return PairFile(lines[0], about[pair.mentee_id], about[pair.mentor_id], timeline, today, zone)


async def _about(session: AsyncSession, pair: Pair) -> dict[uuid.UUID, str]:
    """Return for the two their course and group, such as ``Logistiek, groep 1A``."""
    found = await session.exec(
        select(Enrolment.id, Enrolment.course, Group.name)
        .outerjoin(Group, col(Group.id) == Enrolment.group_id)
        .where(col(Enrolment.id).in_((pair.mentee_id, pair.mentor_id)))
    )
    return {part: ", ".join(word for word in (course, group) if word) for part, course, group in found}


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


async def _reminders(session: AsyncSession, pair_id: uuid.UUID, zone: str) -> list[Moment]:
    found = await session.exec(
        select(StaffAct.at)
        .where(StaffAct.pair_id == pair_id, StaffAct.kind == "reminded")
        .order_by(col(StaffAct.at).desc())
        .limit(MOST_OF_A_KIND)
    )
    return [Moment(local_day(sent_at, zone), "reminder") for sent_at in found]
