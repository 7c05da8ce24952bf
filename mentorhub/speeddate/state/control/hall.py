"""Who is in the hall: who is missed at a table, one list with filters, ticking, adding and swapping."""

from typing import Literal

import reflex as rx

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.clock import milliseconds, now
from mentorhub.core.guard import handler
from mentorhub.speeddate.service import attendance, swapping
from mentorhub.speeddate.service.attendance import Mark
from mentorhub.speeddate.service.catalogue import folded
from mentorhub.speeddate.service.hall import Hall as Everybody
from mentorhub.speeddate.service.hall import Place, hall_of
from mentorhub.speeddate.state.address import as_id, speed_date_in
from mentorhub.speeddate.state.control.hall_rows import (
    MissingRow,
    OutsiderRow,
    PersonRow,
    missing_row,
    outsider_row,
    person_row,
)
from mentorhub.speeddate.state.control.told import in_words, tell

View = Literal["all", "missing", "away", "phoneless"]
MOST_ROWS = 100
MOST_MISSING = 6
MANY_AWAY = 8
"""From this many phones that are gone at once it is the Wi-Fi rather than people."""
ORDER = ("expected", "absent", "left", "present")
TERM_LENGTH = 80


class Hall(rx.State):
    """Everybody at the event, as the control page lists them.

    ``missing`` are those because of whom somebody sits alone, and those whose phone is gone; ``away_many``
    counts the latter when they are too many to name. ``swap_id`` is who is to change places, in
    ``swap_round``; empty while nobody is. ``no_partners`` says that nobody can change places with them then.
    """

    people: list[PersonRow] = []
    is_cut: bool = False
    seen_at: int = 0
    zone: str = ""
    view: str = "all"
    count_missing: int = 0
    count_away: int = 0
    count_phoneless: int = 0
    missing: list[MissingRow] = []
    missing_more: int = 0
    is_someone_alone: bool = False
    away_many: int = 0
    outsiders: list[OutsiderRow] = []
    outside_asked: bool = False
    swap_id: str = ""
    swap_name: str = ""
    swap_round: int = 0
    no_partners: bool = False
    _term: str = ""
    _outside_term: str = ""
    _swap_with: list[str] = []

    @handler(may=staff)
    async def reload(self) -> None:
        """Show who is there now."""
        async with in_words(self):
            await self._show()

    @handler(may=staff)
    async def search(self, term: str) -> None:
        """Show only people whose name holds the term."""
        self._term = term[:TERM_LENGTH]
        async with in_words(self):
            await self._show()

    @handler(may=staff)
    async def show(self, view: View) -> None:
        """Show everyone, or only who is missing, whose phone is gone, or who has none."""
        self.view = view
        async with in_words(self):
            await self._show()

    @handler(may=staff)
    async def mark(self, enrolment_id: str, to: Mark) -> None:
        """Tick someone present, or absent (during the rounds: leaving)."""
        async with in_words(self):
            await attendance.mark(the_actor(), speed_date_in(self), as_id(enrolment_id), to)
            name = await self._show(enrolment_id)
            await tell(self, f"control.said.{to}", name=name)

    @handler(may=staff)
    async def mark_everyone(self) -> None:
        """Tick everyone present who is still expected."""
        async with in_words(self):
            await attendance.mark_everyone(the_actor(), speed_date_in(self))
            await self._show()
            await tell(self, "control.said.everyone")

    @handler(may=staff)
    async def look_outside(self, term: str) -> None:
        """Look in the whole programme for someone who is not on the list."""
        self._outside_term = term[:TERM_LENGTH]
        async with in_words(self):
            await self._show_outsiders()

    @handler(may=staff)
    async def add(self, enrolment_id: str) -> None:
        """Put someone on the list, and tick them present."""
        async with in_words(self):
            await attendance.add(the_actor(), speed_date_in(self), as_id(enrolment_id))
            name = await self._show(enrolment_id)
            await self._show_outsiders()
            await tell(self, "control.said.added", name=name)

    @handler(may=staff)
    async def begin_swap(self, enrolment_id: str) -> None:
        """Choose who changes places; the list then shows with whom."""
        async with in_words(self):
            hall = await hall_of(the_actor(), speed_date_in(self))
            chosen = [one.card for one in hall.places if str(one.card.enrolment_id) == enrolment_id]
            for card in chosen:
                self.swap_id, self.swap_name = enrolment_id, card.full_name
                self.swap_round, self.view = hall.round, "all"
            await self._find_partners()
            self._fill(hall)

    @handler(may=staff)
    async def swap_in(self, round: int) -> None:
        """Choose the round of the swap."""
        self.swap_round = round
        async with in_words(self):
            await self._show()

    @handler(may=staff)
    async def end_swap(self) -> None:
        """Choose nobody after all."""
        self._forget_swap()
        await self._show()

    @handler(may=staff)
    async def swap(self, enrolment_id: str) -> None:
        """Let the one who was chosen change places with this one."""
        async with in_words(self):
            first, second = as_id(self.swap_id), as_id(enrolment_id)
            number, first_name = self.swap_round, self.swap_name
            await swapping.swap(the_actor(), speed_date_in(self), first, second, number)
            self._forget_swap()
            name = await self._show(enrolment_id)
            await tell(self, "control.said.swapped", first=first_name, second=name, n=number)

    def _begin(self) -> None:
        """Forget what was searched and chosen on this page before."""
        self._term, self._outside_term, self.view = "", "", "all"
        self.outsiders, self.outside_asked = [], False
        self._forget_swap()

    def _forget_swap(self) -> None:
        self.swap_id, self.swap_name, self.swap_round = "", "", 0
        self._swap_with, self.no_partners = [], False

    async def _show(self, enrolment_id: str = "") -> str:
        """Show everybody as they are now; return the name of one of them."""
        hall = await hall_of(the_actor(), speed_date_in(self))
        await self._find_partners()
        self._fill(hall)
        names = [one.card.full_name for one in hall.places if str(one.card.enrolment_id) == enrolment_id]
        return "".join(names)

    def _fill(self, hall: Everybody) -> None:
        self.seen_at, self.zone = milliseconds(now()), hall.zone
        places = hall.places
        self.count_missing = sum(not one.is_present for one in places)
        self.count_away = sum(one.is_away for one in places)
        self.count_phoneless = sum(one.is_without_phone for one in places)
        self._fill_missing(hall)
        # A stable sort: within each state the order by last name stays.
        wanted = sorted(filter(self._is_wanted, places), key=lambda one: ORDER.index(one.card.state))
        self.people = [person_row(one, hall) for one in wanted[:MOST_ROWS]]
        self.is_cut = len(wanted) > MOST_ROWS

    def _fill_missing(self, hall: Everybody) -> None:
        alone = [one for one in hall.places if one.leaves_alone]
        away = [one for one in hall.places if one.is_away and one.table is not None]
        self.away_many = len(away) if len(away) >= MANY_AWAY else 0
        missing = alone if self.away_many else [*alone, *away]
        self.is_someone_alone = bool(alone)
        self.missing = [missing_row(one, hall.zone) for one in missing[:MOST_MISSING]]
        self.missing_more = max(0, len(missing) - MOST_MISSING)

    def _is_wanted(self, place: Place) -> bool:
        if folded(self._term) not in folded(place.card.full_name):
            return False
        if self.swap_id:
            return str(place.card.enrolment_id) in self._swap_with
        return {
            "all": True,
            "missing": not place.is_present,
            "away": place.is_away,
            "phoneless": place.is_without_phone,
        }[self.view]

    async def _find_partners(self) -> None:
        """Keep with whom the one who was chosen can change places; in a hall nobody need guess."""
        if self.swap_id:
            first = as_id(self.swap_id)
            can = await swapping.partners(the_actor(), speed_date_in(self), first, self.swap_round)
            self._swap_with, self.no_partners = [str(one) for one in can], not can

    async def _show_outsiders(self) -> None:
        found = await attendance.outsiders(the_actor(), speed_date_in(self), self._outside_term)
        self.outsiders = [outsider_row(one) for one in found]
        self.outside_asked = bool(self._outside_term.strip())
