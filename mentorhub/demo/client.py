"""A phone without a screen: signs in over HTTP, opens the hub's socket as a browser does, sends and reads.

Used by the robots of the demo, by stories and by benchmarks.
"""

import asyncio
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import socketio
from reflex.state import State
from reflex_base.constants import CompileVars
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.utils.format import format_event_handler

SOCKET = "/_event"
# Patient: sixty robots and the server may share two cores.
SECONDS = 60
# What Reflex's client sends when it connects, and when it goes to another page.
HYDRATE = f"{State.get_full_name()}.hydrate_and_load"
NAVIGATE = f"{State.get_full_name()}.reflex___state____on_load_internal_state.on_load_internal"
Deltas = dict[str, dict[str, Any]]


class NotLetIn(Exception):
    """The hub did not sign this phone in; the text is where it sent us instead."""


class Phone:
    """One phone. ``state`` holds all vars that the hub has sent: full state name → var name → value."""

    def __init__(self, origin: str) -> None:
        """Take the hub's address, such as ``http://localhost:3000``."""
        self.origin, self.token = origin, str(uuid.uuid4())
        self.state: Deltas = {}
        self.redirects: list[str] = []
        self.received = 0
        self._location: dict[str, Any] = {}
        self._changed = asyncio.Condition()
        self._http = httpx.AsyncClient(base_url=origin, headers={"origin": origin}, timeout=SECONDS)
        self._socket = socketio.AsyncClient(reconnection=False)
        self._socket.on("event", self._receive, namespace=SOCKET)

    async def sign_in_with_card(self, code: str) -> None:
        """Sign in with the code of a printed card.

        Raises:
            NotLetIn: the code does not work.
        """
        await self._sign_in("/auth/code", {"code": code})

    async def sign_in_as(self, button: str) -> None:
        """Sign in with a button of the demo page, such as ``junior``.

        Raises:
            NotLetIn: there is no such button here.
        """
        await self._sign_in(f"/demo/as/{button}", {})

    async def _sign_in(self, address: str, form: dict[str, str]) -> None:
        answer = await self._http.post(address, data=form)
        if "set-cookie" not in answer.headers:
            raise NotLetIn(answer.headers.get("location", str(answer.status_code)))

    def use_cookie(self, name: str, secret: str) -> None:
        """Take over a session that exists already."""
        self._http.cookies.set(name, secret)

    async def get(self, path: str) -> httpx.Response:
        """Ask for a plain address, such as that behind a QR code; redirects are not followed."""
        return await self._http.get(path)

    async def post(self, path: str, **fields: Any) -> httpx.Response:
        """Send JSON to a plain address, as the page's own script does.

        Raises:
            httpx.HTTPStatusError: the hub refused it.
        """
        return (await self._http.post(path, json=fields)).raise_for_status()

    async def open(self, page: str, **values: str) -> None:
        """Open a page; ``values`` are the parts of its address in square brackets, such as an id.

        The first page connects and hydrates, a later one is a step inside the app.
        """
        path, _, query = page.partition("?")
        self._location = {"pathname": path, "asPath": page}
        if values or query:
            self._location["query"] = dict(parse_qsl(query)) | values
        if self._socket.connected:
            await self._emit(NAVIGATE, {})
        else:
            await self._connect()

    async def _connect(self) -> None:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._http.cookies.jar)
        boot = {"name": HYDRATE, "payload": {}, "router_data": self._location}
        await self._socket.connect(
            f"{self.origin}?{urlencode({'token': self.token})}",
            headers={"Origin": self.origin, "Cookie": cookies},
            auth={CompileVars.CONNECT_AUTH_EVENT: boot},
            transports=["websocket"],
            namespaces=[SOCKET],
            socketio_path=SOCKET,
            wait_timeout=SECONDS,
        )

    async def send(self, handler: Any, **payload: Any) -> None:
        """Send the event of a handler, such as ``PhoneRoom.feel``; the answer comes as new values."""
        await self._emit(format_event_handler(handler), payload)

    async def _emit(self, name: str, payload: dict[str, Any]) -> None:
        event = {"name": name, "payload": payload, "router_data": self._location}
        await self._socket.emit("event", event, namespace=SOCKET)

    async def _receive(self, update: dict[str, Any]) -> None:
        for name, values in (update.get("delta") or {}).items():
            plain = {var.removesuffix(FIELD_MARKER): value for var, value in values.items()}
            self.state.setdefault(name, {}).update(plain)
        for event in update.get("events") or []:
            await self._follow(event)
        async with self._changed:
            self.received += 1
            self._changed.notify_all()

    async def _follow(self, event: dict[str, Any]) -> None:
        """Do what the hub asks of the browser: note a redirect, send a chained event back."""
        if event["name"] == "_redirect":
            self.redirects.append(str(event["payload"].get("path", "")))
        elif not event["name"].startswith("_"):
            await self._emit(event["name"], event.get("payload") or {})

    def shown(self, state: type[State]) -> dict[str, Any]:
        """Return the vars of a state as this phone has them now, empty before the first message."""
        return self.state.get(state.get_full_name(), {})

    async def until(self, holds: Callable[[], Any], seconds: float = SECONDS) -> None:
        """Wait until something holds, looking again at every message.

        Raises:
            TimeoutError: it did not hold in time.
        """
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(holds)

    async def close(self) -> None:
        """Hang up."""
        with suppress(asyncio.CancelledError):
            await self._socket.disconnect()
        await self._http.aclose()
