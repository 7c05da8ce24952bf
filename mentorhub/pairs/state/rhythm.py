"""How often the two are in contact, and a pause from it."""

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.pairs import service
from mentorhub.pairs.rules import Rhythm
from mentorhub.pairs.state.forms import PauseForm
from mentorhub.pairs.state.room import CoachState


class RhythmState(rx.State):
    """What the two agree about how often they are in contact."""

    @handler(may=students)
    async def choose(self, rhythm: Rhythm) -> None:
        """Set how often the two are in contact."""
        room = await self.get_state(CoachState)
        await service.set_rhythm(the_actor(), as_id(room.pair_id), rhythm)
        await room._show_again()
        room._say("together.said.rhythm")

    @handler(may=students)
    async def pause(self, form: PauseForm) -> None:
        """Begin a pause, or change the one that runs."""
        room = await self.get_state(CoachState)
        try:
            await service.pause(the_actor(), as_id(room.pair_id), form.reason, form.until)
        except service.DayRefused:
            room._say("together.said.wrong_pause", "late")
            return
        await room._show_again()
        room._say("together.said.paused", "")

    @handler(may=students)
    async def resume(self) -> None:
        """End the pause."""
        room = await self.get_state(CoachState)
        await service.end_pause(the_actor(), as_id(room.pair_id))
        await room._show_again()
        room._say("together.said.resumed")
