"""A match on paper: the list for the classroom door, or the teacher's whole proposal."""

from collections import defaultdict
from typing import Any, TypedDict

import reflex as rx

from mentorhub.core import clock
from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.dates import day_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual
from mentorhub.matching.paper_words import choice_text, figures, status_text, why_text
from mentorhub.matching.service.board import BoardLine
from mentorhub.matching.service.paper import Paper, paper_of

SILENCE: Bilingual = {"nl": "", "en": ""}
VIEWS = ("door", "whole")


class DoorRow(TypedDict):
    """Two names; ``mentor`` is empty while there is none."""

    mentee: str
    mentor: str


class DoorGroup(TypedDict):
    """The list of one group; ``name`` is empty for who has no group."""

    name: str
    rows: list[DoorRow]


class WholeRow(TypedDict):
    """One line of the teacher's list."""

    mentee: str
    group: str
    mentor: str
    choice: Bilingual
    shared: int
    why: Bilingual


class FigureRow(TypedDict):
    """What one way to match gives: by choice, beyond the list, without a mentor."""

    name: Bilingual
    counts: list[int]
    is_chosen: bool


class MatchPaper(rx.State):
    """One run, ready to print; only the rows of the view that is open are sent."""

    view: str = ""
    run: str = ""
    programme_id: str = ""
    programme: str = ""
    status: Bilingual = SILENCE
    today: Bilingual = SILENCE
    is_published: bool = False
    is_substitute: bool = False
    length: int = 4
    ranks: list[int] = []
    # Longer than the lists of other pages: paper has no next page to ask for, and nothing here is clicked.
    door: list[DoorGroup] = []
    lines: list[WholeRow] = []
    figures: list[FigureRow] = []

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the run that the address names, in the view that it names."""
        asked = self.router.url.query_parameters
        try:
            paper = await paper_of(the_actor(), as_id(asked.get("run", "")))
        except NotFound:
            return rx.redirect("/match")
        view = asked.get("view", "")
        self._show_head(paper)
        self._show_rows(paper, view if view in VIEWS else VIEWS[0])
        return None

    def _show_head(self, paper: Paper) -> None:
        self.run, self.programme = str(paper.run.run_id), paper.programme
        self.programme_id = str(paper.board.programme_id)
        self.status, self.is_published = status_text(paper), paper.run.published_at is not None
        self.is_substitute = paper.run.kind == "substitute"
        self.today = day_text(clock.now(), paper.board.zone)
        self.length = paper.board.list_length
        self.ranks = list(range(1, self.length + 1))

    def _show_rows(self, paper: Paper, view: str) -> None:
        self.door = _door(paper) if view == "door" else []
        self.lines = [_whole(line, paper) for line in paper.run.lines] if view == "whole" else []
        self.figures = _figures(paper) if view == "whole" else []
        self.view = view


def _door(paper: Paper) -> list[DoorGroup]:
    """Return the groups by name, each with its mentees by the name that the door shows."""
    by_group: defaultdict[str, list[DoorRow]] = defaultdict(list)
    for line in paper.run.lines:
        mentor = paper.door_names[line.mentor_id] if line.mentor_id else ""
        row = DoorRow(mentee=paper.door_names[line.mentee_id], mentor=mentor)
        by_group[paper.groups.get(line.mentee_id, "")].append(row)
    return [
        DoorGroup(name=name, rows=sorted(rows, key=lambda row: row["mentee"].casefold()))
        for name, rows in sorted(by_group.items(), key=lambda one: (one[0] == "", one[0].casefold()))
    ]


def _whole(line: BoardLine, paper: Paper) -> WholeRow:
    return WholeRow(
        mentee=line.mentee,
        group=paper.groups.get(line.mentee_id, ""),
        mentor=line.mentor,
        choice=choice_text(line, paper.board.list_length),
        shared=line.shared,
        why=why_text(line, paper),
    )


def _figures(paper: Paper) -> list[FigureRow]:
    return [
        FigureRow(name=one.name, counts=[*one.ranks, one.beyond, one.without], is_chosen=one.is_chosen)
        for one in figures(paper)
    ]
