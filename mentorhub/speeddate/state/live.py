"""The states that are sent to a whole room at once: the same for everyone, nothing personal in them."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, TypedDict

import reflex as rx

from mentorhub.core import live
from mentorhub.speeddate.service import announcing
from mentorhub.speeddate.service.announcing import Kind
from mentorhub.speeddate.service.snapshot import BeamPicture, RoomPicture


class TableRow(TypedDict):
    """One table on the projector: its number and two first names."""

    table: str
    mentee: str
    mentor: str


class LiveRoom(rx.State):
    """The room for every phone, projector and control page; see ``RoomPicture`` for what each var means."""

    phase: str = ""
    round: int = 0
    rounds: int = 0
    deadline: int = 0
    paused_left: float = -1.0
    server_now: int = 0
    total: int = 0
    plan_version: int = 0
    version: int = 0
    question: dict[str, str] = {"nl": "", "en": ""}
    present: int = 0
    expected: int = 0
    people_at: int = 0
    handed_in: int = 0
    handed_of: int = 0
    message: dict[str, str] = {"nl": "", "en": ""}
    message_at: int = 0
    undo_until: int = 0
    undo_step: str = ""
    round_seconds: int = 0
    changeover_seconds: int = 0
    rehearsal: bool = False
    connected: int = 0
    away: int = 0


class BeamPlan(rx.State):
    """What only projectors get: first names; see ``BeamPicture``."""

    names: list[str] = []
    plan_round: int = 0
    rows: list[TableRow] = []
    waiting: list[str] = []


STATES: dict[Kind, type[rx.State]] = {"room": LiveRoom, "beam": BeamPlan}


async def _send(room: str, kind: Kind, values: dict[str, Any]) -> None:
    await live.emit(room, STATES[kind], values)


announcing.send_with(_send)


async def show_room(state: rx.State, picture: RoomPicture) -> None:
    """Show the room in this tab."""
    _assign(await state.get_state(LiveRoom), asdict(picture))


async def show_beam(state: rx.State, picture: BeamPicture) -> None:
    """Show the projector's part in this tab."""
    _assign(await state.get_state(BeamPlan), asdict(picture))


def _assign(state: rx.State, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(state, name, value)


async def enter(state: rx.State, *rooms: str) -> None:
    """Let this tab hear what is sent to these socket rooms; do so before reading what to show."""
    for room in rooms:
        await live.join(state, room)


Read = Callable[[], Awaitable[RoomPicture | None]]


async def moved_on(shown: RoomPicture, read: Read) -> RoomPicture | None:
    """Return the room as it is now if it changed after ``shown`` was read, else None.

    What is shown first reaches the browser after an emit that came between; reading once more heals that.
    """
    now = await read()
    if now is None or (now.version, now.plan_version) == (shown.version, shown.plan_version):
        return None
    return now
