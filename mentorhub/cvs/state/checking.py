"""The checklist of a CV on the screen."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.cvs import service
from mentorhub.cvs.rules.checklist import Check
from mentorhub.cvs.rules.periods import Gap, Month

TONES = {"done": "ok", "not_yet": "soon", "look": "brand"}
VERDICTS = {"done": "done", "not_yet": "not_yet", "look": "verdict_look"}


class CheckRow(TypedDict):
    """One point: what, the verdict in words with its tone, why, and the passages it is about."""

    title: Bilingual
    verdict: Bilingual
    tone: str
    text: Bilingual
    about: list[Bilingual]


class CvCheck(rx.State):
    """The checklist, made when somebody asks for it."""

    rows: list[CheckRow] = []

    @handler(may=students)
    async def look(self, of: str) -> None:
        """Check a CV that the reader may open."""
        self.rows = [check_row(one) for one in await service.checklist(the_actor(), as_id(of))]

    @handler(may=students)
    async def forget(self) -> None:
        """Show no checklist of another CV."""
        self.rows = []


def check_row(one: Check) -> CheckRow:
    """Return a point in words."""
    quotes: list[Bilingual] = [dict.fromkeys(LANGUAGES, f"“{text}”") for text in one.about]
    return CheckRow(
        title=say(f"cvs.check.{one.name}"),
        verdict=say(f"cvs.check.{VERDICTS[one.verdict]}"),
        tone=TONES[one.verdict],
        text=say(f"cvs.check.{one.name}_{one.reason}", n=one.pages),
        about=[*quotes, *map(_gap, one.gaps)],
    )


def _gap(gap: Gap) -> Bilingual:
    return say("cvs.check.gap", first=_month(gap.first), last=_month(gap.last))


def _month(month: Month) -> str:
    return f"{month % 12 + 1:02d}-{month // 12}"
