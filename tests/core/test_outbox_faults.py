"""Exactly once to the mail server: whatever it does at whichever step, and wherever we are killed."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import col, update

from mentorhub.core import clock, db, outbox
from mentorhub.core.outbox import delivering, working
from mentorhub.core.tables import OutboxMail
from mentorhub.settings import settings
from tests.core.making_post import CruelPost
from tests.core.test_outbox import ROOT, a_mail, put, rows

LONG_AFTER = timedelta(days=1)


@pytest.fixture
async def post(monkeypatch):
    """A cruel mail server that runs, and the settings to reach it."""
    cruel = CruelPost()
    port = await cruel.open()
    for name, value in (("HOST", "127.0.0.1"), ("PORT", str(port)), ("SECURITY", "none")):
        monkeypatch.setenv(f"MENTORHUB_SMTP_{name}", value)
    settings.cache_clear()
    yield cruel
    cruel.close()
    settings.cache_clear()


@pytest.fixture
def hasty(monkeypatch):
    """A worker that waits for nothing, so that a stalled server costs no time."""
    monkeypatch.setattr(delivering, "MAIL_SECONDS", 0.3)


@pytest.fixture
def brief(monkeypatch):
    """A worker that hands a mail over in all calm, but hardly waits for the answer to its end."""
    monkeypatch.setattr(delivering, "ANSWER_SECONDS", 0.3)


async def the_mail() -> OutboxMail:
    [mail] = await rows()
    return mail


@pytest.mark.parametrize(
    ("step", "does"),
    [
        ("greeting", "die"),
        ("greeting", "stall"),
        ("greeting", "421 too busy"),
        ("mail", "451 later"),
        ("mail", "550 not this sender"),
        ("rcpt", "451 grey"),
        ("rcpt", "die"),
        ("rcpt", "stall"),
        ("data", "452 no room"),
        ("data", "die"),
        ("end", "451 later"),
    ],
)
async def test_a_mail_that_the_server_has_not_taken_waits_and_goes_later(sqlite, post, hasty, step, does):
    await put(a_mail())
    post.at = {step: does}
    assert not await outbox.send_one()
    mail = await the_mail()
    assert (mail.sent_at, mail.dead_at, mail.handing_at, mail.attempts) == (None, None, None, 1)
    assert mail.last_error
    post.at, refused_at_the_end = {}, len(post.taken)
    clock.move(LONG_AFTER)
    assert await outbox.send_one()
    assert len(post.taken) - refused_at_the_end == 1
    clock.move(2 * LONG_AFTER)
    assert not await outbox.send_one()


@pytest.mark.parametrize(
    ("step", "does", "fault"),
    [
        ("rcpt", "550 5.1.1 nobody of that name", "550 5.1.1"),
        ("data", "554 no", "554"),
        ("end", "550 5.7.1 looks like spam to bram@noord.example", "550 5.7.1"),
    ],
)
async def test_a_refused_mail_is_a_dead_letter_with_the_servers_code_only(sqlite, post, step, does, fault):
    await put(a_mail())
    post.at = {step: does}
    assert not await outbox.send_one()
    mail = await the_mail()
    assert (mail.dead_why, mail.last_error, mail.sent_at) == ("refused", fault, None)
    post.at = {}
    clock.move(LONG_AFTER)
    assert not await outbox.send_one()
    assert post.reached.count("rcpt") == 1


@pytest.mark.parametrize("does", ["die", "stall", "no number"])
async def test_a_mail_without_an_answer_to_its_end_is_uncertain_and_never_sent_by_itself(
    database, post, brief, does
):
    await put(a_mail())
    post.at = {"end": does}
    assert not await outbox.send_one()
    mail = await the_mail()
    assert (mail.dead_why, mail.sent_at) == ("uncertain", None)
    assert mail.handing_at is not None
    post.at = {}
    clock.move(10 * LONG_AFTER)
    assert not await outbox.send_one()
    assert len(post.taken) == 1


async def test_a_server_that_dies_in_the_middle_of_a_mail_gets_it_once(sqlite, post):
    """The line breaks before the end is written, so that the server cannot have a whole mail."""
    post.at = {"middle": "die"}
    await put(a_mail())

    async def when_broken() -> bool:
        await post.broke.wait()
        await asyncio.sleep(0.05)
        return True

    outcome = await outbox.Line().deliver(outbox.as_message(await the_mail()), when_broken)
    assert outcome.what == "later"
    post.at = {}
    assert await outbox.send_one()
    assert len(post.taken) == 1


async def test_a_mail_is_given_up_after_three_days_of_tries(sqlite, post):
    await put(a_mail())
    post.at = {"rcpt": "451 grey"}
    async with db.transaction() as session:
        await session.exec(update(OutboxMail).values(attempts=working.MOST_TRIES - 2))
    clock.move(LONG_AFTER)
    assert not await outbox.send_one()
    assert (await the_mail()).dead_at is None
    clock.move(2 * LONG_AFTER)
    assert not await outbox.send_one()
    assert (await the_mail()).dead_why == "too_often"
    waits = [outbox.retry_after(n) for n in range(1, working.MOST_TRIES)]
    assert timedelta(days=2.5) < sum(waits, timedelta()) < timedelta(days=3.5)


async def test_a_dead_letter_goes_again_when_told_with_the_same_id(sqlite, post):
    await put(a_mail())
    post.at = {"end": "die"}
    await outbox.send_one()
    post.at = {}
    async with db.transaction() as session:
        assert await outbox.send_again(session, col(OutboxMail.once_key) == "once") == 1
        assert await outbox.send_again(session, col(OutboxMail.once_key) == "once") == 0
    assert await outbox.send_one()
    first, second = post.taken
    assert first["Message-ID"] == second["Message-ID"]
    mail = await the_mail()
    assert (mail.dead_at, mail.dead_why, mail.sent_at is not None) == (None, "", True)


async def test_what_is_taken_back_while_the_server_listens_does_not_go(database, post, monkeypatch):
    """The act is undone between the text of the mail and its end."""
    await put(a_mail())
    plain = working._may_end

    async def undone_first(mail: OutboxMail) -> bool:
        async with db.transaction() as session:
            assert await outbox.forget_unsent(session, "once") == 1
        return await plain(mail)

    monkeypatch.setattr(working, "_may_end", undone_first)
    assert not await outbox.send_one()
    assert (post.taken, await rows()) == ([], [])


async def test_a_worker_that_slept_past_its_claim_sends_nothing(database, post, monkeypatch):
    """Another took the mail and sent it while the first was asleep with the text already handed over."""
    await put(a_mail())
    plain = working._may_end

    async def asleep(mail: OutboxMail) -> bool:
        monkeypatch.setattr(working, "_may_end", plain)
        clock.move(LONG_AFTER)
        assert await outbox.send_one()
        return await plain(mail)

    monkeypatch.setattr(working, "_may_end", asleep)
    assert not await outbox.send_one()
    assert len(post.taken) == 1
    assert (await the_mail()).sent_at is not None


async def test_several_workers_send_each_of_many_mails_once(database, post):
    await put(*(a_mail(f"mail {n}") for n in range(12)))

    async def until_nothing_is_left() -> None:
        while await outbox.send_one():
            pass

    await asyncio.gather(*(until_nothing_is_left() for _ in range(4)))
    assert set(Counter(letter["Message-ID"] for letter in post.taken).values()) == {1}
    assert len(post.taken) == 12
    assert all(mail.sent_at for mail in await rows())


async def test_many_mails_go_over_one_connection(sqlite, post, monkeypatch):
    monkeypatch.setattr(working, "PAUSE_SECONDS", 0.02)
    await put(*(a_mail(f"mail {n}") for n in range(6)))
    worker = asyncio.create_task(outbox.work())
    async with asyncio.timeout(20):
        while not all(mail.sent_at for mail in await rows()):
            await asyncio.sleep(0.02)
    worker.cancel()
    assert (len(post.taken), post.sessions) == (6, 1)


async def test_a_worker_that_is_stopped_finishes_the_mail_in_its_hands(sqlite, post):
    await put(a_mail())
    worker = asyncio.create_task(outbox.work())
    post.on_end = worker.cancel
    with pytest.raises(asyncio.CancelledError):
        await worker
    assert (await the_mail()).sent_at is not None


async def test_mails_of_a_worker_killed_at_the_end_are_uncertain_not_sent_twice(database, post):
    """A crash between the end of the mail and our note of it."""
    await put(a_mail())
    async with db.transaction() as session:
        now = clock.now()
        await session.exec(update(OutboxMail).values(handing_at=now, due_at=now + timedelta(minutes=11)))
    assert not await outbox.send_one()
    assert (await the_mail()).dead_at is None
    clock.move(timedelta(minutes=12))
    assert not await outbox.send_one()
    assert (await the_mail()).dead_why == "uncertain"
    assert post.taken == []


async def test_mails_that_are_not_wanted_any_more_are_removed_before_they_go(sqlite, post, monkeypatch):
    monkeypatch.setattr(working, "_gates", [])

    async def wanted(_session, mail: OutboxMail) -> bool:
        return mail.once_key != "unwanted"

    outbox.send_only_if(wanted)
    await put(a_mail("unwanted"), a_mail("wanted"))
    assert [await outbox.send_one(), await outbox.send_one()] == [False, True]
    assert [mail.once_key for mail in await rows()] == ["wanted"]


def a_worker() -> subprocess.Popen:
    code = (
        "import asyncio; from mentorhub.core import outbox; outbox.working.PAUSE_SECONDS = 0.01;"
        "asyncio.run(outbox.work())"
    )
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)})


async def killed(worker: subprocess.Popen) -> None:
    worker.send_signal(signal.SIGKILL)
    await asyncio.to_thread(worker.wait)


async def test_workers_killed_again_and_again_send_every_mail_once_or_call_it_uncertain(database, post):
    """Each worker is killed while the server takes its third mail: some before the answer, some after."""
    await put(*(a_mail(f"mail {n:02}") for n in range(14)))
    for round_number in range(4):
        third = asyncio.Event()
        goal = len(post.taken) + 3

        def count(goal: int = goal, third: asyncio.Event = third) -> None:
            if len(post.taken) >= goal:
                third.set()

        post.on_end = count
        # In every other round the answer never comes, so that the kill falls between end and note.
        post.at = {}
        worker = a_worker()
        async with asyncio.timeout(60):
            if round_number % 2:
                while len(post.taken) < goal - 1:
                    await asyncio.sleep(0.005)
                post.at = {"end": "stall"}
            await third.wait()
        await killed(worker)
    post.at, post.on_end = {}, lambda: None
    clock.move(LONG_AFTER)
    while await outbox.send_one():
        pass
    arrived = Counter(letter["Message-ID"].strip("<>").partition("@")[0] for letter in post.taken)
    assert set(arrived.values()) == {1}
    for mail in await rows():
        is_there = arrived[str(mail.id)] == 1
        assert is_there or mail.dead_why == "uncertain"
        assert (mail.sent_at is None) == (mail.dead_why == "uncertain")
    assert any(mail.dead_why == "uncertain" for mail in await rows())
    assert sum(1 for mail in await rows() if mail.sent_at) >= 10
