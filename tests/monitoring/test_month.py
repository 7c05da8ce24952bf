"""A month day by day: exactly the right mails to the right people on the right days, and none twice."""

import asyncio
import os
import sys
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import event
from sqlmodel import select

from mentorhub.core import db, jobs
from mentorhub.core.tables import OutboxMail
from mentorhub.monitoring.reminding import clockwork
from mentorhub.monitoring.tables import StaffAct
from mentorhub.people.tables import Notice
from tests.monitoring.making_month import MATCHED, ZONE, ask_help, mails, make_month, to
from tests.pairs.making import add_contact

LAST = date(2027, 4, 5)
# Nothing in the weekends, none for Puk and Paul (a pause), none to Hes and Hugo (help was asked), none to
# Vera and Vic in their holiday (13 to 21 March) and to nobody around Easter (26 to 29 March).
EXPECTED = """
03-04 corrie help
03-05 corrie help
03-08 corrie digest, corrie help, nico digest, quirijn digest, tess digest, vic digest
03-09 corrie help
03-10 corrie help, pia agreement, piet agreement
03-12 nico first_contact, vic first_contact
03-15 corrie digest, nico digest, quirijn digest, tess digest
03-17 pia agreement, piet agreement
03-19 quin check_in, quirijn check_in
03-22 corrie digest, nico first_contact, noor first_contact, quirijn digest, tess digest, vic digest
03-24 pia agreement, piet agreement
03-30 corrie digest, nico digest, quirijn digest, tess digest, vic digest, wies search, wim search
04-01 nico first_contact, noor first_contact
04-02 quin check_in, quirijn check_in
04-05 corrie digest, nico digest, quirijn digest, tess digest, vera first_contact, vic first_contact
"""


def expected(until=LAST):
    days = (line.split(" ", 1) for line in EXPECTED.strip().splitlines())
    told = [(day, *one.split(" ")) for day, rest in days for one in rest.split(", ")]
    return [one for one in told if one[0] <= until.strftime("%m-%d")]


def days(until=LAST):
    return [MATCHED + timedelta(days=number) for number in range((until - MATCHED).days + 1)]


async def live(month, day):
    """What the people do on a day themselves, in the afternoon."""
    to(day, 15)
    if day.weekday() == 2:
        await add_contact(month.pairs["wies"], month.wies, day)
        await add_contact(month.pairs["pia"], month.pia, day)
    if day == date(2027, 3, 2):
        await ask_help(month, "hes")
    if day == date(2027, 3, 10):
        await ask_help(month, "hes", taken=True)


async def of_kind(*kinds):
    return [one for one in await mails() if one[2] in kinds]


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


@pytest.fixture(autouse=True)
def _jobs(monkeypatch):
    """The jobs of monitoring alone."""
    names = ("waiting calls", "reminders", "digests")
    assert clockwork
    monkeypatch.setattr(jobs, "_jobs", {name: jobs._jobs[name] for name in names})


async def test_over_a_month_everyone_gets_exactly_the_mails_that_are_due(database):
    month = await make_month()
    for day in days():
        for hour in (3, 8):
            to(day, hour, 59)
            await jobs.wake()
        to(day, 9)
        await asyncio.gather(jobs.wake(), jobs.wake())
        await live(month, day)
        to(day, 21)
        await jobs.wake()
    assert await mails() == expected()
    sent = await rows(OutboxMail)
    assert {mail.created_at.astimezone(ZONE).hour for mail in sent} == {9}
    about_pairs = [mail for mail in sent if mail.kind not in ("digest", "help")]
    assert {mail.once_key.split(":")[0] for mail in about_pairs} == {"reminding"}
    _assert_apart(about_pairs)
    # Whoever is mailed reads the same in the hub.
    assert {one.once_key for one in await rows(Notice)} == {mail.once_key for mail in sent}
    acts = await rows(StaffAct)
    assert {act.by_person_id for act in acts} == {None}
    assert len([act for act in acts if act.pair_id == month.pairs["noor"]]) == 3
    assert not [act for act in acts if act.pair_id in (month.pairs["puk"], month.pairs["hes"])]


