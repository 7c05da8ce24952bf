"""The list for the door: each junior's table per round, and where each coach sits."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.page.plan_parts import scrolling
from mentorhub.speeddate.state.plan import Plan
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t


def door_list() -> rx.Component:
    """Return the list that hangs on the classroom door; printing the page prints this."""
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h2(t("planning.door.title")),
                rx.el.p(t("planning.door.text"), class_name="muted"),
                class_name="grow",
            ),
            rx.el.p(t("planning.plan.print"), class_name="muted small no-print"),
            class_name="spread pad",
        ),
        scrolling(_door_table(), t("planning.door.title")),
        rx.el.h3(t("planning.door.coaches"), class_name="pad"),
        rx.el.ol(rx.foreach(Plan.coach_rows, _coach_row), class_name="coach-tables pad"),
        rx.cond(Plan.parts > 1, _pager(), rx.fragment()),
        class_name="card-flush door",
    )


def _door_table() -> rx.Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("planning.door.name"), scope="col"),
                rx.el.th(t("planning.door.group"), scope="col"),
                rx.foreach(
                    Plan.rounds, lambda n: rx.el.th(t("planning.door.r", n=n), scope="col", class_name="at")
                ),
                rx.el.th(t("planning.door.meets"), scope="col", class_name="at no-print"),
                rx.el.th(t("planning.door.good"), scope="col", class_name="at no-print"),
            )
        ),
        rx.el.tbody(rx.foreach(Plan.door_rows, _door_row)),
        class_name="table table-tight",
    )


def _door_row(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row["name"], scope="row"),
        rx.el.td(row["group"]),
        rx.foreach(row["tables"], lambda table: rx.el.td(table, class_name="at number")),
        rx.el.td(row["meets"], class_name="at number no-print"),
        rx.el.td(row["good"], class_name="at number no-print"),
    )


def _coach_row(row: Any) -> rx.Component:
    return rx.el.li(rx.el.span(row["table"], class_name="strong number coach-table"), row["name"])


def _pager() -> rx.Component:
    return rx.el.nav(
        button(
            t("planning.door.earlier"), on_click=Plan.show_part(Plan.part - 1), aria_disabled=Plan.part == 1
        ),
        rx.el.span(t("planning.door.part", n=Plan.part, of=Plan.parts), role="status"),
        button(
            t("planning.door.later"),
            on_click=Plan.show_part(Plan.part + 1),
            aria_disabled=Plan.part == Plan.parts,
        ),
        aria_label=t("planning.door.title"),
        class_name="row pad no-print",
    )
