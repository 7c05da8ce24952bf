"""A school in the middle of everything: a running speed date, lists, a published match, contacts, mails.

Whatever is private carries a canary, a word that must show up nowhere else.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.outbox import new_mail
from mentorhub.matching.rules import Objective
from mentorhub.matching.service import preferences, publishing, runs
from mentorhub.matching.tables import Pair
from mentorhub.pairs.tables import Appointment, Contact
from mentorhub.people.service.cards import cards_of_group
from mentorhub.people.tables import Person
from mentorhub.speeddate.service import impressions, planning, room
from mentorhub.speeddate.service.attendance import mark_everyone
from mentorhub.speeddate.tables import PlannedSeat
from tests.cast import Cast, make_cast
from tests.life import Life, live_on

NOTE, PLACE, MAIL, PHONE = "canary-note-7731", "canary-place-7732", "canary-mail-7733", "0600007734"


@dataclass
class World:
    """The cast and the ids of what happened in school North."""

    cast: Cast
    speed_date: uuid.UUID
    run: uuid.UUID
    pair: uuid.UUID
    life: Life
    beam_key: str
    ids: list[str] = field(default_factory=list)


async def make_world() -> World:
    """Write the cast and let school North live through an evening and a match."""
    cast = await make_cast()
    await _set_phone(cast)
    speed_date = await _evening(cast)
    run = await _match(cast)
    pair, life = await _pair_life(cast)
    async with db.transaction() as session:
        row = await planning.speed_date_for(session, cast.corrie, speed_date)
        key = planning.beam_key(row)
        session.add(
            new_mail(
                school_id=cast.corrie.school,
                person_id=cast.bram.person_id,
                to_address="bram@north.example",
                kind="match",
                subject="North",
                body=MAIL,
                once_key="canary",
            )
        )
    await cards_of_group(cast.tess, cast.groups["a"].id)
    world = World(cast, speed_date, run, pair, life, key)
    world.ids = await _all_ids(world.cast.bram.school)
    return world


async def _set_phone(cast: Cast) -> None:
    async with db.transaction() as session:
        for actor in (cast.bram, cast.amina):
            (await session.get_one(Person, actor.person_id)).phone = PHONE


async def _evening(cast: Cast) -> uuid.UUID:
    new = planning.NewSpeedDate(
        name="Avond",
        group_ids=(cast.groups["a"].id, cast.groups["b"].id),
        starts_at=clock.now(),
        rounds=2,
        round_seconds=300,
        changeover_seconds=30,
        break_minutes=0,
        tables=5,
    )
    speed_date = await planning.create(cast.corrie, new)
    await room.step(cast.corrie, speed_date, "open", await _version(cast, speed_date))
    await mark_everyone(cast.corrie, speed_date)
    await room.step(cast.corrie, speed_date, "start", await _version(cast, speed_date))
    async with db.reading() as session:
        seat = (
            await session.exec(
                select(PlannedSeat).where(
                    PlannedSeat.round == 1, PlannedSeat.mentee_id == cast.bram.enrolment
                )
            )
        ).one()
    await impressions.save_note(cast.bram, speed_date, seat.mentor_id, NOTE)
    return speed_date


async def _version(cast: Cast, speed_date: uuid.UUID) -> int:
    async with db.reading() as session:
        return (await planning.speed_date_for(session, cast.corrie, speed_date)).version


async def _match(cast: Cast) -> uuid.UUID:
    for mentee in (cast.bram, cast.daan):
        saved = await preferences.save_list(mentee, [cast.amina.enrolment, cast.chaima.enrolment], 0)
        await preferences.hand_in(mentee, saved.version)
    await runs.set_rule(
        cast.corrie, cast.programmes["north"].id, cast.bram.enrolment, cast.amina.enrolment, "pin"
    )
    run = await runs.propose(cast.corrie, cast.programmes["north"].id, Objective.GENEROUS)
    await publishing.publish(cast.corrie, run)
    return run


async def _pair_life(cast: Cast) -> tuple[uuid.UUID, Life]:
    async with db.transaction() as session:
        pair = (await session.exec(select(Pair).where(Pair.mentee_id == cast.bram.enrolment))).one()
        session.add(
            Contact(
                school_id=pair.school_id,
                pair_id=pair.id,
                by_enrolment_id=cast.amina.enrolment,
                happened_on=clock.now().date(),
                channel="met",
                minutes=30,
                once_key="one",
                created_at=clock.now(),
            )
        )
        session.add(
            Appointment(
                school_id=pair.school_id,
                pair_id=pair.id,
                starts_at=clock.now() + timedelta(days=2),
                minutes=30,
                place=PLACE,
                created_by=cast.amina.enrolment,
                created_at=clock.now(),
            )
        )
        return pair.id, await live_on(session, cast, pair)


async def table_rows() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, for before and after; when a session was last seen does not count."""
    from mentorhub.core.schema import metadata

    found = {}
    async with db.reading() as session:
        for table in metadata().sorted_tables:
            columns = [c for c in table.columns if c.name != "seen_at"]
            rows = (await session.execute(select(*columns).select_from(table))).all()  # type: ignore[call-overload]
            found[table.name] = sorted((tuple(row) for row in rows), key=str)
    return found


async def _all_ids(school_id: uuid.UUID) -> list[str]:
    """Return one id of each kind of object in school North."""
    from mentorhub.core.schema import metadata

    found = []
    async with db.reading() as session:
        for table in metadata().sorted_tables:
            if "id" in table.columns and "school_id" in table.columns:
                mine = select(table.c.id).where(table.c.school_id == school_id).limit(1)  # type: ignore[call-overload]
                row = (await session.execute(mine)).first()
                found += [str(row[0])] if row else []
    return found
