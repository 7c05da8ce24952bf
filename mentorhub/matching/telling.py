"""Why a pair was made, as the plain data that a run stores and ``wording`` puts into sentences."""

from dataclasses import asdict, replace
from typing import Any

from mentorhub.matching.rules import Move, PairReason, Reason


def told(reason: PairReason) -> dict[str, Any]:
    """Return a reason as data; of those who would move for a better choice only the number is kept."""
    main = _refused(reason.reason) if reason.reason else None
    data = asdict(replace(reason, reason=None, better=()))
    return data | {"reason": main, "better": [_refused(one) for one in reason.better]}


def _refused(reason: Reason) -> dict[str, Any]:
    later = sum(_is_later(move) for move in reason.moves)
    data = asdict(replace(reason, moves=()))
    del data["moves"]
    return data | {"later": later}


def _is_later(move: Move) -> bool:
    """Whether somebody would get a later choice, or none of theirs any more."""
    return move.rank_from is not None and (move.rank_to is None or move.rank_to > move.rank_from)
