"""One plan on the screen: key facts, what does not fit, tables per round, the list for the door."""

from typing import Any

import reflex as rx

from mentorhub.core.actor import NotFound, Role, staff, the_actor
from mentorhub.core.dates import hour_text, moment_text
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.service import rehearsing
from mentorhub.speeddate.service.overview import Overview, overview_of
from mentorhub.speeddate.service.planning import PlanRefused, plan_again
from mentorhub.speeddate.state.address import speed_date_in
from mentorhub.speeddate.state.plan_rows import (
    BreakRow,
    CoachRow,
    DoorRow,
    TableRow,
    coach_rows,
    door_rows,
    free_by_round,
    meets_text,
    tables_by_round,
)
from mentorhub.speeddate.state.words import TONES, decimal_text, end_of, issue_rows, minutes_text, phase_text

NOTHING: Bilingual = {"nl": "", "en": ""}
PER_PART = 100
NAMES = 12


class Plan(rx.State):
    """One plan; lists above 100 rows come in parts."""

    name: str = ""
    phase: Bilingual = NOTHING
    tone: str = "plain"
    is_draft: bool = False
    is_rehearsal: bool = False
    when: Bilingual = NOTHING
    until: Bilingual = NOTHING
    groups: str = ""
    juniors: int = 0
    coaches: int = 0
    shape: Bilingual = NOTHING
    meets: Bilingual = NOTHING
    good_met: int = 0
    good_there: int = 0
    code: str = ""
    run_href: str = ""
    edit_href: str = ""
    beam_href: str = ""
    paper_href: str = ""
    mean: Bilingual = NOTHING
    there: Bilingual = NOTHING
    least: int = 0
    least_names: str = ""
    can_fit: bool = False
    break_rows: list[BreakRow] = []
    wishes: int = 0
    wishes_href: str = ""
    issues: list[dict[str, str]] = []
    without: int = 0
    without_names: str = ""
    without_more: int = 0
    said: Bilingual = NOTHING
    rounds: list[int] = []
    round: int = 1
    table_rows: list[TableRow] = []
    free_names: str = ""
    door_rows: list[DoorRow] = []
    coach_rows: list[CoachRow] = []
    part: int = 1
    parts: int = 1
    is_missing: bool = False
    loaded: bool = False
    _tables: dict[int, list[TableRow]] = {}
    _free: dict[int, str] = {}
    _door: list[DoorRow] = []
    _coach_list: list[CoachRow] = []

    @handler(may=staff)
    async def load(self) -> None:
        """Show the plan that the address names."""
        self.loaded, self.is_missing, self.said = False, False, NOTHING
        try:
            self._show(await overview_of(the_actor(), speed_date_in(self)))
        except NotFound:
            self.is_missing = True
        self.loaded = True

    @handler(may=staff)
    async def again(self) -> None:
        """Plan the draft again with who is there and what they look for now."""
        chosen = speed_date_in(self)
        try:
            await plan_again(the_actor(), chosen)
            self.said = say("planning.plan.planned")
        except PlanRefused as refusal:
            self.said = say(f"planning.refused.{refusal.reason}")
        self._show(await overview_of(the_actor(), chosen))

    @handler(may=staff)
    async def rehearse(self) -> Any:
        """Make a copy to practise with, and go to its control page."""
        try:
            rehearsal = await rehearsing.begin(the_actor(), speed_date_in(self))
        except NotFound:
            self._show(await overview_of(the_actor(), speed_date_in(self)))
            return None
        return rx.redirect(f"/speed-dates/{rehearsal}/run")

    @handler(may=staff)
    async def show_round(self, number: int) -> None:
        """Show the tables of one round."""
        if number in self.rounds:
            self.round = number
            self._show_part()

    @handler(may=staff)
    async def show_part(self, number: int) -> None:
        """Show one part of long lists."""
        if 1 <= number <= self.parts:
            self.part = number
            self._show_part()

    def _show(self, plan: Overview) -> None:
        self._show_facts(plan)
        self._show_figures(plan)
        self.rounds = list(range(1, plan.speed_date.rounds + 1))
        self.round = min(max(self.round, 1), plan.speed_date.rounds)
        self._tables, self._free = tables_by_round(plan), free_by_round(plan)
        self._door, self._coach_list = door_rows(plan), coach_rows(plan)
        self.parts = max(1, -(-max(len(self._door), len(self._coach_list)) // PER_PART))
        self.part = min(self.part, self.parts)
        self._show_part()

    def _show_facts(self, plan: Overview) -> None:
        row = plan.speed_date
        self.name, self.code, self.is_draft = row.name, row.room_code, row.phase == "draft"
        self.is_rehearsal = row.rehearsal_of is not None
        self.phase, self.tone = phase_text(row.phase, row.round, row.rounds), TONES[row.phase]
        self.when = moment_text(row.starts_at, plan.zone)
        self.until = hour_text(end_of(row), plan.zone)
        self.groups = ", ".join(plan.groups)
        self.shape = say("planning.plan.shape", rounds=row.rounds, minutes=minutes_text(row.round_seconds))
        self.run_href, self.edit_href = f"/speed-dates/{row.id}/run", f"/speed-dates/{row.id}/edit"
        self.wishes_href = f"/speed-dates/{row.id}/wishes"
        self.beam_href = f"/beam/{plan.beam_key}"
        self.paper_href = f"/speed-dates/{row.id}/paper"

    def _show_figures(self, plan: Overview) -> None:
        self.juniors, self.coaches = len(plan.side(Role.MENTEE)), len(plan.side(Role.MENTOR))
        self.meets = meets_text(*plan.coverage.meets())
        self.good_met, self.good_there = plan.coverage.good_met, plan.coverage.good_possible
        self.wishes = plan.wishes
        self.issues = issue_rows(plan.issues, {str(x.enrolment_id): x.full_name for x in plan.people})
        self._show_coverage(plan)
        names = [card.full_name for card in plan.without]
        self.without, self.without_names = len(names), ", ".join(names[:NAMES])
        self.without_more = max(0, len(names) - NAMES)

    def _show_coverage(self, plan: Overview) -> None:
        able = [one for one in plan.coverage.mentees if one.good_there]
        names = {str(card.enrolment_id): card.full_name for card in plan.people}
        self.can_fit = bool(able)
        self.mean = decimal_text(sum(one.good_met for one in able) / max(1, len(able)))
        self.there = decimal_text(sum(one.good_there for one in able) / max(1, len(able)))
        self.least = min((one.good_met for one in able), default=0)
        worst = [names[one.person] for one in able if one.good_met == self.least]
        self.least_names = ", ".join(worst[:NAMES]) if len(worst) <= NAMES else ""
        self.break_rows = [BreakRow(round=n, names=who) for n, who in sorted(free_by_round(plan).items())]

    def _show_part(self) -> None:
        window = slice((self.part - 1) * PER_PART, self.part * PER_PART)
        self.table_rows = self._tables.get(self.round, [])[window]
        self.free_names = self._free.get(self.round, "")
        self.door_rows, self.coach_rows = self._door[window], self._coach_list[window]
