"""The page that looks back on an evening."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, Role, staff, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.rules.after import Spread
from mentorhub.speeddate.service.after import After, HeldRound, after
from mentorhub.speeddate.state.address import speed_date_in
from mentorhub.speeddate.state.words import decimal_text

NOTHING: Bilingual = {"nl": "", "en": ""}
MOST_NAMES = 30
RUNNING = ("round", "changeover")


class RoundRow(TypedDict):
    """One round of the evening."""

    number: int
    planned: str
    real: Bilingual
    held: int
    missed: int


class MetRow(TypedDict):
    """How many people those of one side met."""

    role: str
    least: int
    median: Bilingual
    most: int


class AfterPage(rx.State):
    """How an evening went, in figures; ``nobody`` are names, everything else is numbers and words."""

    found: str = ""
    place: str = ""
    name: str = ""
    when: Bilingual = NOTHING
    is_running: bool = False
    came: int = 0
    expected: int = 0
    juniors: int = 0
    coaches: int = 0
    held: int = 0
    missed: int = 0
    lists: int = 0
    lists_of: int = 0
    is_counted: bool = False
    notes: int = 0
    feelings: int = 0
    possible: int = 0
    notes_share: int = 0
    feelings_share: int = 0
    met: list[MetRow] = []
    nobody: list[str] = []
    nobody_more: int = 0
    rounds: list[RoundRow] = []

    @handler(may=staff)
    async def load(self) -> None:
        """Show how the evening went that the address names."""
        try:
            shown = await after(the_actor(), speed_date_in(self))
        except NotFound:
            self.found = "none"
            return
        self._show(shown)
        self.found = "here" if shown.rounds else "early"

    def _show(self, shown: After) -> None:
        self.place, self.name = f"/speed-dates/{shown.speed_date_id}", shown.name
        self.when = moment_text(shown.starts_at, shown.zone)
        self.is_running = shown.phase in RUNNING
        self.juniors, self.coaches = (shown.came[role] for role in (Role.MENTEE, Role.MENTOR))
        self.came, self.expected = sum(shown.came.values()), sum(shown.expected.values())
        self.held, self.missed = shown.held, shown.missed
        self.lists, self.lists_of = shown.lists, shown.lists_of
        self.met = [_met_row(role, spread) for role, spread in shown.met.items() if spread]
        self.nobody = list(shown.nobody[:MOST_NAMES])
        self.nobody_more = max(0, len(shown.nobody) - MOST_NAMES)
        self.rounds = [_round_row(one) for one in shown.rounds]
        self._show_impressions(shown)

    def _show_impressions(self, shown: After) -> None:
        counted = shown.impressions
        self.is_counted = counted is not None
        self.notes, self.feelings, self.possible = (
            (counted.notes, counted.feelings, counted.possible) if counted else (0, 0, 0)
        )
        self.notes_share, self.feelings_share = (
            round(100 * n / self.possible) if self.possible else 0 for n in (self.notes, self.feelings)
        )


def _met_row(role: str, spread: Spread) -> MetRow:
    return MetRow(role=role, least=spread.least, median=decimal_text(spread.median), most=spread.most)


def _round_row(one: HeldRound) -> RoundRow:
    real = say("after.rounds.unknown")
    if one.real_seconds is not None:
        real = dict.fromkeys(real, _as_clock(one.real_seconds))
    return RoundRow(
        number=one.number,
        planned=_as_clock(one.planned_seconds),
        real=real,
        held=one.held,
        missed=one.missed,
    )


def _as_clock(seconds: int) -> str:
    """Return a length such as ``5:04``."""
    return f"{seconds // 60}:{seconds % 60:02}"
