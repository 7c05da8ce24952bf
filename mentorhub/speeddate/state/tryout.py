"""Trying another number of rounds: all outcomes are there at once, the slider only chooses among them."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.dates import hour_text
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.rules import Outcome
from mentorhub.speeddate.service.planning import PlanRefused
from mentorhub.speeddate.service.tryout import Tried, set_rounds, try_rounds
from mentorhub.speeddate.state.address import speed_date_in
from mentorhub.speeddate.state.plan import Plan, meets_text
from mentorhub.speeddate.state.words import decimal_text
from mentorhub.ui.charts import NO_FIGURES, Figures, Series, line_figures

NOTHING: Bilingual = {"nl": "", "en": ""}


class OutcomeRow(TypedDict):
    """What one number of rounds gives, in words."""

    rounds: int
    until: Bilingual
    meets: Bilingual
    mean: Bilingual
    there: Bilingual
    least: int
    none: int
    breaks: Bilingual


class Tryout(rx.State):
    """The slider of a draft; ``rows`` has one row per number of rounds, from 1."""

    rows: list[OutcomeRow] = []
    shown: OutcomeRow = OutcomeRow(
        rounds=0, until=NOTHING, meets=NOTHING, mean=NOTHING, there=NOTHING, least=0, none=0, breaks=NOTHING
    )
    figures: Figures = NO_FIGURES
    legend: list[Bilingual] = []
    tried: int = 0
    saved: int = 0
    is_exact: bool = True
    refused: Bilingual = NOTHING

    @handler(may=staff)
    async def load(self) -> None:
        """Compute what each number of rounds gives; after the page itself is there."""
        self.rows, self.tried, self.refused = [], 0, NOTHING
        try:
            self._show(await try_rounds(the_actor(), speed_date_in(self)))
        except NotFound:
            return

    @handler(may=staff)
    async def slide(self, rounds: float) -> None:
        """Show what this number of rounds gives."""
        if 1 <= rounds <= len(self.rows):
            self.tried = int(rounds)
            self.shown = self.rows[self.tried - 1]

    @handler(may=staff)
    async def use(self) -> rx.event.EventSpec | None:
        """Take this number of rounds over in the plan, and show the plan that comes of it."""
        try:
            await set_rounds(the_actor(), speed_date_in(self), self.tried)
        except PlanRefused as refusal:
            self.refused = say(f"planning.refused.{refusal.reason}")
            return None
        self.saved = self.tried
        show_it: rx.event.EventSpec = Plan.load()
        return show_it

    def _show(self, found: Tried) -> None:
        self.rows = [_row(one, found) for one in found.trial.outcomes]
        self.is_exact = found.trial.exact
        series = _series(found.trial.outcomes)
        self.legend = [one.name for one in series]
        self.figures = line_figures(
            [row["rounds"] for row in self.rows],
            series,
            along=say("planning.tryout.rounds_title"),
            unit=say("planning.tryout.unit"),
        )
        if self.rows:
            self.saved = self.tried = found.speed_date.rounds
            self.shown = self.rows[self.tried - 1]


def _row(one: Outcome, found: Tried) -> OutcomeRow:
    return OutcomeRow(
        rounds=one.rounds,
        until=hour_text(found.ends(one.rounds), found.zone),
        meets=meets_text(*one.meets),
        mean=decimal_text(one.mean),
        there=decimal_text(one.there),
        least=one.least,
        none=one.none,
        breaks=_breaks(*one.breaks),
    )


def _breaks(least: int, most: int) -> Bilingual:
    if least == most:
        return say("planning.tryout.breaks_one" if most else "planning.tryout.breaks_none", n=most)
    return say("planning.tryout.breaks_spread", least=least, most=most)


def _series(outcomes: tuple[Outcome, ...]) -> list[Series]:
    return [
        Series(say("planning.tryout.mean_title"), [round(one.mean, 1) for one in outcomes]),
        Series(say("planning.tryout.least_title"), [one.least for one in outcomes]),
    ]
