"""Jobs: every turn is done exactly once, by one of several processes, also after a crash; never at night."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db, jobs
from mentorhub.core.tables import AuditEntry, JobTurn
from mentorhub.settings import SettingsFault, read_settings, settings
from tests.cast import make_cast

ZONE = "Europe/Amsterdam"


@pytest.fixture(autouse=True)
def own_jobs(monkeypatch):
    """A hub without the jobs of the features."""
    monkeypatch.setattr(jobs, "_jobs", {})


def to(moment):
    clock.move(timedelta())
    clock.move(moment - clock.now())


async def done():
    """What the work of the turns left behind."""
    async with db.reading() as session:
        return [row.action for row in await session.exec(select(AuditEntry).order_by(AuditEntry.action))]


async def one_turn(school, turn, *, crash=False):
    """The work of a turn: a line in the audit trail."""
    async with db.transaction() as session:
        if not await jobs.take_turn(session, "test", turn):
            return False
        session.add(AuditEntry(school_id=school, action=f"did.{turn}", at=clock.now()))
        await session.flush()
        if crash:
            raise ConnectionError("the plug was pulled")
    return True


async def test_a_turn_is_done_once(database):
    school = (await make_cast()).bram.school
    assert [await one_turn(school, "monday") for _ in range(3)] == [True, False, False]
    assert await one_turn(school, "tuesday")
    assert await done() == ["did.monday", "did.tuesday"]


async def test_of_many_that_wake_at_once_one_does_the_turn(database):
    school = (await make_cast()).bram.school
    taken = await asyncio.gather(*(one_turn(school, "monday") for _ in range(8)))
    assert sorted(taken) == [False] * 7 + [True]
    assert await done() == ["did.monday"]


async def test_a_turn_that_crashed_left_nothing_and_is_done_at_the_next_wake(database):
    school = (await make_cast()).bram.school
    with pytest.raises(ConnectionError):
        await one_turn(school, "monday", crash=True)
    assert await done() == []
    assert await one_turn(school, "monday")
    assert await done() == ["did.monday"]


async def test_who_waited_for_a_turn_that_crashed_does_it(database):
    school = (await make_cast()).bram.school
    results = await asyncio.gather(
        one_turn(school, "monday", crash=True),
        *(one_turn(school, "monday") for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(result is True for result in results) == 1
    assert await done() == ["did.monday"]


async def test_a_job_that_fails_does_not_keep_the_others_waiting(sqlite):
    school = (await make_cast()).bram.school

    async def failing():
        raise RuntimeError("no")

    async def working():
        await one_turn(school, "monday")

    jobs.add_job("first", failing)
    jobs.add_job("second", working)
    await jobs.wake()
    await jobs.wake()
    assert await done() == ["did.monday"]


async def test_turns_are_forgotten_when_no_job_asks_about_them_any_more(sqlite):
    school = (await make_cast()).bram.school
    await one_turn(school, "monday")
    clock.move(timedelta(days=119))
    await jobs.wake()
    assert not await one_turn(school, "monday")
    clock.move(timedelta(days=121))
    await jobs.wake()
    async with db.reading() as session:
        assert list(await session.exec(select(JobTurn))) == []


async def test_the_scheduler_wakes_the_jobs_and_ends_with_the_hub(sqlite, monkeypatch):
    monkeypatch.setattr(jobs, "WAKE_MINUTES", 0.001)
    woken = asyncio.Event()

    async def job():
        woken.set()

    jobs.add_job("test", job)
    task = asyncio.create_task(jobs.work())
    await asyncio.wait_for(woken.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2026-03-02T08:59:59+01:00", False),
        ("2026-03-02T09:00:00+01:00", True),
        ("2026-03-02T19:59:59+01:00", True),
        ("2026-03-02T20:00:00+01:00", False),
        ("2026-03-03T00:30:00+01:00", False),
        # After the change of the clocks nine o'clock is an hour earlier in UTC.
        ("2026-03-30T09:00:00+02:00", True),
        ("2026-03-30T08:59:00+02:00", False),
    ],
)
def test_the_set_hour_is_that_of_the_school_and_nothing_goes_out_at_night(local, is_open):
    to(datetime.fromisoformat(local))
    assert jobs.is_set_hour(ZONE) is is_open


def test_schools_in_other_zones_have_their_own_hour():
    to(datetime(2026, 1, 5, 8, 30, tzinfo=UTC))
    assert jobs.is_set_hour(ZONE)
    assert not jobs.is_set_hour("Europe/London")


@pytest.mark.parametrize(("begin", "end", "quiet"), [(20, 8, 12), (1, 6, 5), (0, 0, 0)])
def test_quiet_hours_may_span_midnight_lie_within_a_day_or_be_none(monkeypatch, begin, end, quiet):
    monkeypatch.setenv("MENTORHUB_QUIET_FROM", str(begin))
    monkeypatch.setenv("MENTORHUB_QUIET_UNTIL", str(end))
    settings.cache_clear()
    assert sum(settings().is_quiet(hour) for hour in range(24)) == quiet
    settings.cache_clear()


def test_an_hour_for_reminders_within_the_quiet_hours_stops_the_start(monkeypatch):
    monkeypatch.setenv("MENTORHUB_REMINDERS_HOUR", "7")
    with pytest.raises(SettingsFault, match="MENTORHUB_REMINDERS_HOUR: must lie outside the quiet hours"):
        read_settings()
    monkeypatch.setenv("MENTORHUB_QUIET_UNTIL", "7")
    assert read_settings().reminders_hour == 7
