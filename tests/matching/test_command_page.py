"""What docs/matching.md says of the command and of the sizes at which the rules change their method."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from mentorhub.cli import app
from mentorhub.matching.rules import LONGEST_LIST
from mentorhub.matching.rules.auction import STEP_BITS
from mentorhub.matching.rules.cheapest import AUCTION_FROM
from mentorhub.matching.rules.fallback import WIDE_FROM
from mentorhub.matching.rules.solver import ALL_OPENINGS, GREEDY_AUCTION_FROM, SEATS_PER_OPENING
from tests.load import tables

PAGE = (Path(__file__).resolve().parents[2] / "docs/matching.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


@pytest.mark.parametrize(
    "said",
    [
        f"(you can set 1 to {LONGEST_LIST})",
        f"Below {AUCTION_FROM:,} mentees it is solved by *successive shortest paths*",
        f"From {AUCTION_FROM:,} on by an *auction*",
        f"Greedy changes over at {GREEDY_AUCTION_FROM:,}",
        f"shrinks by {1 << STEP_BITS} per phase",
        f"above {WIDE_FROM:,} pairs its rows are made when asked for",
        f"if there are at most {ALL_OPENINGS:,} (mentees × mentors)",
        f"{SEATS_PER_OPENING} mentors per person in need",
    ],
)
def test_the_page_gives_the_sizes_of_the_code(said):
    assert said in WORDS


def test_the_page_names_every_option_of_the_command():
    match = get_command(app).commands["match"]
    options = {name for parameter in match.params for name in parameter.opts if name.startswith("--")}
    assert options == set(re.findall(r"--(?:choices|out|objective|seed|pins|forbid)\b", PAGE))


def test_the_measured_tables_go_between_the_marks():
    assert PAGE.count(tables.BEGIN) == PAGE.count(tables.END) == 1
    figures = {
        "match_500_uniform_solve": {"value": 31.0, "unit": "ms", "note": "202 102 48 30 | 118"},
        "match_500_uniform_certificate": {"value": 9.51, "unit": "ms"},
        "match_500_uniform_reasons": {"value": 1500.0, "unit": "ms"},
        "match_500_uniform_memory": {"value": 22.0, "unit": "MB"},
        "match_500_uniform_scipy-sparse": {"value": 8.0, "unit": "ms"},
        "match_500_uniform_scipy-lp": {"value": None, "unit": "ms", "note": "no answer in 120 s"},
        "rounds_65x64": {"value": 48.0, "unit": "ms"},
    }
    shown = tables.tables(figures).splitlines()
    own = r"| 500 | one place each | 202 102 48 30 \| 118 | 31 ms | 9.5 ms | 1.5 s | 22 MB |"
    assert own in shown
    assert "| 500 | one place each | 31 ms | *8.0 ms* |  | no answer in 120 s |  |" in shown
    assert "| 65 × 64 | 48 ms |  |" in shown
