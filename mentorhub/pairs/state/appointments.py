"""Planning, changing and cancelling the next appointment, and saying whether the last one happened."""

from typing import Literal

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.pairs import service
from mentorhub.pairs.state.forms import AppointmentForm
from mentorhub.pairs.state.room import CoachState


class AppointmentState(rx.State):
    """What the two do with their appointments."""

    @handler(may=students)
    async def plan(self, form: AppointmentForm) -> None:
        """Plan the next appointment, or change the one that stands."""
        room = await self.get_state(CoachState)
        meeting = service.Meeting(form.day, form.at, form.minutes, form.place)
        try:
            await service.plan_appointment(the_actor(), as_id(room.pair_id), meeting)
        except service.DayRefused:
            room._say("pairs.said.wrong_time", "late")
            return
        except service.TooOften:
            room._say("pairs.said.too_often", "late")
            return
        await room._show_again()
        room._say("pairs.said.planned")

    @handler(may=students)
    async def cancel(self, appointment_id: str) -> None:
        """Cancel the next appointment."""
        room = await self.get_state(CoachState)
        try:
            await service.cancel_appointment(the_actor(), as_id(appointment_id))
        except service.TooOften:
            room._say("pairs.said.too_often", "late")
            return
        await room._show_again()
        room._say("pairs.said.cancelled", "")

    @handler(may=students)
    async def answer(self, appointment_id: str, happened: Literal["yes", "no"]) -> None:
        """Say whether a past appointment happened."""
        room = await self.get_state(CoachState)
        outcome = await service.answer_question(the_actor(), as_id(appointment_id), happened)
        await room._show_again()
        said = {"yes": ("happened", "ok"), "no": ("not_happened", "")}
        name, tone = said.get(outcome, ("too_late", "late"))
        room._say(f"together.said.{name}", tone)
