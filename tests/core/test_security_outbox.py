"""The outbox under odd addresses and slow servers: no mail stops the others, none goes out twice."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db, outbox
from mentorhub.core.outbox import delivering
from mentorhub.core.tables import OutboxMail
from mentorhub.settings import settings


async def put(to_address: str) -> None:
    mail = outbox.new_mail(
        school_id=uuid.uuid4(),
        person_id=uuid.uuid4(),
        to_address=to_address,
        kind="test",
        subject="Je speeddate begint",
        body="Tot straks.",
        once_key=uuid.uuid4().hex,
    )
    async with db.transaction() as session:
        await outbox.enqueue(session, mail)


async def the_mail() -> OutboxMail:
    async with db.reading() as session:
        return (await session.exec(select(OutboxMail))).one()


@pytest.fixture
async def silent_server(monkeypatch):
    """A mail server that takes the call and says nothing."""
    called = asyncio.Event()

    async def hold(_reader, writer) -> None:
        called.set()
        await asyncio.sleep(5)
        writer.close()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for name, value in (("HOST", "127.0.0.1"), ("PORT", str(port)), ("SECURITY", "none")):
        monkeypatch.setenv(f"MENTORHUB_SMTP_{name}", value)
    settings.cache_clear()
    yield called
    server.close()
    settings.cache_clear()


async def test_an_address_over_which_the_mail_library_stumbles_is_given_up_and_holds_up_nothing(sqlite):
    await put("bram@[noord.example")
    assert not await outbox.send_one()
    mail = await the_mail()
    assert (mail.sent_at, mail.attempts) == (None, 1)
    assert mail.last_error


async def test_no_other_worker_takes_a_mail_that_may_still_be_on_its_way(database, silent_server):
    await put("bram@noord.example")
    first = asyncio.create_task(outbox.send_one())
    await silent_server.wait()
    clock.move(timedelta(seconds=outbox.MAIL_SECONDS))
    assert not await outbox.send_one()
    assert (await the_mail()).attempts == 1
    first.cancel()


async def test_a_server_that_says_nothing_is_left_in_time_and_asked_again_soon(
    sqlite, silent_server, monkeypatch
):
    monkeypatch.setattr(delivering, "MAIL_SECONDS", 0.2)
    await put("bram@noord.example")
    assert not await outbox.send_one()
    mail = await the_mail()
    assert mail.last_error is not None
    assert mail.due_at - clock.now() <= outbox.FIRST_RETRY
