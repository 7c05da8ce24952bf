"""The coordinator's mailbox: own school, newest first, and never another's sign-in link on a real server."""

import uuid
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.outbox import new_mail
from mentorhub.core.tables import OutboxMail
from mentorhub.people.service.mailbox import mail_page, read_mail
from mentorhub.people.state.mailbox import Mailbox
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.people.visitor import mailed_token, mails, visitor
from tests.tab import destinations, open_hub


async def write_mails(cast, *, count: int = 1, school: str = "north", **values) -> list[OutboxMail]:
    """Write mails to Bram, each a minute newer than the one before."""
    rows = []
    async with db.transaction() as session:
        for n in range(count):
            mail = new_mail(
                school_id=cast.schools[school].id,
                person_id=cast.bram.person_id,
                to_address="bram@north.example",
                kind="pair",
                subject=f"Mail {n}",
                body=f"Tekst {n}",
                once_key=uuid.uuid4().hex,
            )
            mail.created_at += timedelta(minutes=n)
            for name, value in values.items():
                setattr(mail, name, value)
            session.add(mail)
            rows.append(mail)
    return rows


@pytest.fixture
def demo(monkeypatch):
    monkeypatch.setenv("MENTORHUB_DEMO", "1")


@pytest.fixture
def mail_server(monkeypatch):
    monkeypatch.setenv("MENTORHUB_SMTP_HOST", "mail.school.example")


async def test_the_newest_mails_come_first_fifty_to_a_page(database):
    cast = await make_cast()
    await write_mails(cast, count=51)
    first, second = await mail_page(cast.corrie), await mail_page(cast.corrie, 2)
    assert [row.subject for row in first.rows] == [f"Mail {n}" for n in range(50, 0, -1)]
    assert [row.subject for row in second.rows] == ["Mail 0"]
    assert (first.page, first.pages, second.page) == (1, 2, 2)


async def test_a_page_that_is_not_there_becomes_the_nearest(sqlite):
    cast = await make_cast()
    assert (await mail_page(cast.corrie, 9)).pages == 1
    await write_mails(cast, count=51)
    assert [(await mail_page(cast.corrie, page)).page for page in (-1, 0, 3, 10**9)] == [1, 1, 2, 2]


async def test_another_schools_mail_is_not_there(database):
    cast = await make_cast()
    (mail,) = await write_mails(cast, school="south")
    assert (await mail_page(cast.corrie)).rows == ()
    for mail_id in (mail.id, uuid.uuid4()):
        with pytest.raises(NotFound):
            await read_mail(cast.corrie, mail_id)
    assert await read_mail(cast.cas, mail.id) == "Tekst 0"


@pytest.mark.parametrize("who", ["tess", "bram", "amina"])
async def test_only_a_coordinator_has_a_mailbox(sqlite, who):
    cast = await make_cast()
    (mail,) = await write_mails(cast)
    with pytest.raises(NotFound):
        await mail_page(cast.actors[who])
    with pytest.raises(NotFound):
        await read_mail(cast.actors[who], mail.id)
    async with open_hub() as hub:
        tab = await hub.tab(cast.actors[who], "/mailbox")
        assert set(destinations(await tab.call(Mailbox.load))) == {"/"}
        await tab.call(Mailbox.turn, to=1)
        await tab.call(Mailbox.read, mail_id=str(mail.id))
        shown = await tab.shown(Mailbox)
    assert (shown["lines"], shown["body"]) == ([], "")


async def test_a_sign_in_link_is_unreadable_on_a_real_server(database):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
    (mail,) = await mails()
    assert await read_mail(cast.corrie, mail.id) is None
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie)
        updates = await tab.call(Mailbox.load)
        updates += await tab.call(Mailbox.read, mail_id=str(mail.id))
        assert (await tab.shown(Mailbox))["is_private"] is True
    assert token not in str([update.delta for update in updates])


async def test_a_demo_shows_the_sign_in_link(demo, sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
    (mail,) = await mails()
    assert token in await read_mail(cast.corrie, mail.id)


async def test_a_mail_opens_and_closes_again(sqlite):
    cast = await make_cast()
    (mail,) = await write_mails(cast)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie)
        await tab.call(Mailbox.load)
        await tab.call(Mailbox.read, mail_id=str(mail.id))
        shown = await tab.shown(Mailbox)
        assert (shown["open_id"], shown["body"], shown["is_private"]) == (str(mail.id), "Tekst 0", False)
        await tab.call(Mailbox.read, mail_id=str(mail.id))
        assert (await tab.shown(Mailbox))["open_id"] == ""


async def test_without_a_mail_server_the_page_says_that_mail_stays(sqlite):
    cast = await make_cast()
    await write_mails(cast)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie)
        await tab.call(Mailbox.load)
        shown = await tab.shown(Mailbox)
    assert shown["has_server"] is False
    assert shown["lines"][0]["why"]["nl"] == "Er is geen mailserver ingesteld."


@pytest.mark.parametrize(
    ("values", "tone", "why"),
    [
        ({}, "soon", "It leaves soon."),
        ({"last_error": "TimeoutError", "attempts": 3}, "late", "(TimeoutError). It was tried 3 times"),
        ({"sent_at": clock.now()}, "ok", "The mail server took it on"),
    ],
)
async def test_each_mail_says_whether_it_went_and_why_not(mail_server, sqlite, values, tone, why):
    cast = await make_cast()
    await write_mails(cast, **values)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie)
        await tab.call(Mailbox.load)
        shown = await tab.shown(Mailbox)
    assert settings().smtp_host
    assert shown["has_server"] is True
    assert shown["lines"][0]["tone"] == tone
    assert why in shown["lines"][0]["why"]["en"]
