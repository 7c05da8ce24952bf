"""Logging contact, in two taps or with more choices; and the contact so far, to confirm or correct."""

from typing import Any

import reflex as rx

from mentorhub.pairs.chips import chips, tap_chips
from mentorhub.pairs.rows import ContactRow
from mentorhub.pairs.rules import CHANNELS, MINUTES
from mentorhub.pairs.state import CoachState, ContactState
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, text_field
from mentorhub.ui.texts import t, tr

SHOWN = 3
"""How many contact moments are not folded away."""


def log_card() -> rx.Component:
    """Return the card: a tap on how, a tap on how long; the rest is folded."""
    return card(
        rx.el.h2(t("together.quick.title")),
        rx.el.p(t("together.quick.text"), class_name="muted mt-1 mb-3"),
        tap_chips(
            t("pairs.log.how"),
            [(channel, t(f"pairs.channel.{channel}"), ContactState.choose(channel)) for channel in CHANNELS],
            ContactState.channel,
        ),
        rx.el.div(rx.cond(ContactState.channel != "", _how_long(), rx.fragment()), role="status"),
        rx.el.details(
            rx.el.summary(t("together.quick.more")),
            _form(),
            class_name="pair-more mt-2",
            # A new key closes the form when something was logged.
            key=CoachState.once_key,
        ),
    )


def _how_long() -> rx.Component:
    lengths = [
        (str(n), t("together.quick.minutes", n=n), ContactState.tap(n))  # type: ignore[arg-type]  # one of four
        for n in MINUTES
    ]
    return rx.el.div(tap_chips(tr(ContactState.how_long), lengths, ""), class_name="mt-4")


def _channels(chosen: Any) -> rx.Component:
    options = [(channel, t(f"pairs.channel.{channel}")) for channel in CHANNELS]
    return chips(t("pairs.log.how"), "channel", options, chosen)


def _minutes(chosen: Any) -> rx.Component:
    return chips(t("pairs.log.minutes"), "minutes", [(str(n), str(n)) for n in MINUTES], chosen)


def _day() -> rx.Component:
    return text_field(
        t("pairs.log.day"),
        "happened_on",
        kind="date",
        required=True,
        default_value=CoachState.today,
        min=CoachState.matched_on,
        max=CoachState.today,
    )


def _real_day(row: ContactRow) -> rx.Component:
    """Return a field without an id: of an id in a row, Reflex sends a list of values."""
    return rx.el.label(
        rx.el.span(t("pairs.log.day"), class_name="label"),
        rx.el.input(
            type="date",
            name="really_on",
            required=True,
            default_value=row["on"],
            min=CoachState.matched_on,
            max=CoachState.today,
            class_name="input",
        ),
        class_name="field",
    )


def _form() -> rx.Component:
    yes_or_no = [("yes", t("together.quick.yes")), ("no", t("together.quick.no"))]
    return rx.el.form(
        rx.el.input(type="hidden", name="once_key", value=CoachState.once_key, read_only=True),
        _channels("seen"),
        _minutes("30"),
        chips(t("together.quick.planned"), "planned", yes_or_no, "no"),
        _day(),
        button(t("pairs.log.save"), look="main wide", type="submit"),
        on_submit=submits(ContactState.log_contact),
        class_name="stack mt-2",
    )


def history() -> rx.Component:
    """Return the card of the contact so far: the latest few, the others folded."""
    contacts: Any = CoachState.contacts
    older = contacts.length() - SHOWN
    return card(
        rx.el.h2(t("pairs.history.title")),
        rx.cond(
            contacts,
            rx.el.ul(rx.foreach(contacts[:SHOWN], _contact), class_name="contact-lines"),
            rx.el.p(t("pairs.history.none"), class_name="muted mt-2"),
        ),
        rx.cond(
            older > 0,
            rx.el.details(
                rx.el.summary(t("together.contact.older", n=older)),
                rx.el.ul(rx.foreach(contacts[SHOWN:], _contact), class_name="contact-lines"),
                class_name="pair-more",
            ),
            rx.fragment(),
        ),
    )


def _contact(row: ContactRow) -> rx.Component:
    undo = button(
        t("pairs.history.undo"),
        look="quiet",
        aria_label=tr(row["undo"]),
        on_click=ContactState.undo(row["id"]),
    )
    answer = rx.el.span(tr(row["answer"]), class_name="small block")
    return rx.el.li(
        rx.el.span(
            rx.el.span(tr(row["day"]), class_name="strong block"),
            rx.el.span(tr(row["what"]), ", ", tr(row["who"]), class_name="muted small block"),
            rx.cond(row["answer"]["nl"] != "", answer, rx.fragment()),
            class_name="contact-words",
        ),
        rx.cond(row["can_undo"], undo, rx.fragment()),
        rx.cond(row["asks"], _asks(row), rx.fragment()),
        key=row["id"],
    )


def _asks(row: ContactRow) -> rx.Component:
    ask = rx.el.div(
        button(
            t("together.contact.confirm"),
            aria_label=tr(row["confirm"]),
            on_click=ContactState.confirm(row["id"]),
        ),
        button(
            t("together.contact.wrong"),
            look="quiet",
            aria_label=tr(row["wrong"]),
            on_click=ContactState.begin_correcting(row["id"]),
        ),
        class_name="row",
    )
    return rx.cond(ContactState.correcting == row["id"], _correction(row), ask)


def _correction(row: ContactRow) -> rx.Component:
    return rx.el.form(
        rx.el.h3(t("together.contact.how_it_was")),
        rx.el.input(type="hidden", name="contact_id", value=row["id"], read_only=True),
        _channels(row["channel"]),
        _minutes(row["minutes"]),
        _real_day(row),
        rx.el.div(
            button(t("together.contact.save"), look="main", type="submit"),
            button(t("together.contact.cancel"), look="quiet", on_click=ContactState.begin_correcting("")),
            class_name="row",
        ),
        on_submit=submits(ContactState.correct),
        class_name="stack contact-correction",
    )
