"""Reminders of the hub: who is left in peace, by which channel, what they say; calls for help that wait."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.outbox import PRIVATE_KINDS
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.tables import MatchRun, Pair, Substitute
from mentorhub.monitoring.reminding.calls import tell_of_waiting_calls
from mentorhub.monitoring.reminding.daily import remind_all
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.checkins.service import answer
from mentorhub.pairs.tables import CheckIn, Contact
from mentorhub.people.tables import Enrolment, Notice, NoticeChoice, Person, SchoolMember
from mentorhub.programmes.tables import Programme
from tests.monitoring.making_month import MATCHED, ZONE, ask_help, mails, make_month, to
from tests.pairs.making import add_appointment, add_contact

URGENT = MATCHED + timedelta(days=24)


@pytest.fixture
async def month(sqlite):
    """The month's people; every pair but that of Noor and Nico spoke just before the urgent days begin."""
    month = await make_month()
    for mentee in ("wies", "quin", "puk", "hes", "pia", "vera"):
        await add_contact(month.pairs[mentee], month.actors[mentee], URGENT)
    return month


async def reminded(day=URGENT):
    """Run the reminders of a day and return who got one of the kind that is for a first contact."""
    to(day)
    await remind_all()
    return [(on, name) for on, name, kind in await mails() if kind == "first_contact"]


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def change(table, condition, **values):
    async with db.transaction() as session:
        for row in await session.exec(select(table).where(condition)):
            row.sqlmodel_update(values)


async def noted_for_first_contact():
    return {one.person_id for one in await rows(Notice) if one.kind == "first_contact"}


BOTH = [("03-22", "nico"), ("03-22", "noor")]


async def test_both_hear_when_the_first_contact_gets_urgent(month):
    assert await reminded() == BOTH
    [act] = [act for act in await rows(StaffAct) if act.pair_id == month.pairs["noor"]]
    assert (act.kind, act.by_person_id) == ("checked_in", None)
    assert act.detail == {"whom": "both", "why": "urgent"}


async def test_the_mail_says_why_and_its_links_answer(month):
    await reminded()
    [mail] = [one for one in await rows(OutboxMail) if one.person_id == month.noor.person_id]
    assert mail.subject == "Je eerste contact met Nico"
    assert "Het eerste contact kan tot en met 1 april, vrije dagen niet meegeteld." in mail.body
    assert "Achternaam" not in mail.body + mail.subject
    assert mail.kind in PRIVATE_KINDS
    [token] = [line.rpartition("/")[2] for line in mail.body.splitlines() if "/check-in/" in line][:1]
    assert await answer(token) == "spoke"
    [contact] = [one for one in await rows(Contact) if one.pair_id == month.pairs["noor"]]
    assert (contact.by_enrolment_id, contact.happened_on) == (month.noor.enrolment, URGENT)
    assert await reminded(URGENT + timedelta(days=10)) == BOTH


async def test_each_reads_in_an_own_language(month):
    await change(Person, Person.id == month.nico.person_id, language="en")
    await reminded()
    told = {one.person_id: one.subject for one in await rows(OutboxMail)}
    assert told[month.nico.person_id] == "Your first contact with Noor"
    assert told[month.noor.person_id] == "Je eerste contact met Nico"


@pytest.mark.parametrize(
    ("channel", "mailed", "noted", "whom"),
    [("app", ["nico"], 2, "both"), ("off", ["nico"], 1, "mentor")],
)
async def test_each_hears_it_by_the_channel_that_was_chosen(month, channel, mailed, noted, whom):
    async with db.transaction() as session:
        session.add(
            NoticeChoice(
                person_id=month.noor.person_id, kind="first_contact", channel=channel, changed_at=clock.now()
            )
        )
    assert [name for _, name in await reminded()] == mailed
    assert len(await noted_for_first_contact()) == noted
    [act] = [act for act in await rows(StaffAct) if act.pair_id == month.pairs["noor"]]
    assert act.detail["whom"] == whom


async def test_who_has_no_address_reads_it_in_the_hub(month):
    await change(Person, Person.id == month.noor.person_id, email=None)
    assert [name for _, name in await reminded()] == ["nico"]
    assert await noted_for_first_contact() == {month.noor.person_id, month.nico.person_id}


@pytest.mark.parametrize("who", ["noor", "nico"])
@pytest.mark.parametrize("how", ["person", "member", "enrolment"])
async def test_where_one_of_the_two_left_nobody_is_asked_to_get_in_touch(month, who, how):
    actor, now = month.actors[who], clock.now()
    if how == "person":
        await change(Person, Person.id == actor.person_id, disabled_at=now)
    elif how == "member":
        await change(SchoolMember, SchoolMember.person_id == actor.person_id, ended_at=now)
    else:
        await change(Enrolment, Enrolment.id == actor.enrolment, ended_at=now)
    assert await reminded() == []


async def test_a_pair_that_ended_is_left_in_peace(month):
    await change(Pair, Pair.id == month.pairs["noor"], ended_at=clock.now())
    assert await reminded() == []


