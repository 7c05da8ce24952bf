"""The room of one pair as a whole, or the list to choose a pair from."""

import uuid
from typing import Any

import reflex as rx

from mentorhub.core.actor import NotFound, Role, students, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs import service
from mentorhub.pairs.rows import (
    NOTHING,
    AppointmentRow,
    ContactRow,
    PairRow,
    StandInRow,
    appointment_row,
    contact_row,
    first_contact_text,
    pair_row,
    pause_texts,
    rhythm_text,
    stand_in_row,
    unmatched_text,
    until_text,
    why_text,
)
from mentorhub.pairs.rules import international
from mentorhub.pairs.slots import fill_room_cards
from mentorhub.pairs.state.notes import NoteState
from mentorhub.pairs.state.tasks import TaskState
from mentorhub.people.state import colour_of

NO_APPOINTMENT = AppointmentRow(id="", when=NOTHING, place="", length=NOTHING, day="", at="", minutes="45")


class CoachState(rx.State):
    """One pair of mine, or the list to choose one from."""

    view: str = ""
    is_mentor: bool = False
    several: bool = False
    pairs: list[PairRow] = []
    pair_id: str = ""
    first_name: str = ""
    name: str = ""
    initials: str = ""
    colour: int = 0
    course: str = ""
    since: Bilingual = NOTHING
    why: Bilingual = NOTHING
    email: str = ""
    phone: str = ""
    whatsapp: str = ""
    stand_ins: list[StandInRow] = []
    left_over: Bilingual = NOTHING
    first_text: Bilingual = NOTHING
    first_until: Bilingual = NOTHING
    first_tone: str = "soon"
    shows_advice: bool = False
    contacts: list[ContactRow] = []
    appointment: AppointmentRow = NO_APPOINTMENT
    question: AppointmentRow = NO_APPOINTMENT
    rhythm: str = ""
    rhythm_text: Bilingual = NOTHING
    pause_until: Bilingual = NOTHING
    pause_why: Bilingual = NOTHING
    today: str = ""
    matched_on: str = ""
    once_key: str = ""
    said: Bilingual = NOTHING
    said_tone: str = ""
    fresh_id: str = ""
    fresh_kind: str = ""

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
        self.left_over = NOTHING if reason is None else unmatched_text(reason, for_mentee=for_mentee)
        self.view = "list" if lines else "none"
        return None

    async def _open(self, pair_id: str) -> Any:
        try:
            await self._show(pair_id)
        except NotFound:
            return rx.redirect("/coach")
        return [TaskState.fill(pair_id), NoteState.fill(pair_id), *fill_room_cards(pair_id)]

    async def _show(self, pair_id: str) -> None:
        room = await service.pair_room(the_actor(), as_id(pair_id))
        self.pair_id = pair_id
        self._show_other(room)
        self._show_contact(room)
        self._show_plans(room)
        self.once_key = uuid.uuid4().hex
        self.view = "room"

    async def _show_again(self) -> None:
        await self._show(self.pair_id)

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
        if room.pause is not None:
            # While the two pause nothing is due.
            deadline = None
        self.first_text = first_contact_text(deadline) if deadline else NOTHING
        self.first_until = until_text(deadline, zone) if deadline else NOTHING
        self.first_tone = "late" if deadline and deadline.days_left < 0 else "soon"
        self.contacts = [contact_row(contact, room.line) for contact in room.contacts]
        self.today, self.matched_on = room.today.isoformat(), room.matched_on.isoformat()

    def _show_plans(self, room: service.PairRoom) -> None:
        line = room.line
        self.appointment, self.question = (
            appointment_row(one, line.zone) if one else NO_APPOINTMENT
            for one in (room.appointment, room.question)
        )
        self.rhythm = room.rhythm.rhythm if room.rhythm else ""
        self.rhythm_text = rhythm_text(room.rhythm, line)
        texts = pause_texts(room.pause, line) if room.pause else (NOTHING, NOTHING)
        self.pause_until, self.pause_why = texts

    def _quiet(self) -> None:
        self.said, self.said_tone, self.shows_advice = NOTHING, "", False
        self.fresh_id, self.fresh_kind = "", ""

    def _say(self, key: str, tone: str = "ok") -> None:
        """Say what came of an act, by the full key of its text."""
        self._quiet()
        self.said, self.said_tone = say(key, name=self.first_name), tone

    @handler(may=students)
    async def not_yet(self) -> None:
        """Say what to do when the two have not spoken yet."""
        self._quiet()
        self.shows_advice = True
