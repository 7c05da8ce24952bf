"""The history of a match: which proposals there were, and what became of each."""

import reflex as rx

from mentorhub.matching.state.board import Board
from mentorhub.matching.state.history import History, RunRow
from mentorhub.ui.parts import go, pill, tone_pill
from mentorhub.ui.texts import t, tr


def history_panel() -> rx.Component:
    """Return every run that is kept, newest first, each to be looked at."""
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("matching.history.title"))),
        rx.el.ol(rx.foreach(History.runs, _run), class_name="steps"),
        class_name="card panel",
    )


def _run(row: RunRow) -> rx.Component:
    look = go(
        t("matching.history.look"),
        rx.el.span(tr(row["when"]), class_name="sr"),
        href="/match?programme=" + Board.programme + "&run=" + row["run_id"],
        class_name="btn btn-quiet",
    )
    return rx.el.li(
        rx.el.span(
            rx.el.span(tr(row["what"]), class_name="strong block"),
            rx.el.span(
                t("matching.history.made", when=tr(row["when"]), name=row["who"]),
                " ",
                tr(row["outcome"]),
                class_name="muted small",
            ),
            class_name="grow",
        ),
        tone_pill(tr(row["status"]), row["tone"]),
        rx.cond(row["is_here"], pill(t("matching.history.here"), "brand"), look),
        class_name="history-run",
    )
