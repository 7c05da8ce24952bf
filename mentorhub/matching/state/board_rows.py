"""What the board shows of a match: cards with bars, rows with reasons, and sentences in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.matching.rules import MatchingError
from mentorhub.matching.service.board import Board, BoardLine, ShownRun
from mentorhub.matching.wording import NameOf, reason_text

SILENCE: Bilingual = {"nl": "", "en": ""}
OBJECTIVES = ("generous", "greedy", "stable")
FILTERS = ("all", "beyond", "pinned", "no_fit")
TONES = {1: "ok", 2: "brand"}
FULL_BAR = 66  # pixels


class BarRow(TypedDict):
    """One bar: its label, how many, and its look."""

    label: Bilingual
    count: int
    height: str
    tone: str


class CardRow(TypedDict):
    """One way to match, with its counts."""

    objective: str
    name: Bilingual
    bars: list[BarRow]
    is_chosen: bool


class LineRow(TypedDict):
    """One mentee's line on the board."""

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str
    choice: Bilingual
    tone: str
    why: Bilingual
    is_pinned: bool
    is_beyond: bool
    shared: int


class BanRow(TypedDict):
    """One pair that the teacher ruled out."""

    mentee_id: str
    mentor_id: str
    mentee: str
    mentor: str


def ordinal(rank: int) -> Bilingual:
    """Return ``1e`` and ``1st``."""
    ending = "th" if 10 <= rank % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return {"nl": f"{rank}e", "en": f"{rank}{ending}"}


def title_text(run: ShownRun, list_length: int) -> Bilingual:
    """Return how many got one of their choices, of how many."""
    profile = run.profiles[run.objective]
    got, whole = sum(profile["ranks"]), _whole(profile)
    key = "matching.board.title_one" if got == 1 else "matching.board.title_more"
    return say(key, n=got, whole=whole, length=list_length)


def _whole(profile: Mapping[str, Any]) -> int:
    return sum(profile["ranks"]) + profile["beyond_list"] + profile["unmatched"]


def above_text(run: ShownRun | None, zone: str) -> Bilingual:
    """Return where the match stands: nothing yet, a proposal, or published by whom and when."""
    if run is None:
        return say("matching.board.none_yet")
    if run.published_at is None:
        return say("matching.board.proposal")
    return say("matching.board.published", when=moment_text(run.published_at, zone), name=run.published_by)


def cards(run: ShownRun, list_length: int) -> list[CardRow]:
    """Return the ways to match beside each other; the bars share one scale."""
    known = [one for one in OBJECTIVES if one in run.profiles]
    highest = max((max(_counts(run.profiles[one], list_length)) for one in known), default=0)
    return [
        CardRow(
            objective=one,
            name=say(f"matching.board.objective_{one}"),
            bars=_bars(_counts(run.profiles[one], list_length), highest),
            is_chosen=one == run.objective,
        )
        for one in known
    ]


def _counts(profile: Mapping[str, Any], list_length: int) -> list[int]:
    return [*profile["ranks"][:list_length], profile["beyond_list"] + profile["unmatched"]]


def _bars(counts: Sequence[int], highest: int) -> list[BarRow]:
    bars = []
    for rank, count in enumerate(counts, start=1):
        is_last = rank == len(counts)
        bars.append(
            BarRow(
                label=say("matching.board.none") if is_last else ordinal(rank),
                count=count,
                height=f"{max(2, round(FULL_BAR * count / max(highest, 1)))}px",
                tone="soon" if is_last else TONES.get(rank, "later" if rank == 3 else "last"),
            )
        )
    return bars


def proof_texts(run: ShownRun) -> tuple[Bilingual, Bilingual]:
    """Return that the outcome is proven, and in one line what that means; nothing when it is not."""
    proof = run.profiles[run.objective]["proof"]
    if not run.is_optimal or proof not in {"no_negative_cycle", "no_blocking_pair"}:
        return SILENCE, SILENCE
    return say(f"matching.board.proof_{proof}"), say(f"matching.board.proof_{proof}_text")


def line_rows(board: Board) -> list[LineRow]:
    """Return every line of the board's run, in the order of the class list."""
    if board.run is None:
        return []

    def name_of(enrolment_id: str) -> str:
        return board.names.get(enrolment_id, "")

    return [_line_row(line, board.list_length, name_of) for line in board.run.lines]


def _line_row(line: BoardLine, list_length: int, name_of: NameOf) -> LineRow:
    return LineRow(
        mentee_id=str(line.mentee_id),
        mentor_id=str(line.mentor_id or ""),
        mentee=line.mentee,
        mentor=line.mentor,
        choice=_choice_text(line, list_length),
        tone=_tone(line),
        why=_sentence(reason_text(line.reason, name_of)),
        is_pinned=line.is_pinned,
        is_beyond=line.rank is None,
        shared=line.shared,
    )


def _sentence(text: Bilingual) -> Bilingual:
    return {language: text[language][:1].upper() + text[language][1:] for language in LANGUAGES}


def _choice_text(line: BoardLine, list_length: int) -> Bilingual:
    if line.mentor_id is None:
        return say("matching.board.no_mentor")
    if line.rank is None:
        return say("matching.board.beyond", length=list_length)
    return say("matching.board.choice", place=ordinal(line.rank))


def _tone(line: BoardLine) -> str:
    if line.mentor_id is None:
        return "late"
    if line.rank is None:
        return "soon"
    return "ok" if line.rank == 1 else "brand"


def ban_rows(board: Board) -> list[BanRow]:
    """Return the pairs that were ruled out, by name."""
    return [
        BanRow(
            mentee_id=str(mentee),
            mentor_id=str(mentor),
            mentee=board.names[str(mentee)],
            mentor=board.names[str(mentor)],
        )
        for mentee, mentor in board.forbidden
    ]


def picked(rows: Sequence[LineRow], which: str, search: str) -> list[LineRow]:
    """Return the lines that a filter and a searched name leave."""
    word = search.strip().casefold()
    passes = {
        "beyond": lambda row: row["is_beyond"],
        "pinned": lambda row: row["is_pinned"],
        "no_fit": lambda row: row["shared"] == 0,
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


def refusal_text(refused: MatchingError, names: Mapping[str, str]) -> Bilingual:
    """Return in words why the rules allow no match; ids in it become names."""
    facts = {name: _named(value, names) for name, value in refused.data.items()}
    return say(f"matching.rules.{refused.code}", **facts)


def _named(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(names.get(str(one), one)) for one in value)
    return names.get(str(value), value)
