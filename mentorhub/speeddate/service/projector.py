"""The projector: opened by a key in its address, which ends with the event; no sign-in on the screen."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.guard import digest
from mentorhub.settings import settings
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.service.snapshot import BeamPicture, RoomPicture, beam_picture, room_picture
from mentorhub.speeddate.tables import SpeedDate


@dataclass(frozen=True, slots=True)
class Doorway:
    """How phones come in: the code, the short address to type, and the QR code as an image address."""

    code: str
    address: str
    qr: str


@dataclass(frozen=True, slots=True)
class Screen:
    """All that a projector needs."""

    speed_date_id: uuid.UUID
    name: str
    doorway: Doorway
    room: RoomPicture
    beam: BeamPicture


@dataclass(frozen=True, slots=True)
class Desk:
    """What a control page needs beside the people: the event, its door and the projector's address."""

    speed_date_id: uuid.UUID
    name: str
    doorway: Doorway
    beam_address: str
    room: RoomPicture


async def screen(key: str) -> Screen | None:
    """Return what the projector with this key shows, None for a wrong key or an event that has ended."""
    async with db.reading() as session:
        found = await session.exec(
            select(SpeedDate).where(SpeedDate.beam_digest == digest(key), col(SpeedDate.phase) != "closed")
        )
        speed_date = found.first()
        if speed_date is None:
            return None
        return Screen(
            speed_date.id,
            speed_date.name,
            doorway(speed_date),
            await room_picture(session, speed_date),
            await beam_picture(session, speed_date),
        )


async def desk(actor: Actor, speed_date_id: uuid.UUID) -> Desk:
    """Return what the control page shows.

    Raises:
        NotFound: the event is not the actor's.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        room = await room_picture(session, speed_date)
    return Desk(speed_date.id, speed_date.name, doorway(speed_date), f"/beam/{beam_key(speed_date)}", room)


def doorway(speed_date: SpeedDate) -> Doorway:
    """Return the code, short address and QR code of an event."""
    origin = settings().join_origin
    return Doorway(
        code=speed_date.room_code,
        address=f"{urlsplit(origin).netloc}/r",
        qr=_qr(f"{origin}/r/{speed_date.room_code}"),
    )


def _qr(text: str) -> str:
    """Return an SVG image address; the page puts it on white with room around it."""
    code = segno.make(text, error="m", micro=False)
    return code.svg_data_uri(border=2, dark="#12121d", light="#fff", scale=10)
