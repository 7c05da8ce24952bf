"""The reminders of a day: who is due by the rules is told once, each pair in a transaction of its own."""

import uuid

import structlog
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db, jobs
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.reminding.cases import cases_of
from mentorhub.monitoring.reminding.letters import Letter
from mentorhub.monitoring.reminding.schools import SchoolDay, in_touch, schools_at_work
from mentorhub.monitoring.rules.reminding import ASKS_TO_MEET, Due, Who, due_today, is_school_day
from mentorhub.monitoring.service.facts import Watched
from mentorhub.monitoring.service.gathering import terms_of
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.service.scope import the_two

log = structlog.get_logger()
JOB = "reminders"


async def remind_all() -> None:
    """Remind the pairs of every school that was not done today."""
    for day in await schools_at_work(JOB):
        await _remind_school(day)


async def _remind_school(day: SchoolDay) -> None:
    """Remind the pairs that are due; the school is done when none of them failed."""
    failed = 0
    for pair_id in await _due_pairs(day):
        try:
            await _remind(day, pair_id)
        except Exception as fault:
            failed += 1
            log.error("pair not reminded", pair=str(pair_id), why=type(fault).__name__)
    if not failed:
        async with db.transaction() as session:
            await jobs.take_turn(session, JOB, day.turn)


async def _due_pairs(day: SchoolDay) -> list[uuid.UUID]:
    """Return the pairs with a mail due, where there is school today; the most urgent first."""
    async with db.reading() as session:
        cases = await cases_of(session, in_touch(day), day)
        terms = await terms_of(session, {pair.programme_id for pair, _ in cases})
    return [
        pair.pair_id
        for pair, case in cases
        if is_school_day(day.today, terms[pair.programme_id].days_off) and due_today(case, day.today)
    ]


async def _remind(day: SchoolDay, pair_id: uuid.UUID) -> None:
    """Tell the two of a pair what is due, as it stands now that nobody else can change it."""
    async with db.transaction() as session:
        if not await jobs.take_turn(session, JOB, f"{day.today.isoformat()}:{pair_id}"):
            return
        # Who of the staff reminds at the same moment locks the same row: one of the two sees the other.
        this = (Pair.id == pair_id, in_touch(day))
        pair = (await session.exec(select(Pair).where(*this).with_for_update(of=Pair))).first()
        cases = await cases_of(session, Pair.id == pair_id, day) if pair else []
        for seen, case in cases:
            due = due_today(case, day.today)
            if pair is not None and due is not None:
                await _write(session, day, pair, seen, due)


async def _write(session: AsyncSession, day: SchoolDay, pair: Pair, seen: Watched, due: Due) -> None:
    two = await the_two(session, pair)
    letters = [Letter(day, pair, seen, two, due.why, who) for who in due.readers]
    told: list[Who] = [letter.who for letter in letters if await letter.send(session)]
    if told:
        session.add(_act(pair, due, told))


def _act(pair: Pair, due: Due, told: list[Who]) -> StaffAct:
    """Return the line in the pair's history: nobody of the staff did it."""
    return StaffAct(
        school_id=pair.school_id,
        pair_id=pair.id,
        kind="checked_in" if due.why in ASKS_TO_MEET else "reminded",
        at=clock.now(),
        detail={"whom": "both" if len(told) > 1 else told[0], "why": due.why},
    )
