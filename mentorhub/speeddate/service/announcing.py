"""Telling every screen of a room what the database says now, after each change."""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.speeddate.service import presence
from mentorhub.speeddate.service.snapshot import BeamPicture, RoomPicture, beam_picture, room_picture
from mentorhub.speeddate.tables import SpeedDate

log = structlog.get_logger()
Kind = Literal["room", "beam"]
Send = Callable[[str, Kind, dict[str, Any]], Awaitable[None]]
Letter = tuple[str, Kind, dict[str, Any]]
Read = Callable[[AsyncSession, SpeedDate], Awaitable[list[Letter]]]
GATHER_SECONDS = 0.3
PRESENCE_SECONDS = 1.0
PRESENCE = ("connected", "away", "people_at")
COUNTS = (*PRESENCE, "present", "expected", "handed_in", "handed_of")

_send: list[Send] = []
_turns: defaultdict[uuid.UUID, asyncio.Lock] = defaultdict(asyncio.Lock)
_gathering: dict[uuid.UUID, asyncio.Task[None]] = {}
_watching: dict[uuid.UUID, asyncio.Task[None]] = {}


def send_with(function: Send) -> None:
    """Register the function that sends values to a socket room (mentorhub.speeddate.state.live)."""
    _send[:] = [function]


def room_of(speed_date_id: uuid.UUID) -> str:
    """Return the socket room of everyone at an event."""
    return f"speeddate:{speed_date_id}"


def beam_of(speed_date_id: uuid.UUID) -> str:
    """Return the socket room of the projectors of an event."""
    return f"beam:{speed_date_id}"


def desk_of(speed_date_id: uuid.UUID) -> str:
    """Return the socket room of the teachers' control pages of an event."""
    return f"desk:{speed_date_id}"


async def announce(speed_date_id: uuid.UUID) -> None:
    """Send the room as it is now to everyone in it, and the table plan to the projectors only.

    The change itself is in the database already, so a failure to send is logged, not raised: a page that
    missed it reads the same when it connects again.
    """
    await _in_turn(speed_date_id, _for_everyone)


def announce_people(speed_date_id: uuid.UUID) -> None:
    """Send who is there to projectors and control pages soon; joins within 0.3 s go out together.

    During the rounds the plan has changed too, so then everyone hears it.
    """
    if not _send or speed_date_id in _gathering:
        return
    _gathering[speed_date_id] = asyncio.create_task(_gathered(speed_date_id))


async def _gathered(speed_date_id: uuid.UUID) -> None:
    await asyncio.sleep(GATHER_SECONDS)
    _gathering.pop(speed_date_id, None)
    await _in_turn(speed_date_id, _for_screens)


def announce_presence(speed_date_id: uuid.UUID) -> None:
    """Send whose phone is here to the control pages soon; what happens within a second goes out together."""
    if not _send or speed_date_id in _watching:
        return
    _watching[speed_date_id] = asyncio.create_task(_presence(speed_date_id))


async def _presence(speed_date_id: uuid.UUID) -> None:
    await asyncio.sleep(PRESENCE_SECONDS)
    _watching.pop(speed_date_id, None)
    await _in_turn(speed_date_id, _for_desks)


def _values(picture: RoomPicture | BeamPicture) -> dict[str, Any]:
    """Return what to send, uncopied: it is written out at once."""
    return {name: getattr(picture, name) for name in picture.__slots__}


presence.tell_changes_to(announce_presence)


async def _in_turn(speed_date_id: uuid.UUID, read: Read) -> None:
    """Read and send under one lock per room, so that no older picture follows a newer one."""
    if not _send:
        return
    try:
        async with _turns[speed_date_id]:
            async with db.reading() as session:
                speed_date = await session.get(SpeedDate, speed_date_id)
                letters = [] if speed_date is None else await read(session, speed_date)
            for room, kind, values in letters:
                await _send[0](room, kind, values)
    except Exception as error:
        log.error("room not announced", speed_date=str(speed_date_id), kind=type(error).__name__)


async def _for_everyone(session: AsyncSession, speed_date: SpeedDate) -> list[Letter]:
    room, beam = await room_picture(session, speed_date), await beam_picture(session, speed_date)
    # The plan goes first: when the projector turns to the next round it is there already.
    return [(beam_of(speed_date.id), "beam", _values(beam)), (room_of(speed_date.id), "room", _values(room))]


async def _for_screens(session: AsyncSession, speed_date: SpeedDate) -> list[Letter]:
    if speed_date.phase in ("round", "changeover"):
        return await _for_everyone(session, speed_date)
    room, beam = await room_picture(session, speed_date), await beam_picture(session, speed_date)
    counts = {name: value for name, value in _values(room).items() if name in COUNTS}
    screens = beam_of(speed_date.id), desk_of(speed_date.id)
    return [(beam_of(speed_date.id), "beam", _values(beam)), *((one, "room", counts) for one in screens)]


async def _for_desks(session: AsyncSession, speed_date: SpeedDate) -> list[Letter]:
    values = _values(await room_picture(session, speed_date))
    return [(desk_of(speed_date.id), "room", {name: values[name] for name in PRESENCE})]
