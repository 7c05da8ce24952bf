"""Logs hold no cookie, password, token or message, whatever a client sends (OWASP ASVS 5.0, 16.2.5)."""

import asyncio
import logging
import sys
from contextlib import suppress

import httpx
import pytest
from socketio.exceptions import ConnectionError as Refused

from mentorhub.core import serving
from mentorhub.core.logs import redact
from mentorhub.demo.client import SOCKET, Phone
from tests.story.conftest import Server, make_server

CANARY = "canary-7f3a91"
POSTS = {
    "/auth/link": {"token": f"{CANARY}-link"},
    "/auth/code": {"code": f"{CANARY}-code"},
    "/auth/email": {"email": f"{CANARY}@noord.example", "next": f"/{CANARY}"},
    "/demo/as/junior": {"password": CANARY},
}
EVENTS = [
    {"name": f"no.such.{CANARY}", "payload": {"note": CANARY}},
    {"name": "reflex___state____state.nothing", "payload": {"note": CANARY}},
    {"name": "reflex___state____state.set_is_hydrated", "payload": {"value": CANARY, "more": CANARY}},
    {"name": "reflex___state____state.hydrate_and_load", "payload": {"vars": CANARY}},
    {"payload": CANARY},
    CANARY,
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A real hub that logs all it can."""
    serving.build()
    server = make_server(tmp_path_factory.mktemp("logs"), MENTORHUB_LOG_LEVEL="debug")
    server.start()
    yield server
    server.end()


async def send_everything(server: Server) -> None:
    """Send the canary in every place where a client can put it."""
    async with httpx.AsyncClient(
        base_url=server.origin,
        headers={"origin": server.origin, "authorization": CANARY},
        cookies={"mentorhub_session": f"{CANARY}-cookie"},
    ) as client:
        for path, form in POSTS.items():
            await client.post(path, data=form)
        for path in (
            f"/auth/link/{CANARY}",
            f"/c/{CANARY}",
            f"/r/{CANARY}",
            f"/beam/{CANARY}",
            f"/shared/cv/{CANARY}",
            f"/appointments/answer/{CANARY}",
            f"/join?code={CANARY}",
        ):
            await client.get(path)
    phone = Phone(server.origin)
    phone.use_cookie("mentorhub_session", f"{CANARY}-cookie")
    phone.token = f"{CANARY}-token"
    with suppress(Refused):
        await phone.open(f"/sign-in?next={CANARY}")
        for event in EVENTS:
            await phone._socket.emit("event", event, namespace=SOCKET)
        await asyncio.sleep(2)
    await phone.close()


def test_no_log_and_no_file_holds_what_a_client_sent(server):
    asyncio.run(send_everything(server))
    server.end()
    log = (server.folder / "server.log").read_text()
    assert log != "", "the test is worth nothing without a log"
    assert [line for line in log.splitlines() if CANARY in line] == []
    kept = [path for path in server.folder.rglob("*") if path.is_file() and path.name != "server.log"]
    assert [path.name for path in kept if CANARY.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("GET /auth/link/abcDEF?next=/r/K7F3QX", "GET /auth/link/***?next=/r/***"),
        ("GET /shared/cv/abcDEF", "GET /shared/cv/***"),
        ("GET /appointments/answer/WyJh.x_Y-z", "GET /appointments/answer/***"),
        ("GET /c/K7F-3QX-9BM HTTP/1.1", "GET /c/*** HTTP/1.1"),
        ("connect ?token=abc&transport=websocket", "connect ?token=***&transport=websocket"),
        ("a quiet line", "a quiet line"),
    ],
)
def test_secrets_in_addresses_are_blanked(message, kept):
    record = logging.LogRecord("granian", logging.INFO, "", 0, "%s", (message,), None)
    redact(record)
    assert record.getMessage() == kept


@pytest.mark.parametrize(
    "message",
    ["Received an event", "Event data: x", "payload was x", "Cookie: x", "queue entry for Event(name='x')"],
)
def test_what_a_library_says_of_an_event_is_withheld(message):
    record = logging.LogRecord("reflex_base.event.processor", logging.ERROR, "", 7, message, (), None)
    redact(record)
    assert record.getMessage() == "withheld: reflex_base.event.processor line 7 reported a faulty event"


def test_a_fault_in_a_library_is_placed_without_its_text():
    try:
        raise KeyError(CANARY)
    except KeyError:
        record = logging.LogRecord("socketio.server", logging.ERROR, "", 7, "failed", (), sys.exc_info())
    redact(record)
    shown = logging.Formatter().format(record)
    assert "test_logs.py" in shown
    assert shown.endswith("KeyError")
    assert CANARY not in shown
