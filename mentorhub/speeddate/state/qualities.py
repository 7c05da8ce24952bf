"""The two lists of qualities on the screen: choosing, ordering, own words, undo."""

from collections.abc import Sequence
from typing import Literal, TypedDict

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.rules import quality_key
from mentorhub.speeddate.rules.fitting import MOST_QUALITIES
from mentorhub.speeddate.service.catalogue import as_chosen, find, label
from mentorhub.speeddate.service.qualities import Chosen, Edit, QualityRefused, edit_qualities, my_profile

Side = Literal["seeks", "fits"]
QUERY_LENGTH = 60
NOTHING: Bilingual = {"nl": "", "en": ""}


class ChosenRow(TypedDict):
    """One chosen quality: how it is stored, its label, its place from 1, whether it can go up or down."""

    quality: str
    nl: str
    en: str
    is_own: bool
    place: str
    is_first: bool
    is_last: bool


class Chip(TypedDict):
    """One quality of the catalogue to choose, and whether it is in the list."""

    quality: str
    nl: str
    en: str
    is_on: bool


class Qualities(rx.State):
    """What a student looks for (``seeks``) and what fits the student (``fits``); saved with every act."""

    seeks: list[ChosenRow] = []
    fits: list[ChosenRow] = []
    seeks_chips: list[Chip] = []
    fits_chips: list[Chip] = []
    seeks_query: str = ""
    fits_query: str = ""
    seeks_own: bool = False
    fits_own: bool = False
    said: Bilingual = NOTHING
    refused: Bilingual = NOTHING
    refused_side: str = ""
    undo_side: str = ""
    is_saved: bool = False
    loaded: bool = False
    _before: list[str] = []

    @handler(may=students)
    async def load(self) -> None:
        """Show both lists and the whole catalogue."""
        mine = await my_profile(the_actor())
        self.said, self.refused, self.undo_side, self.is_saved = NOTHING, NOTHING, "", False
        self.seeks_query = self.fits_query = ""
        self._show(mine.chosen)
        self.loaded = True

    @handler(may=students)
    async def search(self, side: Side, text: str) -> None:
        """Show what the typed text leads to."""
        self._set(side, "query", text.strip()[:QUERY_LENGTH])
        self._show_chips(side)

    @handler(may=students)
    async def choose(self, side: Side, quality: str) -> rx.event.EventSpec | None:
        """Add a quality of the catalogue at the end; a second tap on it changes nothing."""
        if quality not in self._words(side):
            await self._add(side, quality)
        return self._onwards(side)

    @handler(may=students)
    async def add_typed(self, side: Side, words: str) -> rx.event.EventSpec | None:
        """Add what the typed text leads to first, or the text itself when it leads nowhere."""
        typed = words.strip()[:QUERY_LENGTH]
        if not typed:
            return None
        found = find(typed)
        await self._add(side, found[0].key if found else typed)
        self._set(side, "query", "")
        self._show_chips(side)
        return self._onwards(side)

    @handler(may=students)
    async def add_own(self, side: Side) -> rx.event.EventSpec | None:
        """Add the text of the search field in the person's own words, and empty the field."""
        if not await self._add(side, self._query(side)):
            return None
        self._set(side, "query", "")
        self._show_chips(side)
        return self._onwards(side) or rx.set_value(f"search-{side}", "")

    @handler(may=students)
    async def remove(self, side: Side, quality: str) -> rx.event.EventSpec:
        """Take a quality away and bring the keyboard to *undo*, as its row is gone."""
        await self._take_away(side, quality)
        return rx.set_focus(f"undo-{side}")

    @handler(may=students)
    async def move(self, side: Side, quality: str, by: int) -> None:
        """Move a quality one place up (-1) or down (1)."""
        words = self._words(side)
        if quality in words and by in (-1, 1):
            await self._place(side, quality, words.index(quality) + by)

    @handler(may=students)
    async def drag_seeks(self, start: int, end: int) -> None:
        """Move what someone looks for from one place to another, both from 0."""
        await self._drag("seeks", start, end)

    @handler(may=students)
    async def drag_fits(self, start: int, end: int) -> None:
        """Move what fits someone from one place to another, both from 0."""
        await self._drag("fits", start, end)

    @handler(may=students)
    async def undo(self, side: Side) -> None:
        """Put the list back as it was before the last act."""
        if self.undo_side != side:
            return
        before = tuple(self._before)
        if await self._edit(side, lambda _: before):
            self.undo_side = ""
            self.said = say("profile.said.undone", of=len(before))

    def _onwards(self, side: Side) -> rx.event.EventSpec | None:
        """Bring the keyboard back to the list when it is full, as there is nothing left to choose from."""
        return rx.set_focus(f"undo-{side}") if len(self._words(side)) == MOST_QUALITIES else None

    def _words(self, side: Side) -> list[str]:
        return [row["quality"] for row in (self.seeks if side == "seeks" else self.fits)]

    def _query(self, side: Side) -> str:
        return self.seeks_query if side == "seeks" else self.fits_query

    def _set(self, side: Side, name: str, value: object) -> None:
        """Assign ``seeks_name`` or ``fits_name``."""
        setattr(self, f"{side}_{name}", value)

    async def _add(self, side: Side, word: str) -> bool:
        stored, is_own = as_chosen(word)
        if not await self._edit(side, lambda now: (*now, word)):
            return False
        place = self._words(side).index(stored) + 1
        self.said = say("profile.said.added", name=label(stored, is_own), place=place, of=place)
        return True

    async def _take_away(self, side: Side, quality: str) -> None:
        name = self._name(side, quality)
        if await self._edit(side, lambda now: [word for word in now if word != quality]):
            self.said = say("profile.said.removed", name=name, of=len(self._words(side)))

    async def _drag(self, side: Side, start: int, end: int) -> None:
        words = self._words(side)
        if 0 <= start < len(words):
            await self._place(side, words[start], end)

    async def _place(self, side: Side, quality: str, at: int) -> None:
        """Move a quality to a place (from 0) in the list as it is on the server."""

        def moved(now: tuple[str, ...]) -> Sequence[str]:
            if quality not in now:
                return now
            others = [word for word in now if word != quality]
            others.insert(max(0, min(at, len(others))), quality)
            return others

        if await self._edit(side, moved):
            words, name = self._words(side), self._name(side, quality)
            if quality in words:
                place = words.index(quality) + 1
                self.said = say("profile.said.moved", name=name, place=place, of=len(words))

    def _name(self, side: Side, quality: str) -> Bilingual:
        for row in self.seeks if side == "seeks" else self.fits:
            if row["quality"] == quality:
                return {"nl": row["nl"], "en": row["en"]}
        return {"nl": quality, "en": quality}

    async def _edit(self, side: Side, edit: Edit) -> bool:
        """Save a change and show it; False when it was refused, with the reason on the screen."""
        before = self._words(side)
        try:
            chosen = await edit_qualities(the_actor(), side, edit)
        except QualityRefused as refusal:
            self.refused, self.refused_side = say(f"profile.refused.{refusal.reason}"), side
            return False
        self.refused, self.refused_side, self.is_saved = NOTHING, "", True
        self._show(chosen)
        if self._words(side) != before:
            self._before, self.undo_side = before, side
        return True

    def _show(self, chosen: Chosen) -> None:
        self.seeks, self.fits = _rows(chosen.seeks, chosen.own), _rows(chosen.fits, chosen.own)
        self._show_chips("seeks")
        self._show_chips("fits")

    def _show_chips(self, side: Side) -> None:
        query, chosen = self._query(side), set(self._words(side))
        chips = [
            Chip(quality=one.key, nl=one.label["nl"], en=one.label["en"], is_on=one.key in chosen)
            for one in find(query)
        ]
        self._set(side, "chips", chips)
        known = {quality_key(word) for word in chosen}
        stored, is_own = as_chosen(query)
        self._set(side, "own", bool(stored) and is_own and quality_key(stored) not in known)


def _rows(words: Sequence[str], own: frozenset[str]) -> list[ChosenRow]:
    labels = [label(word, word in own) for word in words]
    return [
        ChosenRow(
            quality=word,
            nl=text["nl"],
            en=text["en"],
            is_own=word in own,
            place=str(place),
            is_first=place == 1,
            is_last=place == len(words),
        )
        for place, (word, text) in enumerate(zip(words, labels, strict=True), start=1)
    ]
