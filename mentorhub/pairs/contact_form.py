"""The form that logs a contact moment: how, and save; the length and the day can stay as they are."""

import reflex as rx

from mentorhub.pairs.chips import chips
from mentorhub.pairs.rules import CHANNELS, MINUTES
from mentorhub.pairs.state import CoachState
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, text_field
from mentorhub.ui.texts import t


def contact_form() -> rx.Component:
    """Return the card with the form."""
    channels = [(channel, t(f"pairs.channel.{channel}")) for channel in CHANNELS]
    return card(
        rx.el.h2(t("pairs.log.title")),
        rx.el.p(t("pairs.log.text"), class_name="muted mt-1 mb-4"),
        rx.el.form(
            rx.el.input(type="hidden", name="once_key", value=CoachState.once_key, read_only=True),
            chips(t("pairs.log.how"), "channel", channels, "seen"),
            chips(t("pairs.log.minutes"), "minutes", [(str(n), str(n)) for n in MINUTES], "30"),
            text_field(
                t("pairs.log.day"),
                "happened_on",
                kind="date",
                required=True,
                default_value=CoachState.today,
                min=CoachState.matched_on,
                max=CoachState.today,
            ),
            button(t("pairs.log.save"), look="main wide", type="submit"),
            on_submit=submits(CoachState.log_contact),
            reset_on_submit=True,
            class_name="stack",
        ),
    )
