"""The lines of the board: junior, coach, which choice, why, and what every better choice would have cost."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.matching.rules import Wish
from mentorhub.matching.service.board import Board, BoardLine
from mentorhub.matching.state.board_rows import ordinal
from mentorhub.matching.wording import NameOf, better_texts, reason_text

FILTERS = ("all", "beyond", "pinned", "no_fit", "moved", "rather_not")


class LineRow(TypedDict):
    """One mentee's line on the board; ``better`` says of each better choice why it was not given."""

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    choice: Bilingual
    tone: str
    why: Bilingual
    better: list[Bilingual]
    has_better: bool
    is_pinned: bool
    is_beyond: bool
    is_moved: bool
    is_unwished: bool
    shared: int


def line_rows(board: Board, before: Mapping[str, str]) -> list[LineRow]:
    """Return every line of the board's run, in the order of the class list.

    ``before`` is the mentor by mentee of the run before this one; without one nobody counts as moved.
    """
    if board.run is None:
        return []

    def name_of(enrolment_id: str) -> str:
        return board.names.get(enrolment_id, "")

    rows = [_line_row(line, board.list_length, name_of, before) for line in board.run.lines]
    return list(map(_as_substitute, rows)) if board.run.kind == "substitute" else rows


def _as_substitute(row: LineRow) -> LineRow:
    """Return the line of a plan of substitutes: the own mentor is ruled out there, which is nobody's ban."""
    shared = row["shared"]
    key = {0: "matching.after.plan_why", 1: "matching.why.shared_one"}.get(shared, "matching.why.shared_more")
    return {**row, "why": _sentence(say(key, n=shared)), "better": [], "has_better": False}


def _line_row(line: BoardLine, list_length: int, name_of: NameOf, before: Mapping[str, str]) -> LineRow:
    mentee, mentor = str(line.mentee_id), str(line.mentor_id or "")
    better = [_sentence(text) for text in better_texts(line.reason, name_of)]
    return LineRow(
        mentee_id=mentee,
        mentor_id=mentor,
        mentee=line.mentee,
        mentor=line.mentor,
        choice=choice_text(line.rank, list_length, has_mentor=bool(mentor)),
        tone=choice_tone(line.rank, has_mentor=bool(mentor)),
        why=_sentence(reason_text(line.reason, name_of)),
        better=better,
        # With a single one the main reason says it already.
        has_better=len(better) > 1,
        is_pinned=line.is_pinned,
        is_beyond=line.rank is None,
        is_moved=bool(before) and before.get(mentee, "") != mentor,
        is_unwished=line.reason.get("wish") == Wish.RATHER_NOT,
        shared=line.shared,
    )


def _sentence(text: Bilingual) -> Bilingual:
    return {language: text[language][:1].upper() + text[language][1:] for language in LANGUAGES}


def choice_text(rank: int | None, list_length: int, *, has_mentor: bool) -> Bilingual:
    """Return which choice somebody got: ``2e keuze``, ``niet in top 4`` or ``geen coach``."""
    if not has_mentor:
        return say("matching.board.no_mentor")
    if rank is None:
        return say("matching.board.beyond", length=list_length)
    return say("matching.board.choice", place=ordinal(rank))


def choice_tone(rank: int | None, *, has_mentor: bool) -> str:
    """Return the tone of the pill beside it."""
    if not has_mentor:
        return "late"
    if rank is None:
        return "soon"
    return "ok" if rank == 1 else "brand"


def picked(rows: Sequence[LineRow], which: str, search: str) -> list[LineRow]:
    """Return the lines that a filter and a searched name leave."""
    word = search.strip().casefold()
    passes = {
        "beyond": lambda row: row["is_beyond"],
        "pinned": lambda row: row["is_pinned"],
        "no_fit": lambda row: row["shared"] == 0,
        "moved": lambda row: row["is_moved"],
        "rather_not": lambda row: row["is_unwished"],
    }.get(which, lambda row: True)
    return [row for row in rows if passes(row) and word in f"{row['mentee']}\n{row['mentor']}".casefold()]


def moved_text(before: Sequence[LineRow], after: Sequence[LineRow], mentee_id: str = "") -> Bilingual:
    """Return how many mentees, besides the one named, got another mentor."""
    earlier = {row["mentee_id"]: row["mentor_id"] for row in before}
    moved = sum(
        earlier.get(row["mentee_id"]) != row["mentor_id"] for row in after if row["mentee_id"] != mentee_id
    )
    key = {0: "moved_none", 1: "moved_one"}.get(moved, "moved_more")
    return say(f"matching.board.{key}", n=moved)
