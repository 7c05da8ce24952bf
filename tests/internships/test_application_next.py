"""The next action: on time in the outbox, moved with its day, gone with its application."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentorhub.core import clock
from mentorhub.core.dates import local_day
from mentorhub.internships.service import applications as service
from mentorhub.internships.state.application_rows import next_text
from tests.cast import make_cast
from tests.internships.making_applications import (
    application,
    end,
    mails,
    make_application,
    move,
    place,
    version_of,
)

ZONE = "Europe/Amsterdam"


def in_days(days):
    return local_day(clock.now(), ZONE) + timedelta(days=days)


async def plan(mentee, one, text, day):
    await service.plan_next(mentee, one, text, day, await version_of(one))


async def test_a_mail_is_due_on_the_morning_of_the_day_in_the_schools_zone(database):
    cast = await make_cast()
    one = await make_application(cast.bram)
    await plan(cast.bram, one, "bel Joost", in_days(3))
    (mail,) = await mails("application_next")
    assert mail.due_at == datetime.combine(in_days(3), time(9), ZoneInfo(ZONE))
    assert mail.person_id == cast.bram.person_id
    assert "bel Joost" in mail.body
    assert str(one) in mail.body


async def test_another_day_moves_the_mail_and_no_action_takes_it_away(database):
    cast = await make_cast()
    one = await make_application(cast.bram)
    await plan(cast.bram, one, "bel Joost", in_days(3))
    await plan(cast.bram, one, "mail Joost", in_days(5))
    (mail,) = await mails("application_next")
    assert (mail.due_at.astimezone(ZoneInfo(ZONE)).date(), "mail Joost" in mail.body) == (in_days(5), True)
    await plan(cast.bram, one, "", in_days(5))
    row = await application(one)
    assert (await mails("application_next"), row.next_action, row.next_on) == ([], "", None)


async def test_an_action_without_a_day_sends_nothing(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    await plan(cast.bram, one, "bel Joost", None)
    assert await mails("application_next") == []
    assert (await application(one)).next_action == "bel Joost"


async def test_one_applications_mail_does_not_touch_anothers(sqlite):
    cast = await make_cast()
    first, second = await make_application(cast.bram), await make_application(cast.bram, "Vos")
    await plan(cast.bram, first, "bel", in_days(2))
    await plan(cast.bram, second, "mail", in_days(2))
    await plan(cast.bram, first, "", None)
    assert ["mail" in mail.body for mail in await mails("application_next")] == [True]


async def test_an_ended_or_placed_application_reminds_no_more_and_an_undo_brings_it_back(database):
    cast = await make_cast()
    one = await make_application(cast.bram)
    await plan(cast.bram, one, "bel", in_days(2))
    await end(cast.bram, one, "other")
    assert await mails("application_next") == []
    await service.undo_step(cast.bram, one, await version_of(one))
    assert len(await mails("application_next")) == 1
    await place(cast.bram, one)
    assert await mails("application_next") == []


async def test_a_step_keeps_one_mail(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    await plan(cast.bram, one, "bel", in_days(2))
    await move(cast.bram, one, "sent", "interview")
    assert len(await mails("application_next")) == 1


@pytest.mark.parametrize("days", [-1, 731])
async def test_a_day_that_is_past_or_far_away_is_refused(sqlite, days):
    cast = await make_cast()
    one = await make_application(cast.bram)
    with pytest.raises(service.ApplicationRefused, match="next_day"):
        await plan(cast.bram, one, "bel", in_days(days))
    assert (await application(one)).next_action == ""


async def test_an_overdue_action_keeps_its_day_when_only_the_words_change(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    day = in_days(1)
    await plan(cast.bram, one, "bel", day)
    clock.move(timedelta(days=4))
    await plan(cast.bram, one, "bel nu echt", day)
    assert (await application(one)).next_on == day


async def test_nothing_is_planned_for_what_ended(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    await end(cast.bram, one, "other")
    with pytest.raises(service.ApplicationRefused, match="ended"):
        await plan(cast.bram, one, "bel", None)


async def test_a_change_in_another_window_loses_neither(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    await service.plan_next(cast.bram, one, "bel", None, 0)
    with pytest.raises(service.ChangedMeanwhile):
        await service.plan_next(cast.bram, one, "mail", None, 0)
    assert (await application(one)).next_action == "bel"


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, "Vandaag: bel"), (1, "bel: 1 dag te laat"), (4, "bel: 4 dagen te laat")],
)
async def test_what_is_overdue_is_said_in_words(sqlite, days, shown):
    cast = await make_cast()
    one = await make_application(cast.bram)
    day = in_days(0)
    await plan(cast.bram, one, "bel", day)
    line = (await service.application_file(cast.bram, one)).line
    assert next_text(line, day + timedelta(days=days), ZONE)["nl"] == shown
