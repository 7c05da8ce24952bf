"""A talk of staff with one of a pair or both: planned, cancelled, and put into the calendars of who goes."""

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db, outbox
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day, moment_text
from mentorhub.core.limits import limits
from mentorhub.core.texts import say_in
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.acts.history import acting_on, still_as_seen, write
from mentorhub.monitoring.service.acts.reminding import readers_of
from mentorhub.monitoring.service.acts.values import DayRefused, NewTalk, TalkLine, TooOften
from mentorhub.monitoring.service.scope import seen_pair
from mentorhub.monitoring.tables import Talk
from mentorhub.pairs.rules import can_plan
from mentorhub.pairs.service.calendar import Entry, calendar_of
from mentorhub.pairs.service.scope import the_two
from mentorhub.people.tables import Notice, Person
from mentorhub.speeddate.service.access import zone_of

TOLD_PER_HOUR = 10
"""How often the two of a pair hear about talks within an hour, at most."""
What = Literal["planned", "cancelled"]


async def plan_talk(actor: Actor, pair_id: uuid.UUID, new: NewTalk, seen: int | None = None) -> uuid.UUID:
    """Plan a talk and invite those who go by mail, the planner as well; return the talk.

    The same talk sent twice is one talk.

    Raises:
        NotFound: no such pair, or not for this actor.
        DayRefused: it would start in the past, or over a year ahead.
        Stale: the pair ended, or somebody acted since.
        TooOften: see there; nothing is written.
    """
    async with db.transaction() as session:
        zone = await zone_of(session, actor)
        starts_at = new.starts_at(zone)
        pair = await acting_on(session, actor, pair_id)
        if not can_plan(starts_at, clock.now()):
            raise DayRefused
        known = await _same(session, actor, pair_id, new, zone)
        if known is not None:
            return known
        await still_as_seen(session, actor, pair_id, seen)
        talk = _new(actor, pair, new, zone)
        session.add(talk)
        await session.flush()
        write(session, actor, pair, "talk", whom=new.whom, until=new.day.isoformat(), talk=str(talk.id))
        audit.record(session, actor, "talk.planned", talk.id, whom=new.whom)
        await _Invitation(session, pair, talk, zone).send("planned")
        return talk.id


async def _same(
    session: AsyncSession, actor: Actor, pair_id: uuid.UUID, new: NewTalk, zone: str
) -> uuid.UUID | None:
    same = (Talk.pair_id == pair_id, Talk.by_person_id == actor.person_id, Talk.whom == new.whom)
    when = (Talk.starts_at == new.starts_at(zone), col(Talk.cancelled_at).is_(None))
    return (await session.exec(select(Talk.id).where(*same, *when).limit(1))).first()


def _new(actor: Actor, pair: Pair, new: NewTalk, zone: str) -> Talk:
    return Talk(
        school_id=pair.school_id,
        pair_id=pair.id,
        by_person_id=actor.person_id,
        whom=new.whom,
        starts_at=new.starts_at(zone),
        minutes=new.minutes,
        place=new.place,
        created_at=clock.now(),
    )


async def cancel_talk(actor: Actor, talk_id: uuid.UUID) -> None:
    """Cancel a talk to come, of oneself or a colleague; a second time changes nothing.

    Raises:
        NotFound: no such talk about a pair in view, or it is over.
        TooOften: see there.
    """
    async with db.transaction() as session:
        found = await session.get(Talk, talk_id)
        if found is None:
            raise NotFound
        pair = await seen_pair(session, actor, found.pair_id, over=None)
        await session.refresh(found, with_for_update=True)
        if found.cancelled_at is not None:
            return
        if found.starts_at <= clock.now():
            raise NotFound
        zone = await zone_of(session, actor)
        found.cancelled_at = clock.now()
        found.sequence += 1
        day = local_day(found.starts_at, zone).isoformat()
        write(session, actor, pair, "talk_cancelled", whom=found.whom, until=day, talk=str(talk_id))
        audit.record(session, actor, "talk.cancelled", talk_id)
        await _Invitation(session, pair, found, zone).send("cancelled")


@dataclass(frozen=True, slots=True)
class _Invitation:
    """Writes the mails about one talk."""

    session: AsyncSession
    pair: Pair
    talk: Talk
    zone: str

    async def send(self, what: What) -> None:
        """Mail those who go and the planner: the hour, the place and the file for a calendar."""
        if not await limits().hit("talk mails", str(self.pair.id), TOLD_PER_HOUR, 60):
            raise TooOften
        planner = await self.session.get_one(Person, self.talk.by_person_id)
        two = await the_two(self.session, self.pair)
        going = [reader for reader, _ in readers_of(two, self.talk.whom)]
        names = {
            "both": f"{two.mentee.first_name}, {two.mentor.first_name}",
            "mentee": two.mentee.full_name,
            "mentor": two.mentor.full_name,
        }[self.talk.whom]
        for reader in going:
            await self._write(reader, planner.full_name, what, "student")
        await self._write(planner, names, what, "planner")

    async def _write(self, reader: Person, names: str, what: What, part: str) -> None:
        language, place = reader.language, self.talk.place
        values = {
            "reader": reader.first_name,
            "names": names,
            "when": moment_text(self.talk.starts_at, self.zone),
            "n": self.talk.minutes,
            "place": place or say_in(language, "desk.talk.no_place"),
        }
        words = {
            "subject": say_in(language, f"desk.talk.{what}_subject", **values),
            "body": say_in(language, f"desk.talk.{what}_{part}", **values),
        }
        await _put(self.session, reader, self.talk, words, self._calendar(reader, names))

    def _calendar(self, reader: Person, names: str) -> str:
        talk = self.talk
        is_cancelled = talk.cancelled_at is not None
        summary = say_in(reader.language, "desk.talk.summary", names=names)
        entry = Entry(
            talk.id,
            talk.sequence,
            talk.starts_at,
            talk.minutes,
            talk.place,
            summary,
            is_cancelled=is_cancelled,
        )
        return calendar_of(entry, reader, "CANCEL" if is_cancelled else "REQUEST")


async def _put(
    session: AsyncSession, reader: Person, talk: Talk, words: dict[str, str], calendar: str
) -> None:
    """Write the mail, and for a student the notice in the hub; where it is, is for nobody else to read."""
    key = f"talk:{talk.id}:{talk.sequence}:{reader.id}"
    who: dict[str, Any] = {"school_id": talk.school_id, "person_id": reader.id, "once_key": key, **words}
    if reader.id != talk.by_person_id:
        session.add(Notice(kind="reminder", path="/coach", created_at=clock.now(), **who))
    if reader.email:
        mail = outbox.new_mail(to_address=reader.email, kind="appointment", attachment=calendar, **who)
        await outbox.enqueue(session, mail)


async def talks_ahead(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> tuple[TalkLine, ...]:
    """Return the talks to come about a pair, the next one first."""
    ahead = (Talk.pair_id == pair_id, col(Talk.cancelled_at).is_(None), Talk.starts_at > clock.now())
    found = await session.exec(
        select(Talk, Person)
        .join(Person, col(Person.id) == Talk.by_person_id)
        .where(*ahead)
        .order_by(col(Talk.starts_at))
        .limit(10)
    )
    return tuple(
        TalkLine(
            talk.id,
            talk.whom,
            talk.starts_at,
            talk.minutes,
            person.full_name,
            is_mine=talk.by_person_id == actor.person_id,
        )
        for talk, person in found
    )
