"""How often the two are in contact, and a pause from it."""

import reflex as rx

from mentorhub.pairs.chips import chips, tap_chips
from mentorhub.pairs.rules import REASONS, RHYTHMS
from mentorhub.pairs.state import CoachState, RhythmState
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, text_field
from mentorhub.ui.texts import t, tr


def pause_card() -> rx.Component:
    """Return the card of the pause that runs."""
    return card(
        rx.el.h2(tr(CoachState.pause_until)),
        rx.el.p(tr(CoachState.pause_why), class_name="muted"),
        rx.el.div(button(t("together.pause.end"), on_click=RhythmState.resume)),
        class_name="stack",
    )


def rhythm_card() -> rx.Component:
    """Return the card where the two agree on a rhythm, or on a pause."""
    options = [(rhythm, t(f"together.rhythm.{rhythm}"), RhythmState.choose(rhythm)) for rhythm in RHYTHMS]
    return card(
        rx.el.h2(t("together.rhythm.title")),
        rx.el.p(tr(CoachState.rhythm_text), class_name="muted mt-1 mb-3"),
        tap_chips(t("together.rhythm.how_often"), options, CoachState.rhythm),
        rx.el.details(
            rx.el.summary(t("together.pause.open")),
            _pause_form(),
            class_name="pair-more mt-2",
            key="pause-" + CoachState.pause_until["nl"],
        ),
    )


def _pause_form() -> rx.Component:
    reasons = [(reason, t(f"together.pause.{reason}")) for reason in REASONS]
    return rx.el.form(
        rx.el.p(t("together.pause.text"), class_name="muted"),
        chips(t("together.pause.reason"), "reason", reasons, "holiday"),
        text_field(t("together.pause.until"), "until", kind="date", required=True, min=CoachState.today),
        button(t("together.pause.save"), look="wide", type="submit"),
        on_submit=submits(RhythmState.pause),
        class_name="stack mt-2",
    )