def _assert_apart(about_pairs):
    """Nobody hears twice of one pair within three days."""
    heard: dict[object, list[datetime]] = {}
    for mail in about_pairs:
        heard.setdefault(mail.person_id, []).append(mail.created_at)
    for moments in heard.values():
        assert all(
            later - earlier >= timedelta(days=2, hours=23) for earlier, later in pairwise(sorted(moments))
        )


async def test_a_job_that_runs_every_hour_of_every_day_mails_no_more(sqlite):
    month = await make_month()
    for day in days(date(2027, 3, 12)):
        for hour in range(24):
            to(day, hour)
            await jobs.wake()
            if hour == 15:
                await live(month, day)
    assert await mails() == expected(date(2027, 3, 12))


async def test_a_hub_that_was_off_catches_up_the_same_day_and_not_at_night(sqlite):
    await make_month()
    for hour in (8, 20, 23):
        to(date(2027, 3, 12), hour)
        await jobs.wake()
    assert await mails() == []
    to(date(2027, 3, 12), 19)
    await jobs.wake()
    assert await of_kind("first_contact") == [
        ("03-12", "hugo", "first_contact"),
        ("03-12", "nico", "first_contact"),
        ("03-12", "vic", "first_contact"),
    ]


async def test_a_hub_that_was_off_for_a_day_sends_it_on_the_next_school_day(sqlite):
    await make_month()
    for day in (date(2027, 3, 13), date(2027, 3, 14), date(2027, 3, 15)):
        to(day)
        await jobs.wake()
    # Vic has a holiday.
    assert await of_kind("first_contact") == [
        ("03-15", "hugo", "first_contact"),
        ("03-15", "nico", "first_contact"),
    ]


async def test_a_crash_in_the_middle_loses_nothing_and_doubles_nothing(database):
    await make_month()
    to(date(2027, 3, 10))
    commits = 0

    def pull_the_plug(connection):
        nonlocal commits
        commits += 1
        if commits in (1, 2, 4):
            raise ConnectionError("the plug was pulled")

    engine = db.engine().sync_engine
    event.listen(engine, "commit", pull_the_plug)
    await jobs.wake()
    event.remove(engine, "commit", pull_the_plug)
    assert commits > 4
    for minute in (5, 10):
        to(date(2027, 3, 10), 9, minute)
        await jobs.wake()
    assert await mails() == [
        ("03-10", "pia", "agreement"),
        ("03-10", "piet", "agreement"),
        ("03-10", "wies", "check_in"),
        ("03-10", "wim", "check_in"),
    ]


WAKE = """
import asyncio
from datetime import date
from mentorhub.core import db, jobs
from mentorhub.monitoring.reminding import clockwork
from tests.monitoring.making_month import to

async def wake():
    to(date(2027, 3, 22))
    await jobs.wake()
    await db.forget_engine()

asyncio.run(wake())
"""


async def test_two_hubs_that_wake_at_once_mail_once(database):
    """Two processes of their own, as two workers are."""
    await make_month()
    await db.forget_engine()
    hubs = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", WAKE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        )
        for _ in range(2)
    ]
    assert [await hub.wait() for hub in hubs] == [0, 0]
    assert await of_kind("first_contact", "check_in", "agreement") == [
        ("03-22", "hes", "first_contact"),
        ("03-22", "hugo", "first_contact"),
        ("03-22", "nico", "first_contact"),
        ("03-22", "noor", "first_contact"),
        ("03-22", "pia", "agreement"),
        ("03-22", "piet", "agreement"),
        ("03-22", "quin", "check_in"),
        ("03-22", "quirijn", "check_in"),
        ("03-22", "vic", "first_contact"),
        ("03-22", "wies", "check_in"),
        ("03-22", "wim", "check_in"),
    ]
