"""The table of the board: junior, coach, which choice, why, and what a teacher can do about it."""

from typing import Any

import reflex as rx

from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.matching.state.line_rows import FILTERS, LineRow
from mentorhub.ui.parts import button, tone_pill
from mentorhub.ui.texts import t, tr

COLUMNS = ("mentee", "mentor", "place", "why")


def pairs_table() -> rx.Component:
    """Return the filter, the table and its pages."""
    return rx.el.section(_tools(), rx.cond(Board.found > 0, _table(), _nothing()), _pages())


def _tools() -> rx.Component:
    options = [rx.el.option(t(f"matching.board.show_{one}"), value=one) for one in FILTERS]
    return rx.el.div(
        rx.el.select(
            *options,
            value=Board.filter,
            on_change=Board.choose_filter,
            aria_label=t("matching.board.filter"),
            class_name="input pick",
        ),
        rx.el.input(
            type="search",
            default_value="",
            on_change=Board.look_for.debounce(200),
            aria_label=t("matching.board.search"),
            placeholder=t("matching.board.search"),
            class_name="input board-search",
        ),
        rx.el.p(
            t("matching.board.found", n=Board.found, whole=Board.mentees), role="status", class_name="muted"
        ),
        class_name="row mb-3 no-print",
    )


def _nothing() -> rx.Component:
    return rx.el.p(t("matching.board.nothing"), class_name="card card-empty")


def _table() -> rx.Component:
    heads = [rx.el.th(t(f"matching.board.{name}"), scope="col", role="columnheader") for name in COLUMNS]
    action = rx.el.th(
        rx.el.span(t("matching.board.action"), class_name="sr"), scope="col", role="columnheader"
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption(t("matching.board.caption"), class_name="sr"),
            rx.el.thead(
                rx.el.tr(*heads, rx.cond(_is_open(), action, rx.fragment()), role="row"), role="rowgroup"
            ),
            rx.el.tbody(rx.foreach(Board.rows, _row), role="rowgroup"),
            role="table",
            class_name="table board-table",
        ),
        class_name="card card-flush",
    )


def _is_open() -> Any:
    return Board.stage == "proposal"


def _row(row: LineRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row["mentee"], role="cell", class_name="strong"),
        rx.el.td(row["mentor"], role="cell", class_name="strong board-mentor"),
        rx.el.td(tone_pill(tr(row["choice"]), row["tone"]), role="cell", class_name="board-choice"),
        rx.el.td(_why(row), role="cell", class_name="muted board-why"),
        rx.cond(_is_open(), rx.el.td(_actions(row), role="cell", class_name="board-action"), rx.fragment()),
        key=row["mentee_id"],
        role="row",
    )


def _why(row: LineRow) -> rx.Component:
    """Return the main reason; it opens to what every better choice would have cost."""
    moved = rx.cond(
        row["is_moved"], rx.el.span(t("matching.board.moved"), class_name="pill pill-plain"), rx.fragment()
    )
    unwished = rx.cond(
        row["is_unwished"],
        rx.el.span(t("matching.board.unwished"), class_name="pill pill-soon"),
        rx.fragment(),
    )
    more = rx.el.details(
        rx.el.summary(tr(row["why"])),
        rx.el.ol(rx.foreach(row["better"], lambda text: rx.el.li(tr(text))), class_name="better"),
    )
    return rx.el.div(rx.cond(row["has_better"], more, rx.el.span(tr(row["why"]))), moved, unwished)


def _actions(row: LineRow) -> rx.Component:
    pair = {"mentee": row["mentee"], "mentor": row["mentor"]}
    ids = (row["mentee_id"], row["mentor_id"])
    forbid = button(
        t("matching.board.forbid"),
        look="quiet",
        on_click=Deciding.forbid(*ids),
        aria_label=t("matching.board.forbid_pair", **pair),
    )
    # One button in both states, so that keyboard focus stays on it.
    pin = button(
        rx.cond(row["is_pinned"], t("matching.board.pinned"), t("matching.board.pin")),
        on_click=rx.cond(row["is_pinned"], Deciding.lift(*ids), Deciding.pin(*ids)),
        aria_label=rx.cond(
            row["is_pinned"], t("matching.board.unpin_pair", **pair), t("matching.board.pin_pair", **pair)
        ),
        class_name="board-pin",
    )
    return rx.cond(
        row["mentor_id"] != "",
        rx.el.div(rx.cond(row["is_pinned"], rx.fragment(), forbid), pin, class_name="board-buttons"),
        rx.fragment(),
    )


def _pages() -> rx.Component:
    number = t("matching.board.page", page=Board.page, pages=Board.pages)
    return rx.cond(
        Board.pages > 1,
        rx.el.nav(
            button(
                t("matching.board.earlier"), on_click=Board.turn_to(Board.page - 1), disabled=Board.page == 1
            ),
            rx.el.span(number),
            button(
                t("matching.board.later"),
                on_click=Board.turn_to(Board.page + 1),
                disabled=Board.page == Board.pages,
            ),
            aria_label=t("matching.board.pages"),
            class_name="row mt-4 no-print",
        ),
        rx.fragment(),
    )
