"""The teacher's list of pairs, who needs help first on top."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring import pair_page
from mentorhub.monitoring.parts import bar, figure, outcome, reason, reminder, weeks
from mentorhub.monitoring.rows import AttentionRow
from mentorhub.monitoring.state import AttentionState
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import PRINT
from mentorhub.ui.parts import button, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr

__all__ = ["attention", "pair_page"]
COLUMNS = ("pair", "why", "weeks", "action")


@page("/attention", title="monitoring.page.title", on_load=(Me.load, AttentionState.load))
def attention() -> rx.Component:
    """Show the list, or how to begin."""
    return desk_page(
        rx.cond(AttentionState.loaded, _loaded(), rx.el.h1(t("monitoring.page.title"))), active="attention"
    )


def _loaded() -> rx.Component:
    return rx.fragment(
        page_title(
            tr(AttentionState.title),
            _filter(),
            button(t("monitoring.list.print"), on_click=PRINT),
            above=tr(AttentionState.above),
        ),
        outcome(AttentionState.said, AttentionState.said_tone),
        rx.cond(AttentionState.pairs > 0, rx.fragment(_figures(), _table(), _pages()), _empty()),
    )


def _filter() -> rx.Component:
    choices = rx.foreach(AttentionState.groups, lambda group: rx.el.option(group["name"], value=group["id"]))
    return rx.cond(
        AttentionState.groups,
        rx.el.select(
            rx.el.option(t("monitoring.list.everyone"), value=""),
            choices,
            value=AttentionState.group,
            on_change=AttentionState.choose_group,
            aria_label=t("monitoring.list.filter"),
            class_name="input pick",
        ),
        rx.fragment(),
    )


def _figures() -> rx.Component:
    state = AttentionState
    share = t("monitoring.figure.first_text", n=state.first_contact, whole=state.pairs)
    return rx.el.div(
        figure(t("monitoring.figure.first"), state.first_contact, bar(state.first_share, share), state.pairs),
        figure(t("monitoring.figure.quiet"), state.quiet, _line("quiet_text"), state.pairs),
        figure(t("monitoring.figure.planned"), state.planned, _line("planned_text"), state.pairs),
        class_name="figures mb-5",
    )


def _line(name: str) -> rx.Component:
    return rx.el.p(t(f"monitoring.figure.{name}"), class_name="muted")


def _table() -> rx.Component:
    heads = [rx.el.th(t(f"monitoring.list.{name}"), scope="col", role="columnheader") for name in COLUMNS]
    return rx.el.div(
        rx.el.table(
            rx.el.caption(t("monitoring.list.caption"), class_name="sr"),
            rx.el.thead(rx.el.tr(*heads, role="row"), role="rowgroup"),
            rx.el.tbody(rx.foreach(AttentionState.rows, _row), role="rowgroup"),
            role="table",
            class_name="table watch",
        ),
        class_name="card card-flush",
    )


def _row(row: AttentionRow) -> rx.Component:
    address = "/pairs/" + row["pair_id"]
    whom = t("monitoring.list.view_whom", mentee=row["mentee"], mentor=row["mentor"])
    view = link_button(t("monitoring.list.view"), address, aria_label=whom)
    names = go(
        rx.el.span(row["mentee"], class_name="strong"),
        " ",
        rx.el.span(t("monitoring.list.with"), class_name="muted"),
        " ",
        rx.el.span(row["mentor"], class_name="strong"),
        href=address,
        class_name="watch-names",
    )
    return rx.el.tr(
        rx.el.td(names, role="cell"),
        rx.el.td(reason(row), role="cell"),
        rx.el.td(weeks(row), role="cell"),
        rx.el.td(reminder(row, AttentionState.remind, view), role="cell", class_name="watch-action"),
        role="row",
    )


def _pages() -> rx.Component:
    return rx.cond(
        AttentionState.pages > 1,
        rx.el.nav(
            _turn(AttentionState.earlier, "earlier"),
            rx.el.span(t("monitoring.list.page", page=AttentionState.number, pages=AttentionState.pages)),
            _turn(AttentionState.later, "later"),
            aria_label=t("monitoring.list.pages"),
            class_name="row mt-4 no-print",
        ),
        rx.fragment(),
    )


def _turn(address: Any, name: str) -> rx.Component:
    return rx.cond(address != "", link_button(t(f"monitoring.list.{name}"), address), rx.fragment())


def _empty() -> rx.Component:
    to_all = link_button(t("monitoring.empty.group_action"), "/attention", look="main")
    to_match = link_button(t("monitoring.empty.action"), "/match", look="main")
    return rx.cond(
        AttentionState.group != "",
        empty(t("monitoring.empty.group_title"), t("monitoring.empty.group_text"), to_all),
        empty(t("monitoring.empty.title"), t("monitoring.empty.text"), to_match),
    )
