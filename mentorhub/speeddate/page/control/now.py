"""Where the room is, what comes, and the one big button; on a phone the button stays under the thumb."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from mentorhub.speeddate.page.control.browser import StepButton, ends_at
from mentorhub.speeddate.page.control.undo import said, undo
from mentorhub.speeddate.page.room_clock import room_clock
from mentorhub.speeddate.state.control import ControlRoom, Hall
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.parts import card, link_button
from mentorhub.ui.texts import t

SETTLE_MILLISECONDS = 700


def is_held() -> Any:
    """Whether a round or changeover runs."""
    return (LiveRoom.phase == "round") | (LiveRoom.phase == "changeover")


def step_button(words: Any, wanted: Any, *, look: str = "", **props: Any) -> rx.Component:
    """Return a button for a step; it carries the version seen, so that two teachers advance once."""
    classes = " ".join(["btn", *(f"btn-{part}" for part in look.split())])
    return StepButton.create(
        words,
        version=LiveRoom.version,
        off=has_connection_errors,
        on_press=ControlRoom.step(wanted, LiveRoom.version),
        class_name=classes,
        **props,
    )


def place_now() -> Any:
    """Return the phase and the round as one text, which changes when the room moves on."""
    return LiveRoom.phase + " " + rx.Var.create(LiveRoom.round).to_string()


def _is_last() -> Any:
    return LiveRoom.round >= LiveRoom.rounds


def phase_text() -> Any:
    """Return where the room is, in a few words."""
    return rx.match(
        LiveRoom.phase,
        ("draft", t("control.phase.draft")),
        ("lobby", t("control.phase.lobby")),
        ("round", t("control.phase.round", n=LiveRoom.round, all=LiveRoom.rounds)),
        ("changeover", t("control.phase.changeover", n=LiveRoom.round + 1)),
        ("ranking", t("control.phase.ranking")),
        t("control.phase.closed"),
    )


def _next_text() -> Any:
    """Return what comes next, in one sentence."""
    straight_on = rx.cond(
        LiveRoom.changeover_seconds > 0,
        t("control.next.round", n=LiveRoom.round + 1),
        t("control.next.round_on", n=LiveRoom.round + 1),
    )
    return rx.match(
        LiveRoom.phase,
        ("draft", t("control.next.draft")),
        ("lobby", t("control.next.lobby")),
        ("round", rx.cond(_is_last(), t("control.next.last"), straight_on)),
        ("changeover", t("control.next.changeover", n=LiveRoom.round + 1)),
        ("ranking", t("control.next.ranking")),
        t("control.next.closed"),
    )


def _main_step() -> Any:
    return rx.match(LiveRoom.phase, ("draft", "open"), ("lobby", "start"), ("ranking", "close"), "next")


def _main_label() -> Any:
    onward = rx.cond(
        _is_last(),
        t("control.step.to_ranking"),
        rx.cond(
            LiveRoom.changeover_seconds > 0,
            t("control.step.next"),
            t("control.step.next_now", n=LiveRoom.round + 1),
        ),
    )
    return rx.match(
        LiveRoom.phase,
        ("draft", t("control.step.open")),
        ("lobby", t("control.step.start")),
        ("round", onward),
        ("changeover", t("control.step.next_now", n=LiveRoom.round + 1)),
        t("control.step.close"),
    )


def _main() -> rx.Component:
    """Return the next step: one button in all phases, so that it keeps the keyboard's focus."""
    return rx.cond(
        LiveRoom.phase == "closed",
        link_button(t("control.door.after"), ControlRoom.place + "/after", look="main wide"),
        step_button(
            _main_label(),
            _main_step(),
            look="main wide",
            id="main-step",
            place=place_now(),
            settle=SETTLE_MILLISECONDS,
        ),
    )


def dock() -> rx.Component:
    """Return what was said, undo, and the next step; on a phone they stay at the bottom of the screen."""
    return rx.el.div(said(), undo(), _main(), class_name="control-dock")


def _time() -> rx.Component:
    """Return what can be done with the clock; only while a round or changeover runs."""
    is_paused = LiveRoom.paused_left >= 0
    return rx.el.div(
        step_button(t("control.step.minute_less"), "take_minute"),
        step_button(
            rx.cond(is_paused, t("control.step.go_on"), t("control.step.pause")),
            rx.cond(is_paused, "go_on", "pause"),
        ),
        step_button(t("control.step.minute"), "add_minute"),
        class_name="control-three",
    )


def _head() -> rx.Component:
    is_paused = LiveRoom.paused_left >= 0
    return rx.el.div(
        rx.el.div(
            rx.el.h2(phase_text(), class_name="control-phase"),
            rx.cond(is_paused, rx.el.p(t("control.now.paused"), class_name="pill pill-soon"), rx.fragment()),
            class_name="stack grow",
        ),
        rx.cond(is_held(), room_clock(class_name="clock control-clock"), rx.fragment()),
        class_name="spread",
    )


def _counts() -> rx.Component:
    """Return how many people and phones are there; in the ranking also how many lists are in."""
    phones = rx.el.span(
        t("control.now.phones", n=LiveRoom.connected),
        rx.cond(
            LiveRoom.away > 0,
            rx.el.span(" · ", t("control.now.phones_away", n=LiveRoom.away), class_name="control-away"),
            rx.fragment(),
        ),
    )
    handed_in = t("control.next.handed_in", n=LiveRoom.handed_in, all=LiveRoom.handed_of)
    return rx.el.div(
        rx.cond(
            (LiveRoom.phase == "ranking") & (LiveRoom.handed_of > 0),
            rx.el.p(handed_in, class_name="strong", role="status"),
            rx.fragment(),
        ),
        rx.cond(
            (LiveRoom.phase != "draft") & (LiveRoom.phase != "closed"),
            rx.el.p(
                t("control.people.count", present=LiveRoom.present, expected=LiveRoom.expected),
                " · ",
                phones,
                class_name="small muted",
            ),
            rx.fragment(),
        ),
    )


def now() -> rx.Component:
    """Return the card with where the room is, its clock and what comes."""
    return card(
        _head(),
        rx.el.p(phase_text(), role="status", class_name="sr"),
        rx.cond(is_held(), _time(), rx.fragment()),
        dock(),
        rx.el.div(
            rx.el.p(_next_text()),
            ends_at(
                phase=LiveRoom.phase,
                round=LiveRoom.round,
                rounds=LiveRoom.rounds,
                round_seconds=LiveRoom.round_seconds,
                changeover_seconds=LiveRoom.changeover_seconds,
                deadline=LiveRoom.deadline,
                paused_left=LiveRoom.paused_left,
                server_now=LiveRoom.server_now,
                zone=Hall.zone,
                separator=t("control.next.separator"),
                text=t("control.next.ends", time="{time}"),
            ),
            class_name="muted",
        ),
        _counts(),
        class_name="stack control-now",
    )
