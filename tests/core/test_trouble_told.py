"""Trouble with the database on the pages: said when it begins and ends, and nobody is signed out by it."""

import io
from pathlib import Path

import pytest
from sqlmodel import select

from mentorhub.core import db, trouble, trouble_bar
from mentorhub.core.guard import digest
from mentorhub.people import sessions
from mentorhub.people.state import Me
from mentorhub.people.tables import SignInSession
from tests.cast import make_cast
from tests.core.test_trouble import held, impatient
from tests.tab import open_hub

__all__ = ["impatient"]


async def test_a_session_is_good_while_its_use_cannot_be_noted(impatient: None, sqlite: str) -> None:
    cast = await make_cast()
    secret = await _session_long_unused(cast.bram.person_id)
    with held():
        actor = await sessions.resolve(digest(secret))
    assert actor is not None
    assert actor.person_id == cast.bram.person_id


async def _session_long_unused(person_id: object) -> str:
    async with db.transaction() as session:
        row = (await session.exec(select(SignInSession).where(SignInSession.person_id == person_id))).first()
        assert row is not None
        row.digest = digest("geheim")
        row.seen_at = row.seen_at - 2 * sessions.TOUCH
        session.add(row)
    return "geheim"


class TestPages:
    """What pages are told."""

    async def test_a_page_that_loads_in_trouble_says_so_and_hears_when_it_is_over(
        self, impatient: None, sqlite: str
    ) -> None:
        cast = await make_cast()
        async with open_hub() as hub:
            tab = await hub.tab(cast.bram)
            trouble.meet("full")
            await tab.call(Me.load)
            assert (await tab.shown(trouble_bar.Trouble))["kind"] == "full"
            await db.probe()
            await tab.call(Me.load)
            assert (await tab.shown(trouble_bar.Trouble))["kind"] == ""

    async def test_a_page_that_could_not_load_loads_when_the_database_is_back(
        self, impatient: None, sqlite: str
    ) -> None:
        cast = await make_cast()
        async with open_hub() as hub:
            tab = await hub.tab(cast.bram)
            trouble.meet("away")
            updates = await tab.call(Me.load)
            assert trouble_bar.Trouble.get_full_name() in str(updates)
            assert "away" in str(updates)
            await trouble_bar.look()
            await trouble_bar.look()
            told = [(room, data) for room, data in hub.wire.rooms if room in (None, tab.sid)]
            over = live_message("")
            assert (None, over) in told
            assert told.index((None, over)) < next(n for n, (room, _) in enumerate(told) if room == tab.sid)
            assert told[-1][1]["events"][0]["name"].endswith("hydrate_and_load")


def live_message(kind: str) -> dict[str, object]:
    from mentorhub.core import live

    return live.message(trouble_bar.Trouble, {"kind": kind})


async def test_a_closed_socket_is_told_once_and_still_closed_by_reflex() -> None:
    from types import SimpleNamespace

    from mentorhub.core import sockets

    closed: list[str] = []
    told: list[str] = []
    namespace = SimpleNamespace(on_disconnect=closed.append)
    sockets.on_gone(SimpleNamespace(event_namespace=namespace), told.append)  # type: ignore[arg-type]
    namespace.on_disconnect("a", "ping timeout")
    assert (told, closed) == (["a"], ["a"])


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from mentorhub.core.logs import Calm

    with Path("/dev/full").open("wb", buffering=0) as full:
        monkeypatch.setattr("sys.stderr", io.TextIOWrapper(full, write_through=True))
        calm = Calm()
        assert calm.write("database in trouble\n") == 20
        calm.flush()
