"""Pieces of the staff pages: a figure with its whole, the pill with its sentence, the bars, the reminder."""

from typing import Any

import reflex as rx

from mentorhub.ui.parts import button, tone_pill
from mentorhub.ui.texts import t, tr


def figure(label: Any, number: Any, below: Any, whole: Any = None) -> rx.Component:
    """Return a card with a number, its whole when it has one, and a line or a bar below."""
    of = rx.el.span(" / ", whole, class_name="of") if whole is not None else rx.fragment()
    return rx.el.div(
        rx.el.p(label, class_name="muted"),
        rx.el.p(number, of, class_name="figure-large number my-1"),
        below,
        class_name="card",
    )


def bar(share: Any, label: Any) -> rx.Component:
    """Return a bar that is filled for a share such as ``84%``."""
    return rx.el.div(
        rx.el.span(style={"width": share}), role="img", aria_label=label, class_name="meter mt-3"
    )


def reason(row: Any) -> rx.Component:
    """Return the pill and the sentence that say why."""
    help_asked = tone_pill(tr(row["help"]), row["help_tone"])
    return rx.el.div(
        rx.cond(row["help"]["nl"] != "", help_asked, rx.fragment()),
        tone_pill(tr(row["pill"]), row["tone"]),
        rx.el.span(tr(row["why"]), " ", tr(row["plan"]), class_name="muted"),
        class_name="row",
    )


def weeks(row: Any) -> rx.Component:
    """Return the contact of eight weeks as a row of small bars, with the numbers as text."""
    return rx.el.span(
        rx.foreach(row["bars"], lambda height: rx.el.span(class_name="week week-" + height)),
        role="img",
        aria_label=tr(row["weeks"]),
        class_name="weeks",
    )


def reminder(row: Any, remind: Any, otherwise: Any) -> rx.Component:
    """Return the button that reminds, since when they are reminded, or what else can be done."""
    whom = t("monitoring.list.remind_whom", mentee=row["mentee"], mentor=row["mentor"])
    send = button(t("monitoring.list.remind"), aria_label=whom, on_click=remind(row["pair_id"]))
    return rx.cond(
        row["reminded"]["nl"] != "",
        rx.el.span(tr(row["reminded"]), class_name="muted"),
        rx.cond(row["can_remind"], send, otherwise),
    )


def outcome(said: Any, tone: Any) -> rx.Component:
    """Return the place where the outcome of a click appears and is read aloud."""
    text = rx.el.p(tr(said), class_name="mb-4 notice notice-" + tone)
    return rx.el.div(rx.cond(said["nl"] != "", text, rx.fragment()), role="status")
