"""Trouble with the database, told to every room at once; this needs no database."""

from mentorhub.core import live
from mentorhub.core.trouble import Present
from mentorhub.speeddate.service import announcing


async def tell_rooms(kind: Present) -> None:
    """Tell all screens of all rooms what is wrong, or with an empty text that it is over.

    The plan stays on the screens. When it is over, the clock of the rooms goes on by itself and sends the
    room as it is then.
    """
    for room in live.rooms(announcing.ROOMS):
        await announcing.send(room, "room", {"trouble": kind})