@pytest.mark.parametrize(
    "values",
    [
        {"ended_at": datetime(2027, 3, 1, tzinfo=ZONE)},
        {"ends_on": URGENT - timedelta(days=1)},
        {"starts_on": URGENT + timedelta(days=1)},
    ],
)
async def test_a_programme_that_does_not_run_reminds_nobody(month, values):
    await change(Programme, Programme.id == month.programme.id, **values)
    assert await reminded() == []


async def test_while_a_substitute_helps_the_absent_mentor_is_not_asked(month):
    async with db.transaction() as session:
        run = (await session.exec(select(MatchRun))).first()
        session.add(
            Substitute(
                school_id=month.school.id,
                programme_id=month.programme.id,
                run_id=run.id,
                mentee_id=month.noor.enrolment,
                mentor_id=month.wim.enrolment,
                started_at=clock.now(),
            )
        )
    assert await reminded() == []
    await change(Substitute, Substitute.mentee_id == month.noor.enrolment, ended_at=clock.now())
    assert await reminded(URGENT + timedelta(days=1)) == [("03-23", "nico"), ("03-23", "noor")]


def at(day, hour):
    return datetime.combine(day, time(hour), ZONE)


@pytest.mark.parametrize(
    ("days", "found"),
    [(1, []), (2, []), (9, []), (-1, []), (-2, []), (-4, BOTH)],
)
async def test_around_an_appointment_nothing_is_asked(month, days, found):
    to(URGENT)
    await add_appointment(month.pairs["noor"], month.noor, at(URGENT + timedelta(days=days), 14))
    assert await reminded() == found


@pytest.mark.parametrize("kind", ["reminded", "checked_in", "talk"])
@pytest.mark.parametrize(("ago", "found"), [(2, [("03-22", "noor")]), (3, BOTH)])
async def test_what_staff_did_counts_for_three_days(month, kind, ago, found):
    to(URGENT - timedelta(days=ago), 16)
    async with db.transaction() as session:
        session.add(
            StaffAct(
                school_id=month.school.id,
                pair_id=month.pairs["noor"],
                kind=kind,
                by_person_id=month.tess.person_id,
                at=clock.now(),
                detail={"whom": "mentor"},
            )
        )
    assert await reminded() == found


async def test_a_call_for_help_that_somebody_has_still_leaves_the_two_in_peace(month):
    to(URGENT - timedelta(days=1))
    await ask_help(month, "noor")
    await ask_help(month, "noor", taken=True)
    assert await reminded() == []


async def test_a_question_is_kept_for_each_who_was_asked(month):
    await reminded()
    asked = {(row.enrolment_id, row.asked_on, row.answer) for row in await rows(CheckIn)}
    assert asked == {(month.noor.enrolment, URGENT, ""), (month.nico.enrolment, URGENT, "")}


# Calls for help that wait


async def told_of_calls(day, hour=9):
    to(day, hour)
    await tell_of_waiting_calls()
    return [on for on, name, kind in await mails() if (name, kind) == ("corrie", "help")]


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        # A Tuesday afternoon, a Friday afternoon, a Friday early, a Saturday.
        (at(date(2027, 3, 2), 15), ["03-04", "03-05", "03-08", "03-09"]),
        (at(date(2027, 3, 5), 15), ["03-09"]),
        (at(date(2027, 3, 5), 8), ["03-08", "03-09"]),
        (at(date(2027, 3, 6), 11), ["03-09"]),
    ],
)
async def test_a_call_that_nobody_took_within_a_school_day_is_told_daily(month, asked, days):
    to(asked.date(), asked.hour)
    await ask_help(month, "hes")
    for number in range(2, 10):
        for hour in (9, 12):
            if at(date(2027, 3, number), hour) > asked:
                found = await told_of_calls(date(2027, 3, number), hour)
    assert found == days


async def test_an_urgent_call_waits_for_one_night_only(month):
    to(date(2027, 3, 2), 15)
    await ask_help(month, "hes", urgent=True)
    assert await told_of_calls(date(2027, 3, 2), 16) == []
    assert await told_of_calls(date(2027, 3, 3)) == ["03-03"]


async def test_days_without_school_do_not_count_for_a_call(month):
    to(date(2027, 3, 25), 15)
    await ask_help(month, "hes")
    for number in range(26, 32):
        found = await told_of_calls(date(2027, 3, number))
    # Easter is from Friday to Monday; Tuesday is the first school day that goes by.
    assert found == ["03-31"]


async def test_the_mail_about_calls_tells_nothing_of_them_and_ends_when_they_are_taken(month):
    to(date(2027, 3, 2), 15)
    await ask_help(month, "hes")
    await ask_help(month, "noor")
    assert await told_of_calls(date(2027, 3, 4)) == ["03-04"]
    [mail] = [one for one in await rows(OutboxMail) if one.kind == "help"]
    assert mail.subject == "Er wachten 2 hulpvragen op jou"
    for private in ("canary-help", "Hes", "Noor", "contact"):
        assert private not in mail.body + mail.subject
    await ask_help(month, "hes", taken=True)
    assert await told_of_calls(date(2027, 3, 5)) == ["03-04"]
