"""One click reminds both of a pair by mail, in the language of each, at most once in three days."""

import uuid
from datetime import date

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db, outbox
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.rules import may_remind
from mentorhub.monitoring.service.scope import seen_pair
from mentorhub.monitoring.service.values import Reminded
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.service.scope import the_two
from mentorhub.pairs.tables import Contact
from mentorhub.people.tables import Person
from mentorhub.settings import settings
from mentorhub.speeddate.service.access import zone_of


async def remind(actor: Actor, pair_id: uuid.UUID) -> Reminded:
    """Send a reminder to both of a pair, unless one was sent within three days.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    async with db.transaction() as session:
        pair = await seen_pair(session, actor, pair_id)
        zone = await zone_of(session, actor)
        today = local_day(clock.now(), zone)
        earlier = await _latest(session, pair_id, zone)
        if not may_remind(earlier, today):
            return Reminded("already", 0, earlier)
        readers = [(reader, other) for reader, other in (await the_two(session, pair)).both() if reader.email]
        if not readers:
            return Reminded("no_address", 0, None)
        await _write(session, actor, pair, readers)
        return Reminded("sent", len(readers), today)


async def _latest(session: AsyncSession, pair_id: uuid.UUID, zone: str) -> date | None:
    found = await session.exec(select(func.max(StaffAct.at)).where(StaffAct.pair_id == pair_id, StaffAct.kind == "reminded"))
    latest = found.one()
    return local_day(latest, zone) if latest else None


async def _write(
    session: AsyncSession, actor: Actor, pair: Pair, readers: list[tuple[Person, Person]]
) -> None:
    reminder = StaffAct(
        school_id=pair.school_id,
        pair_id=pair.id,
        kind="reminded",
        by_person_id=actor.person_id,
        at=clock.now(),
        detail={"whom": "both"},
    )
    session.add(reminder)
    audit.record(session, actor, "pair.reminded", pair.id, mails=len(readers))
    spoke = (await session.exec(select(col(Contact.id)).where(Contact.pair_id == pair.id).limit(1))).first()
    for reader, other in readers:
        await outbox.enqueue(session, _mail(reminder, reader, other, "quiet" if spoke else "first"))


def _mail(reminder: StaffAct, reader: Person, other: Person, kind: str) -> OutboxMail:
    values = {"reader": reader.first_name, "name": other.first_name, "address": f"{settings().origin}/coach"}
    return outbox.new_mail(
        school_id=reminder.school_id,
        person_id=reader.id,
        to_address=reader.email or "",
        kind="reminder",
        subject=say_in(reader.language, f"monitoring.mail.{kind}_subject", **values),
        body=say_in(reader.language, f"monitoring.mail.{kind}_body", **values),
        once_key=f"reminder:{reminder.id}:{reader.id}",
    )
