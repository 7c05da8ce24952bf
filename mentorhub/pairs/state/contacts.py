"""Logging contact in two taps or with a form, and saying whether what the other logged is right."""

import uuid
from collections.abc import Awaitable
from typing import Any, Literal

import reflex as rx

from mentorhub.core.actor import NotFound, students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs import service
from mentorhub.pairs.rows import NOTHING
from mentorhub.pairs.rules import Channel
from mentorhub.pairs.state.forms import ContactForm, CorrectionForm
from mentorhub.pairs.state.room import CoachState


class ContactState(rx.State):
    """What the two log: the channel that was tapped, and the moment that is being corrected."""

    channel: str = ""
    how_long: Bilingual = NOTHING
    correcting: str = ""

    @handler(may=students)
    async def choose(self, channel: Channel) -> None:
        """Take the first tap, how the two were in contact; the same again takes it back."""
        self.channel = "" if channel == self.channel else channel
        self.how_long = say("together.quick.how_long", how=say(f"pairs.channel.{channel}"))

    @handler(may=students)
    async def tap(self, minutes: Literal[15, 30, 45, 60]) -> None:
        """Take the second tap, how long: it is saved."""
        room = await self._room()
        # A second tap on the same button comes when the first has been saved.
        if self.channel:
            new = service.NewContact(self.channel, minutes, None, room.once_key)
            await self._log(room, new)

    @handler(may=students)
    async def spoke(self, once_key: str) -> None:
        """Log with one tap that the two spoke today."""
        room = await self._room()
        contact_id = await service.spoke_today(the_actor(), as_id(room.pair_id), as_id(once_key).hex)
        await self._logged(room, contact_id)

    @handler(may=students)
    async def log_contact(self, form: ContactForm) -> None:
        """Log a contact moment from the form."""
        planned = form.planned == "yes"
        new = service.NewContact(form.channel, form.minutes, form.happened_on, form.once_key, planned)
        await self._log(await self._room(), new)

    async def _log(self, room: CoachState, new: service.NewContact) -> None:
        try:
            contact_id = await service.log_contact(the_actor(), as_id(room.pair_id), new)
        except service.DayRefused:
            room._say("pairs.said.wrong_day", "late")
            return
        await self._logged(room, contact_id)

    async def _logged(self, room: CoachState, contact_id: uuid.UUID) -> None:
        self.channel = ""
        await room._show_again()
        room._say("pairs.said.logged")
        room.fresh_id, room.fresh_kind = str(contact_id), "contact"

    async def _room(self) -> CoachState:
        return await self.get_state(CoachState)

    @handler(may=students)
    async def undo(self, contact_id: str) -> None:
        """Take back a contact moment that I just logged."""
        room = await self._room()
        try:
            await service.undo_contact(the_actor(), as_id(contact_id))
        except NotFound:
            room._say("pairs.said.too_late", "late")
        else:
            room._say("pairs.said.undone", "")
        await room._show_again()

    @handler(may=students)
    async def confirm(self, contact_id: str) -> None:
        """Say that what the other logged is right."""
        await self._answered(service.confirm_contact(the_actor(), as_id(contact_id)), "confirmed", contact_id)

    @handler(may=students)
    async def begin_correcting(self, contact_id: str) -> None:
        """Open the form that says how a moment really was; an empty id closes it."""
        self.correcting = contact_id

    @handler(may=students)
    async def correct(self, form: CorrectionForm) -> None:
        """Say how a moment that the other logged really was."""
        right = service.Correction(form.channel, form.minutes, form.really_on)
        act = service.correct_contact(the_actor(), as_id(form.contact_id), right)
        await self._answered(act, "corrected", form.contact_id)

    @handler(may=students)
    async def take_answer_back(self, contact_id: str) -> None:
        """Take back what I just said of a moment."""
        await self._answered(service.take_answer_back(the_actor(), as_id(contact_id)), "answer_undone", "")

    async def _answered(self, act: Awaitable[Any], outcome: str, fresh_id: str) -> None:
        room = await self._room()
        try:
            await act
        except service.DayRefused:
            room._say("pairs.said.wrong_day", "late")
            return
        except NotFound:
            room._say("together.said.too_late", "late")
        else:
            room._say(f"together.said.{outcome}", "ok" if fresh_id else "")
            room.fresh_id, room.fresh_kind = fresh_id, "answer"
        self.correcting = ""
        await room._show_again()
