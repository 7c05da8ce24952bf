"""A demo hub of its own for the benchmarks: filled, built and served, with phones that can be counted on."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import col, select

from mentorhub.core import db, serving
from mentorhub.demo import seed
from mentorhub.demo.client import Phone
from mentorhub.demo.robots import Invited, invited
from mentorhub.people.state import Me
from mentorhub.settings import settings
from mentorhub.speeddate.state.control import ControlRoom, Hall
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.tables import SpeedDate
from tests.story.conftest import Server, make_server

PHONES = 60
SENDERS, EVENTS_EACH = 20, 50
STEPS = ("start", *["next"] * 8)


@contextmanager
def demo_hub() -> Iterator[Server]:
    """A hub that is filled and served on a free port; this process looks at the same database."""
    serving.build()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    server = make_server(folder, MENTORHUB_DEMO="1", MENTORHUB_EVENTS_PER_SECOND="5000")
    try:
        with as_this_process(server):
            asyncio.run(_fill())
            server.start()
            yield server
    finally:
        server.end()
        shutil.rmtree(folder)


@contextmanager
def as_this_process(server: Server) -> Iterator[None]:
    """Let this process look at the hub's database."""
    before = dict(os.environ)
    os.environ.update(server.environment)
    settings.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()


async def _fill() -> None:
    await seed.fill()
    await db.forget_engine()


async def tonight() -> tuple[str, str]:
    """Return id and room code of the evening whose doors are still closed."""
    async with db.reading() as session:
        found = await session.exec(select(SpeedDate).order_by(col(SpeedDate.starts_at).desc()))
        speed_date = found.first()
    assert speed_date is not None
    return str(speed_date.id), speed_date.room_code


async def _in_the_room(origin: str, student: Invited, room_code: str) -> Phone:
    phone = Phone(origin)
    await phone.sign_in_with_card(student.code)
    await phone.get(f"/r/{room_code}")
    await phone.open("/room")
    await phone.until(lambda: phone.shown(LiveRoom).get("phase"), 60)
    return phone


async def at_the_desk(origin: str, speed_date_id: str) -> Phone:
    """Open the teacher's control page of an evening."""
    desk = Phone(origin)
    await desk.sign_in_as("teacher")
    await desk.open(f"/speed-dates/{speed_date_id}/run", speed_date_id=speed_date_id)
    await desk.until(lambda: desk.shown(ControlRoom).get("found") == "here")
    return desk


async def turn(desk: Phone, phones: list[Phone], step: str) -> float:
    """Take a step and return the seconds until the last phone shows it."""
    version = desk.shown(LiveRoom)["version"]
    before = time.perf_counter()
    await desk.send(ControlRoom.step, wanted=step, version=version)
    waits = (p.until(lambda p=p: p.shown(LiveRoom)["version"] > version, 30) for p in (desk, *phones))
    await asyncio.gather(*waits)
    return time.perf_counter() - before


async def room_turns(origin: str) -> list[float]:
    """Return the seconds of each turn of an evening, from the teacher's click to the last of 60 phones."""
    speed_date_id, code = await tonight()
    desk = await at_the_desk(origin, speed_date_id)
    await turn(desk, [], "open")
    students = (await invited())[:PHONES]
    phones = list(await asyncio.gather(*(_in_the_room(origin, student, code) for student in students)))
    await asyncio.sleep(1)
    taken = [await turn(desk, phones, step) for step in STEPS]
    for phone in (desk, *phones):
        await phone.close()
    await db.forget_engine()
    return taken[1:]


async def _ask_again(phone: Phone) -> None:
    for _ in range(EVENTS_EACH):
        before = phone.received
        await phone.send(Me.load)
        await phone.until(lambda before=before: phone.received > before)


async def events_per_second(origin: str) -> float:
    """Return how many events a second the hub answers when 20 phones ask as fast as they are answered."""
    phones = [Phone(origin) for _ in range(SENDERS)]
    for phone in phones:
        await phone.sign_in_as("junior")
        await phone.open("/me")
        await phone.until(lambda phone=phone: phone.shown(Me).get("loaded"))
    before = time.perf_counter()
    await asyncio.gather(*(_ask_again(phone) for phone in phones))
    taken = time.perf_counter() - before
    for phone in phones:
        await phone.close()
    return SENDERS * EVENTS_EACH / taken


async def begin_tonight(origin: str) -> None:
    """Open tonight's room, let the demo's junior in, and start the first round."""
    speed_date_id, code = await tonight()
    desk = await at_the_desk(origin, speed_date_id)
    await turn(desk, [], "open")
    junior = Phone(origin)
    await junior.sign_in_as("junior")
    await junior.get(f"/r/{code}")
    await desk.send(Hall.mark_everyone)
    await asyncio.sleep(1)
    await turn(desk, [], "start")
    await desk.close()
    await junior.close()
    await db.forget_engine()
