"""A browser tab without a browser: events go through the real guard and processor, deltas are recorded."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import StateUpdate
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event import Event
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.registry import RegistrationContext

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.guard import referring_cookie
from mentorhub.people.tables import SignInSession


class Wire:
    """Takes what would go over the socket, and the room emits."""

    def __init__(self) -> None:
        self.sent: dict[str, list[StateUpdate]] = {}
        self.rooms: list[tuple[str, dict[str, Any]]] = []
        self.members: set[tuple[str, str]] = set()

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        self.sent.setdefault(token, []).append(update)

    async def emit(self, _event: str, data: dict[str, Any], room: str) -> None:
        self.rooms.append((room, data))

    async def enter_room(self, sid: str, room: str) -> None:
        self.members.add((sid, room))

    async def leave_room(self, sid: str, room: str) -> None:
        self.members.discard((sid, room))


class Tab:
    """One tab; ``cookie`` is the Cookie header after the server replaced the secret in it."""

    def __init__(self, processor: BaseStateEventProcessor, wire: Wire, cookie: str, path: str = "/") -> None:
        self.token, self.sid = uuid.uuid4().hex, uuid.uuid4().hex
        self.processor, self.wire, self.cookie, self.path = processor, wire, cookie, path

    def _router(self, path: str) -> dict[str, Any]:
        page, _, query = path.partition("?")
        values = dict(part.split("=", 1) for part in query.split("&") if "=" in part)
        return {
            "pathname": page,
            "asPath": path,
            "query": values,
            "token": self.token,
            "sid": self.sid,
            "headers": {"cookie": self.cookie, "origin": "http://localhost:3000", "host": "localhost:3000"},
            "ip": "127.0.0.1",
        }

    async def send(self, name: str, /, **payload: Any) -> list[StateUpdate]:
        """Send one event by its full name and return the updates that it caused."""
        before = len(self.wire.sent.get(self.token, []))
        event = Event(name=name, payload=payload, router_data=self._router(self.path))
        future = await self.processor.enqueue(self.token, event)
        with contextlib.suppress(Exception):  # as over a socket: the client only sees what is sent
            await asyncio.wait_for(future.wait_all(), timeout=10)
        return self.wire.sent.get(self.token, [])[before:]

    async def call(self, handler: Any, /, **payload: Any) -> list[StateUpdate]:
        """Send the event of a handler such as ``Page.load``."""
        return await self.send(handler_name(handler), **payload)

    async def shown(self, state: type) -> dict[str, Any]:
        """Return the public vars that the server holds for a state of this tab."""
        from reflex.istate.manager.token import BaseStateToken

        manager = self.processor._root_context.state_manager
        root = await manager.get_state(BaseStateToken(ident=self.token, cls=state))
        own = await root.get_state(state)
        values = own.dict(include_computed=False).get(own.get_full_name(), {})
        return {name.removesuffix(FIELD_MARKER): value for name, value in values.items()}


def handler_name(handler: Any) -> str:
    """Return the full event name of a handler such as ``Page.load``."""
    from reflex_base.utils.format import format_event_handler

    return format_event_handler(handler)


def destinations(updates: list[StateUpdate]) -> list[str]:
    """Return the addresses that updates redirect to."""
    events = [event for update in updates for event in (update.events or [])]
    return [event.payload.get("path", "").strip('"') for event in events if event.name == "_redirect"]


async def cookie_of(actor: Actor) -> str:
    """Return the cookie header of an actor's socket."""
    async with db.reading() as session:
        row = await session.get_one(SignInSession, actor.session_id)
    return f"{referring_cookie('').split('=')[0]}={row.digest}"


class Hub:
    """The app's handlers, ready for tabs."""

    def __init__(self, processor: BaseStateEventProcessor, wire: Wire) -> None:
        self.processor, self.wire = processor, wire

    async def tab(self, actor: Actor | None = None, path: str = "/") -> Tab:
        """Open a tab for an actor, or for nobody."""
        return Tab(self.processor, self.wire, await cookie_of(actor) if actor else "", path)


@asynccontextmanager
async def open_hub() -> AsyncIterator[Hub]:
    """Start the app's event processing without sockets or pages."""
    from mentorhub.mentorhub import app

    wire = Wire()
    real = app._event_namespace
    app._event_namespace = wire
    processor = BaseStateEventProcessor(
        middleware=app, backend_exception_handler=app.backend_exception_handler
    )
    token = None
    try:
        RegistrationContext.get()
    except LookupError:
        token = RegistrationContext.set(app._registration_context)
    try:
        async with processor.configure(state_manager=StateManagerMemory(), event_namespace=wire):
            yield Hub(processor, wire)
    finally:
        app._event_namespace = real
        if token is not None:
            RegistrationContext.reset(token)
