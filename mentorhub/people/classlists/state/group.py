"""One group: its people, their cards, its teachers."""

import uuid
from typing import Literal, TypedDict

import reflex as rx

from mentorhub.core.actor import Actor, NotFound, coordinators, staff, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.classlists.state.paging import PAGE_ROWS, Window, shown, window
from mentorhub.people.service import groups
from mentorhub.people.service.cards import last_days_of_cards, revoke_card
from mentorhub.people.state import colour_of

NOTHING: Bilingual = {"nl": "", "en": ""}


class TeacherForm(Form):
    """The teacher who is chosen; empty when nobody is."""

    teacher: str = ""


class PersonRow(TypedDict):
    """One student as the table shows it."""

    id: str
    name: str
    initials: str
    colour: int
    number: str
    role: str
    course: str
    year: str
    has_email: bool
    has_card: bool
    card_until: Bilingual
    has_ended: bool


class TutorRow(TypedDict):
    """One teacher of the programme."""

    id: str
    name: str


class Group(rx.State):
    """The group in the address; ``undo`` says what the button beside the outcome takes back."""

    group_id: str = ""
    name: str = ""
    programme: str = ""
    people: list[PersonRow] = []
    active: int = 0
    total: int = 0
    found: int = 0
    first: int = 0
    last: int = 0
    search: str = ""
    tutors: list[TutorRow] = []
    other_tutors: list[TutorRow] = []
    outcome: Bilingual = NOTHING
    undo: str = ""
    is_missing: bool = False
    loaded: bool = False
    _all: list[PersonRow] = []
    _start: int = 0
    _undo_id: str = ""

    @handler(may=staff)
    async def load(self) -> None:
        """Show the group in the address."""
        self.group_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        self.search, self._start = self.router.url.query_parameters.get("search", "")[:80], 0
        self.outcome, self.undo = NOTHING, ""
        try:
            await self._read(the_actor())
            self.is_missing = False
        except NotFound:
            self.is_missing = True
            self.name, self.people, self._all, self.tutors, self.other_tutors = "", [], [], [], []
        self.loaded = True

    @handler(may=staff)
    async def look_for(self, text: str) -> None:
        """Show the people with these letters in their name or number."""
        self.search, self._start = text[:80], 0
        self._show()

    @handler(may=staff)
    async def turn(self, by: Literal[-1, 1]) -> None:
        """Show the previous or next page."""
        self._start += by * PAGE_ROWS
        self._show()

    @handler(may=staff)
    async def end(self, enrolment_id: str) -> None:
        """End somebody's part in the programme."""
        await groups.end_enrolment(the_actor(), as_id(enrolment_id))
        await self._say("did_end", self._name_of(enrolment_id), "end", enrolment_id)

    @handler(may=staff)
    async def bring_back(self, enrolment_id: str) -> None:
        """Let somebody take part again."""
        await groups.bring_back(the_actor(), as_id(enrolment_id))
        await self._say("did_resume", self._name_of(enrolment_id), "resume", enrolment_id)

    @handler(may=staff)
    async def revoke(self, enrolment_id: str) -> None:
        """End somebody's login card at once."""
        await revoke_card(the_actor(), as_id(enrolment_id))
        await self._say("did_revoke", self._name_of(enrolment_id), "", "")

    @handler(may=coordinators)
    async def give(self, form: TeacherForm) -> None:
        """Give the group to the chosen teacher."""
        if form.teacher:
            await self._teach(form.teacher, on=True)

    @handler(may=coordinators)
    async def take(self, person_id: str) -> None:
        """Take the group from a teacher."""
        await self._teach(person_id, on=False)

    @handler(may=staff)
    async def take_back(self) -> None:
        """Undo what the line above the table says."""
        kind, chosen = self.undo, self._undo_id
        if kind == "end":
            await self.bring_back(chosen)
        elif kind == "resume":
            await self.end(chosen)
        elif kind in ("give", "take"):
            await self._teach(chosen, on=kind == "take")
        self.undo = ""

    async def _teach(self, person_id: str, *, on: bool) -> None:
        actor, group_id = the_actor(), as_id(self.group_id)
        await groups.set_teacher_of_group(actor, group_id, as_id(person_id), on)
        names = {row["id"]: row["name"] for row in (*self.tutors, *self.other_tutors)}
        key, kind = ("did_add_teacher", "give") if on else ("did_remove_teacher", "take")
        await self._say(key, names.get(person_id, ""), kind, person_id)

    async def _say(self, key: str, name: str, undo: str, undo_id: str) -> None:
        self.outcome = say(f"classlists.group.{key}", name=name)
        self.undo, self._undo_id = undo, undo_id
        await self._read(the_actor())

    def _name_of(self, enrolment_id: str) -> str:
        return next((row["name"] for row in self._all if row["id"] == enrolment_id), "")

    async def _read(self, actor: Actor) -> None:
        group_id = as_id(self.group_id)
        title = await groups.group_of(actor, group_id)
        self.name, self.programme = title.name, title.programme
        await self._read_people(actor, group_id)
        tutors = await groups.teachers_for(actor, group_id)
        self.tutors = [_tutor(each) for each in tutors if each.teaches]
        self.other_tutors = [_tutor(each) for each in tutors if not each.teaches][:PAGE_ROWS]

    async def _read_people(self, actor: Actor, group_id: uuid.UUID) -> None:
        days = await last_days_of_cards(actor, group_id)
        members = await groups.people_in(actor, group_id)
        until = {key: short_day_text(day, "UTC") for key, day in days.items()}
        self._all = [_person(each, until.get(each.enrolment_id)) for each in members]
        self.total = len(self._all)
        self.active = sum(not each.has_ended for each in members)
        self._show()

    def _show(self) -> None:
        word = self.search.strip().casefold()
        rows = [row for row in self._all if word in f"{row['name']} {row['number']}".casefold()]
        page: Window = window(len(rows), self._start)
        self._start, self.found = page.start, page.total
        self.first, self.last, self.people = page.first, page.last, shown(rows, page)


def _person(member: groups.GroupMember, until: Bilingual | None) -> PersonRow:
    return PersonRow(
        id=str(member.enrolment_id),
        name=member.name,
        initials=member.initials,
        colour=colour_of(member.person_id),
        number=member.student_number,
        role=member.role.value,
        course=member.course,
        year=member.year,
        has_email=member.has_email,
        has_card=until is not None,
        card_until=until or NOTHING,
        has_ended=member.has_ended,
    )


def _tutor(tutor: groups.GroupTutor) -> TutorRow:
    return TutorRow(id=str(tutor.person_id), name=tutor.name)
