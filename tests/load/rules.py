"""How long the rules take, from a class to a country: the match, other solvers beside it, and the rounds.

Every figure comes from a process of its own, so that memory is its own and whatever hangs can be ended.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentorhub.core.serving import ROOT
from tests.load.instances import SHAPES
from tests.load.peers import PEERS

SIZES, LARGE_SIZES = (65, 500, 5_000), (50_000,)
ROUNDS, LARGE_ROUNDS = (("65", "64"), ("500", "500")), (("2000", "2000"),)
PATIENCE, PATIENCE_WITH_OTHERS = 900, 300
"""Seconds after which a measurement of ours, or of another solver, is ended."""

PEERS_BESIDE_EVERY_SHAPE = 500
"""Mentees up to which other solvers get all shapes; above it only the uniform one, as they take long."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the bench: a value with its unit, or no value and a reason."""

    name: str
    value: float | None
    unit: str
    note: str = ""


def measure(large: bool = False) -> Iterator[Figure]:
    """Yield every figure; `large` adds 50,000 mentees and the large hall, which take many minutes."""
    for size in (*SIZES, *(LARGE_SIZES if large else ())):
        for shape in SHAPES:
            yield from _match(shape, size)
    for mentees, mentors in (*ROUNDS, *(LARGE_ROUNDS if large else ())):
        found = alone("rounds", mentees, mentors)
        yield _time(f"rounds_{mentees}x{mentors}", found)
        yield _memory(f"rounds_{mentees}x{mentors}_memory", found)


def _match(shape: str, size: int) -> Iterator[Figure]:
    name, words = f"match_{size}_{shape}", (shape, str(size))
    own = alone("match", *words)
    yield _time(f"{name}_solve", own, note=_profile(own))
    yield _time(f"{name}_certificate", own, "certificate")
    yield _time(f"{name}_reasons", own, "reasons")
    yield _memory(f"{name}_memory", own)
    if shape != "uniform" and size > PEERS_BESIDE_EVERY_SHAPE:
        return
    for peer in PEERS:
        yield _time(
            f"{name}_{peer}", _agreeing(alone("peer", peer, *words, patience=PATIENCE_WITH_OTHERS), own)
        )
    yield _time(f"{name}_stable", alone("stable", *words))
    yield _time(f"{name}_matching", alone("matching", *words, patience=PATIENCE_WITH_OTHERS))


def alone(*words: str, patience: int = PATIENCE) -> dict[str, Any]:
    """Run one measurement by itself and return what it found, or why it found nothing."""
    command = [sys.executable, "-m", "tests.load.one", *words]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return {"why": f"no answer in {patience} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
        return {"why": last[:80]}
    return json.loads(done.stdout)


def _agreeing(found: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The same, with a reason when the profile is another one than ours."""
    differs = "counts" in found and "counts" in own and found["counts"] != own["counts"]
    return found | {"why": f"another profile: {_profile(found)}"} if differs else found


def _profile(found: dict[str, Any]) -> str:
    *ranks, none = found.get("counts", [0])
    return f"{' '.join(map(str, ranks))} | {none}" if ranks else ""


def _time(name: str, found: dict[str, Any], what: str = "solve", note: str = "") -> Figure:
    why = found.get("why") or ("" if found.get("same", True) else "other pairs")
    if why:
        return Figure(name, None, "ms", why)
    return Figure(name, found[what] * 1000, "ms", note)


def _memory(name: str, found: dict[str, Any]) -> Figure:
    return Figure(name, found.get("memory"), "MB", found.get("why", ""))
