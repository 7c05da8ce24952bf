"""A reminder to one or both of a pair, in the language of each, at most once in three days."""

import uuid
from collections.abc import Collection
from datetime import date

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.rules import may_remind
from mentorhub.monitoring.service.acts.history import acting_on, still_as_seen, write
from mentorhub.monitoring.service.acts.values import Choice, Reminded, Whom
from mentorhub.monitoring.service.acts.wording import TEXTS, Pen, topic_of
from mentorhub.monitoring.service.facts import watched
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.service.scope import Two, the_two
from mentorhub.people import notices
from mentorhub.people.tables import Person
from mentorhub.speeddate.service.access import zone_of


async def remind(
    actor: Actor, pair_id: uuid.UUID, whom: Whom = "both", text: str = "", seen: int | None = None
) -> Reminded:
    """Remind one or both of a pair, unless the pair was reminded within three days.

    Args:
        actor: who reminds; the name stands below the text.
        pair_id: the pair.
        whom: who of the two.
        text: a key of the texts for how the pair is doing; the first of them when empty.
        seen: how many acts the page knew.

    Raises:
        NotFound: no such pair, or not for this actor; or no such text for this pair.
        Stale: the pair ended, or somebody acted since.
    """
    async with db.transaction() as session:
        zone = await zone_of(session, actor)
        today = local_day(clock.now(), zone)
        pair = await acting_on(session, actor, pair_id)
        earlier = await _latest(session, pair_id, zone)
        if not may_remind(earlier, today):
            return Reminded("already", 0, 0, 0, earlier)
        await still_as_seen(session, actor, pair_id, seen)
        keys = await _texts(session, pair, zone)
        if text and text not in keys:
            raise NotFound
        pen = Pen(text or keys[0], actor.full_name)
        return await _send(session, actor, pair, whom=whom, pen=pen, today=today)


async def _latest(session: AsyncSession, pair_id: uuid.UUID, zone: str) -> date | None:
    """Return the day of the latest reminder by staff; what the hub sends does not hold them back."""
    of_staff = (StaffAct.kind == "reminded", col(StaffAct.by_person_id).is_not(None))
    query = select(func.max(StaffAct.at)).where(StaffAct.pair_id == pair_id, *of_staff)
    latest = (await session.exec(query)).one()
    return local_day(latest, zone) if latest else None


async def _texts(session: AsyncSession, pair: Pair, zone: str) -> tuple[str, ...]:
    """Return the keys of the texts that fit how a pair is doing."""
    found = await watched(session, Pair.id == pair.id, zone)
    return TEXTS[topic_of(found[0].attention)]


async def _send(
    session: AsyncSession, actor: Actor, pair: Pair, *, whom: Whom, pen: Pen, today: date
) -> Reminded:
    two = await the_two(session, pair)
    readers = [one for one in readers_of(two, whom) if one[0].disabled_at is None]
    if not readers:
        return Reminded("nobody", 0, 0, 0, None)
    act = write(session, actor, pair, "reminded", whom=whom, text=pen.key)
    mails = 0
    for reader, other in readers:
        mails += (await _tell(session, act, pen, reader, other)).mailed
    audit.record(session, actor, "pair.reminded", pair.id, mails=mails, whom=whom, text=pen.key)
    no_address = sum(not reader.email for reader, _ in readers)
    return Reminded("sent", mails, len(readers) - mails, no_address, today)


async def _tell(
    session: AsyncSession, act: StaffAct, pen: Pen, reader: Person, other: Person
) -> notices.Told:
    letter = pen.letter(reader, other)
    return await notices.tell(
        session,
        reader,
        school_id=act.school_id,
        kind="reminder",
        subject=letter.subject,
        body=letter.body,
        path="/coach",
        once_key=f"reminder:{act.id}:{reader.id}",
    )


def readers_of(two: Two, whom: str) -> list[tuple[Person, Person]]:
    """Return those of the two whom something is for, each with the other."""
    wanted: Collection[uuid.UUID] = {
        "mentee": (two.mentee.id,),
        "mentor": (two.mentor.id,),
    }.get(whom, (two.mentee.id, two.mentor.id))
    return [(reader, other) for reader, other in two.both() if reader.id in wanted]


async def choices(session: AsyncSession, actor: Actor, pair: Pair, zone: str) -> tuple[Choice, ...]:
    """Return the texts to choose from for a pair, as each of the two would read them."""
    two = await the_two(session, pair)
    keys = await _texts(session, pair, zone)
    pens = [Pen(key, actor.full_name) for key in keys]
    return tuple(
        Choice(pen.key, pen.letter(two.mentee, two.mentor), pen.letter(two.mentor, two.mentee))
        for pen in pens
    )
