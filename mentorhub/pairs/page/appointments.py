"""The next appointment: when, where, its calendar file, changing, cancelling; and whether the last was."""

from typing import Any

import reflex as rx

from mentorhub.pairs.chips import chips
from mentorhub.pairs.rules import MINUTES
from mentorhub.pairs.state import AppointmentState, CoachState
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, card, text_field
from mentorhub.ui.texts import t, tr

NEXT: Any = CoachState.appointment


def next_card() -> rx.Component:
    """Return the card."""
    is_planned = NEXT["id"] != ""
    return card(
        rx.el.h2(t("pairs.next.title")),
        rx.cond(is_planned, _planned(), rx.el.p(t("pairs.next.none"), class_name="muted mt-1")),
        rx.el.details(
            rx.el.summary(rx.cond(is_planned, t("pairs.next.change"), t("pairs.next.plan"))),
            _form(),
            class_name="pair-more mt-2",
            # A new key closes the form and gives it the values that now stand.
            key=NEXT["id"] + NEXT["day"] + NEXT["at"] + NEXT["place"] + NEXT["minutes"],
        ),
        rx.cond(is_planned, _cancel(), rx.fragment()),
        id="appointment",
    )


def question_card() -> rx.Component:
    """Return the card that asks whether the last appointment happened."""
    asked: Any = CoachState.question
    return rx.el.section(
        rx.el.h2(t("together.question.title")),
        rx.el.p(tr(asked["when"])),
        rx.el.div(
            button(
                t("together.question.yes"),
                look="state",
                on_click=AppointmentState.answer(asked["id"], "yes"),
            ),
            button(
                t("together.question.no"),
                look="state-quiet",
                on_click=AppointmentState.answer(asked["id"], "no"),
            ),
            class_name="row",
        ),
        class_name="card stack card-soon",
    )


def _planned() -> rx.Component:
    return rx.el.div(
        rx.el.p(tr(NEXT["when"]), class_name="strong"),
        rx.el.p(
            tr(NEXT["length"]),
            rx.cond(NEXT["place"] != "", ", " + NEXT["place"].to(str), ""),
            class_name="muted",
        ),
        native_link(
            t("pairs.next.file"),
            href="/appointments/" + NEXT["id"].to(str) + ".ics",
            download=True,
            class_name="btn mt-3",
        ),
        class_name="mt-1",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            text_field(
                t("pairs.next.day"),
                "day",
                kind="date",
                required=True,
                default_value=NEXT["day"],
                min=CoachState.today,
            ),
            text_field(t("pairs.next.at"), "at", kind="time", required=True, default_value=NEXT["at"]),
            class_name="pair-when",
        ),
        chips(t("pairs.next.minutes"), "minutes", [(str(n), str(n)) for n in MINUTES], NEXT["minutes"]),
        text_field(
            t("pairs.next.place"),
            "place",
            hint=t("pairs.next.place_hint"),
            default_value=NEXT["place"],
            max_length=200,
            auto_complete="off",
        ),
        button(t("pairs.next.save"), look="main wide", type="submit"),
        on_submit=submits(AppointmentState.plan),
        class_name="stack mt-2",
    )


def _cancel() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("pairs.next.cancel")),
        rx.el.p(t("pairs.next.cancel_text"), class_name="muted mb-3"),
        button(t("pairs.next.cancel_sure"), look="late", on_click=AppointmentState.cancel(NEXT["id"])),
        class_name="pair-more",
    )
