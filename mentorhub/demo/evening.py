"""What a made-up student does at a speed date, from the door to the top 4."""

import asyncio
import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from mentorhub.core.actor import Role
from mentorhub.demo.client import Phone
from mentorhub.demo.profiles import qualities_for
from mentorhub.matching.state.top import Top
from mentorhub.matching.state.wishes import Wishes
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from mentorhub.speeddate.state.qualities import Qualities

QUALITIES = 5
WRITES_A_NOTE = 0.7
ANSWERS = 0.8
NOTE_ADDRESS = "/room/note"
WISHES = {1: "rather_not", 2: "fine", 3: "prefer"}
"""What a feeling becomes when a mentor is asked with whom it clicked."""
SAVE_SECONDS = 3600


@lru_cache(maxsize=1)
def _notes() -> list[str]:
    return json.loads((files("mentorhub.demo") / "data/notes.json").read_text(encoding="utf-8"))


@dataclass(slots=True)
class Manners:
    """How someone behaves: an own chance, and how many seconds things take at most."""

    chance: Random
    arrive_within: float = 20.0
    think_within: float = 25.0
    choose_within: float = 6.0

    def pause(self, most: float) -> float:
        """Return a number of seconds from almost none up to ``most``."""
        return self.chance.uniform(0.02, 1.0) * most


@dataclass(slots=True)
class Evening:
    """One student's evening on one phone."""

    phone: Phone
    role: str
    manners: Manners
    noted: set[str] = field(default_factory=set)

    @property
    def room(self) -> dict[str, Any]:
        """The room as this phone sees it now."""
        return self.phone.shown(LiveRoom)

    @property
    def mine(self) -> dict[str, Any]:
        """The own route as this phone sees it now."""
        return self.phone.shown(PhoneRoom)

    @property
    def top(self) -> dict[str, Any]:
        """The own list as this phone sees it now."""
        return self.phone.shown(Top)

    async def live(self, room_code: str) -> None:
        """Come in and take part until the event is closed."""
        await self.join(room_code)
        await self.choose_qualities()
        while self.room["phase"] != "closed":
            before = self._moment()
            await self._act()
            await self.phone.until(lambda before=before: self._moment() != before, SAVE_SECONDS)

    def _moment(self) -> tuple[Any, ...]:
        return tuple(self.room.get(name) for name in ("phase", "round", "plan_version"))

    async def join(self, room_code: str) -> None:
        """Scan the code and open the room."""
        await self.phone.get(f"/r/{room_code}")
        await self.phone.open("/room")
        await self.phone.until(lambda: self.mine.get("found") and self.room.get("phase"))

    async def choose_qualities(self) -> None:
        """Choose what is missing of the five, as who comes unprepared does at the door."""
        await self.phone.send(Qualities.load)
        await self.phone.until(lambda: self.phone.shown(Qualities).get("loaded"))
        chosen = {row["quality"] for row in self.phone.shown(Qualities)["seeks"]}
        wanted = [key for key in qualities_for(self.manners.chance, 2 * QUALITIES) if key not in chosen]
        for quality in wanted[: QUALITIES - len(chosen)]:
            await self.phone.send(Qualities.choose, side="seeks", quality=quality)
            await asyncio.sleep(self.manners.pause(1.0))

    async def _act(self) -> None:
        if self.room["plan_version"] != self.mine["loaded_plan"]:
            await asyncio.sleep(self.manners.pause(0.4))
            await self.phone.send(PhoneRoom.reload)
            await self.phone.until(lambda: self.room["plan_version"] == self.mine["loaded_plan"])
        if self.room["phase"] in ("round", "changeover"):
            await self._note_the_other(self.room["round"])
        elif self.room["phase"] == "ranking":
            await (self.hand_in() if self.role == Role.MENTEE else self.say_with_whom_it_clicks())

    async def _note_the_other(self, number: int) -> None:
        """Write a note about the one across the table, and say how it felt; once each."""
        stop = next((stop for stop in self.mine["stops"] if stop["round"] == number), None)
        if stop is None or not stop["has_partner"] or stop["partner"] in self.noted:
            return
        self.noted.add(stop["partner"])
        await asyncio.sleep(self.manners.pause(self.manners.think_within))
        if self.manners.chance.random() < WRITES_A_NOTE:
            note = self.manners.chance.choice(_notes())
            await self.phone.post(NOTE_ADDRESS, event=self.mine["event"], about=stop["partner"], note=note)
        await self.phone.send(PhoneRoom.feel, about=stop["partner"], feeling=self._feeling(stop))

    def _feeling(self, stop: dict[str, Any]) -> int:
        """Return 1 (doubt), 2 (good) or 3 (a click); what they have in common makes a click likelier."""
        shared = sum(mark["is_common"] for mark in stop["marks"])
        return self.manners.chance.choices((1, 2, 3), weights=(2, 3, 1 + shared))[0]

    async def hand_in(self) -> None:
        """Make the list, best feeling first, and hand it in; once."""
        await self.phone.send(Top.load)
        await self.phone.until(lambda: self.top.get("loaded"))
        if self.top["is_handed_in"] or not self.top["is_open"]:
            return
        liked = sorted(self.top["met"], key=lambda choice: (-choice["feeling"], -choice["shared"]))
        for choice in [*liked, *self.top["others"]][: self.top["missing"]]:
            await asyncio.sleep(self.manners.pause(self.manners.choose_within))
            await self._add(choice["id"])
        await self.phone.send(Top.hand_in)
        await self.phone.until(lambda: self.top["is_handed_in"])

    async def _add(self, mentor_id: str) -> None:
        before = len(self.top["chosen"])
        await self.phone.send(Top.add, mentor_id=mentor_id)
        await self.phone.until(lambda: len(self.top["chosen"]) > before)

    async def say_with_whom_it_clicks(self) -> None:
        """Answer about most of the mentees met, as it felt; what was answered already stays."""
        await self.phone.send(Wishes.load)
        await self.phone.until(lambda: self.phone.shown(Wishes).get("loaded"))
        if not self.phone.shown(Wishes)["is_open"]:
            return
        for row in [one for one in self.phone.shown(Wishes)["met"] if not one["wish"] and one["feeling"]]:
            await asyncio.sleep(self.manners.pause(self.manners.choose_within))
            if self.manners.chance.random() < ANSWERS:
                await self.phone.send(Wishes.choose, mentee_id=row["id"], wish=WISHES[row["feeling"]])
