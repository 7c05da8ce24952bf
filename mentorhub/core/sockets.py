"""Open sockets of sessions that are over: closed within seconds, so that nothing more is sent to them."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

import reflex as rx
import structlog

from mentorhub.core.forever import forever
from mentorhub.core.guard import reference_in

log = structlog.get_logger()
LOOK_SECONDS = 3.0
OverAmong = Callable[[Collection[str]], Awaitable[set[str]]]


def references_of(namespace: Any) -> dict[str, str]:
    """Return the session's digest of every open socket that has one: socket id → digest."""
    found = {
        socket: reference_in(data.get("headers", {}).get("cookie", ""))
        for socket, data in list(namespace._static_router_data.items())
    }
    return {socket: reference for socket, reference in found.items() if reference}


async def close_over(app: rx.App, over_among: OverAmong) -> int:
    """Close the sockets whose session is over; returns how many."""
    namespace: Any = app.event_namespace
    sockets = references_of(namespace)
    over = await over_among(set(sockets.values())) if sockets else set()
    closing = [socket for socket, reference in sockets.items() if reference in over]
    for socket in closing:
        await namespace.disconnect(socket)
    return len(closing)


def on_gone(app: rx.App, function: Callable[[str], object]) -> None:
    """Call a function with the id of every socket that is closed, or stays silent too long (dead phones).

    Silence is found out within the two times of ``reflex_config`` together.
    """
    namespace: Any = app.event_namespace
    disconnect = namespace.on_disconnect

    def on_disconnect(socket: str, *_reason: Any) -> Any:
        try:
            function(socket)
        except Exception as fault:
            log.error("closed socket not noted", why=type(fault).__name__)
        return disconnect(socket)

    namespace.on_disconnect = on_disconnect


def watch(app: rx.App, over_among: OverAmong) -> Callable[[], Awaitable[None]]:
    """Return a task that looks every three seconds, for ever; a database that is away only delays it."""

    async def look() -> int:
        return await close_over(app, over_among)

    async def watch_sockets() -> None:
        await forever(look, pause=LOOK_SECONDS, failed="sockets not looked over")

    return watch_sockets
