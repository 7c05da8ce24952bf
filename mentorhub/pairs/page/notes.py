"""The private notebook, folded: only its writer reads it."""

from typing import Any

import reflex as rx

from mentorhub.pairs.page.tasks import outcome
from mentorhub.pairs.rows import NoteRow
from mentorhub.pairs.service.notes import LENGTH
from mentorhub.pairs.state import CoachState, NoteState
from mentorhub.ui.parts import button, card, draft
from mentorhub.ui.texts import t, tr


def notes_card() -> rx.Component:
    """Return the card; how many notes there are stands on its fold."""
    notes: Any = NoteState.notes
    count = notes.length()
    title = rx.cond(count > 0, t("together.notes.count", n=count), t("together.notes.title"))
    other = rx.cond(CoachState.is_mentor, t("together.notes.junior"), t("together.notes.coach"))
    return card(
        rx.el.details(
            rx.el.summary(rx.el.h2(title)),
            rx.el.p(t("together.notes.private", other=other), class_name="muted mb-3"),
            button(t("together.notes.add"), on_click=NoteState.add),
            outcome(NoteState.said, NoteState.can_undo, NoteState.undo, t("together.notes.undo")),
            rx.el.ul(rx.foreach(NoteState.notes, _note), class_name="note-list"),
            class_name="pair-more",
        ),
    )


def _note(row: NoteRow) -> rx.Component:
    return rx.el.li(
        draft(
            tr(row["label"]),
            "note-" + row["id"],
            row["text"],
            row["saved"],
            lambda text: NoteState.save(row["id"], text),
            rows=3,
            max_length=LENGTH,
        ),
        button(
            t("together.notes.remove"),
            look="quiet",
            aria_label=tr(row["remove"]),
            on_click=NoteState.remove(row["id"]),
        ),
        key=row["id"],
    )
