"""When a save goes on in the version that is there, and when it begins a new one.

See docs/decisions/0015-versions-of-a-cv.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["written", "uploaded", "taken_over", "restored"]
GOES_ON_FOR = timedelta(minutes=5)
"""How long after a save the same person's next one still belongs to the same version."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest version of a CV.

    Attributes:
        kind: how it came about.
        is_mine: whether who saves now made it.
        saved_at: the moment of its last save.
        is_leant_on: whether a comment or a shared link is about exactly this version.
    """

    kind: str
    is_mine: bool
    saved_at: datetime
    is_leant_on: bool


def goes_on(latest: Latest, now: datetime) -> bool:
    """Whether typing now changes the newest version instead of beginning another."""
    return (
        latest.kind == "written"
        and latest.is_mine
        and not latest.is_leant_on
        and now - latest.saved_at < GOES_ON_FOR
    )
