"""Practising the evening beforehand: a rehearsal with robots on this plan."""

import reflex as rx

from mentorhub.speeddate.state.plan import Plan
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t


def practice() -> rx.Component:
    """Return the card that starts a rehearsal; only while the doors are closed."""
    offer = card(
        rx.el.div(
            rx.el.div(
                rx.el.h2(t("planning.practice.title")),
                rx.el.p(t("planning.practice.text"), class_name="muted", id="practice-text"),
                class_name="grow",
            ),
            button(t("planning.practice.begin"), on_click=Plan.rehearse, aria_describedby="practice-text"),
            class_name="spread",
        ),
        class_name="no-print",
    )
    return rx.cond(Plan.is_draft & ~Plan.is_rehearsal, offer, rx.fragment())
