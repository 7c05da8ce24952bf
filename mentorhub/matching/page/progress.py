"""Where the outcome of a click appears, is read aloud and can be undone; and how far a long run is."""

import reflex as rx

from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.ui.parts import button
from mentorhub.ui.texts import t, tr


def outcome() -> rx.Component:
    """Return the place for what happened, what went wrong, and what is being worked out."""
    undo = button(t("matching.board.undo"), look="quiet", on_click=Deciding.undo)
    said = rx.el.div(
        rx.el.span(tr(Board.said), class_name="grow"),
        rx.cond(Board.can_undo, undo, rx.fragment()),
        class_name="notice notice-ok board-said",
    )
    problem = rx.el.p(tr(Board.problem), class_name="notice notice-late")
    return rx.el.div(
        rx.el.div(
            rx.cond(Board.is_busy, rx.el.p(t("matching.board.busy"), class_name="notice"), rx.fragment()),
            rx.cond(Board.said["nl"] != "", said, rx.fragment()),
            rx.cond(Board.problem["nl"] != "", problem, rx.fragment()),
            role="status",
        ),
        # Outside the live region: a number that counts up is not read aloud all the time.
        rx.cond(Board.is_busy & (Board.percent >= 0), _progress(), rx.fragment()),
        class_name="board-status no-print",
    )


def _progress() -> rx.Component:
    return rx.el.div(
        rx.el.label(tr(Board.phase), html_for="match-progress", class_name="strong"),
        rx.el.progress(id="match-progress", value=Board.percent, max=100, class_name="grow"),
        rx.el.span(t("matching.progress.percent", n=Board.percent), class_name="number"),
        button(t("matching.progress.cancel"), on_click=Deciding.cancel),
        class_name="card row board-progress",
    )
