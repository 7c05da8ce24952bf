"""A closer look at a proposal: the aims beside each other, what differs, the groups, who blocks whom."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Literal, TypedDict

import reflex as rx

from mentorhub.core.actor import staff
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.service.board import Board as Found
from mentorhub.matching.service.board import ShownRun
from mentorhub.matching.service.history import RunLine
from mentorhub.matching.state.board import panel
from mentorhub.matching.state.board_rows import OBJECTIVES, SILENCE, ordinal
from mentorhub.matching.state.line_rows import choice_text, choice_tone
from mentorhub.ui.charts import NO_FIGURES, Figures, Series, bar_figures, line_figures

MOST_SHOWN = 100
Objective = Literal["generous", "greedy", "stable", "fewest_blocking"]


class WayRow(TypedDict):
    """How many got at least this choice, per aim."""

    label: Bilingual
    counts: list[int]


class GroupRow(TypedDict):
    """One group: how many mentees, and their mean choice."""

    name: str
    mentees: int
    mean: Bilingual


class DifferenceRow(TypedDict):
    """One mentee whose mentor differs between two aims."""

    mentee: str
    here: str
    here_choice: Bilingual
    here_tone: str
    there: str
    there_choice: Bilingual
    there_tone: str


class BlockingRow(TypedDict):
    """Two who would both rather have each other."""

    mentee: str
    mentor: str


@panel
class Insight(rx.State):
    """What the panels under the aims show of the run on the board."""

    ways: list[Bilingual] = []
    ways_chart: Figures = NO_FIGURES
    ways_rows: list[WayRow] = []
    groups_chart: Figures = NO_FIGURES
    groups_rows: list[GroupRow] = []
    distance: Bilingual = SILENCE
    blocking: list[BlockingRow] = []
    blocking_count: int = 0
    is_two_sided: bool = False
    against: str = ""
    against_name: Bilingual = SILENCE
    differences: list[DifferenceRow] = []
    differences_count: int = 0
    _found: Found | None = None

    @handler(may=staff)
    async def compare(self, against: Objective) -> None:
        """Show what differs between the proposal and another aim; the same once more hides it."""
        self.against = "" if self.against == against else against
        self._differ()

    async def _take(self, found: Found, _runs: Sequence[RunLine]) -> None:
        self._found = found
        run = found.run
        if run is None:
            return
        known = [one for one in OBJECTIVES if one in run.profiles]
        self.ways = [say(f"matching.board.objective_{one}") for one in known]
        counts = [_reached(run.profiles[one], found.list_length) for one in known]
        self.ways_chart, self.ways_rows = _ways(self.ways, counts)
        self.groups_chart, self.groups_rows, self.distance = _groups(run)
        self.blocking_count = int(run.outlook.get("blocking_count") or 0)
        pairs = (run.outlook.get("blocking") or ())[:MOST_SHOWN]
        self.blocking = [
            BlockingRow(mentee=found.names.get(mentee, ""), mentor=found.names.get(mentor, ""))
            for mentee, mentor in pairs
        ]
        self.is_two_sided = bool(run.terms.get("wishes")) or run.objective in {"stable", "fewest_blocking"}
        self._differ()

    def _differ(self) -> None:
        found = self._found
        run = found.run if found else None
        if found is None or run is None or self.against not in run.alternatives:
            self.against = ""
        if found is None or run is None or not self.against or self.against == run.objective:
            self.against, self.differences, self.differences_count = "", [], 0
            return
        rows = differences(found, run.alternatives[self.against])
        self.against_name = say(f"matching.board.objective_{self.against}")
        self.differences, self.differences_count = rows[:MOST_SHOWN], len(rows)


def _reached(profile: Mapping[str, Any], length: int) -> list[int]:
    """Return how many got their first, at least their second, ... choice."""
    return list(accumulate(profile["ranks"][:length]))


def _ways(names: Sequence[Bilingual], counts: Sequence[list[int]]) -> tuple[Figures, list[WayRow]]:
    length = max(map(len, counts), default=0)
    series = [Series(name, one) for name, one in zip(names, counts, strict=True)]
    along, unit = say("matching.insight.up_to"), say("matching.insight.juniors")
    rows = [
        WayRow(label=ordinal(rank), counts=[one[rank - 1] for one in counts if rank <= len(one)])
        for rank in range(1, length + 1)
    ]
    return line_figures(range(1, length + 1), series, along=along, unit=unit), rows


def _groups(run: ShownRun) -> tuple[Figures, list[GroupRow], Bilingual]:
    spread = run.outlook.get("spread") or []
    means = [one["mean"][0] / one["mean"][1] for one in spread]
    labels: list[Bilingual] = [{"nl": one["name"], "en": one["name"]} for one in spread]
    name, unit = say("matching.insight.mean"), say("matching.insight.mean")
    rows = [
        GroupRow(name=one["name"], mentees=one["mentees"], mean=_decimal(mean))
        for one, mean in zip(spread, means, strict=True)
    ]
    distance = _decimal(means[-1] - means[0]) if means else SILENCE
    return bar_figures(labels, [Series(name, [round(m, 2) for m in means])], unit=unit), rows, distance


def _decimal(number: float) -> Bilingual:
    text = f"{number:.2f}"
    return {"nl": text.replace(".", ","), "en": text}


def differences(found: Found, other: Mapping[str, Sequence[Any]]) -> list[DifferenceRow]:
    """Return who gets another mentor under another aim: ``other`` is [mentor, rank] by mentee."""
    lines = found.run.lines if found.run else ()
    rows = []
    for line in lines:
        mentor, rank = other.get(str(line.mentee_id), (None, None))
        here = str(line.mentor_id) if line.mentor_id else None
        if mentor == here:
            continue
        rows.append(
            DifferenceRow(
                mentee=line.mentee,
                here=line.mentor,
                here_choice=choice_text(line.rank, found.list_length, has_mentor=here is not None),
                here_tone=choice_tone(line.rank, has_mentor=here is not None),
                there=found.names.get(mentor or "", ""),
                there_choice=choice_text(rank, found.list_length, has_mentor=mentor is not None),
                there_tone=choice_tone(rank, has_mentor=mentor is not None),
            )
        )
    return rows
