"""The history of a match: every proposal that is kept, who computed it, published it or took it back."""

from collections.abc import Sequence
from typing import TypedDict

import reflex as rx

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.service.board import Board as Found
from mentorhub.matching.service.history import RunLine
from mentorhub.matching.state.board import panel


class RunRow(TypedDict):
    """One run: when and by whom, what kind, how it came out, and what became of it."""

    run_id: str
    when: Bilingual
    who: str
    what: Bilingual
    outcome: Bilingual
    status: Bilingual
    tone: str
    is_here: bool


@panel
class History(rx.State):
    """The runs of the programme on the board, newest first."""

    runs: list[RunRow] = []

    async def _take(self, found: Found, runs: Sequence[RunLine]) -> None:
        here = str(found.run.run_id) if found.run else ""
        self.runs = [_row(line, found.zone, here) for line in runs]


def _row(line: RunLine, zone: str, here: str) -> RunRow:
    ranks = list(line.profile.get("ranks", ()))
    whole = sum(ranks) + int(line.profile.get("beyond_list", 0)) + int(line.profile.get("unmatched", 0))
    aim = say(f"matching.board.objective_{line.objective}")
    status, tone = _status(line, zone)
    return RunRow(
        run_id=str(line.run_id),
        when=moment_text(line.created_at, zone),
        who=line.created_by,
        what=say(f"matching.history.{line.kind}", aim=aim),
        outcome=say("matching.history.outcome", n=sum(ranks), whole=whole),
        status=status,
        tone=tone,
        is_here=str(line.run_id) == here,
    )


def _status(line: RunLine, zone: str) -> tuple[Bilingual, str]:
    """Return what became of a run, and the tone of its pill."""
    if line.withdrawn_at is not None:
        when = moment_text(line.withdrawn_at, zone)
        return say("matching.history.withdrawn", when=when, name=line.withdrawn_by), "late"
    if line.published_at is None:
        return say("matching.history.proposal"), "plain"
    when = moment_text(line.published_at, zone)
    key = "out" if line.is_out else "replaced"
    return say(f"matching.history.{key}", when=when, name=line.published_by), "ok" if line.is_out else ""
