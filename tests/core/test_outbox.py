"""The outbox: one mail for one act, whatever happens to the mail server or to us in between."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlmodel import select

from mentorhub.core import clock, db, outbox
from mentorhub.core.outbox import working
from mentorhub.core.tables import OutboxMail
from mentorhub.settings import settings

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
WORKER = "import asyncio; from mentorhub.core import outbox; asyncio.run(outbox.work())"


class Post:
    """A mail server that keeps what it gets; while ``is_slow`` it never finishes taking a mail."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.knocked, self.is_slow, self.refuses = threading.Event(), False, False

    async def handle_RCPT(  # noqa: N802  # aiosmtpd calls it by this name
        self, _server, _session, envelope, address, _options
    ) -> str:
        self.knocked.set()
        if self.is_slow:
            await asyncio.sleep(SECONDS)
        if self.refuses:
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802  # as above
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def smtp(port, monkeypatch):
    """Settings for a mail server on ``port`` that may or may not be there."""
    for name, value in (("HOST", "127.0.0.1"), ("PORT", str(port)), ("SECURITY", "none")):
        monkeypatch.setenv(f"MENTORHUB_SMTP_{name}", value)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def post(smtp, port) -> Iterator[Post]:
    """A mail server that runs."""
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    yield post
    controller.stop()


def a_mail(once_key: str = "once", **values) -> OutboxMail:
    return outbox.new_mail(
        school_id=uuid.uuid4(),
        person_id=uuid.uuid4(),
        to_address="bram@noord.example",
        kind="test",
        subject="Je speeddate begint",
        body="Tot straks, Bram.",
        once_key=once_key,
        **values,
    )


async def put(*mails: OutboxMail) -> list[bool]:
    async with db.transaction() as session:
        return [await outbox.enqueue(session, mail) for mail in mails]


async def rows() -> list[OutboxMail]:
    async with db.reading() as session:
        return list(await session.exec(select(OutboxMail).order_by(OutboxMail.once_key)))


async def test_a_mail_is_sent_once(database, post):
    await put(a_mail())
    assert await outbox.send_one()
    assert not await outbox.send_one()
    [letter] = post.letters
    assert (letter["To"], letter["Subject"]) == ("bram@noord.example", "Je speeddate begint")
    assert letter.get_body(("plain",)).get_content().startswith("Tot straks, Bram.")
    assert (await rows())[0].sent_at is not None


async def test_two_workers_send_it_once(database, post):
    await put(a_mail())
    assert sorted(await asyncio.gather(outbox.send_one(), outbox.send_one())) == [False, True]
    assert len(post.letters) == 1


async def test_the_same_act_twice_makes_one_mail(database):
    assert await put(a_mail("pair 1"), a_mail("pair 1"), a_mail("pair 2")) == [True, False, True]
    assert await put(a_mail("pair 1")) == [False]
    assert [row.once_key for row in await rows()] == ["pair 1", "pair 2"]


async def test_what_is_undone_sends_nothing(database, post):
    async def fail() -> None:
        async with db.transaction() as session:
            await outbox.enqueue(session, a_mail())
            raise RuntimeError("the act fails")

    with pytest.raises(RuntimeError):
        await fail()
    assert not await outbox.send_one()
    assert post.letters == []


async def test_a_server_that_was_down_gets_exactly_one_mail_later(database, smtp, port):
    await put(a_mail())
    assert not await outbox.send_one()
    [row] = await rows()
    assert (row.sent_at, row.attempts, row.last_error) == (None, 1, "SMTPConnectError")
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        assert not await outbox.send_one(), "it waits before it tries again"
        clock.move(timedelta(seconds=11))
        assert await outbox.send_one()
        clock.move(timedelta(days=2))
        assert not await outbox.send_one()
    finally:
        controller.stop()
    assert len(post.letters) == 1
    assert (await rows())[0].last_error is None


async def test_a_server_that_refuses_is_asked_again_later(database, post):
    post.refuses = True
    await put(a_mail())
    assert not await outbox.send_one()
    post.refuses = False
    clock.move(timedelta(seconds=11))
    assert await outbox.send_one()
    assert len(post.letters) == 1


async def test_one_bad_address_does_not_hold_up_the_others(database, post):
    await put(a_mail("first"), a_mail("second"))
    post.refuses = True
    await outbox.send_one()
    post.refuses = False
    assert await outbox.send_one()
    assert [row.once_key for row in await rows() if row.sent_at] == ["second"]


async def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(sqlite, post):
    broken = a_mail("broken")
    broken.subject = "two\nlines"
    await put(broken, a_mail("good"))
    assert [await outbox.send_one(), await outbox.send_one()] == [False, True]
    assert [row.once_key for row in await rows() if row.sent_at] == ["good"]


def test_waiting_doubles_up_to_an_hour():
    waits = [outbox.retry_after(attempts).total_seconds() for attempts in (1, 2, 3, 9, 10, 50)]
    assert waits == [10, 20, 40, 2560, 3600, 3600]


async def test_every_try_carries_the_same_message_id(sqlite, post):
    await put(a_mail())
    [before] = await rows()
    await outbox.send_one()
    assert (
        post.letters[0]["Message-ID"] == outbox.as_message(before)["Message-ID"] == f"<{before.id}@localhost>"
    )


async def test_a_calendar_file_goes_along(sqlite, post):
    await put(a_mail(attachment="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
    await outbox.send_one()
    [attached] = post.letters[0].iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_filename().endswith(".ics")


async def test_a_worker_killed_while_sending_leaves_a_mail_that_is_sent_once(sqlite, post):
    await put(a_mail())
    post.is_slow = True
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import asyncio; from mentorhub.core import outbox; asyncio.run(outbox.work())",
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert await asyncio.to_thread(post.knocked.wait, SECONDS)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    post.is_slow = False
    assert [(row.attempts, row.sent_at) for row in await rows()] == [(1, None)]
    assert not await outbox.send_one(), "the killed worker may still have been heard: no second try at once"
    clock.move(outbox.CLAIM + timedelta(seconds=1))
    assert await outbox.send_one()
    assert len(post.letters) == 1


async def test_the_worker_sends_what_comes_in(sqlite, post, monkeypatch):
    monkeypatch.setattr(working, "PAUSE_SECONDS", 0.05)
    worker = asyncio.create_task(outbox.work())
    await put(a_mail())
    async with asyncio.timeout(SECONDS):
        while not post.letters:
            await asyncio.sleep(0.05)
    worker.cancel()
    assert len(post.letters) == 1


async def test_without_a_mail_server_mail_stays(sqlite, monkeypatch):
    monkeypatch.setattr(working, "PAUSE_SECONDS", 0.01)
    await put(a_mail())
    worker = asyncio.create_task(outbox.work())
    await asyncio.sleep(0.2)
    worker.cancel()
    assert [(row.attempts, row.sent_at) for row in await rows()] == [(0, None)]


async def test_mails_are_taken_back_by_how_their_key_begins_unless_they_went(database):
    await put(*(a_mail(key) for key in ("visit:1:a", "visit:1:b", "visit:1:gone", "visit:10:a", "visit_1:a")))
    async with db.transaction() as session:
        gone = await session.exec(select(OutboxMail).where(OutboxMail.once_key == "visit:1:gone"))
        gone.one().sent_at = clock.now()
    async with db.transaction() as session:
        assert await outbox.forget_unsent(session, "visit:1:") == 2
        assert await outbox.forget_unsent(session, "visit_1") == 1
    assert [mail.once_key for mail in await rows()] == ["visit:10:a", "visit:1:gone"]
