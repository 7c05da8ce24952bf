"""Ending a call: a new match or a substitute when it does not fit, and what came of it."""

import reflex as rx

from mentorhub.pairs.chips import chips
from mentorhub.pairs.help.rules import OUTCOMES
from mentorhub.pairs.help.state.call import HelpCallState
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, link_button
from mentorhub.ui.texts import t, tr


def does_not_fit() -> rx.Component:
    """Return the ways to a new match or a substitute, for a pair that still runs."""
    apart = rx.fragment(
        rx.el.p(t("help.call.fit_apart_text"), class_name="notice mt-2"),
        rx.el.div(
            link_button(t("help.call.fit_board"), HelpCallState.board, look="main"),
            button(t("help.call.fit_together"), on_click=HelpCallState.together_again),
            class_name="row mt-3",
        ),
    )
    ways = rx.fragment(
        rx.el.p(t("help.call.fit_text"), class_name="muted mt-1"),
        rx.el.div(
            button(t("help.call.fit_apart"), on_click=HelpCallState.find_new_match),
            link_button(t("help.call.fit_substitute"), HelpCallState.board),
            class_name="row mt-3",
        ),
    )
    panel = card(
        rx.el.h2(t("help.call.fit_title")),
        rx.cond(HelpCallState.is_kept_apart, apart, ways),
    )
    return rx.cond(HelpCallState.has_pair & HelpCallState.is_running, panel, rx.fragment())


def closing() -> rx.Component:
    """Return the form that closes the call; what the match shows by now is chosen already."""
    outcomes = [(one, t(f"help.outcome.{one}")) for one in OUTCOMES]
    chosen = rx.cond(HelpCallState.suggested != "", HelpCallState.suggested, "better")
    asked = rx.cond(
        HelpCallState.other_knows,
        t("help.call.asks_both", name=HelpCallState.other),
        t("help.call.asks_one", name=HelpCallState.other),
    )
    return card(
        rx.el.h2(t("help.call.close_title")),
        rx.el.p(t("help.call.close_text", name=HelpCallState.caller), class_name="muted mt-1"),
        rx.cond(HelpCallState.other != "", rx.el.p(asked, class_name="muted"), rx.fragment()),
        rx.cond(
            HelpCallState.seen["nl"] != "",
            rx.el.p(tr(HelpCallState.seen), class_name="notice notice-ok mt-2"),
            rx.fragment(),
        ),
        rx.el.form(
            chips(t("help.call.outcome"), "outcome", outcomes, chosen),
            button(t("help.call.close"), type="submit"),
            on_submit=submits(HelpCallState.close),
            class_name="stack mt-3",
            key=HelpCallState.suggested,
        ),
    )
