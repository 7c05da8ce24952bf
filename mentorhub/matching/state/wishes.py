"""A mentor's wishes on the phone: one tap per mentee, saved as it is tapped."""

from collections.abc import Iterable
from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import Role, roles, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.service import wishes as service
from mentorhub.matching.service.wishes import Wish, WishedMentee, WishRefused
from mentorhub.people.state import colour_of

SILENCE: Bilingual = {"nl": "", "en": ""}
SHOWN = 100
FOUND_SHOWN = 12
mentors = roles(Role.MENTOR)


class WishRow(TypedDict):
    """One mentee; ``wish`` is empty without an answer, ``round_met`` 0 when the two did not meet.

    A tap shows at once in the browser. ``turn`` changes when the server's answer must replace what it shows.
    """

    id: str
    name: str
    initials: str
    colour: int
    course: str
    round_met: int
    feeling: int
    shared: int
    note: str
    wish: str
    turn: int


def _row(one: WishedMentee, turn: int) -> WishRow:
    return WishRow(
        id=str(one.enrolment_id),
        name=one.name,
        initials=one.initials,
        colour=colour_of(one.person_id),
        course=one.course,
        round_met=one.round_met or 0,
        feeling=one.feeling,
        shared=one.shared,
        note=one.note,
        wish=one.wish or "",
        turn=turn,
    )


class Wishes(rx.State):
    """Whom the mentor met, and the answers; others appear when they are looked for or were answered."""

    loaded: bool = False
    asks: bool = True
    is_open: bool = True
    met: list[WishRow] = []
    others: list[WishRow] = []
    others_count: int = 0
    answered: int = 0
    deadline: Bilingual = SILENCE
    said: Bilingual = SILENCE
    problem: Bilingual = SILENCE
    _search: str = ""
    _others: list[WishRow] = []
    _turns: dict[str, int] = {}

    @handler(may=mentors)
    async def load(self) -> None:
        """Show the answers as they stand."""
        self.said, self.problem, self._search = SILENCE, SILENCE, ""
        await self._show()
        self.loaded = True

    @handler(may=mentors)
    async def choose(self, mentee_id: str, wish: Wish) -> None:
        """Keep an answer."""
        await self._save(mentee_id, wish, "chosen")

    @handler(may=mentors)
    async def clear(self, mentee_id: str) -> None:
        """Take an answer back."""
        await self._save(mentee_id, None, "cleared")

    @handler(may=mentors)
    async def look_for(self, text: str) -> None:
        """Search among the mentees who were not met."""
        self._search = text[:60]
        self._show_others()

    async def _save(self, mentee_id: str, wish: Wish | None, word: str) -> None:
        is_refused = False
        try:
            await service.save_wish(the_actor(), as_id(mentee_id), wish)
        except WishRefused:
            is_refused = True
        if is_refused or wish is None:
            self._turns = self._turns | {mentee_id: self._turns.get(mentee_id, 0) + 1}
        await self._show()
        done = say(f"matching.wishes.said_{word}", name=self._name(mentee_id), wish=_word(wish))
        self.said = SILENCE if is_refused else done
        self.problem = say("matching.wishes.closed") if is_refused else SILENCE

    def _name(self, mentee_id: str) -> str:
        return next((row["name"] for row in (*self.met, *self._others) if row["id"] == mentee_id), "")

    async def _show(self) -> None:
        own = await service.my_wishes(the_actor())
        self.asks, self.is_open = own.asks, own.is_open
        self.met = self._rows(own.met[:SHOWN])
        self._others = self._rows(own.others)
        self.answered = sum(row["wish"] != "" for row in (*self.met, *self._others))
        self.deadline = moment_text(own.deadline, own.zone) if own.deadline else SILENCE
        self._show_others()

    def _rows(self, found: Iterable[WishedMentee]) -> list[WishRow]:
        return [_row(one, self._turns.get(str(one.enrolment_id), 0)) for one in found]

    def _show_others(self) -> None:
        """Show who was answered about without having met, and whom the search finds."""
        word = self._search.strip().casefold()
        answered = [row for row in self._others if row["wish"]]
        found = [row for row in self._others if word and not row["wish"] and _fits(row, word)]
        self.others, self.others_count = [*answered[:SHOWN], *found[:FOUND_SHOWN]], len(found)


def _fits(row: WishRow, word: str) -> bool:
    return word in f"{row['name']} {row['course']}".casefold()


def _word(wish: Wish | None) -> Bilingual:
    return say(f"matching.wishes.{wish}") if wish else SILENCE
