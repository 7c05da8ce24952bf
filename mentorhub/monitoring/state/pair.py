"""One pair as staff see it: that there was contact, never where or what was said; and what was done."""

from typing import Any, TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring import service
from mentorhub.monitoring.rows import (
    NO_ROW,
    AttentionRow,
    MomentRow,
    TalkRow,
    attention_row,
    moment_row,
    talk_row,
)
from mentorhub.monitoring.state.listing import LIST
from mentorhub.monitoring.state.outcome import OutcomeState


class ApplicationRow(TypedDict):
    """How far an application is."""

    company: str
    step: Bilingual
    since: Bilingual


class PairFileState(rx.State):
    """The file of one pair."""

    loaded: bool = False
    row: AttentionRow = NO_ROW
    mentee_about: str = ""
    mentor_about: str = ""
    timeline: list[MomentRow] = []
    talks: list[TalkRow] = []
    applications: list[ApplicationRow] = []
    can_reopen: bool = False

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the pair that the address names."""
        (await self.get_state(OutcomeState))._clear()
        try:
            await self._show()
        except NotFound:
            return rx.redirect(LIST)
        return None

    async def _show(self) -> None:
        pair_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        file = await service.pair_file(the_actor(), as_id(pair_id))
        self.row = attention_row(file.line, file.zone, the_actor())
        self.mentee_about, self.mentor_about = file.mentee_about, file.mentor_about
        self.timeline = [moment_row(moment, file) for moment in file.timeline]
        self.talks = [talk_row(talk, file.zone) for talk in file.talks]
        self.applications = [_application(one) for one in file.applications]
        self.can_reopen = file.can_reopen
        self.loaded = True


def _application(line: service.ApplicationLine) -> ApplicationRow:
    return ApplicationRow(
        company=line.company,
        step=say(f"applications.step.{line.step}"),
        since=say("monitoring.file.since", day=short_day_text(line.since, "UTC")),
    )
