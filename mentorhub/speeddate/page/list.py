"""The list of speed dates."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.state.listing import SpeedDates
from mentorhub.ui.parts import empty, go, link_button, page_title, tone_pill
from mentorhub.ui.texts import t, tr


@page("/speed-dates", title="planning.list.title", on_load=(Me.load, SpeedDates.load))
def speed_dates() -> rx.Component:
    """Show the speed dates, newest first."""
    return desk_page(
        page_title(t("planning.list.title"), rx.cond(SpeedDates.rows, _new(), rx.fragment())),
        rx.cond(
            SpeedDates.loaded,
            rx.cond(
                SpeedDates.rows,
                rx.el.ul(rx.foreach(SpeedDates.rows, _row), class_name="evenings"),
                empty(t("planning.list.empty_title"), t("planning.list.empty_text"), _new()),
            ),
            rx.fragment(),
        ),
        active="speeddates",
    )


def _new() -> rx.Component:
    return link_button(t("planning.list.new"), "/speed-dates/new", look="main")


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        go(
            rx.el.span(
                rx.el.span(row["name"], class_name="strong block"),
                rx.el.span(tr(row["when"]), class_name="muted block"),
                class_name="evening-name",
            ),
            rx.el.span(
                rx.el.span(row["groups"], class_name="block"),
                rx.el.span(
                    t("planning.list.people", juniors=row["juniors"], coaches=row["coaches"]),
                    class_name="muted small block",
                ),
                class_name="grow",
            ),
            tone_pill(tr(row["phase"]), row["tone"]),
            href=row["href"],
            class_name="evening",
        ),
        rx.cond(
            row["after"] != "",
            go(
                t("control.door.after"),
                rx.el.span(": ", row["name"], class_name="sr"),
                href=row["after"],
                class_name="evening-after",
            ),
            rx.fragment(),
        ),
        key=row["href"],
    )
