"""Puts the figures of build/bench.json as tables into docs/matching.md: `python -m tests.load.tables`.

They go between the two marks in that page; all else stays as it is.
"""

import json
import platform
import re
import sys
from collections.abc import Iterator
from typing import Any

from mentorhub.core.serving import ROOT
from tests.load.bench import FILE

PAGE = ROOT / "docs" / "matching.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
SHAPES = {"uniform": "one place each", "places": "two places each", "skewed": "few very popular"}
PEERS = {
    "scipy-sparse": "scipy, sparse assignment",
    "scipy-dense": "scipy, dense assignment",
    "scipy-lp": "scipy, linear programmes",
    "highspy-lp": "highspy, linear programmes",
}
WHY_FASTER = (
    "*Faster than we are*: compiled code, which gives one of the matches with this profile. We also find the "
    "single one that the load, the wishes and the lottery point out, prove it, and stay exact at any size."
)
MATCH = re.compile(r"match_(\d+)_([a-z]+)_([a-z-]+)")
HALL = re.compile(r"rounds_(\d+)x(\d+)")
Figures = dict[str, dict[str, Any]]


def shown(figure: dict[str, Any] | None) -> str:
    """Return a figure as people read it: ms below a second, else s; the reason where there is none."""
    if figure is None:
        return ""
    value, unit = figure["value"], figure["unit"]
    if value is None:
        return figure["note"]
    if unit == "ms" and value >= 1000:
        return f"{value / 1000:,.1f} s"
    return f"{value:,.{1 if value < 10 else 0}f} {unit}"


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table in Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]


def matches(figures: Figures) -> list[tuple[int, str]]:
    """Return (mentees, shape) of every match that was measured, small ones first."""
    found = {(int(hit[1]), hit[2]) for hit in map(MATCH.fullmatch, figures) if hit}
    return sorted(found, key=lambda match: (match[0], list(SHAPES).index(match[1])))


def own_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    """Yield mentees, shape, profile, match with proof, proof, reasons and memory."""
    for size, shape in matches(figures):
        name = f"match_{size}_{shape}_"
        profile = figures[f"{name}solve"].get("note", "").replace("|", "\\|")
        parts = (shown(figures.get(name + what)) for what in ("solve", "certificate", "reasons", "memory"))
        yield f"{size:,}", SHAPES[shape], profile, *parts


def beside(figures: Figures, name: str, own: str) -> str:
    """Return another solver's figure, marked where it is below ours."""
    theirs, ours = figures.get(name), figures[own]["value"]
    text = shown(theirs)
    faster = theirs and theirs["value"] is not None and ours is not None and theirs["value"] < ours
    return f"*{text}*" if faster else text


def peer_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    """Yield mentees, shape, our own time and that of each solver that was asked for the same profile."""
    for size, shape in matches(figures):
        name = f"match_{size}_{shape}_"
        if f"{name}scipy-lp" in figures:
            others = (beside(figures, name + peer, f"{name}solve") for peer in PEERS)
            yield f"{size:,}", SHAPES[shape], shown(figures[f"{name}solve"]), *others


def stable_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    """Yield mentees, shape, our deferred acceptance with its proof and that of the package."""
    for size, shape in matches(figures):
        name = f"match_{size}_{shape}_"
        if f"{name}matching" in figures:
            theirs = beside(figures, f"{name}matching", f"{name}stable")
            yield f"{size:,}", SHAPES[shape], shown(figures[f"{name}stable"]), theirs


def round_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    """Yield mentees, mentors, time and memory of each plan of rounds."""
    halls = sorted((int(hit[1]), int(hit[2])) for hit in map(HALL.fullmatch, figures) if hit)
    for mentees, mentors in halls:
        name = f"rounds_{mentees}x{mentors}"
        yield f"{mentees:,} × {mentors:,}", shown(figures[name]), shown(figures.get(f"{name}_memory"))


def tables(figures: Figures) -> str:
    """Return all tables."""
    heads = ("mentees", "mentors", "MentorHub")
    own = table(
        ("mentees", "mentors", "profile", "match, proven", "proof", "reasons", "memory"), own_rows(figures)
    )
    peers = table((*heads, *PEERS.values()), peer_rows(figures))
    stable = table((*heads, "package `matching`"), stable_rows(figures))
    rounds = table(("mentees × mentors", "plan of 8 rounds", "memory"), round_rows(figures))
    return "\n".join(
        [
            f"Python {platform.python_version()}, {platform.machine()}, one process. Lists of four.",
            "",
            "The match, then the proof once more by itself, then the reasons of all pairs:",
            "",
            *own,
            "Other solvers, asked for the same profile:",
            "",
            *peers,
            WHY_FASTER,
            "",
            "Deferred acceptance on the same orders; the pairs are the same:",
            "",
            *stable,
            "Rounds, in pods of 60 above that:",
            "",
            *rounds,
        ]
    )


def main() -> None:
    """Write the tables into the page."""
    page = PAGE.read_text(encoding="utf-8")
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        sys.exit(f"{PAGE} must hold {BEGIN} and {END}, once each")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    figures = json.loads(FILE.read_text(encoding="utf-8"))
    PAGE.write_text(f"{before}{BEGIN}\n{tables(figures)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
