"""The same for many pairs of the page: which are chosen, reminding them, leaving them for later."""

from datetime import date

import reflex as rx

from mentorhub.core import clock
from mentorhub.core.actor import staff, the_actor
from mentorhub.core.dates import local_day, short_day_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import say
from mentorhub.monitoring.said import Said, bulk_reminded_text, bulk_snoozed_text
from mentorhub.monitoring.service import acts
from mentorhub.monitoring.state.acting import When
from mentorhub.monitoring.state.forms import LaterForm
from mentorhub.monitoring.state.listing import AttentionState
from mentorhub.monitoring.state.outcome import OutcomeState


class BulkState(rx.State):
    """The pairs of the page that are chosen, by their ids; ``choosing_day`` shows the days."""

    chosen: list[str] = []
    choosing_day: bool = False
    today: str = ""

    @handler(may=staff)
    async def load(self) -> None:
        """Begin without a choice."""
        self._clear()

    def _clear(self) -> None:
        self.chosen, self.choosing_day = [], False

    async def _on_page(self) -> list[str]:
        rows = (await self.get_state(AttentionState)).rows
        return [row["pair_id"] for row in rows if not row["is_over"]]

    @handler(may=staff)
    async def pick(self, pair_id: str, is_chosen: bool) -> None:
        """Choose a pair of the page, or not any more."""
        others = [one for one in self.chosen if one != pair_id]
        self.chosen = [*others, pair_id] if is_chosen and pair_id in await self._on_page() else others

    @handler(may=staff)
    async def pick_all(self, is_chosen: bool) -> None:
        """Choose all pairs of the page, or none."""
        self.chosen = await self._on_page() if is_chosen else []

    @handler(may=staff)
    async def clear(self) -> None:
        """Choose none."""
        self._clear()

    @handler(may=staff)
    async def remind(self) -> None:
        """Remind both of each pair."""
        found = await acts.remind_many(the_actor(), [as_id(one) for one in self.chosen])
        await self._after(bulk_reminded_text(found))

    @handler(may=staff)
    async def open_later(self) -> None:
        """Ask until when."""
        self.choosing_day = True
        self.today = (await self._day()).isoformat()

    @handler(may=staff)
    async def close_later(self) -> None:
        """Do not ask any more."""
        self.choosing_day = False

    async def _day(self) -> date:
        return local_day(clock.now(), (await self.get_state(AttentionState))._zone)

    @handler(may=staff)
    async def later(self, when: When) -> None:
        """Leave the pairs until a day that one click gives."""
        await self._later(acts.days_for(await self._day())[when])

    @handler(may=staff)
    async def later_until(self, form: LaterForm) -> None:
        """Leave the pairs until an own day."""
        await self._later(form.until)

    async def _later(self, until: date) -> None:
        pairs = self.chosen
        try:
            found = await acts.snooze_many(the_actor(), [as_id(one) for one in pairs], until)
        except acts.DayRefused:
            (await self.get_state(OutcomeState))._say((say("desk.said.wrong_day"), "late"))
            return
        await self._after(bulk_snoozed_text(found, short_day_text(until, "UTC")), "unsnooze", pairs)

    async def _after(self, said: Said, undo: str = "", pairs: list[str] | None = None) -> None:
        self._clear()
        await (await self.get_state(AttentionState))._show(the_actor())
        (await self.get_state(OutcomeState))._say(said, undo, pairs)
