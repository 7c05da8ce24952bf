"""The card of what the two have to do."""

from typing import Any

import reflex as rx

from mentorhub.pairs.chips import chips
from mentorhub.pairs.rows import TaskRow
from mentorhub.pairs.rules import DOERS
from mentorhub.pairs.service.tasks import LENGTH
from mentorhub.pairs.state import CoachState, TaskState
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, text_field
from mentorhub.ui.texts import t, tr


def tasks_card() -> rx.Component:
    """Return the card: open things first, done ones folded."""
    return card(
        rx.el.h2(t("together.tasks.title")),
        rx.cond(
            TaskState.todo,
            rx.el.ul(rx.foreach(TaskState.todo, _open), class_name="contact-lines"),
            rx.el.p(t("together.tasks.none"), class_name="muted mt-1"),
        ),
        outcome(TaskState.said, TaskState.can_undo, TaskState.undo, t("together.tasks.undo")),
        rx.el.details(
            rx.el.summary(t("together.tasks.add")),
            _form(),
            class_name="pair-more",
            # A new key closes the form and empties it once something was added.
            key=TaskState.once_key,
        ),
        rx.cond(TaskState.done, _done_list(), rx.fragment()),
    )


def outcome(said: Any, can_undo: Any, undo: Any, label: Any) -> rx.Component:
    """Return the place in a card where the outcome of an act is read aloud, with its undo."""
    line = rx.el.div(
        rx.el.p(tr(said), class_name="grow"),
        rx.cond(can_undo, button(label, look="quiet", on_click=undo), rx.fragment()),
        class_name="row notice mt-3",
    )
    return rx.el.div(rx.cond(said["nl"] != "", line, rx.fragment()), role="status")


def _done_list() -> rx.Component:
    done: Any = TaskState.done
    return rx.el.details(
        rx.el.summary(t("together.tasks.done_list", n=done.length())),
        rx.el.ul(rx.foreach(TaskState.done, _done), class_name="contact-lines"),
        class_name="pair-more",
    )


def _open(row: TaskRow) -> rx.Component:
    return _line(row, TaskState.tick(row["id"]), "")


def _done(row: TaskRow) -> rx.Component:
    return _line(row, TaskState.reopen(row["id"]), "✓")


def _line(row: TaskRow, on_tick: Any, mark: str) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(mark, aria_hidden="true", class_name="task-mark"),
            type="button",
            aria_label=tr(row["tick"]),
            on_click=on_tick,
            class_name="btn btn-quiet btn-icon",
        ),
        rx.el.span(
            rx.el.span(row["text"], class_name="block break-words"),
            rx.el.span(tr(row["about"]), class_name="small block task-about-" + row["tone"]),
            class_name="grow",
        ),
        button("×", look="quiet icon", aria_label=tr(row["remove"]), on_click=TaskState.remove(row["id"])),
        key=row["id"],
    )


def _form() -> rx.Component:
    doers = [(who, t(f"together.tasks.{who}")) for who in DOERS]
    return rx.el.form(
        rx.el.input(type="hidden", name="once_key", value=TaskState.once_key, read_only=True),
        text_field(
            t("together.tasks.what"),
            "text",
            hint=t("together.tasks.what_hint"),
            required=True,
            max_length=LENGTH,
            auto_complete="off",
        ),
        chips(t("together.tasks.who"), "who", doers, "both"),
        text_field(
            t("together.tasks.due"),
            "due_on",
            hint=t("together.tasks.due_hint"),
            kind="date",
            min=CoachState.today,
        ),
        button(t("together.tasks.save"), look="main wide", type="submit"),
        on_submit=submits(TaskState.add),
        class_name="stack mt-2",
    )
