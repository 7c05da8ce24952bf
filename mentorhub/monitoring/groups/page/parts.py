"""Pieces that the tables of groups share: a mark with its words, ``n / whole``, pages."""

from typing import Any

import reflex as rx

from mentorhub.monitoring.groups.rows import CellRow, PartnerRow, SumRow
from mentorhub.ui.parts import go
from mentorhub.ui.texts import t, tr

SIGNS = {"done": "✓", "begun": "◐", "not_yet": "○", "not_asked": "–"}


def sign(state: Any) -> rx.Component:
    """Return the sign of a state; the words beside it say the same."""
    return rx.el.span(
        rx.match(state, *SIGNS.items(), ""),
        aria_hidden="true",
        class_name="sign sign-" + state,
    )


def cell(row: CellRow) -> rx.Component:
    """Return a cell of the matrix: the sign, the words, and with whom."""
    return rx.el.td(
        rx.el.span(
            sign(row["state"]),
            rx.el.span(
                rx.foreach(row["partners"], _partner),
                rx.el.span(tr(row["text"]), class_name="block"),
                rx.cond(
                    row["more"]["nl"] != "",
                    rx.el.span(tr(row["more"]), class_name="block muted small"),
                    rx.fragment(),
                ),
            ),
            class_name="mark mark-" + row["state"],
        )
    )


def _partner(row: PartnerRow) -> rx.Component:
    return rx.cond(
        row["href"] != "",
        go(row["name"], href=row["href"], class_name="matrix-name"),
        rx.el.span(row["name"], class_name="block"),
    )


def counted(row: SumRow) -> rx.Component:
    """Return a cell with how many of how many; a dash when nobody is asked."""
    number = rx.fragment(
        rx.el.span(row["done"], class_name="strong"),
        rx.el.span(" / ", row["whole"], class_name="muted"),
    )
    return rx.el.td(
        rx.cond(row["whole"] > 0, number, rx.el.span(t("groups.mark.not_asked"), class_name="muted")),
        class_name=rx.cond(
            (row["whole"] > 0) & (row["done"] == row["whole"]), "number matrix-full", "number"
        ),
    )


def scrolls(table: rx.Component, label: Any) -> rx.Component:
    """Return a table in a card that scrolls sideways on a small screen, by keyboard too."""
    inner = rx.el.div(table, tab_index=0, role="region", aria_label=label, class_name="table-scroll")
    return rx.el.div(inner, class_name="card card-flush")
