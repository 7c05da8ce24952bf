"""Whose phone is in the room right now: known from open sockets, kept nowhere.

Someone who reconnects on another socket, or has two tabs, counts as connected while one of them is. Each
process knows its own sockets, and those of other workers from their roll calls (``roll_call``).
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from mentorhub.core import clock


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether someone's phone is connected, and since when it is or is not."""

    connected: bool
    since: datetime


Changed = Callable[[uuid.UUID], None]
Here = tuple[uuid.UUID, uuid.UUID]
"""An event, and an enrolment whose phone shows it."""

_seen: defaultdict[uuid.UUID, dict[uuid.UUID, Seen]] = defaultdict(dict)
_sockets: dict[str, Here] = {}
_elsewhere: dict[str, frozenset[Here]] = {}
_changed: list[Changed] = []


def tell_changes_to(function: Changed) -> None:
    """Register the function that hears in which event somebody came or went (``announcing``)."""
    _changed[:] = [function]


def come(speed_date_id: uuid.UUID, enrolment_id: uuid.UUID, socket: str) -> None:
    """Note that someone's phone shows the room on this socket."""
    if not socket:
        return
    _sockets[socket] = speed_date_id, enrolment_id
    _note(speed_date_id, enrolment_id)


def gone(socket: str) -> None:
    """Note that a socket is closed."""
    where = _sockets.pop(socket, None)
    if where is not None:
        _note(*where)


def seen(speed_date_id: uuid.UUID) -> Mapping[uuid.UUID, Seen]:
    """Return everybody whose phone was here at some time, by enrolment; who never opened one is not in it."""
    return dict(_seen.get(speed_date_id, {}))


def forget(speed_date_id: uuid.UUID) -> None:
    """Forget an event that is over."""
    _seen.pop(speed_date_id, None)
    for socket in [socket for socket, where in _sockets.items() if where[0] == speed_date_id]:
        del _sockets[socket]


def here() -> frozenset[Here]:
    """Return all whose phone is connected to this process."""
    return frozenset(_sockets.values())


def hear(worker: str, there: Collection[Here]) -> None:
    """Note all whose phone is connected to another worker, instead of those whom it named before."""
    before, now = _elsewhere.get(worker, frozenset()), frozenset(there)
    _elsewhere[worker] = now
    if not now:
        del _elsewhere[worker]
    for where in before ^ now:
        _note(*where)


def _note(speed_date_id: uuid.UUID, enrolment_id: uuid.UUID) -> None:
    where = speed_date_id, enrolment_id
    is_connected = where in _sockets.values() or any(where in there for there in _elsewhere.values())
    before = _seen[speed_date_id].get(enrolment_id)
    if is_connected == (before is not None and before.connected):
        return
    _seen[speed_date_id][enrolment_id] = Seen(is_connected, clock.now())
    for tell in _changed:
        tell(speed_date_id)
