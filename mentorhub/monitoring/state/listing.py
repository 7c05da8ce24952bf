"""The list of staff: what the address asks for, its figures and one page of rows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from mentorhub.core.actor import Actor, NotFound, Role, staff, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring import service
from mentorhub.monitoring.rows import NOTHING, AttentionRow, attention_row, needed_text
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.sentences import state_text
from mentorhub.monitoring.state.outcome import OutcomeState

LIST = "/attention"
SNOOZED = "later"


def view_of(asked: Mapping[str, str]) -> service.View:
    """Return the view that the query of an address asks for.

    Raises:
        NotFound: what it names is none of ours.
    """
    group, programme, state = (asked.get(name, "") for name in ("group", "programme", "state"))
    if state not in ("", SNOOZED, *Watch):
        raise NotFound
    page = asked.get("page", "1")
    return service.View(
        group_id=as_id(group) if group else None,
        programme_id=as_id(programme) if programme else None,
        state=Watch(state) if state not in ("", SNOOZED) else None,
        snoozed=state == SNOOZED,
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


class AttentionState(rx.State):
    """One page of the pairs that I see, the most urgent first; the address keeps the filters and the page."""

    loaded: bool = False
    title: Bilingual = NOTHING
    above: Bilingual = NOTHING
    pairs: int = 0
    found: int = 0
    first_contact: int = 0
    first_share: str = "0%"
    quiet: int = 0
    placed: int = 0
    placed_before: Bilingual = NOTHING
    help_open: int = 0
    help_since: Bilingual = NOTHING
    rows: list[AttentionRow] = []
    groups: list[dict[str, str]] = []
    programmes: list[dict[str, str]] = []
    states: list[dict[str, str]] = []
    group: str = ""
    programme: str = ""
    state: str = ""
    is_filtered: bool = False
    pages: int = 1
    number: int = 1
    earlier: str = ""
    later: str = ""
    xlsx: str = ""
    csv: str = ""
    _zone: str = "UTC"

    @handler(may=staff)
    async def load(self) -> Any:
        """Show what the address asks for."""
        (await self.get_state(OutcomeState))._clear()
        try:
            await self._show(the_actor())
        except NotFound:
            self.rows = []
            return rx.redirect(LIST)
        return None

    async def _show(self, actor: Actor) -> None:
        asked = self.router.url.query_parameters
        view = view_of(asked)
        found = await service.attention_list(actor, view)
        self.group, self.programme, self.state = (
            asked.get(name, "") for name in ("group", "programme", "state")
        )
        self.is_filtered = bool(self.group or self.programme or self.state)
        self._show_choices(actor, found)
        self._show_figures(found.figures)
        running = [one.programme_id for one in found.programmes if not one.is_over]
        self._show_beside(await service.compared(actor, view, running), found.zone)
        self.rows = [attention_row(line, found.zone, actor) for line in found.lines]
        self._show_pages(found)
        self._zone, self.loaded = found.zone, True

    def _show_figures(self, figures: service.Figures) -> None:
        nobody = say("monitoring.empty.title")
        self.title = needed_text(figures.needed) if figures.pairs or self.is_filtered else nobody
        self.pairs, self.first_contact = figures.pairs, figures.first_contact
        self.first_share = f"{100 * figures.first_contact // max(figures.pairs, 1)}%"
        self.quiet, self.placed, self.help_open = figures.quiet, figures.placed, figures.help_open

    def _show_beside(self, beside: service.Compared, zone: str) -> None:
        before, since = beside.placed_before, beside.help_since
        self.placed_before = NOTHING if before is None else say("monitoring.figure.placed_before", n=before)
        day = short_day_text(since, zone) if since else ""
        self.help_since = say("monitoring.figure.help_since", day=day) if since else NOTHING

    def _show_choices(self, actor: Actor, found: service.AttentionList) -> None:
        self.groups = [{"id": str(group.group_id), "name": group.name} for group in found.groups]
        self.programmes = [{"id": str(one.programme_id), "name": one.name} for one in found.programmes]
        self.states = _states(found.figures, self.state)
        names = {row["id"]: row["name"] for row in self.groups}
        scope = "whole_school" if actor.role is Role.COORDINATOR else "all_groups"
        chosen = names.get(self.group)
        self.above = (
            say("monitoring.needed.group", name=chosen) if chosen else say(f"monitoring.needed.{scope}")
        )
        running = [one.name for one in found.programmes if not one.is_over]
        if len(running) == 1:
            self.above = {x: f"{running[0]} · {text}" for x, text in self.above.items()}

    def _show_pages(self, found: service.AttentionList) -> None:
        self.number, self.pages, self.found = found.page, found.pages, found.found
        self.earlier = self._address(page=found.page - 1) if found.page > 1 else ""
        self.later = self._address(page=found.page + 1) if found.page < found.pages else ""
        query = self._address().removeprefix(LIST)
        self.xlsx, self.csv = f"{LIST}.xlsx{query}", f"{LIST}.csv{query}"

    def _address(self, page: int = 1, **other: str) -> str:
        asked = {"group": self.group, "programme": self.programme, "state": self.state, **other}
        query = urlencode(
            {x: text for x, text in (asked | {"page": str(page) if page > 1 else ""}).items() if text}
        )
        return f"{LIST}?{query}" if query else LIST

    @handler(may=staff)
    async def choose_group(self, group: str) -> Any:
        """Show one group, or all when it is empty; the address keeps the choice."""
        return rx.redirect(self._address(group=str(as_id(group)) if group else ""))

    @handler(may=staff)
    async def choose_programme(self, programme: str) -> Any:
        """Show one programme, or all when it is empty."""
        return rx.redirect(self._address(programme=str(as_id(programme)) if programme else ""))

    @handler(may=staff)
    async def choose_state(self, state: str) -> Any:
        """Show the pairs in one state, those left for later, or all when it is empty."""
        view_of({"state": state})
        return rx.redirect(self._address(state=state))


def _states(figures: service.Figures, chosen: str) -> list[dict[str, str]]:
    """Return the states to filter by: those that occur, the chosen one, what was left, what ended."""
    counted = {state.value: figures.states.get(state, 0) for state in Watch}
    rows = [
        {"id": name, **say("monitoring.list.state_count", state=state_text(Watch(name)), n=n)}
        for name, n in counted.items()
        if n or name == chosen
    ]
    if figures.snoozed or chosen == SNOOZED:
        rows.append({"id": SNOOZED, **say("monitoring.list.state_later", n=figures.snoozed)})
    if chosen != Watch.ENDED.value:
        rows.append({"id": Watch.ENDED.value, **state_text(Watch.ENDED)})
    return rows
