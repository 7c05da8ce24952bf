"""A student with curiosity and a WebSocket client gets nowhere; a killed server loses nothing."""

import asyncio
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest
import socketio
from playwright.sync_api import Browser, expect
from sqlmodel import select, update

from mentorhub.core import clock, db
from mentorhub.core.texts import say_in
from mentorhub.demo.client import Phone
from mentorhub.people.state import Me
from mentorhub.people.tables import Person
from mentorhub.speeddate.tables import SpeedDate
from tests.core.test_access_matrix import handlers, payload
from tests.story.conftest import Server, in_database, make_server
from tests.story.faults import begin_tonight
from tests.world import table_rows

pytestmark = pytest.mark.story
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@pytest.fixture(scope="module")
def school(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo school, served, its evening in the first round."""
    from mentorhub.demo.seed import fill

    server = make_server(tmp_path_factory.mktemp("sockets"), MENTORHUB_DEMO="1")
    in_database(server, fill)
    in_database(server, begin_tonight)
    server.start()
    yield server
    server.end()


async def running() -> SpeedDate:
    """Return the speed date that runs."""
    async with db.reading() as session:
        return (await session.exec(select(SpeedDate).where(SpeedDate.phase == "round"))).one()


def beside(server: Server, work: Any) -> Any:
    """Run an async function on its own loop, with the server's database at hand."""
    return in_database(server, work)


async def _refused(origin: str, claimed: str) -> bool:
    client = socketio.AsyncClient(reconnection=False)
    try:
        await client.connect(
            f"{origin}?token=x",
            headers={"Origin": claimed},
            transports=["websocket"],
            namespaces=["/_event"],
            socketio_path="/_event",
            wait_timeout=5,
        )
    except socketio.exceptions.ConnectionError:
        return True
    await client.disconnect()
    return False


def test_a_socket_from_a_foreign_origin_is_refused(school: Server) -> None:
    async def work() -> tuple[bool, bool]:
        return await _refused(school.origin, "https://evil.example"), await _refused(
            school.origin, school.origin
        )

    assert beside(school, work) == (True, False)


def test_nobody_signed_in_changes_nothing_over_a_bare_socket(school: Server) -> None:
    events = {name: payload(function, "x") for name, function in handlers().items()}

    async def work() -> tuple[Any, Any]:
        before = await table_rows()
        phone = Phone(school.origin)
        await phone.open("/")
        for name, body in events.items():
            await phone._emit(name, body)
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        assert "student.summa.example" not in str(phone.state)
        await phone.close()
        return before, await table_rows()

    before, after = beside(school, work)
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= {"speed_date"}, "only the clock moves"


def test_the_page_never_learns_the_sessions_secret(school: Server) -> None:
    async def work() -> tuple[str, str]:
        phone = Phone(school.origin)
        await phone.sign_in_as("junior")
        secret = next(iter(phone._http.cookies.jar)).value or ""
        await phone.open("/me")
        await phone.until(lambda: phone.shown(Me).get("loaded"))
        await phone.close()
        return secret, str(phone.state)

    secret, heard = beside(school, work)
    assert len(secret) > 20
    assert secret not in heard


def test_the_sockets_of_a_disabled_person_are_closed(school: Server) -> None:
    async def work() -> bool:
        phone = Phone(school.origin)
        await phone.sign_in_as("later-coach")
        await phone.open("/")
        await phone.until(lambda: phone.shown(Me).get("loaded"))
        who = Person.email == "0512301@student.summa.example"
        async with db.transaction() as session:
            await session.exec(update(Person).where(who).values(disabled_at=clock.now()))
        start = time.monotonic()
        while phone._socket.connected and time.monotonic() - start < 15:
            await asyncio.sleep(0.1)
        async with db.transaction() as session:
            await session.exec(update(Person).where(who).values(disabled_at=None))
        return phone._socket.connected

    assert beside(school, work) is False


def test_a_flood_of_events_is_cut_off(school: Server) -> None:
    async def work() -> int:
        phone = Phone(school.origin)
        await phone.sign_in_as("junior")
        await phone.open("/")
        await phone.until(lambda: phone.shown(Me).get("loaded"))
        before = phone.received
        await asyncio.gather(*(phone.send(Me.load) for _ in range(300)))
        await asyncio.sleep(2)
        await phone.close()
        return phone.received - before

    assert beside(school, work) < 150


def test_wrong_sign_in_codes_are_limited_and_right_ones_are_not(school: Server) -> None:
    headers = {"origin": school.origin}
    with httpx.Client(base_url=school.origin, headers=headers) as client:
        answers = [
            client.post("/auth/code", data={"code": f"AAA-AAA-{ALPHABET[n % 31]}{ALPHABET[n // 31]}A"})
            for n in range(62)
        ]
    assert answers[-1].headers.get("location", "").endswith("many=1") or answers[-1].status_code == 429
    assert not answers[0].headers.get("location", "").endswith("many=1")


def test_headers_protect_every_answer(school: Server) -> None:
    for path in ("/", "/sign-in", "/demo", "/nowhere", "/hub.css", "/auth/link/x"):
        answer = httpx.get(school.origin + path)
        policy = answer.headers["content-security-policy"]
        assert "unsafe-eval" not in policy
        assert "script-src 'self'" in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"


def test_a_killed_server_comes_back_with_the_round_the_clock_and_the_note(
    school: Server, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    answer = context.request.post(
        f"{school.origin}/demo/as/junior", headers={"origin": school.origin}, max_redirects=0
    )
    assert answer.status == 303
    event = beside(school, running)
    assert isinstance(event, SpeedDate)
    page = context.new_page()
    page.goto(f"{school.origin}/room")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Tafel")
    table = heading.inner_text()
    note = page.locator("textarea").first
    note.fill("Kent de planner daar")
    expect(page.locator(".draft-state").first).to_have_text(say_in("nl", "core.draft.saved"))
    school.end(signal.SIGKILL)
    note.press_sequentially(" en belt morgen")
    expect(page.locator("body")).to_contain_text(say_in("nl", "room.phone.alone"), timeout=15_000)
    assert heading.inner_text() == table
    school.start()
    expect(page.locator(".draft-state").first).to_have_text(say_in("nl", "core.draft.saved"), timeout=10_000)
    expect(note).to_have_value("Kent de planner daar en belt morgen")
    assert heading.inner_text() == table
    left = int(str(page.locator("[role=timer]").first.get_attribute("data-left")))
    deadline = event.deadline
    assert isinstance(deadline, datetime)
    assert abs(left - (deadline - clock.now()).total_seconds()) <= 2
    context.close()

    async def kept() -> list[str]:
        from mentorhub.speeddate.tables import Impression

        async with db.reading() as session:
            return [one.note for one in await session.exec(select(Impression))]

    assert "Kent de planner daar en belt morgen" in beside(school, kept)
