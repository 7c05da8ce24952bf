"""The teacher's control page: one step at a time, and who is there."""

from collections.abc import AsyncIterator
from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.clock import milliseconds, now
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.state import colour_of
from mentorhub.speeddate.rules import NotPossible
from mentorhub.speeddate.service import attendance, projector, room
from mentorhub.speeddate.service.announcing import desk_of, room_of
from mentorhub.speeddate.service.attendance import Mark
from mentorhub.speeddate.service.catalogue import folded
from mentorhub.speeddate.service.people import Card
from mentorhub.speeddate.service.room import Step
from mentorhub.speeddate.service.snapshot import RoomPicture
from mentorhub.speeddate.state.address import as_id, speed_date_in
from mentorhub.speeddate.state.live import enter, moved_on, show_room

NOTHING: Bilingual = {"nl": "", "en": ""}
MOST_ROWS = 100
ORDER = ("expected", "absent", "left", "present")
TONES = {"expected": "", "present": "ok", "absent": "late", "left": "soon"}


class PersonRow(TypedDict):
    """One person in the list, with the words and the tone of where they are."""

    id: str
    name: str
    initials: str
    colour: int
    about: dict[str, str]
    state: str
    word: dict[str, str]
    tone: str


class ControlRoom(rx.State):
    """The control page; the room itself is in ``LiveRoom``."""

    found: str = ""
    name: str = ""
    code: str = ""
    address: str = ""
    beam_address: str = ""
    wishes_href: str = ""
    people: list[PersonRow] = []
    is_cut: bool = False
    term: str = ""
    people_seen: int = 0
    said: dict[str, str] = NOTHING
    said_tone: str = ""

    @handler(may=staff)
    async def load(self) -> AsyncIterator[None]:
        """Show the event that the address names, and listen to it."""
        self.said, self.said_tone, self.term = NOTHING, "", ""
        try:
            speed_date_id = speed_date_in(self)
            await projector.desk(the_actor(), speed_date_id)
        except NotFound:
            self.found = "none"
            return
        await enter(self, room_of(speed_date_id), desk_of(speed_date_id))
        shown = await self._show()
        yield
        if await moved_on(shown, self._picture):
            await self._show()

    @handler(may=staff)
    async def reload(self) -> None:
        """Show who is there now."""
        await self._show_people()

    @handler(may=staff)
    async def search(self, term: str) -> None:
        """Show only people whose name holds the term."""
        self.term = term[:80]
        await self._show_people()

    @handler(may=staff)
    async def step(self, wanted: Step, version: int) -> None:
        """Take a step, if the room is still as the page showed it; else show the room as it is."""
        try:
            await room.step(the_actor(), speed_date_in(self), wanted, version)
        except room.StaleRoom:
            await self._show()
            return
        except NotPossible:
            self._say("room.control.not_possible", tone="soon")
            await self._show()
            return
        except room.NobodyThere:
            self._say("room.control.nobody", tone="soon")
            return
        self._say(f"room.control.said_{wanted}")

    @handler(may=staff)
    async def mark(self, enrolment_id: str, to: Mark) -> None:
        """Tick someone present, or absent (during the rounds: leaving)."""
        await attendance.mark(the_actor(), speed_date_in(self), as_id(enrolment_id), to)
        names = [row["name"] for row in self.people if row["id"] == enrolment_id]
        await self._show_people()
        self._say(f"room.control.said_{to}", name="".join(names))

    @handler(may=staff)
    async def mark_everyone(self) -> None:
        """Tick everyone present who is still expected."""
        await attendance.mark_everyone(the_actor(), speed_date_in(self))
        await self._show_people()
        self._say("room.control.said_everyone")

    def _say(self, key: str, *, tone: str = "ok", **values: object) -> None:
        self.said, self.said_tone = say(key, **values), tone

    async def _picture(self) -> RoomPicture | None:
        return (await projector.desk(the_actor(), speed_date_in(self))).room

    async def _show(self) -> RoomPicture:
        desk = await projector.desk(the_actor(), speed_date_in(self))
        self.name, self.beam_address = desk.name, desk.beam_address
        self.wishes_href = f"/speed-dates/{desk.speed_date_id}/wishes"
        self.code, self.address = desk.doorway.code, desk.doorway.address
        await self._show_people()
        await show_room(self, desk.room)
        self.found = "here"
        return desk.room

    async def _show_people(self) -> None:
        self.people_seen = milliseconds(now())
        everyone = await attendance.people_in(the_actor(), speed_date_in(self))
        wanted = [pair for pair in everyone if folded(self.term) in folded(pair[0].full_name)]
        # A stable sort: within each state the order by last name stays.
        wanted.sort(key=lambda pair: ORDER.index(pair[0].state))
        self.people = [_row(card, table) for card, table in wanted[:MOST_ROWS]]
        self.is_cut = len(wanted) > MOST_ROWS


def _row(card: Card, table: int | None) -> PersonRow:
    return PersonRow(
        id=str(card.enrolment_id),
        name=card.full_name,
        initials=card.initials,
        colour=colour_of(card.person_id),
        about=_about(card, table),
        state=card.state,
        word=_word(card, table),
        tone=TONES[card.state],
    )


def _about(card: Card, table: int | None) -> Bilingual:
    """Return for example ``coach · 2A · tafel 7``."""
    role = say(f"people.role.{card.role}")
    place = say("room.control.table", n=table) if table and card.state == "present" else NOTHING
    return {x: " · ".join(part for part in (role[x], card.group, place[x]) if part) for x in role}


def _word(card: Card, table: int | None) -> Bilingual:
    if card.state == "left" and card.last_round:
        return say("room.control.state_left", n=card.last_round)
    if card.state in ("present", "expected") and card.from_round > 1 and table is None:
        return say("room.control.state_late", n=card.from_round)
    if card.state == "present" and card.last_round:
        return say("room.control.state_leaves", n=card.last_round)
    return say(f"room.control.state_{card.state if card.state != 'left' else 'absent'}")
