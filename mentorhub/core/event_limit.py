"""A limit on how many events one socket may send, in front of Reflex's own queue."""

from typing import Any

import reflex as rx
import structlog

from mentorhub.core.limits import limits

log = structlog.get_logger()


def limit_events(app: rx.App) -> None:
    """Make the app drop what a socket sends above the limit of the settings; it is logged, not answered."""
    namespace: Any = app.event_namespace
    accept = namespace.on_event

    async def on_event(sid: str, data: Any) -> None:
        if not await limits().allows_event(sid):
            log.warning("too many events", socket=sid)
            return
        await accept(sid, data)

    namespace.on_event = on_event
