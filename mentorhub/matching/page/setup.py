"""How a programme is matched: the length of the lists, what mentors may say, the aim for both sides."""

from typing import Any

import reflex as rx

from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.matching.state.setup import Setup
from mentorhub.ui.parts import button
from mentorhub.ui.texts import t

LENGTHS = range(1, 11)


def setup_panel() -> rx.Component:
    """Return the settings; each is saved as it is changed."""
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("matching.setup.title"))),
        rx.el.div(
            _length(),
            _switch("asks", Setup.asks_wishes, Setup.ask_wishes),
            rx.cond(
                Setup.asks_wishes,
                _switch("forbids", Setup.rather_not_forbids, Setup.let_rather_not_forbid),
                rx.fragment(),
            ),
            _switch("evens", Setup.evens_out, Setup.even_out),
            rx.cond(Board.stage == "proposal", _fewest_blocking(), rx.fragment()),
            class_name="stack-lg",
        ),
        class_name="card panel no-print",
    )


def _length() -> rx.Component:
    # A list of buttons, not a number to type: there are ten, and one is chosen with a click or a key.
    choice = rx.el.select(
        *[rx.el.option(str(number), value=str(number)) for number in LENGTHS],
        id="list-length",
        value=Setup.list_length,
        on_change=lambda length: Setup.change_length(length.to(int)),
        disabled=Setup.is_fixed,
        aria_describedby="list-length-help",
        class_name="input pick",
    )
    help_text = rx.cond(
        Setup.is_fixed,
        t("matching.setup.length_fixed", n=Setup.handed_in),
        t("matching.setup.length_text"),
    )
    return rx.el.div(
        rx.el.label(t("matching.setup.length"), html_for="list-length"),
        choice,
        rx.el.p(help_text, id="list-length-help", class_name="hint"),
        class_name="field",
    )


def _switch(name: str, value: Any, change: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=value,
                on_change=change,
                aria_describedby=f"{name}-help",
                class_name="check",
            ),
            t(f"matching.setup.{name}"),
            class_name="option",
        ),
        rx.el.p(t(f"matching.setup.{name}_text"), id=f"{name}-help", class_name="hint"),
    )


def _fewest_blocking() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("matching.setup.fewest_text"), class_name="hint mb-2"),
        button(t("matching.setup.fewest"), on_click=Deciding.choose("fewest_blocking")),
    )
