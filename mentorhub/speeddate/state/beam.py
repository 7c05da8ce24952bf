"""The projector's page: its key is in the address, nobody signs in on the screen itself."""

from collections.abc import AsyncIterator

import reflex as rx

from mentorhub.core.actor import anyone
from mentorhub.core.guard import handler
from mentorhub.speeddate.service.announcing import beam_of, room_of
from mentorhub.speeddate.service.projector import screen
from mentorhub.speeddate.service.snapshot import RoomPicture
from mentorhub.speeddate.state.live import enter, moved_on, show_beam, show_room

KEY_LENGTH = 200


class BeamScreen(rx.State):
    """What a projector shows beside the room and its plan."""

    found: str = ""
    name: str = ""
    code: str = ""
    address: str = ""
    qr: str = ""

    @handler(may=anyone)
    async def load(self) -> AsyncIterator[None]:
        """Show the event that the key in the address belongs to."""
        opened = await screen(self._key())
        if opened is None:
            self.found = "ended"
            return
        await enter(self, room_of(opened.speed_date_id), beam_of(opened.speed_date_id))
        shown = await self._show()
        yield
        if shown is not None and await moved_on(shown, self._picture):
            await self._show()

    def _key(self) -> str:
        return str(getattr(self, "beam_key", ""))[:KEY_LENGTH]

    async def _picture(self) -> RoomPicture | None:
        opened = await screen(self._key())
        return opened.room if opened else None

    async def _show(self) -> RoomPicture | None:
        opened = await screen(self._key())
        if opened is None:
            self.found = "ended"
            return None
        self.name, door = opened.name, opened.doorway
        self.code, self.address, self.qr = door.code, door.address, door.qr
        await show_beam(self, opened.beam)
        await show_room(self, opened.room)
        self.found = "here"
        return opened.room
