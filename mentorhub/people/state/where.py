"""Choosing which part to play, for someone with more than one."""

from typing import TypedDict

import reflex as rx
from reflex.event import EventSpec

from mentorhub.core.actor import Actor, Role, signed_in, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.people import sessions
from mentorhub.people.parts import Part
from mentorhub.people.service.account import my_parts

ROLE_KEYS = {
    Role.MENTEE: "people.role.mentee",
    Role.MENTOR: "people.role.mentor",
    Role.TEACHER: "people.role.teacher",
    Role.COORDINATOR: "people.role.coordinator",
}


class PartRow(TypedDict):
    """One part to choose; ``enrolment_id`` is empty for a coordinator."""

    school_id: str
    enrolment_id: str
    title: Bilingual
    school: str
    is_here: bool


class Where(rx.State):
    """The parts of the signed-in person."""

    parts: list[PartRow] = []
    has_parts: bool = False
    loaded: bool = False

    @handler(may=signed_in)
    async def load(self) -> EventSpec | None:
        """Show the parts; with only one there is nothing to choose."""
        actor = the_actor()
        parts = await my_parts(actor)
        if len(parts) == 1:
            return rx.redirect("/")
        self.parts = [_row(part, actor) for part in parts]
        self.has_parts, self.loaded = bool(parts), True
        return None

    @handler(may=signed_in)
    async def choose(self, school_id: str, enrolment_id: str) -> EventSpec:
        """Play this part from now on."""
        chosen = as_id(enrolment_id) if enrolment_id else None
        await sessions.choose(the_actor(), as_id(school_id), chosen)
        return rx.redirect("/")


def _row(part: Part, actor: Actor) -> PartRow:
    role = say(ROLE_KEYS[part.role])
    title = say("people.where.part", role=role, programme=part.programme_name) if part.enrolment_id else role
    return PartRow(
        school_id=str(part.school_id),
        enrolment_id=str(part.enrolment_id or ""),
        title={language: text[:1].upper() + text[1:] for language, text in title.items()},
        school=part.school_name,
        is_here=(part.school_id, part.enrolment_id) == (actor.school_id, actor.enrolment_id),
    )
