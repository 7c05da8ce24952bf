"""The projector: reads from the back row, fits every screen, first names only."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.speeddate.state.beam import BeamScreen
from mentorhub.speeddate.state.live import BeamPlan, LiveRoom
from mentorhub.ui.browser import clock, table_plan
from mentorhub.ui.shells import night_shell
from mentorhub.ui.texts import t, tr

MANY_TABLES = 16


def _count(number: Any, rest: Any) -> rx.Component:
    return rx.el.p(
        rx.el.strong(number, class_name="beam-sun"), " ", rest, class_name="beam-count", role="status"
    )


def _doorway() -> rx.Component:
    """Return the QR code on white, the short address and the room code."""
    return rx.el.div(
        rx.el.img(src=BeamScreen.qr, alt=t("room.beam.qr"), class_name="beam-qr"),
        rx.el.p(BeamScreen.address, class_name="beam-address"),
        rx.el.p(BeamScreen.code, class_name="beam-code"),
        class_name="beam-door",
    )


def _lobby() -> rx.Component:
    names = rx.foreach(
        BeamPlan.names,
        lambda name, i: rx.el.li(name, class_name=rx.cond(i < 4, "beam-name beam-name-new", "beam-name")),
    )
    return rx.el.div(
        _doorway(),
        rx.el.div(
            rx.el.h1(t("room.beam.welcome")),
            rx.el.p(t("room.beam.scan"), class_name="beam-lead"),
            rx.el.ul(names, class_name="beam-names", aria_label=t("room.beam.names")),
            _count(LiveRoom.present, t("room.beam.there", n=LiveRoom.expected)),
            class_name="beam-welcome",
        ),
        class_name="beam-lobby",
    )


def _clock() -> rx.Component:
    return clock(
        deadline=LiveRoom.deadline,
        paused_left=LiveRoom.paused_left,
        server_now=LiveRoom.server_now,
        total=LiveRoom.total,
        ring=True,
        label=t("room.phone.clock"),
        spoken=t("room.phone.spoken"),
        class_name="beam-clock",
    )


def _plan() -> rx.Component:
    waiting = rx.el.p(
        rx.el.strong(t("room.beam.waiting")),
        " ",
        rx.Var.create(BeamPlan.waiting).join(", "),
        class_name="beam-waiting",
    )
    return rx.el.section(
        table_plan(
            rows=BeamPlan.rows,
            joint=t("room.beam.with"),
            seconds=8,
            label=t("room.beam.plan"),
            class_name="beam-tables",
        ),
        rx.cond(rx.Var.create(BeamPlan.waiting).length() > 0, waiting, rx.fragment()),
        class_name="beam-plan",
    )


def _held(look: str, *side: Any) -> rx.Component:
    """Return a round or changeover: the clock beside the plan, or above it when there are many tables."""
    is_dense = rx.Var.create(BeamPlan.rows).length() > MANY_TABLES
    return rx.el.div(
        rx.el.section(*side, class_name="beam-side"),
        _plan(),
        class_name=rx.cond(is_dense, f"beam-held beam-dense {look}", f"beam-held {look}"),
    )


def _round() -> rx.Component:
    title = rx.cond(
        LiveRoom.paused_left >= 0,
        t("room.beam.paused"),
        t("room.beam.round", n=LiveRoom.round, all=LiveRoom.rounds),
    )
    return _held(
        "", rx.el.h1(title), _clock(), rx.el.p(tr(LiveRoom.question), class_name="beam-lead beam-question")
    )


def _changeover() -> rx.Component:
    return _held(
        "beam-change",
        rx.el.h1(t("room.beam.change")),
        _clock(),
        rx.el.p(t("room.beam.change_text"), class_name="beam-lead beam-question"),
    )


def _message(title: Any, text: Any, *more: Any) -> rx.Component:
    return rx.el.div(rx.el.h1(title), rx.el.p(text, class_name="beam-lead"), *more, class_name="beam-message")


def _ranking() -> rx.Component:
    count = _count(LiveRoom.handed_in, t("room.beam.handed_in", n=LiveRoom.handed_of))
    return _message(
        t("room.beam.ranking"),
        t("room.beam.ranking_text"),
        rx.cond(LiveRoom.handed_of > 0, count, rx.fragment()),
    )


def _shown() -> Any:
    return rx.match(
        LiveRoom.phase,
        ("draft", _message(BeamScreen.name, t("room.beam.draft"))),
        ("lobby", _lobby()),
        ("round", _round()),
        ("changeover", _changeover()),
        ("ranking", _ranking()),
        _message(t("room.beam.end"), t("room.beam.end_text")),
    )


@page("/beam/[beam_key]", title="room.beam.page", on_load=(BeamScreen.load,))
def beam_page() -> rx.Component:
    """Show the room to everyone in it."""
    gone = _message(t("room.beam.gone"), t("room.beam.gone_text"))
    return night_shell(
        rx.match(BeamScreen.found, ("here", _shown()), ("ended", gone), rx.fragment()), class_name="beam"
    )
