"""Our changes to Reflex's client: each is made once, and a client that changed stops the build."""

from pathlib import Path

import pytest
import reflex_base

from mentorhub.core.client import REWRITES, rewritten

THEIRS = Path(reflex_base.__file__).parent / ".templates" / "web" / "utils" / "state.js"


def test_every_change_is_made_once_in_the_client_of_this_reflex() -> None:
    made = rewritten(THEIRS.read_text())
    assert [made.count(ours) for _, ours in REWRITES] == [1] * len(REWRITES)
    assert rewritten(made) == made


@pytest.mark.parametrize("number", range(len(REWRITES)))
def test_a_client_without_one_of_the_lines_stops_the_build(number: int) -> None:
    theirs, _ = REWRITES[number]
    with pytest.raises(RuntimeError, match="Reflex's client changed"):
        rewritten(THEIRS.read_text().replace(theirs, "// gone\n"))
