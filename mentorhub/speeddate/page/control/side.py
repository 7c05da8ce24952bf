"""The quiet groups beside the big button: a message to all, the length of things, the door and paper."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.page.control.browser import StepButton, roomy_details
from mentorhub.speeddate.page.control.now import is_held, step_button
from mentorhub.speeddate.service.saying import MESSAGE_LENGTH, PRESETS
from mentorhub.speeddate.state.control import ControlRoom
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, link_button
from mentorhub.ui.texts import t, tr

ROUND_STEP, CHANGEOVER_STEP = 30, 15
NOTHING = rx.fragment


def message() -> rx.Component:
    """Return ready messages as buttons, a field for own words, and what is on the screens now."""
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("control.message.title"))),
        rx.el.div(
            _shown(),
            rx.el.div(*[_preset(preset) for preset in PRESETS], class_name="control-presets"),
            _own(),
            rx.el.p(t("control.message.hint"), class_name="hint"),
            class_name="stack",
        ),
        class_name="card control-fold",
    )


def shown_now() -> rx.Component:
    """Return the message that is on the screens now, and a way to take it off; nothing without one."""
    return rx.cond(
        LiveRoom.message["nl"] != "",
        rx.el.div(
            rx.el.p(
                rx.el.span(t("control.message.now"), class_name="small block"),
                rx.el.strong(tr(LiveRoom.message)),
                class_name="grow",
            ),
            button(t("control.message.silence"), on_click=ControlRoom.silence),
            class_name="notice row control-shown",
        ),
        NOTHING(),
    )


def _shown() -> rx.Component:
    return rx.el.p(
        rx.cond(
            LiveRoom.message["nl"] != "",
            rx.fragment(t("control.message.now"), ": ", tr(LiveRoom.message)),
            NOTHING(),
        ),
        role="status",
        class_name="sr",
    )


def _preset(preset: str) -> rx.Component:
    return button(t(f"saying.preset.{preset}"), on_click=ControlRoom.say(preset))


def _own() -> rx.Component:
    return rx.el.form(
        rx.el.label(t("control.message.own"), html_for="own_message", class_name="label"),
        rx.el.div(
            rx.el.input(
                id="own_message",
                name="own_message",
                max_length=MESSAGE_LENGTH,
                required=True,
                auto_complete="off",
                class_name="input grow",
            ),
            button(t("control.message.send"), type="submit"),
            class_name="row",
        ),
        on_submit=submits(ControlRoom.say_own),
        reset_on_submit=True,
        class_name="field",
    )


def times() -> rx.Component:
    """Return the length of rounds and changeovers, the number of rounds, and ending early."""
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("control.time.title"))),
        rx.el.div(
            _stepper(
                t("control.time.round"),
                _as_length(LiveRoom.round_seconds),
                _times(t("control.time.shorter_round"), "−½", -ROUND_STEP, 0),
                _times(t("control.time.longer_round"), "+½", ROUND_STEP, 0),
            ),
            _stepper(
                t("control.time.changeover"),
                _as_length(LiveRoom.changeover_seconds),
                _times(t("control.time.shorter_changeover"), "−15", 0, -CHANGEOVER_STEP),
                _times(t("control.time.longer_changeover"), "+15", 0, CHANGEOVER_STEP),
            ),
            _stepper(
                t("control.time.rounds"),
                rx.Var.create(LiveRoom.rounds).to_string(),
                step_button("−1", "fewer", label=t("control.step.fewer")),
                step_button("+1", "more", label=t("control.step.more")),
            ),
            rx.el.p(t("control.time.hint"), class_name="hint"),
            rx.cond(is_held(), _end(), NOTHING()),
            class_name="stack",
        ),
        class_name="card control-fold",
    )


def more_after() -> rx.Component:
    """Return the way back to the rounds from the ranking: one round more."""
    return step_button(t("control.step.more"), "more")


def _stepper(label: Any, value: Any, less: rx.Component, more: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.span(label, class_name="grow"),
        less,
        rx.el.span(value, class_name="strong number control-value", role="status"),
        more,
        class_name="control-stepper",
    )


def _times(label: Any, sign: str, round_by: int, changeover_by: int) -> rx.Component:
    changed = ControlRoom.times(
        LiveRoom.round_seconds + round_by, LiveRoom.changeover_seconds + changeover_by, LiveRoom.version
    )
    return StepButton.create(
        sign, label=label, version=LiveRoom.version, on_press=changed, class_name="btn control-sign"
    )


def _as_length(seconds: Any) -> Any:
    """Return a number of seconds as ``4:30``."""
    rest = seconds % 60
    return (seconds // 60).to_string() + ":" + rx.cond(rest < 10, "0" + rest.to_string(), rest.to_string())


def _end() -> rx.Component:
    return rx.el.div(
        step_button(t("control.step.end"), "end", look="late wide"),
        rx.el.p(t("control.step.end_hint"), class_name="hint"),
        class_name="stack control-end",
    )


def door() -> rx.Component:
    """Return how people come in, the big screen, and everything on paper."""
    return roomy_details(
        rx.el.summary(rx.el.h2(t("control.door.title"))),
        rx.el.dl(
            rx.el.dt(t("control.door.address")),
            rx.el.dd(ControlRoom.address),
            rx.el.dt(t("control.door.code")),
            rx.el.dd(ControlRoom.code, class_name="control-code"),
            class_name="control-door",
        ),
        rx.el.div(
            native_link(
                t("control.door.beam"),
                href=ControlRoom.beam_address,
                target="_blank",
                rel="noopener",
                class_name="btn",
            ),
            rx.el.p(t("control.door.beam_hint"), class_name="hint"),
            native_link(t("control.door.paper"), href=ControlRoom.place + "/paper.pdf", class_name="btn"),
            rx.el.p(t("control.door.paper_hint"), class_name="hint"),
            rx.cond(LiveRoom.phase != "ranking", _wishes(), NOTHING()),
            class_name="stack",
        ),
        class_name="card control-fold",
    )


def _wishes() -> rx.Component:
    return rx.fragment(
        link_button(t("control.door.wishes"), ControlRoom.place + "/wishes"),
        rx.el.p(t("control.door.wishes_hint"), class_name="hint"),
    )


def _note(phase: str) -> rx.Component:
    return rx.el.dl(
        rx.el.dt(t("control.notes.say")),
        rx.el.dd(t(f"control.notes.{phase}_say")),
        rx.el.dt(t("control.notes.do")),
        rx.el.dd(t(f"control.notes.{phase}_do")),
        class_name="control-notes",
    )


def notes() -> rx.Component:
    """Return what to say and do now; open on a laptop."""
    in_round = rx.cond(
        LiveRoom.round >= LiveRoom.rounds,
        _note("last"),
        rx.cond(LiveRoom.round == 1, _note("first"), _note("round")),
    )
    return roomy_details(
        rx.el.summary(rx.el.h2(t("control.notes.title"))),
        rx.match(
            LiveRoom.phase,
            ("draft", _note("draft")),
            ("lobby", _note("lobby")),
            ("round", in_round),
            ("changeover", _note("changeover")),
            ("ranking", _note("ranking")),
            _note("closed"),
        ),
        class_name="card control-fold",
    )
