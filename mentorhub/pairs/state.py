"""The pair's room on the phone of one of the two."""

import uuid
from datetime import date, time
from typing import Any, Literal

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import NotFound, Role, students, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs import service
from mentorhub.pairs.rows import (
    AppointmentRow,
    ContactRow,
    PairRow,
    StandInRow,
    appointment_row,
    contact_row,
    first_contact_text,
    pair_row,
    stand_in_row,
    unmatched_text,
    until_text,
    why_text,
)
from mentorhub.pairs.rules import international
from mentorhub.pairs.slots import fill_room_cards
from mentorhub.people.state import colour_of

EMPTY: Bilingual = {"nl": "", "en": ""}
NO_APPOINTMENT = AppointmentRow(id="", when=EMPTY, place="", length=EMPTY, day="", at="", minutes="45")


class ContactForm(Form):
    """A contact moment as the form sends it."""

    once_key: str = Field(min_length=32, max_length=32)
    channel: Literal["seen", "called", "video", "whatsapp", "email", "other"]
    minutes: int = Field(ge=1, le=600)
    happened_on: date


class AppointmentForm(Form):
    """An appointment as the form sends it."""

    day: date
    at: time
    minutes: int = Field(ge=5, le=480)
    place: str = Field(default="", max_length=200)


class CoachState(rx.State):
    """One pair of mine, or the list to choose one from."""

    view: str = ""
    is_mentor: bool = False
    several: bool = False
    pairs: list[PairRow] = []
    first_name: str = ""
    name: str = ""
    initials: str = ""
    colour: int = 0
    course: str = ""
    since: Bilingual = EMPTY
    why: Bilingual = EMPTY
    email: str = ""
    phone: str = ""
    whatsapp: str = ""
    stand_ins: list[StandInRow] = []
    left_over: Bilingual = EMPTY
    first_text: Bilingual = EMPTY
    first_until: Bilingual = EMPTY
    first_tone: str = "soon"
    shows_advice: bool = False
    contacts: list[ContactRow] = []
    appointment: AppointmentRow = NO_APPOINTMENT
    today: str = ""
    matched_on: str = ""
    once_key: str = ""
    said: Bilingual = EMPTY
    said_tone: str = ""
    fresh_id: str = ""
    _pair_id: str = ""

    @handler(may=students)
    async def load(self) -> Any:
        """Show the pair that the address names, the only one, or the list."""
        actor = the_actor()
        self.is_mentor = actor.role is Role.MENTOR
        lines = await service.my_pairs(actor)
        self.several = len(lines) > 1
        for_mentee = not self.is_mentor
        self.stand_ins = [stand_in_row(x, for_mentee=for_mentee) for x in await service.stand_ins(actor)]
        self._quiet()
        wanted = self.router.url.query_parameters.get("duo", "")
        if wanted or len(lines) == 1:
            return await self._open(wanted or str(lines[0].pair_id))
        self.pairs = [pair_row(line) for line in lines]
        reason = None if lines else await service.unmatched_reason(actor)
        self.left_over = EMPTY if reason is None else unmatched_text(reason, for_mentee=for_mentee)
        self.view = "list" if lines else "none"
        return None

    async def _open(self, pair_id: str) -> Any:
        try:
            await self._show(pair_id)
        except NotFound:
            return rx.redirect("/coach")
        return fill_room_cards(pair_id)

    async def _show(self, pair_id: str) -> None:
        room = await service.pair_room(the_actor(), as_id(pair_id))
        self._pair_id = pair_id
        self._show_other(room)
        self._show_contact(room)
        self.once_key = uuid.uuid4().hex
        self.view = "room"

    def _show_other(self, room: service.PairRoom) -> None:
        line = room.line
        self.first_name, self.name = line.first_name, line.full_name
        self.initials, self.colour, self.course = line.initials, colour_of(line.person_id), line.course
        key = "junior_since" if self.is_mentor else "coach_since"
        self.since = say(f"pairs.room.{key}", day=short_day_text(line.since, line.zone))
        self.why = why_text(room)
        self.email, self.phone = room.email, room.phone
        self.whatsapp = international(room.phone, line.zone)

    def _show_contact(self, room: service.PairRoom) -> None:
        deadline, zone = room.line.first_contact, room.line.zone
        self.first_text = first_contact_text(deadline) if deadline else EMPTY
        self.first_until = until_text(deadline, zone) if deadline else EMPTY
        self.first_tone = "late" if deadline and deadline.days_left < 0 else "soon"
        self.contacts = [contact_row(contact, room.line) for contact in room.contacts]
        self.appointment = appointment_row(room.appointment, zone) if room.appointment else NO_APPOINTMENT
        self.today, self.matched_on = room.today.isoformat(), room.matched_on.isoformat()

    def _quiet(self) -> None:
        self.said, self.said_tone, self.fresh_id, self.shows_advice = EMPTY, "", "", False

    def _say(self, key: str, tone: str = "ok") -> None:
        self._quiet()
        self.said, self.said_tone = say(f"pairs.said.{key}", name=self.first_name), tone

    @handler(may=students)
    async def spoke(self, once_key: str) -> None:
        """Log with one tap that the two spoke today."""
        contact_id = await service.spoke_today(the_actor(), as_id(self._pair_id), str(as_id(once_key).hex))
        await self._logged(contact_id)

    @handler(may=students)
    async def log_contact(self, form: ContactForm) -> None:
        """Log a contact moment from the form."""
        new = service.NewContact(form.channel, form.minutes, form.happened_on, form.once_key)
        try:
            contact_id = await service.log_contact(the_actor(), as_id(self._pair_id), new)
        except service.DayRefused:
            self._say("wrong_day", "late")
            return
        await self._logged(contact_id)

    async def _logged(self, contact_id: uuid.UUID) -> None:
        await self._show(self._pair_id)
        self._say("logged")
        self.fresh_id = str(contact_id)

    @handler(may=students)
    async def not_yet(self) -> None:
        """Say what to do when the two have not spoken yet."""
        self._quiet()
        self.shows_advice = True

    @handler(may=students)
    async def undo(self, contact_id: str) -> None:
        """Take back a contact moment that I just logged."""
        try:
            await service.undo_contact(the_actor(), as_id(contact_id))
        except NotFound:
            self._say("too_late", "late")
        else:
            self._say("undone", "")
        await self._show(self._pair_id)

    @handler(may=students)
    async def plan(self, form: AppointmentForm) -> None:
        """Plan the next appointment, or change the one that stands."""
        meeting = service.Meeting(form.day, form.at, form.minutes, form.place)
        try:
            await service.plan_appointment(the_actor(), as_id(self._pair_id), meeting)
        except service.DayRefused:
            self._say("wrong_time", "late")
            return
        except service.TooOften:
            self._say("too_often", "late")
            return
        await self._show(self._pair_id)
        self._say("planned")

    @handler(may=students)
    async def cancel(self, appointment_id: str) -> None:
        """Cancel the next appointment."""
        try:
            await service.cancel_appointment(the_actor(), as_id(appointment_id))
        except service.TooOften:
            self._say("too_often", "late")
            return
        await self._show(self._pair_id)
        self._say("cancelled", "")
