"""The phone of a student in the room: the whole route is loaded once, the room's emits say where we are."""

import uuid
from collections.abc import AsyncIterator
from typing import TypedDict

import reflex as rx

from mentorhub.core import clock
from mentorhub.core.actor import NotFound, students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.state import colour_of
from mentorhub.speeddate.service import impressions, presence
from mentorhub.speeddate.service.announcing import room_of
from mentorhub.speeddate.service.freshness import versions_of
from mentorhub.speeddate.service.people import Card
from mentorhub.speeddate.service.route import MyRoom, Stop, my_room
from mentorhub.speeddate.state.address import as_id
from mentorhub.speeddate.state.live import enter, show_room

LOOKS = 3
"""How often a page that loads looks whether the room moved on meanwhile."""
NOTHING: Bilingual = {"nl": "", "en": ""}


class MarkRow(TypedDict):
    """One quality of the other."""

    label: dict[str, str]
    is_common: bool


class StopRow(TypedDict):
    """One round on the phone; without a partner it is a break."""

    round: int
    table: int
    has_partner: bool
    partner: str
    name: str
    first_name: str
    about: dict[str, str]
    initials: str
    colour: int
    marks: list[MarkRow]
    any_common: bool
    question: dict[str, str]


class PhoneRoom(rx.State):
    """The actor's own route, notes and feelings; ``stops`` has one row per round.

    ``loaded`` is when this was read (milliseconds since 1970). Notes are saved by ``POST /room/note``.
    """

    found: str = ""
    loaded: int = 0
    event: str = ""
    is_mentee: bool = True
    has_left: bool = False
    first_round: int = 1
    last_round: int = 0
    draft_name: str = ""
    loaded_plan: int = 0
    loaded_round: int = 0
    stops: list[StopRow] = []
    notes: dict[str, str] = {}
    feelings: dict[str, int] = {}

    @handler(may=students)
    async def load(self) -> AsyncIterator[None]:
        """Find the room, listen to it, and show the own route."""
        mine = await my_room(the_actor())
        if mine is None:
            self._show_nothing()
            return
        await enter(self, room_of(mine.speed_date_id))
        socket = self.router.session.session_id
        presence.come(mine.speed_date_id, the_actor().enrolment, socket)
        await self._show(mine)
        yield
        # What was sent between reading and listening reached no one here, or was overwritten just now.
        for _ in range(LOOKS):
            shown = mine.picture.version, mine.picture.plan_version
            if await versions_of(mine.speed_date_id) == shown:
                return
            mine = await my_room(the_actor())
            if mine is None:
                self._show_nothing()
                return
            await self._show(mine)
            yield

    @handler(may=students)
    async def reload(self) -> None:
        """Show the own route as it is planned now; where the room is, everyone is told as it changes."""
        mine = await my_room(the_actor())
        if mine is None:
            self._show_nothing()
        else:
            self._show_route(mine)

    @handler(may=students)
    async def feel(self, about: str, feeling: int) -> None:
        """Keep the feeling about someone."""
        await impressions.save_feeling(the_actor(), await self._here(), as_id(about), feeling)
        self.feelings = self.feelings | {about: feeling}

    async def _here(self) -> uuid.UUID:
        """Return the event; what was pressed while the server restarted may arrive before the page loads."""
        if self.event:
            return as_id(self.event)
        mine = await my_room(the_actor())
        if mine is None:
            raise NotFound
        return mine.speed_date_id

    def _show_nothing(self) -> None:
        self.found, self.loaded = "none", clock.milliseconds(clock.now())

    async def _show(self, mine: MyRoom) -> None:
        self._show_route(mine)
        await show_room(self, mine.picture)
        self.found, self.loaded = "here", mine.picture.server_now

    def _show_route(self, mine: MyRoom) -> None:
        self.event = str(mine.speed_date_id)
        self.draft_name = f"{mine.speed_date_id}:{the_actor().enrolment}:"
        self.is_mentee = mine.role == "mentee"
        self.has_left, self.first_round = mine.has_left, mine.first_round
        self.last_round = mine.last_round
        self.stops = [_row(stop) for stop in mine.stops]
        self.notes = {str(about): one.note for about, one in mine.impressions.items()}
        self.feelings = {str(about): one.feeling for about, one in mine.impressions.items()}
        self.loaded_plan, self.loaded_round = mine.picture.plan_version, mine.picture.round


def _row(stop: Stop) -> StopRow:
    row = StopRow(
        round=stop.round,
        table=stop.table or 0,
        has_partner=False,
        partner="",
        name="",
        first_name="",
        about=NOTHING,
        initials="",
        colour=0,
        marks=[MarkRow(label=mark.label, is_common=mark.is_common) for mark in stop.marks],
        any_common=any(mark.is_common for mark in stop.marks),
        question=stop.question,
    )
    return row if stop.partner is None else _with_partner(row, stop.partner)


def _with_partner(row: StopRow, card: Card) -> StopRow:
    row["has_partner"] = True
    row["partner"], row["name"], row["first_name"] = str(card.enrolment_id), card.full_name, card.first_name
    row["about"] = _about(card)
    row["initials"], row["colour"] = card.initials, colour_of(card.person_id)
    return row


def _about(card: Card) -> Bilingual:
    """Return for example ``Manager Transport, jaar 4``."""
    year = say("room.phone.year", n=card.year) if card.year else NOTHING
    return {x: ", ".join(part for part in (card.course, year[x]) if part) for x in year}
