"""A mentee's own list on the phone: put in order, saved as it goes, handed in."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import Actor, mentees, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.service import preferences
from mentorhub.matching.service.candidates import Candidate, candidates
from mentorhub.matching.service.lists import ListRefused
from mentorhub.matching.service.preferences import MyList
from mentorhub.people.state import colour_of

SILENCE: Bilingual = {"nl": "", "en": ""}
OTHERS_SHOWN = 12


class Choice(TypedDict):
    """One mentor in the list or below it."""

    id: str
    name: str
    initials: str
    colour: int
    course: str
    feeling: int
    shared: int
    note: str
    met: bool


def _choice(one: Candidate) -> Choice:
    return Choice(
        id=str(one.enrolment_id),
        name=one.name,
        initials=one.initials,
        colour=colour_of(one.person_id),
        course=one.course,
        feeling=one.feeling,
        shared=one.shared,
        note=one.note,
        met=one.round_met is not None,
    )


class Top(rx.State):
    """The mentee's own top 4."""

    loaded: bool = False
    chosen: list[Choice] = []
    met: list[Choice] = []
    others: list[Choice] = []
    others_count: int = 0
    search: str = ""
    length: int = 4
    is_open: bool = True
    is_handed_in: bool = False
    on_paper: bool = False
    handed_in: Bilingual = SILENCE
    deadline: Bilingual = SILENCE
    said: Bilingual = SILENCE
    problem: Bilingual = SILENCE
    can_undo: bool = False
    missing: int = 4
    count: int = 0
    empty_places: list[int] = []
    _version: int = 0
    _before: list[str] = []
    _all: list[Choice] = []

    @handler(may=mentees)
    async def load(self) -> None:
        """Show the list as it stands."""
        actor = the_actor()
        self._all = [_choice(one) for one in await candidates(actor)]
        self.problem, self.said, self.search, self.can_undo = SILENCE, SILENCE, "", False
        await self._show(actor, await preferences.my_list(actor))
        self.loaded = True

    @handler(may=mentees)
    async def add(self, mentor_id: str) -> None:
        """Put a mentor at the end of the list."""
        await self._change("added", mentor_id, lambda ids: [*ids, mentor_id] if mentor_id not in ids else ids)

    @handler(may=mentees)
    async def remove(self, mentor_id: str) -> None:
        """Take a mentor off the list."""
        await self._change("removed", mentor_id, lambda ids: [one for one in ids if one != mentor_id])

    @handler(may=mentees)
    async def up(self, mentor_id: str) -> None:
        """Move a mentor one place up."""
        await self._step(mentor_id, -1)

    @handler(may=mentees)
    async def down(self, mentor_id: str) -> None:
        """Move a mentor one place down."""
        await self._step(mentor_id, +1)

    @handler(may=mentees)
    async def move(self, start: int, end: int) -> None:
        """Move what was dragged from one place (from 0) to another."""
        if 0 <= start < len(self.chosen):
            await self._place(self.chosen[start]["id"], end)

    @handler(may=mentees)
    async def undo(self) -> None:
        """Put the list back as it was before the last act."""
        if self.can_undo:
            await self._save("undone", "", [as_id(one) for one in self._before])
            self.can_undo = False

    @handler(may=mentees)
    async def look_for(self, text: str) -> None:
        """Search among the mentors who were not met."""
        self.search = text[:60]
        self._show_others()

    @handler(may=mentees)
    async def hand_in(self) -> None:
        """Hand the list in."""
        await self._finish(preferences.hand_in, "handed_in")

    @handler(may=mentees)
    async def take_back(self) -> None:
        """Take the list back to change it."""
        await self._finish(preferences.take_back, "taken_back")

    async def _step(self, mentor_id: str, by: int) -> None:
        ids = [row["id"] for row in self.chosen]
        if mentor_id in ids:
            await self._place(mentor_id, ids.index(mentor_id) + by)

    async def _place(self, mentor_id: str, index: int) -> None:
        def placed(ids: list[str]) -> list[str]:
            rest = [one for one in ids if one != mentor_id]
            where = max(0, min(index, len(rest)))
            return [*rest[:where], mentor_id, *rest[where:]]

        await self._change("moved", mentor_id, placed)

    async def _change(self, act: str, mentor_id: str, change: Callable[[list[str]], list[str]]) -> None:
        ids = [row["id"] for row in self.chosen]
        changed = change(ids)
        if changed != ids and await self._save(act, mentor_id, [as_id(one) for one in changed]):
            self._before, self.can_undo = ids, True

    async def _save(self, act: str, mentor_id: str, mentors: Sequence[uuid.UUID]) -> bool:
        """Save the list and say so; returns whether it was."""
        actor = the_actor()
        try:
            await self._show(actor, await preferences.save_list(actor, mentors, self._version))
        except ListRefused as refused:
            await self._refused(actor, refused)
            return False
        self.problem = SILENCE
        self.said = self._spoken(act, mentor_id)
        return True

    async def _finish(self, act: Callable[[Actor, int], Awaitable[MyList]], word: str) -> None:
        actor = the_actor()
        try:
            await self._show(actor, await act(actor, self._version))
        except ListRefused as refused:
            await self._refused(actor, refused)
            return
        self.problem, self.can_undo = SILENCE, False
        self.said = say(f"matching.top.said_{word}")

    async def _refused(self, actor: Actor, refused: ListRefused) -> None:
        await self._show(actor, await preferences.my_list(actor))
        self.can_undo = False
        self.problem = say(f"matching.refused.{refused.reason}", n=refused.missing)

    def _spoken(self, act: str, mentor_id: str) -> Bilingual:
        ids = [row["id"] for row in self.chosen]
        place = ids.index(mentor_id) + 1 if mentor_id in ids else 0
        name = next((row["name"] for row in self._all if row["id"] == mentor_id), "")
        return say(f"matching.top.said_{act}", name=name, place=place)

    async def _show(self, actor: Actor, own: MyList) -> None:
        by_id = {row["id"]: row for row in self._all}
        ids = [str(one) for one in own.mentors if str(one) in by_id]
        self.chosen = [by_id[one] for one in ids]
        self.met = [row for row in self._all if row["met"] and row["id"] not in ids]
        self._show_others()
        self.length, self.is_open, self._version = own.length, own.is_open, own.version
        self.count = len(ids)
        self.missing = max(0, own.length - len(ids))
        self.empty_places = list(range(len(ids) + 1, own.length + 1))
        zone = own.zone
        self.is_handed_in = own.handed_in_at is not None
        self.on_paper = own.on_paper
        self.handed_in = moment_text(own.handed_in_at, zone) if own.handed_in_at else SILENCE
        self.deadline = moment_text(own.deadline, zone) if own.deadline else SILENCE

    def _show_others(self) -> None:
        ids = {row["id"] for row in self.chosen}
        word = self.search.strip().casefold()
        found = [
            row
            for row in self._all
            if not row["met"] and row["id"] not in ids and word in f"{row['name']} {row['course']}".casefold()
        ]
        self.others, self.others_count = found[:OTHERS_SHOWN], len(found)
