"""One evening under load, measured: a storm at the doors, turns, people who come and go, all typing."""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientSession

from mentorhub.core import db, serving
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from tests.load.room import venue
from tests.load.room.bare import bare_turns
from tests.load.room.doors import Doors, browsers, storm
from tests.load.room.figures import of_memory, of_turns, p95
from tests.load.room.screens import LightBeam, LightDesk, LightPhone, Screen, read_for, until_in
from tests.load.room.turns import turn, turns
from tests.load.room.typing_notes import notes
from tests.load.room.venue import Event, Venue
from tests.load.room.worker import Worker
from tests.load.rules import Figure
from tests.load.served import as_this_process
from tests.story.conftest import Server, make_server

MANY, ALL, WAVES, IN_A_WAVE = 150, 500, 4, 50
STORM_SECONDS, TYPING_SECONDS = 10, 25
TURNS = 20
ROUNDS_OF_MANY = 21
"""Enough for the turns before and after the waves."""
AT_ONCE = 25
SETTLED, PATIENCE = 3.0, 240


@dataclass
class Evening:
    """An event that runs, with its desk, its projector and whose phones are open."""

    server: Server
    school: Venue
    event: Event
    doors: Doors
    desk: LightDesk
    beam: LightBeam
    worker: Worker
    phones: list[LightPhone] = field(default_factory=list)

    @property
    def screens(self) -> list[Screen]:
        """Everything that follows the room beside the desk."""
        return [self.beam, *self.phones]

    async def join(self, secrets: list[str]) -> None:
        """Let students who have a session come in."""
        phones = [LightPhone(self.server.origin, secret) for secret in secrets]
        for first in range(0, len(phones), AT_ONCE):
            await asyncio.gather(*(self._in(phone) for phone in phones[first : first + AT_ONCE]))
        self.phones += phones

    async def _in(self, phone: LightPhone) -> None:
        await self.doors.scan(phone.secret)
        await phone.open()
        await until_in([phone])

    async def leave(self, count: int) -> list[str]:
        """Let who is here longest go, half of them without a word; return the secrets of their sessions."""
        going, self.phones = self.phones[:count], self.phones[count:]
        for place, phone in enumerate(going):
            phone.close(politely=place % 2 == 0)
        return [phone.secret for phone in going]

    async def settle(self) -> None:
        """Let pages ask for what they still want."""
        await read_for((self.desk, *self.screens), SETTLED)

    async def start(self) -> tuple[float, float]:
        """Start; return the seconds until the last screen turns, and until the last phone has its route."""
        before = time.perf_counter()
        turned = await turn(self.desk, self.screens, "start")
        plan = 0
        async with asyncio.timeout(PATIENCE):
            while not plan or any(phone.of(PhoneRoom)["loaded_plan"] < plan for phone in self.phones):
                await read_for((self.desk, *self.screens), 0.05)
                plan = self.desk.of(LiveRoom)["plan_version"]
        return turned, time.perf_counter() - before

    async def close(self) -> None:
        """End the event and hang up."""
        for step in ("end", "close"):
            await turn(self.desk, self.screens, step)
            await read_for((self.desk, *self.screens), SETTLED / 3)
        for screen in (self.desk, *self.screens):
            screen.close()


@contextmanager
def served_venue() -> Iterator[tuple[Server, Venue, list[Event]]]:
    """A hub with the settings that a school starts with, and two events: for half of the students and all."""
    serving.build()
    folder = Path(tempfile.mkdtemp(prefix="bench-room-"))
    server = make_server(folder)
    try:
        with as_this_process(server):
            made = asyncio.run(_filled())
            server.start()
            yield server, *made
    finally:
        server.end()
        shutil.rmtree(folder)


