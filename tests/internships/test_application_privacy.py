"""Being treated differently stays between the mentee and, only if she wants, the coordinators."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry
from mentorhub.core.texts import catalogue
from mentorhub.internships.service import applications as service
from mentorhub.internships.state.application import ApplicationState
from mentorhub.internships.state.applications import ApplicationsState, SearchCard
from mentorhub.internships.state.ledger import LedgerState
from mentorhub.people.service.mailbox import read_mail
from tests.cast import make_cast
from tests.internships.making_applications import (
    application,
    as_if_sent,
    end,
    mails,
    make_application,
    move,
    version_of,
)
from tests.pairs.making import make_pair
from tests.tab import open_hub

REASON = catalogue()["applications.reason.treated_differently"]["nl"]
COMPANY, ACTION = "Geheimhouding BV", "canary-action-4411"


async def a_serious_ending(may_talk):
    """Return the cast, the pair and an application that ended with this answer."""
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    one = await make_application(cast.bram, COMPANY)
    await service.plan_next(cast.bram, one, ACTION, None, 0)
    await end(cast.bram, one, "treated_differently", may_talk)
    return cast, pair, one


async def everything_sent(hub, actor, pair, one):
    """Return all that a browser of this person receives on the pages that could show it."""
    sent = []
    for state, path in ((ApplicationsState, "/internships"), (ApplicationState, f"/internships/{one}")):
        tab = await hub.tab(actor, path)
        sent += await tab.call(state.load)
    sent += await (await hub.tab(actor, "/coach")).call(SearchCard.fill, pair_id=str(pair))
    sent += await (await hub.tab(actor, "/ledger")).call(LedgerState.load)
    return json.dumps([update.delta for update in sent], default=str, ensure_ascii=False)


@pytest.mark.parametrize("may_talk", ["yes", "no"])
async def test_no_browser_of_a_mentor_or_teacher_receives_the_reason(sqlite, may_talk):
    cast, pair, one = await a_serious_ending(may_talk)
    async with open_hub() as hub:
        for name in ("amina", "chaima", "tess", "timo", "tom", "daan"):
            sent = await everything_sent(hub, cast.actors[name], pair, one)
            assert REASON not in sent
            assert "treated_differently" not in sent
            assert "may_talk" not in sent
        own = await everything_sent(hub, cast.bram, pair, one)
        mentors = await everything_sent(hub, cast.amina, pair, one)
    assert REASON in own
    assert "afgewezen" in mentors


async def test_no_browser_of_staff_receives_the_next_action(sqlite):
    cast, pair, one = await a_serious_ending("yes")
    async with open_hub() as hub:
        for name in ("tess", "corrie"):
            assert ACTION not in await everything_sent(hub, cast.actors[name], pair, one)


async def test_the_coordinator_cannot_read_the_next_action_in_the_mailbox(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram, COMPANY)
    day = (clock.now() + timedelta(days=3)).date()
    await service.plan_next(cast.bram, one, ACTION, day, 0)
    (mail,) = await mails("application_next")
    assert ACTION in mail.body
    assert ACTION not in mail.subject
    assert await read_mail(cast.corrie, mail.id) is None


async def test_a_mentor_sees_the_same_whatever_the_reason_was(sqlite):
    cast, _, serious = await a_serious_ending("yes")
    plain = await make_application(cast.bram, "Vos")
    await end(cast.bram, plain, "too_far")
    files = [await service.application_file(cast.amina, one) for one in (serious, plain)]
    assert [(file.reason, file.may_talk, file.line.step) for file in files] == [("", "", "rejected")] * 2


async def test_a_yes_reaches_the_coordinators_of_the_school_without_details(database):
    cast, _, one = await a_serious_ending("yes")
    (mail,) = await mails("talk")
    assert mail.person_id == cast.corrie.person_id
    for secret in ("Bram", COMPANY, REASON, str(one)):
        assert secret not in mail.subject + mail.body
    (talk,) = await service.asked_talks(cast.corrie)
    assert (talk.mentee, talk.company, talk.is_done) == ("Bram Voorbeeld", COMPANY, False)
    assert await service.asked_talks(cast.cas) == []


async def test_coordinators_get_no_flood_of_mails_of_one_mentee(sqlite):
    cast, _, one = await a_serious_ending("yes")
    await as_if_sent()
    for _ in range(6):
        await service.undo_step(cast.bram, one, await version_of(one))
        await end(cast.bram, one, "treated_differently", "yes")
        await as_if_sent()
    assert len(await mails("talk")) == 4
    assert len(await service.asked_talks(cast.corrie)) == 1


async def test_a_no_reaches_nobody(database):
    cast, _, one = await a_serious_ending("no")
    assert await mails("talk") == []
    assert await service.asked_talks(cast.corrie) == []
    with pytest.raises(NotFound):
        await service.mark_talk(cast.corrie, one, is_done=True)


@pytest.mark.parametrize("name", ["tess", "amina", "bram", "tom"])
async def test_only_coordinators_read_and_close_the_requests(sqlite, name):
    cast, _, one = await a_serious_ending("yes")
    with pytest.raises(NotFound):
        await service.asked_talks(cast.actors[name])
    with pytest.raises(NotFound):
        await service.mark_talk(cast.actors[name], one, is_done=True)


async def test_a_request_is_closed_and_opened_again(database):
    cast, _, one = await a_serious_ending("yes")
    with pytest.raises(NotFound):
        await service.mark_talk(cast.cas, one, is_done=True)
    await service.mark_talk(cast.corrie, one, is_done=True)
    assert await service.asked_talks(cast.corrie) == []
    assert (await service.application_file(cast.bram, one)).may_talk == "talked"
    await service.mark_talk(cast.corrie, one, is_done=False)
    assert len(await service.asked_talks(cast.corrie)) == 1


async def test_taking_the_ending_back_takes_the_request_and_its_unsent_mail_back(database):
    cast, _, one = await a_serious_ending("yes")
    await service.undo_step(cast.bram, one, await version_of(one))
    row = await application(one)
    assert (row.step, row.reason, row.may_talk) == ("lead", "", "")
    assert await mails("talk") == []
    assert await service.asked_talks(cast.corrie) == []


async def test_going_on_after_all_takes_the_request_back_too(sqlite):
    cast, _, one = await a_serious_ending("yes")
    await move(cast.bram, one, "sent")
    assert (await service.asked_talks(cast.corrie), await mails("talk")) == ([], [])


async def test_the_question_must_be_answered(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    with pytest.raises(service.ApplicationRefused, match="may_talk"):
        await end(cast.bram, one, "treated_differently", "")
    assert (await application(one)).step == "lead"


async def test_the_audit_holds_no_reason(sqlite):
    await a_serious_ending("yes")
    async with db.reading() as session:
        kept = [str(row.detail) for row in await session.exec(select(AuditEntry))]
    assert all("treated" not in detail and "yes" not in detail for detail in kept)


async def test_the_coordinators_page_shows_who_wants_to_talk_and_a_teachers_does_not(sqlite):
    cast, _, one = await a_serious_ending("yes")
    async with open_hub() as hub:
        coordinator = await hub.tab(cast.corrie, "/ledger")
        await coordinator.call(LedgerState.load)
        assert [row["name"] for row in (await coordinator.shown(LedgerState))["talks"]] == ["Bram Voorbeeld"]
        await coordinator.call(LedgerState.mark_talked, application_id=str(one))
        shown = await coordinator.shown(LedgerState)
        assert (shown["talks"], shown["talked"]) == ([], str(one))
        await coordinator.call(LedgerState.not_talked, application_id=str(one))
        assert len((await coordinator.shown(LedgerState))["talks"]) == 1
        teacher = await hub.tab(cast.tess, "/ledger")
        await teacher.call(LedgerState.load)
        await teacher.call(LedgerState.mark_talked, application_id=str(one))
        assert (await teacher.shown(LedgerState))["talks"] == []
    assert (await application(one)).may_talk == "yes"
