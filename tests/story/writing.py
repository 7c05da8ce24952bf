"""Students who keep writing over real requests while the hub is killed, and remember what it acknowledged."""

import asyncio
import threading
import time
import uuid
from contextlib import suppress

import httpx
import socketio

from mentorhub.demo.client import Phone
from mentorhub.speeddate.state.phone import PhoneRoom
from tests.story.conftest import Server
from tests.story.faults import COOKIE, Student, impression

LOST = (httpx.HTTPError, socketio.exceptions.SocketIOError, TimeoutError, OSError, RuntimeError)


class Writing:
    """Students who keep writing over real requests until they are told to stop, on a thread of their own.

    ``notes`` and ``feelings`` hold per student the last number that the hub acknowledged, and the last sent.
    """

    def __init__(
        self, server: Server, event: uuid.UUID, noting: list[Student], feeling: list[Student]
    ) -> None:
        self.server, self.event = server, event
        self.noting, self.feeling = noting, feeling
        self.notes = {one.author: [0, 0] for one in noting}
        self.feelings = {one.author: [0, 0] for one in feeling}
        self.back_at = {one.author: 0.0 for one in feeling}
        self.troubles: set[str] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all()))

    def __enter__(self) -> "Writing":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(60)

    async def _all(self) -> None:
        await asyncio.gather(*map(self._write, self.noting), *map(self._feel, self.feeling))

    async def _write(self, one: Student) -> None:
        count = self.notes[one.author]
        headers, cookies = {"origin": self.server.origin}, {COOKIE: one.secret}
        async with httpx.AsyncClient(
            base_url=self.server.origin, headers=headers, cookies=cookies, timeout=15
        ) as client:
            while not self._stop.is_set():
                count[1] += 1
                note = {"event": str(self.event), "about": str(one.about), "note": str(count[1])}
                with suppress(httpx.HTTPError):
                    answer = await client.post("/room/note", json=note)
                    if answer.status_code == 200 and answer.json() == {"note": note["note"]}:
                        count[0] = int(note["note"])
                    elif answer.status_code == 503:
                        self.troubles.add(answer.json()["trouble"])
                await asyncio.sleep(0.25)

    async def _feel(self, one: Student) -> None:
        while not self._stop.is_set():
            phone = Phone(self.server.origin)
            with suppress(*LOST):
                await self._feel_on(phone, one)
            with suppress(*LOST):
                await phone.close()
            await asyncio.sleep(0.3)

    async def _feel_on(self, phone: Phone, one: Student) -> None:
        count, about = self.feelings[one.author], str(one.about)

        def shows_it() -> bool:
            return phone.shown(PhoneRoom)["feelings"].get(about) == count[1]

        phone.use_cookie(COOKIE, one.secret)
        await phone.open("/room")
        await phone.until(lambda: phone.shown(PhoneRoom).get("found") == "here", 10)
        while not self._stop.is_set():
            count[1] = 1 + count[1] % 3
            await phone.send(PhoneRoom.feel, about=about, feeling=count[1])
            await phone.until(shows_it, 3)
            count[0] = count[1]
            self.back_at[one.author] = time.monotonic()
            await asyncio.sleep(0.3)

    async def nothing_is_lost(self) -> None:
        """See that the database holds, of everybody, what was acknowledged last or something newer."""
        acknowledged = {one: count[0] for one, count in self.notes.items()}
        felt = {one: tuple(count) for one, count in self.feelings.items()}
        for one in self.noting:
            kept = await impression(one)
            assert int(kept.note if kept and kept.note else 0) >= acknowledged[one.author]
        for one in self.feeling:
            kept = await impression(one)
            # The next one may have been kept without the answer having come through.
            assert (kept.feeling if kept else 0) in {*felt[one.author], 1 + felt[one.author][0] % 3}
