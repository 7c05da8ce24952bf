"""One emit to everyone in a room, the only place that knows how Reflex addresses a var on the wire.

The truth of a room is in the database. A room is a socket.io room; what goes out is the delta of one
public state, the same for all. A page that loads or reconnects reads the same values from the database.
"""

from collections.abc import Collection
from typing import Any

import reflex as rx
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.registry import RegistrationContext

from mentorhub.core import tidy, workers

TO_ROOM = "room"
# What Reflex's client sends when it connects.
LOAD = f"{rx.State.get_full_name()}.hydrate_and_load"


def _namespace() -> Any:
    """Return what holds the sockets, None where no server runs: then nobody is connected either."""
    try:
        return RegistrationContext.get().app.event_namespace
    except (LookupError, AttributeError, RuntimeError):
        return None


async def join(state: rx.State, room: str) -> None:
    """Let the tab of ``state`` receive what is emitted to ``room`` from now on."""
    session_id = state.router.session.session_id
    if session_id and (namespace := _namespace()):
        await namespace.enter_room(session_id, room)


async def leave(state: rx.State, room: str) -> None:
    """Stop the tab of ``state`` receiving what is emitted to ``room``."""
    session_id = state.router.session.session_id
    if session_id and (namespace := _namespace()):
        await namespace.leave_room(session_id, room)


def message(state_class: type[rx.State], values: dict[str, Any]) -> dict[str, Any]:
    """Return the message that sets vars of a public state in a browser.

    Raises:
        KeyError: the state has no such public var, so no browser could take it.
    """
    if unknown := values.keys() - state_class.base_vars.keys():
        raise KeyError(*sorted(unknown))
    fields = {name + FIELD_MARKER: value for name, value in values.items()}
    return {"delta": {state_class.get_full_name(): fields}}


async def emit_to_all(state_class: type[rx.State], values: dict[str, Any]) -> None:
    """Send new values of a public state to every tab of this process, in one message."""
    if namespace := _namespace():
        await namespace.emit("event", message(state_class, values), room=None)


async def load_again(sockets: Collection[str]) -> None:
    """Let tabs load their page again, as if they had just connected."""
    namespace = _namespace()
    for socket in sockets if namespace else ():
        again = {"delta": {}, "events": [{"name": LOAD, "payload": {}}]}
        await namespace.emit("event", again, room=socket)


async def emit(room: str, state_class: type[rx.State], values: dict[str, Any]) -> None:
    """Send new values of a public state to every tab in ``room``, in one message, whichever worker has it."""
    await workers.tell(TO_ROOM, [room, message(state_class, values)])


async def _to_room(told: list[Any]) -> None:
    room, sent = told
    if namespace := _namespace():
        tidy.sent()
        await namespace.emit("event", sent, room=room)


workers.hear(TO_ROOM, _to_room)
