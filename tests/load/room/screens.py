"""Screens without a screen, for hundreds at once: each behaves to the hub as a page of it does in a browser.

``mentorhub.demo.client.Phone`` is the same for a few; a library's client per phone would itself be measured.
"""

import asyncio
import json
import re
import uuid
from collections.abc import Iterable
from random import Random
from typing import Any
from urllib.parse import urlencode

from reflex_base.constants import CompileVars
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.utils.format import format_event_handler

from mentorhub.core.guard import cookie_name
from mentorhub.demo.client import HYDRATE, SOCKET
from mentorhub.speeddate.state.control import ControlRoom, Hall
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from tests.load.room.wire import Wire, open_wire

SPACE = SOCKET.encode()
CONNECT, EVENT, REFUSED = b"40" + SPACE + b",", b"42" + SPACE + b",", b"44" + SPACE
VERSION = re.compile(rb'"version' + FIELD_MARKER.encode() + rb'": ?(\d+)')
JITTER = 0.4
"""Seconds over which phones spread their question for a new plan, as ``Newer`` in ui/browser.jsx."""


class Refused(Exception):
    """The hub did not let this screen in."""


class Screen:
    """One page that is open somewhere: a phone, a control page or a projector."""

    follows: tuple[type, str, str, Any] | None = None
    """What the page asks for by itself: own state, own var, the room's var, and the handler."""

    def __init__(self, origin: str, secret: str, path: str, **values: str) -> None:
        """Take the hub's address, the secret of a session (empty: nobody) and the page."""
        self.origin, self.secret, self.token = origin, secret, str(uuid.uuid4())
        self._location: dict[str, Any] = {"pathname": path, "asPath": path, "query": values}
        self._unread: list[bytes] = []
        self._chance = Random(self.token)
        self._asked: object = None
        self.shown: dict[str, dict[str, Any]] = {}
        self.wire: Wire | None = None
        self.last = b""
        self.goal, self.reached = 0, 0.0
        self.moved = asyncio.Event()

    async def open(self) -> None:
        """Connect and ask for the page.

        Raises:
            ConnectionError: the hub refused the socket.
        """
        address = urlencode({"token": self.token, "EIO": 4, "transport": "websocket"})
        headers = {"Origin": self.origin}
        if self.secret:
            headers["Cookie"] = f"{cookie_name()}={self.secret}"
        await open_wire(f"{self.origin}{SOCKET}/?{address}", headers, self._hear)

    def _hear(self, wire: Wire, moment: float, content: bytes) -> None:
        self.wire = wire
        if content.startswith(EVENT):
            self._unread.append(content)
            found = VERSION.search(content) if self.goal else None
            if found and int(found[1]) >= self.goal:
                self.goal, self.reached, self.last = 0, moment, content
                self.moved.set()
        elif content.startswith(b"0"):
            boot = {"name": HYDRATE, "payload": {}, "router_data": self._location}
            self._send(CONNECT, {CompileVars.CONNECT_AUTH_EVENT: boot})

    def _send(self, head: bytes, content: Any) -> None:
        assert self.wire is not None
        self.wire.send(head + json.dumps(content).encode())

    def send(self, handler: Any, **payload: Any) -> None:
        """Send the event of a handler."""
        self._event(format_event_handler(handler), payload)

    def _event(self, name: str, payload: dict[str, Any]) -> None:
        self._send(EVENT, ["event", {"name": name, "payload": payload, "router_data": self._location}])

    def read(self) -> None:
        """Take in what has come, and ask for what a page would ask for now.

        Not at once when it comes: what the client does with a message would delay the next one's moment.
        """
        unread, self._unread = self._unread, []
        for content in unread:
            for update in json.loads(content[len(EVENT) :])[1:]:
                self._update(update)
        if unread and self.follows:
            self._follow(*self.follows)

    def _update(self, update: dict[str, Any]) -> None:
        for name, values in (update.get("delta") or {}).items():
            plain = {var.removesuffix(FIELD_MARKER): value for var, value in values.items()}
            self.shown.setdefault(name, {}).update(plain)
        for event in update.get("events") or []:
            if not event["name"].startswith("_"):
                self._event(event["name"], event.get("payload") or {})

    def _follow(self, state: type, seen: str, latest: str, handler: Any) -> None:
        mine, room = self.of(state), self.of(LiveRoom)
        newest = room.get(latest, 0)
        if newest > mine.get(seen, newest) and newest != self._asked:
            self._asked = newest
            asyncio.get_running_loop().call_later(self._chance.random() * JITTER, self._ask, handler)

    def _ask(self, handler: Any) -> None:
        if self.is_open:
            self.send(handler)

    @property
    def is_open(self) -> bool:
        """Whether the socket is still there."""
        return self.wire is not None and not self.wire.closed.is_set()

    def of(self, state: type) -> dict[str, Any]:
        """Return the vars of a state as this screen has them, as far as it has read."""
        return self.shown.get(state.get_full_name(), {})  # type: ignore[attr-defined]  # a Reflex state

    def close(self, *, politely: bool = True) -> None:
        """Hang up."""
        if self.wire is not None:
            self.wire.close(politely=politely)


class LightPhone(Screen):
    """A student's phone in the room."""

    follows = (PhoneRoom, "loaded_plan", "plan_version", PhoneRoom.reload)

    def __init__(self, origin: str, secret: str) -> None:
        """Take the hub's address and the secret of the student's session."""
        super().__init__(origin, secret, "/room")

    @property
    def is_in(self) -> bool:
        """Whether the phone shows the room."""
        return self.of(PhoneRoom).get("found") == "here" and bool(self.of(LiveRoom).get("phase"))

    @property
    def partner(self) -> str:
        """The one across the table in the round that runs, empty when there is none."""
        number = self.of(LiveRoom).get("round", 0)
        stops = [stop for stop in self.of(PhoneRoom).get("stops", []) if stop["round"] == number]
        return stops[0]["partner"] if stops else ""


class LightDesk(Screen):
    """A teacher's control page."""

    follows = (Hall, "seen_at", "people_at", Hall.reload)

    def __init__(self, origin: str, secret: str, speed_date_id: str) -> None:
        """Take the hub's address, the secret of the teacher's session and the event."""
        path = f"/speed-dates/{speed_date_id}/run"
        super().__init__(origin, secret, path, speed_date_id=speed_date_id)

    @property
    def is_in(self) -> bool:
        """Whether the page shows the room."""
        return self.of(ControlRoom).get("found") == "here"


class LightBeam(Screen):
    """A projector."""

    def __init__(self, origin: str, key: str) -> None:
        """Take the hub's address and the key of the screen."""
        super().__init__(origin, "", f"/beam/{key}", beam_key=key)

    @property
    def is_in(self) -> bool:
        """Whether the screen shows the room."""
        return bool(self.of(LiveRoom).get("phase"))


LOOK_SECONDS = 0.02


async def until_in(screens: Iterable[Any], seconds: float = 240) -> None:
    """Wait until every screen shows the room.

    Raises:
        TimeoutError: one does not.
    """
    waiting = list(screens)
    async with asyncio.timeout(seconds):
        while waiting:
            await asyncio.sleep(LOOK_SECONDS)
            for screen in waiting:
                screen.read()
            waiting = [screen for screen in waiting if not screen.is_in]


async def read_for(screens: Iterable[Screen], seconds: float) -> None:
    """Let some time pass in which the screens read and ask as pages do."""
    everyone, end = list(screens), asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        for screen in everyone:
            screen.read()
        await asyncio.sleep(LOOK_SECONDS * 2)
