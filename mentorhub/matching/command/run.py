"""From the files to the outcome, in one call."""

from collections.abc import Callable
from pathlib import Path

from mentorhub.matching.command.fixed import Pairs, read_forbidden, read_pins
from mentorhub.matching.command.lists import read_choices, read_mentors
from mentorhub.matching.command.pairs import pairs_file, profile_line
from mentorhub.matching.command.target import written_whole
from mentorhub.matching.rules import Instance, Objective, pair_reasons, solve

Tell = Callable[[str], None]
"""Told now and then how far the work is, in words."""


def match_files(
    mentors: Path,
    choices: Path,
    *,
    objective: str = "generous",
    seed: int = 0,
    pins: Path | None = None,
    forbid: Path | None = None,
    out: Path | None = None,
    tell: Tell | None = None,
) -> bytes:
    """Match as `mentorhub match` does and return what it prints: pairs (without an `out`) and profile.

    Args:
        mentors: file with the columns mentor and capacity.
        choices: file with the columns mentee, 1, 2, 3, and so on.
        objective: generous, greedy or stable.
        seed: of the lottery between equals.
        pins: file with the columns mentee and mentor of pairs to be kept.
        forbid: the same of pairs that may not be made.
        out: where the pairs are written, whole or not at all.
        tell: told how far it is; 50,000 mentees take minutes.

    Raises:
        CannotMatch: a file is wrong, cannot be read or cannot be written; then nothing is written.
    """
    instance = _read(mentors, choices, pins, forbid, seed)
    if out is None:
        return b"".join(_outcome(instance, Objective(objective), tell))
    inputs = [path for path in (mentors, choices, pins, forbid) if path]
    with written_whole(out, inputs) as file:
        pairs, profile = _outcome(instance, Objective(objective), tell)
        file.write(pairs)
    return profile


def _read(mentors: Path, choices: Path, pins: Path | None, forbid: Path | None, seed: int) -> Instance:
    capacities = read_mentors(mentors)
    chosen = read_choices(choices, capacities)
    pinned = read_pins(pins, chosen.lists, capacities) if pins else Pairs()
    forbidden = read_forbidden(forbid, chosen.lists, capacities, pinned) if forbid else Pairs()
    return Instance(
        preferences=chosen.lists,
        capacities=capacities,
        pins=frozenset(pinned),
        forbidden=frozenset(forbidden),
        seed=seed,
        list_length=chosen.length,
    )


def _outcome(instance: Instance, objective: Objective, tell: Tell | None) -> tuple[bytes, bytes]:
    result = solve(instance, objective, on_progress=_counting("Matching", tell))
    reasons = pair_reasons(instance, result, _counting("Reasons", tell))
    return pairs_file(instance, result, reasons), f"{profile_line(result.profile)}\n".encode()


def _counting(work: str, tell: Tell | None) -> Callable[[int, int], None] | None:
    return (lambda done, whole: tell(f"{work}: {done:,} of {whole:,}")) if tell else None
