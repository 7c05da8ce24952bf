"""The list of speed dates on the screen."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual
from mentorhub.speeddate.service.overview import Line, speed_dates_of
from mentorhub.speeddate.state.words import TONES, phase_text

LOOKED_BACK_ON = ("ranking", "closed")


class SpeedDateRow(TypedDict):
    """One speed date in the list; ``after`` leads to how it went, empty until its rounds are over."""

    href: str
    after: str
    name: str
    groups: str
    when: Bilingual
    phase: Bilingual
    tone: str
    juniors: int
    coaches: int


class SpeedDates(rx.State):
    """The speed dates that a teacher or coordinator may run, newest first."""

    rows: list[SpeedDateRow] = []
    loaded: bool = False

    @handler(may=staff)
    async def load(self) -> None:
        """Show the list."""
        self.rows = [_row(line) for line in await speed_dates_of(the_actor())]
        self.loaded = True


def _row(line: Line) -> SpeedDateRow:
    return SpeedDateRow(
        href=f"/speed-dates/{line.id}",
        after=f"/speed-dates/{line.id}/after" if line.phase in LOOKED_BACK_ON else "",
        name=line.name,
        groups=", ".join(line.groups),
        when=moment_text(line.starts_at, line.zone),
        phase=phase_text(line.phase, line.round, line.rounds),
        tone=TONES[line.phase],
        juniors=line.mentees,
        coaches=line.mentors,
    )
