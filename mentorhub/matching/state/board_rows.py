"""What the board shows of a match as a whole: cards with bars, the proof, bans, refusals."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.rules import MatchingError
from mentorhub.matching.service.board import Board, ShownRun

SILENCE: Bilingual = {"nl": "", "en": ""}
OBJECTIVES = ("generous", "greedy", "stable", "fewest_blocking")
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
    if run.kind == "substitute":
        return say("matching.after.plan_title", n=sum(line.mentor_id is not None for line in run.lines))
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
    if run.withdrawn_at is not None:
        return say(
            "matching.board.withdrawn", when=moment_text(run.withdrawn_at, zone), name=run.withdrawn_by
        )
    if run.published_at is not None:
        return say(
            "matching.board.published", when=moment_text(run.published_at, zone), name=run.published_by
        )
    if run.is_old:
        return say(
            "matching.board.earlier_proposal", when=moment_text(run.created_at, zone), name=run.created_by
        )
    return say("matching.board.proposal")


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


def refusal_text(refused: MatchingError, names: Mapping[str, str]) -> Bilingual:
    """Return in words why the rules allow no match; ids in it become names."""
    facts = {name: _named(value, names) for name, value in refused.data.items()}
    return say(f"matching.rules.{refused.code}", **facts)


def _named(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(names.get(str(one), one)) for one in value)
    return names.get(str(value), value)
