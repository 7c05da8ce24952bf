"""The list of staff: the pairs in view, who needs somebody first on top, each with its one action."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring import pair_page
from mentorhub.monitoring.panels import bulk_panel, panels
from mentorhub.monitoring.parts import bar, figure, main_action, more_actions, outcome, reason, weeks
from mentorhub.monitoring.rows import AttentionRow
from mentorhub.monitoring.state import AttentionState, BulkState
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import PRINT, native_link
from mentorhub.ui.paging import page_links
from mentorhub.ui.parts import button, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr

__all__ = ["attention", "pair_page"]
COLUMNS = ("pair", "why", "weeks", "action")
State: Any = AttentionState
CHOSEN: Any = BulkState.chosen


@page("/attention", title="monitoring.page.title", on_load=(Me.load, BulkState.load, AttentionState.load))
def attention() -> rx.Component:
    """Show the list, or how to begin."""
    return desk_page(
        rx.cond(State.loaded, _loaded(), rx.el.h1(t("monitoring.page.title"))), active="attention"
    )


def _loaded() -> rx.Component:
    return rx.fragment(
        page_title(
            tr(State.title),
            _export(),
            button(t("monitoring.list.print"), on_click=PRINT),
            above=tr(State.above),
        ),
        rx.cond((State.pairs > 0) | State.is_filtered, rx.fragment(_figures(), _filters()), rx.fragment()),
        outcome(),
        rx.cond(
            State.rows,
            rx.fragment(
                _bulk(),
                _table(),
                page_links(State.number, State.pages, earlier=State.earlier, later=State.later),
            ),
            _empty(),
        ),
        panels(),
        bulk_panel(),
    )


def _export() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("monitoring.list.export"), class_name="btn"),
        rx.el.div(
            native_link(t("monitoring.list.xlsx"), href=State.xlsx, download=True, class_name="menu-item"),
            native_link(t("monitoring.list.csv"), href=State.csv, download=True, class_name="menu-item"),
            class_name="menu-list",
        ),
        class_name="menu no-print",
    )


def _figures() -> rx.Component:
    share = t("monitoring.figure.first_text", n=State.first_contact, whole=State.pairs)
    return rx.el.div(
        figure(t("monitoring.figure.first"), State.first_contact, bar(State.first_share, share), State.pairs),
        figure(
            t("monitoring.figure.quiet"), State.quiet, _line(t("monitoring.figure.quiet_text")), State.pairs
        ),
        figure(t("monitoring.figure.placed"), State.placed, _line(tr(State.placed_before)), State.pairs),
        figure(t("monitoring.figure.help"), State.help_open, _line(tr(State.help_since))),
        class_name="figures mb-5",
    )


def _line(text: Any) -> rx.Component:
    return rx.el.p(text, class_name="muted")


def _filters() -> rx.Component:
    """Return what narrows the list; the address keeps it."""
    programmes = rx.cond(
        State.programmes.length() > 1,
        _pick("programme", State.programmes, State.programme, State.choose_programme),
        rx.fragment(),
    )
    groups = rx.cond(
        State.groups, _pick("group", State.groups, State.group, State.choose_group), rx.fragment()
    )
    states = rx.el.select(
        rx.el.option(t("monitoring.list.every_state"), value=""),
        rx.foreach(State.states, lambda one: rx.el.option(tr(one), value=one["id"])),
        value=State.state,
        on_change=State.choose_state,
        aria_label=t("monitoring.list.by_state"),
        class_name="input pick",
    )
    return rx.el.div(
        programmes,
        groups,
        states,
        link_button(t("monitoring.list.settings"), "/attention/settings", look="quiet"),
        class_name="row mb-4 no-print",
    )


def _pick(name: str, rows: Any, chosen: Any, choose: Any) -> rx.Component:
    return rx.el.select(
        rx.el.option(t(f"monitoring.list.every_{name}"), value=""),
        rx.foreach(rows, lambda one: rx.el.option(one["name"], value=one["id"])),
        value=chosen,
        on_change=choose,
        aria_label=t(f"monitoring.list.by_{name}"),
        class_name="input pick",
    )


def _bulk() -> rx.Component:
    """Return what can be done with the chosen pairs, while some are chosen."""
    count = CHOSEN.length()
    text = rx.cond(count == 1, t("desk.bulk.chosen_one"), t("desk.bulk.chosen_many", n=count))
    return rx.el.div(
        rx.cond(
            count > 0,
            rx.el.div(
                rx.el.p(text, class_name="strong grow"),
                button(t("desk.bulk.remind"), look="main", on_click=BulkState.remind),
                button(t("desk.act.later"), on_click=BulkState.open_later),
                button(t("desk.bulk.clear"), look="quiet", on_click=BulkState.clear),
                class_name="bulk row no-print",
            ),
            rx.fragment(),
        ),
        role="group",
        aria_label=t("desk.bulk.label"),
        class_name="bulk-place",
    )


def _table() -> rx.Component:
    heads = [rx.el.th(t(f"monitoring.list.{name}"), scope="col", role="columnheader") for name in COLUMNS]
    return rx.el.div(
        rx.el.table(
            rx.el.caption(t("monitoring.list.caption"), class_name="sr"),
            rx.el.thead(
                rx.el.tr(rx.el.th(_pick_all(), role="columnheader"), *heads, role="row"), role="rowgroup"
            ),
            rx.el.tbody(rx.foreach(State.rows, _row), role="rowgroup"),
            role="table",
            class_name="table watch",
        ),
        class_name="card card-flush watch-card",
        tab_index=-1,
        custom_attrs={"data-list": "pairs"},
    )


def _pick_all() -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=CHOSEN.length() == State.rows.length(),
            on_change=BulkState.pick_all,
            aria_label=t("desk.bulk.pick_all"),
            class_name="check",
        ),
        class_name="pick-box no-print",
    )


def _row(row: AttentionRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(_pick_one(row), role="cell", class_name="watch-pick"),
        rx.el.td(_who(row), role="cell", class_name="watch-who"),
        rx.el.td(reason(row), role="cell"),
        rx.el.td(weeks(row), role="cell"),
        rx.el.td(
            rx.el.div(main_action(row), more_actions(row), class_name="watch-buttons"),
            role="cell",
            class_name="watch-action",
        ),
        role="row",
        key=row["pair_id"],
    )


def _pick_one(row: AttentionRow) -> rx.Component:
    box = rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=CHOSEN.contains(row["pair_id"]),
            on_change=lambda chosen: BulkState.pick(row["pair_id"], chosen),
            aria_label=t("desk.bulk.pick", mentee=row["mentee"], mentor=row["mentor"]),
            class_name="check",
        ),
        class_name="pick-box no-print",
    )
    return rx.cond(row["is_over"], rx.fragment(), box)


def _who(row: AttentionRow) -> rx.Component:
    names = go(
        rx.el.span(row["mentee"], class_name="strong"),
        " ",
        rx.el.span(t("monitoring.list.with"), class_name="muted"),
        " ",
        rx.el.span(row["mentor"], class_name="strong"),
        href="/pairs/" + row["pair_id"],
        class_name="watch-names",
    )
    done = rx.cond(
        row["done"]["nl"] != "", rx.el.p(tr(row["done"]), class_name="muted small watch-done"), rx.fragment()
    )
    return rx.fragment(names, done)


def _empty() -> rx.Component:
    to_all = link_button(t("monitoring.empty.group_action"), "/attention", look="main")
    to_match = link_button(t("monitoring.empty.action"), "/match", look="main")
    rested = empty(t("monitoring.empty.away_title"), t("monitoring.empty.away_text"))
    return rx.cond(
        State.is_filtered,
        empty(t("monitoring.empty.group_title"), t("monitoring.empty.group_text"), to_all),
        rx.cond(
            State.pairs > 0, rested, empty(t("monitoring.empty.title"), t("monitoring.empty.text"), to_match)
        ),
    )
