"""The digests of the week: who gets one, what stands in it, and what never does."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import delete, select

from mentorhub.core import clock, db
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.reminding.digests import send_digests
from mentorhub.monitoring.tables import Snooze
from mentorhub.pairs.service import NewTask, add_task
from mentorhub.people.tables import Person
from mentorhub.programmes.tables import Holiday, Programme
from mentorhub.settings import settings
from tests.monitoring.making_month import ZONE, ask_help, make_month, to
from tests.pairs.making import add_appointment, add_contact

# Nobody of the month is due a reminder on the first of these.
EARLY = date(2027, 3, 8)
MONDAY = date(2027, 3, 15)
APRIL = date(2027, 4, 5)


@pytest.fixture
async def month(sqlite):
    return await make_month()


async def digests(day=MONDAY, hour=9):
    """Run the digests of a day and return them by first name."""
    to(day, hour)
    await send_digests()
    async with db.reading() as session:
        found = await session.exec(
            select(Person.first_name, OutboxMail).where(
                Person.id == OutboxMail.person_id, OutboxMail.kind == "digest"
            )
        )
        return {name.lower(): mail for name, mail in found}


async def change(table, condition, **values):
    async with db.transaction() as session:
        for row in await session.exec(select(table).where(condition)):
            row.sqlmodel_update(values)


async def all_spoke(month, day, *, but=()):
    for mentee, pair in month.pairs.items():
        if mentee not in but:
            await add_contact(pair, month.actors[mentee], day)


async def test_a_teacher_reads_which_pairs_come_first_and_why(month):
    await all_spoke(month, MONDAY, but=("noor", "quin"))
    mail = (await digests(APRIL))["tess"]
    assert mail.subject == "5 duo's hebben je nodig"
    paragraphs = mail.body.split("\n\n")
    assert paragraphs[2].startswith(
        "Noor en Nico: Geen eerste contact. 4 dagen over tijd: het kon tot en met 1 april, vrije dagen niet"
    )
    assert paragraphs[2].endswith(f"Bekijk dit duo:\n{settings().origin}/pairs/{month.pairs['noor']}")
    assert paragraphs[3].startswith("Pia en Piet: Nog geen overeenkomst.")
    assert paragraphs[4].startswith("Quin en Quirijn: Stil sinds 38 dagen.")
    assert "Al je duo's (6):\n- Geen eerste contact: 1\n" in mail.body
    assert "Puk" not in mail.body


async def test_no_more_than_five_pairs_stand_in_it_and_the_count_is_of_all(month):
    await change(Programme, Programme.id == month.programme.id, first_contact_days=5)
    await ask_help(month, "puk")
    mail = (await digests(APRIL))["tess"]
    assert mail.subject == "6 duo's hebben je nodig"
    assert mail.body.count("Bekijk dit duo:") == 5


async def test_a_teacher_whom_nobody_needs_gets_nothing(month):
    await all_spoke(month, EARLY - timedelta(days=1))
    assert "tess" not in await digests(EARLY)


async def test_what_a_teacher_put_away_stays_away_until_it_gets_more_urgent(month):
    await all_spoke(month, MONDAY - timedelta(days=1), but=("noor", "pia"))
    await add_contact(month.pairs["pia"], month.pia, MONDAY - timedelta(days=1))
    async with db.transaction() as session:
        session.add(snooze(month, "pia", date(2027, 4, 30), urgency=99_999))
        session.add(snooze(month, "noor", date(2027, 4, 30), urgency=40_000))
    assert "tess" not in await digests(MONDAY)
    await all_spoke(month, date(2027, 3, 21), but=("noor",))
    mail = (await digests(date(2027, 3, 22)))["tess"]
    assert mail.subject == "1 duo heeft je nodig"
    assert "Noor en Nico" in mail.body


def snooze(month, mentee, until, urgency):
    return Snooze(
        pair_id=month.pairs[mentee],
        person_id=month.tess.person_id,
        school_id=month.school.id,
        until_on=until,
        urgency=urgency,
        at=clock.now(),
    )


def task(who):
    return NewTask("canary-task", who, None, who)


async def test_a_coach_reads_how_it_stands_with_each_junior(month):
    to(EARLY, 8)
    await all_spoke(month, EARLY - timedelta(days=8), but=("noor",))
    await add_task(month.wies, month.pairs["wies"], task("both"))
    await add_task(month.wies, month.pairs["wies"], task("mentee"))
    friday = datetime.combine(date(2027, 3, 12), time(14), ZONE)
    await add_appointment(month.pairs["wies"], month.wies, friday, "canary-place")
    found = await digests(EARLY)
    assert found["wim"].subject == "Jouw week met Wies"
    assert (
        "Wies: volgende afspraak vrijdag 12 maart, 14.00 uur. Laatste contact: 8 dagen geleden. "
        "Nog 1 ding te doen."
    ) in found["wim"].body
    assert "Noor: nog geen afspraak. Jullie spraken elkaar nog niet." in found["nico"].body
    assert "paul" not in found


async def test_a_coach_with_more_juniors_gets_one(month):
    to(EARLY, 8)
    await change(Pair, Pair.id == month.pairs["quin"], mentor_id=month.nico.enrolment)
    await add_contact(month.pairs["quin"], month.quin, EARLY - timedelta(days=7))
    mail = (await digests(EARLY))["nico"]
    assert mail.subject == "Jouw week met Noor en Quin"
    assert "Laatste contact: 7 dagen geleden." in mail.body


async def test_what_a_reminder_of_today_says_is_not_said_again(month):
    assert "nico" in await digests(EARLY)
    async with db.transaction() as session:
        await session.exec(delete(OutboxMail))
    # On the fifteenth Nico is due the early warning, whether it went out already or not.
    assert "nico" not in await digests(MONDAY)


@pytest.mark.parametrize(
    ("days", "is_told"),
    [(6, False), (7, True)],
)
async def test_a_coach_who_is_in_touch_is_told_nothing(month, days, is_told):
    await add_contact(month.pairs["noor"], month.noor, EARLY - timedelta(days=days))
    assert ("nico" in await digests(EARLY)) is is_told


async def test_a_coach_whose_junior_asked_for_help_or_pauses_is_told_nothing(month):
    to(date(2027, 3, 5))
    await ask_help(month, "noor")
    found = await digests(EARLY)
    assert "vic" in found
    assert "nico" not in found
    assert "paul" not in found


async def test_a_coordinator_reads_counts_per_programme_and_no_name(month):
    to(date(2027, 3, 12))
    await ask_help(month, "hes")
    mail = (await digests())["corrie"]
    assert (
        "Coaching North\n- Duo's: 6\n- Eerste contact gehad: 4\n- Hebben iemand nodig: 4\n"
        "- Wachten op hulp: 1\n- Stage gevonden: 1"
    ) in mail.body
    assert "Coaching noord\n- Duo's: 1\n" in mail.body
    names = [name.capitalize() for name in month.actors if name != "corrie"]
    assert not [name for name in names if name in mail.body]


async def test_no_digest_holds_a_last_name_or_a_private_word(month):
    to(EARLY, 8)
    await ask_help(month, "hes")
    await add_task(month.noor, month.pairs["noor"], task("both"))
    found = await digests(EARLY)
    assert {"nico", "tess", "corrie"} <= set(found)
    for mail in found.values():
        assert "Achternaam" not in mail.subject + mail.body
        assert "canary" not in mail.subject + mail.body


async def test_it_goes_on_the_first_school_day_of_the_week_and_once(month):
    # Easter Monday is free for all; the week begins on Tuesday.
    for day, hour in ((28, 9), (29, 9), (30, 8), (30, 9), (30, 12), (31, 9)):
        found = await digests(date(2027, 3, day), hour)
        assert bool(found) is ((day, hour) >= (30, 9))
    async with db.reading() as session:
        told = [one.person_id for one in await session.exec(select(OutboxMail))]
    assert len(told) == len(set(told))


async def test_a_programme_with_a_holiday_of_its_own_begins_later_than_the_others(month):
    await add_contact(month.pairs["vera"], month.vera, EARLY)
    found = await digests(MONDAY)
    assert "quirijn" in found
    assert "vic" not in found
    assert "vic" in await digests(date(2027, 3, 22))


async def test_in_a_week_without_school_nobody_gets_one(month):
    async with db.transaction() as session:
        session.add(
            Holiday(
                school_id=month.school.id,
                year="2026-2027",
                name="Vrij",
                from_on=MONDAY,
                until_on=MONDAY + timedelta(days=6),
                created_at=clock.now(),
            )
        )
    for number in range(7):
        assert await digests(MONDAY + timedelta(days=number)) == {}


async def test_who_has_no_account_any_more_gets_none(month):
    for name in ("tess", "nico", "corrie"):
        await change(Person, Person.id == month.actors[name].person_id, disabled_at=clock.now())
    assert set(await digests(EARLY)) == {"hugo", "piet", "quirijn", "vic", "wim"}


async def test_it_is_written_in_the_language_of_its_reader(month):
    to(date(2027, 3, 5))
    await ask_help(month, "hes")
    for name in ("tess", "nico", "corrie"):
        await change(Person, Person.id == month.actors[name].person_id, language="en")
    found = await digests(EARLY)
    assert found["nico"].subject == "Your week with Noor"
    assert found["corrie"].subject == "How the pairs stand this week"
    assert found["tess"].subject == "1 pair needs you"