async def _filled() -> tuple[Venue, list[Event]]:
    school = await venue.make_venue(ALL)
    events = [await venue.plan(school, ALL // 2, rounds=ROUNDS_OF_MANY), await venue.plan(school, ALL)]
    await db.forget_engine()
    return school, events


async def begun(server: Server, school: Venue, event: Event, http: ClientSession) -> Evening:
    """Open the doors of an event."""
    worker = Worker(server.process.pid if server.process else 0)
    secret = (await venue.sign_in([school.coordinator]))[0]
    await db.forget_engine()
    desk = LightDesk(server.origin, secret, str(event.id))
    beam = LightBeam(server.origin, event.beam_key)
    for screen in (desk, beam):
        await screen.open()
        await until_in([screen])
    await turn(desk, [beam], "open")
    await read_for((desk, beam), 1)
    doors = Doors(server.origin, event.code, http)
    return Evening(server, school, event, doors, desk, beam, worker)


def measure() -> Iterator[Figure]:
    """Yield every figure of the room, each as soon as it is there."""
    with served_venue() as (server, school, events), asyncio.Runner() as runner:
        parts = _measured(server, school, events)
        while found := runner.run(_next(parts)):
            yield from found


async def _next(parts: AsyncIterator[list[Figure]]) -> list[Figure] | None:
    return await anext(parts, None)


async def _measured(server: Server, school: Venue, events: list[Event]) -> AsyncIterator[list[Figure]]:
    async with browsers() as http:
        evening = await begun(server, school, events[0], http)
        empty = evening.worker.kilobytes()
        yield await _storm(evening)
        many = evening.worker.kilobytes()
        yield await _turns(evening)
        yield await _typing(evening)
        await evening.close()
        evening = await begun(server, school, events[1], http)
        used = evening.worker.kilobytes()
        yield await _everyone(evening)
        yield list(of_memory([empty, many, used, evening.worker.kilobytes()], (MANY, ALL)))
        await evening.close()


async def _storm(evening: Evening) -> list[Figure]:
    codes = await venue.card_codes(evening.school)
    await db.forget_engine()
    cards = [codes[actor.enrolment] for actor in evening.school.students[:MANY]]
    evening.phones, taken, failed = await storm(evening.doors, cards, STORM_SECONDS)
    await evening.settle()
    return [
        Figure(f"join_storm_{MANY}_errors", failed, "", f"within {STORM_SECONDS} s"),
        Figure(f"join_storm_{MANY}_p95", p95(taken), "ms", "card, code, page, scripts, room"),
    ]


async def _turns(evening: Evening) -> list[Figure]:
    """Measure the turns, beside a bare server that sends the same, and again after people came and went."""
    others = await sessions_of(evening, MANY, MANY + 2 * IN_A_WAVE)
    turned, routed = await evening.start()
    await evening.settle()
    seconds = await turns(evening.desk, evening.screens, TURNS)
    message = evening.phones[0].last
    bare = await bare_turns(message, MANY + 2, TURNS + 10, evening.server.folder)
    for _ in range(WAVES):
        coming, others = others[:IN_A_WAVE], others[IN_A_WAVE:]
        others += await evening.leave(IN_A_WAVE)
        await evening.join(coming)
        await evening.settle()
    after = await turns(evening.desk, evening.screens, TURNS)
    return [
        Figure(f"start_{MANY}", turned * 1000, "ms", "all rounds planned"),
        Figure(f"start_{MANY}_routes", routed * 1000, "ms", "until the last phone has its route"),
        *of_turns(f"bare_turn_{MANY}", bare),
        *of_turns(f"next_round_{MANY}", seconds, bare),
        *of_turns(f"next_round_{MANY}_after_waves", after, bare),
    ]


async def sessions_of(evening: Evening, first: int, last: int) -> list[str]:
    """Give some students a session each and return the secrets."""
    secrets = await venue.sign_in(list(evening.school.students[first:last]))
    await db.forget_engine()
    return secrets


async def _typing(evening: Evening) -> list[Figure]:
    if evening.desk.of(LiveRoom)["phase"] != "round":
        await turn(evening.desk, evening.screens, "next")
    await evening.settle()
    before = evening.worker.seconds()
    taken, failed = await notes(evening.doors, evening.phones, TYPING_SECONDS)
    used = (evening.worker.seconds() - before) / len(taken) * 1000
    return [
        Figure(f"save_note_{MANY}_median", statistics.median(taken) * 1000, "ms", f"{len(taken)} saves"),
        Figure(f"save_note_{MANY}_p95", p95(taken), "ms"),
        Figure(f"save_note_{MANY}_errors", failed, ""),
        Figure(f"save_note_{MANY}_processor", used, "ms", "of the server, for one save"),
    ]


async def _everyone(evening: Evening) -> list[Figure]:
    await evening.join(await sessions_of(evening, 0, ALL))
    await evening.settle()
    turned, routed = await evening.start()
    await evening.settle()
    seconds = await turns(evening.desk, evening.screens, TURNS)
    bare = await bare_turns(evening.phones[0].last, ALL + 2, TURNS, evening.server.folder)
    return [
        Figure(f"start_{ALL}", turned * 1000, "ms", "all rounds planned"),
        Figure(f"start_{ALL}_routes", routed * 1000, "ms", "until the last phone has its route"),
        *of_turns(f"bare_turn_{ALL}", bare),
        *of_turns(f"next_round_{ALL}", seconds, bare),
    ]
