"""The teacher's control page: one step at a time, taken back within 15 seconds, and the length of things."""

from collections.abc import AsyncIterator

import reflex as rx
from pydantic import Field

from mentorhub.core import db
from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.service import projector, rehearsing, room, saying
from mentorhub.speeddate.service.announcing import desk_of, room_of
from mentorhub.speeddate.service.room import Step
from mentorhub.speeddate.service.snapshot import RoomPicture
from mentorhub.speeddate.state.address import speed_date_in
from mentorhub.speeddate.state.control.hall import Hall
from mentorhub.speeddate.state.control.told import hush, in_words, tell
from mentorhub.speeddate.state.live import enter, moved_on, show_room


class OwnMessage(Form):
    """A message in the teacher's own words."""

    own_message: str = Field(max_length=1000)


class ControlRoom(rx.State):
    """The control page; the room itself is in ``LiveRoom``, who is there in ``Hall``."""

    found: str = ""
    name: str = ""
    code: str = ""
    address: str = ""
    beam_address: str = ""
    place: str = ""
    trouble: str = ""

    @handler(may=staff)
    async def load(self) -> AsyncIterator[None]:
        """Show the event that the address names, and listen to it."""
        await hush(self)
        (await self.get_state(Hall))._begin()
        try:
            speed_date_id = speed_date_in(self)
            await projector.desk(the_actor(), speed_date_id)
        except NotFound:
            self.found = "none"
            return
        except db.CannotWrite as fault:
            self.found, self.trouble = "trouble", fault.kind
            return
        await enter(self, room_of(speed_date_id), desk_of(speed_date_id))
        shown = await self._show()
        yield
        if await moved_on(shown, self._picture):
            await self._show()

    @handler(may=staff)
    async def step(self, wanted: Step, version: int) -> None:
        """Take a step, if the room is still as the page showed it; else show the room as it is."""
        async with in_words(self):
            await room.step(the_actor(), speed_date_in(self), wanted, version)
            await tell(self, f"control.said.{wanted}")

    @handler(may=staff)
    async def undo(self, version: int) -> None:
        """Take the last step back."""
        async with in_words(self):
            await room.undo(the_actor(), speed_date_in(self), version)
            await tell(self, "control.said.undone")

    @handler(may=staff)
    async def times(self, round_seconds: int, changeover_seconds: int, version: int) -> None:
        """Change how long rounds and changeovers take, from the next one on."""
        async with in_words(self):
            await room.set_times(the_actor(), speed_date_in(self), round_seconds, changeover_seconds, version)
            new = _length(round_seconds), _length(changeover_seconds)
            await tell(self, "control.said.times", round=new[0], changeover=new[1])

    @handler(may=staff)
    async def say(self, preset: str) -> None:
        """Show one of the ready messages on all screens."""
        async with in_words(self):
            await saying.say(the_actor(), speed_date_in(self), preset)
            await tell(self, "control.said.shown", text=say(f"saying.preset.{preset}"))

    @handler(may=staff)
    async def say_own(self, form: OwnMessage) -> None:
        """Show a message in the teacher's own words on all screens."""
        async with in_words(self):
            await saying.say_own(the_actor(), speed_date_in(self), form.own_message)
            await tell(self, "control.said.shown", text=form.own_message[: saying.MESSAGE_LENGTH])

    @handler(may=staff)
    async def silence(self) -> None:
        """Take the message off all screens."""
        async with in_words(self):
            await saying.silence(the_actor(), speed_date_in(self))
            await tell(self, "control.said.silent")

    @handler(may=staff)
    async def stop_rehearsal(self) -> rx.event.EventSpec | None:
        """Throw the rehearsal away and go to the plan that was rehearsed."""
        async with in_words(self):
            plan_id = await rehearsing.stop(the_actor(), speed_date_in(self))
            return rx.redirect(f"/speed-dates/{plan_id}")
        return None

    async def _picture(self) -> RoomPicture | None:
        return (await projector.desk(the_actor(), speed_date_in(self))).room

    async def _show(self) -> RoomPicture:
        desk = await projector.desk(the_actor(), speed_date_in(self))
        self.name, self.beam_address = desk.name, desk.beam_address
        self.place = f"/speed-dates/{desk.speed_date_id}"
        self.code, self.address = desk.doorway.code, desk.doorway.address
        await (await self.get_state(Hall))._show()
        await show_room(self, desk.room)
        self.found = "here"
        return desk.room


def _length(seconds: int) -> Bilingual:
    """Return a length as people say it, such as ``4½ min`` or ``45 s``."""
    whole, rest = divmod(seconds, 60)
    if rest in (0, 30) and whole:
        return say("control.time.length", time=f"{whole}½" if rest else whole)
    return say("control.time.seconds", n=seconds)
