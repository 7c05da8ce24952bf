"""Pieces of the pages of applications: the card with its bar, the board, the outcome of a click."""

from typing import Any

import reflex as rx

from mentorhub.internships.state.application_rows import CardRow, ColumnRow
from mentorhub.ui.parts import button, go, tone_pill
from mentorhub.ui.script import script
from mentorhub.ui.texts import t, tr

_LIBRARY = script(__name__, __file__, "board.jsx")


def _moved(
    card: rx.Var[str], step: rx.Var[str], version: rx.Var[int]
) -> tuple[rx.Var[str], rx.Var[str], rx.Var[int]]:
    return (card, step, version)


class StepBoard(rx.Component):
    """Columns (``data-column``) between which cards (``data-card``) are dragged with a mouse or pen."""

    library = _LIBRARY
    tag = "StepBoard"
    label: rx.Var[str]
    on_move: rx.EventHandler[_moved]


def step_bar(row: Any) -> rx.Component:
    """Return the bar that says how far an application is, with the same in words."""
    return rx.el.span(
        rx.foreach(row["pieces"], lambda piece: rx.el.span(class_name="step-piece step-piece-" + piece)),
        role="img",
        aria_label=tr(row["bar"]),
        class_name="step-bar step-bar-" + row["step"],
    )


def application_card(row: CardRow, *, heading: Any = rx.el.h3) -> rx.Component:
    """Return an application as a card that opens it."""
    shows_bar = (row["pieces"][0] == "on") & ((row["is_open"]) | (row["step"] == "placed"))
    return go(
        rx.el.div(
            heading(row["title"], class_name="grow search-title"),
            tone_pill(tr(row["pill"]), row["tone"]),
            class_name="search-head",
        ),
        _line(row["mentee"] != "", row["mentee"], "muted"),
        _line(row["text"]["nl"] != "", tr(row["text"]), "muted"),
        _line(row["next"]["nl"] != "", tr(row["next"]), "search-next-" + row["next_tone"]),
        rx.cond(shows_bar, step_bar(row), rx.fragment()),
        _line(row["hint"]["nl"] != "", _hint(row), "search-hint"),
        href=row["href"],
        class_name="card search-card",
    )


def _line(shown: Any, text: Any, look: Any) -> rx.Component:
    return rx.cond(shown, rx.el.p(text, class_name=look), rx.fragment())


def _hint(row: Any) -> rx.Component:
    return rx.fragment(rx.el.span(t("applications.hint.title"), class_name="strong"), " ", tr(row["hint"]))


def outcome(said: Any, tone: Any, *undo: Any) -> rx.Component:
    """Return the place where the outcome of a click appears and is read aloud, with its undo."""
    line = rx.el.div(rx.el.p(tr(said), class_name="grow"), *undo, class_name="row notice notice-" + tone)
    return rx.el.div(
        rx.cond(said["nl"] != "", line, rx.fragment()), role="status", class_name="pair-said pair-said-lg"
    )


def step_board(columns: Any, on_move: Any, *, can_move: Any) -> rx.Component:
    """Return the board: a column a step, its cards moved by dragging or with their buttons."""
    return StepBoard.create(
        rx.foreach(columns, lambda column: _column(column, on_move, can_move)),
        label=t("applications.board.label"),
        on_move=on_move,
        class_name="step-board",
    )


def _column(column: ColumnRow, on_move: Any, can_move: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(
            tr(column["name"]),
            " ",
            rx.el.span(column["count"], class_name="muted number"),
            class_name="step-name",
        ),
        rx.el.ul(
            rx.foreach(column["cards"], lambda card: _board_card(card, on_move, can_move)),
            class_name="step-cards",
        ),
        class_name="step-column",
        custom_attrs={"data-column": column["step"]},
    )


def _board_card(card: Any, on_move: Any, can_move: Any) -> rx.Component:
    return rx.el.li(
        application_card(card),
        rx.cond(
            can_move & card["is_open"],
            rx.el.div(
                _button("‹", card, "before", "back", on_move),
                _button("›", card, "after", "on", on_move),
                class_name="spread",
            ),
            rx.fragment(),
        ),
        custom_attrs={
            "data-card": rx.cond(can_move & card["is_open"], card["id"], ""),
            "data-step": card["step"],
            "data-version": card["version"].to_string(),
        },
        class_name="step-card",
    )


def _button(sign: str, card: Any, step: str, words: str, on_move: Any) -> rx.Component:
    return rx.cond(
        card[step] != "",
        button(
            sign,
            look="quiet icon",
            aria_label=tr(card[words]),
            on_click=on_move(card["id"], card[step], card["version"]),
        ),
        rx.el.span(),
    )
