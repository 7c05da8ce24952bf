"""The projector: reads from the back row, fits every screen, first names only."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from mentorhub.core.pages import page
from mentorhub.core.trouble_bar import Trouble
from mentorhub.speeddate.page.room_clock import room_clock
from mentorhub.speeddate.state.beam import BeamScreen
from mentorhub.speeddate.state.live import BeamPlan, LiveRoom
from mentorhub.ui.projector import again, screen_tools, stage, table_plan
from mentorhub.ui.shells import night_shell
from mentorhub.ui.texts import t, tr

MANY_TABLES = 16
LONG_MESSAGE = 44
RETRY_SECONDS = 3

# Drawings on a field 24 high: a pause, a move to the right, speech, waves behind a stroke.
BARS = "M7 4v16M17 4v16"
ARROWS = "M3 3l9 9-9 9M15 3l9 9-9 9M27 3l9 9-9 9"
BUBBLE = "M4 4h16v12H11l-5 4v-4H4z"
CUT = "M4 4l16 16M5 13a10 10 0 0 1 4-2.5M19 13a10 10 0 0 0-3-2M9 16.5a4.5 4.5 0 0 1 6 0M12 20v.01"


def _count(number: Any, rest: Any) -> rx.Component:
    return rx.el.p(rx.el.strong(number, class_name="beam-sun"), " ", rest, class_name="beam-count")


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
    welcome = rx.el.div(
        rx.el.h1(t("room.beam.welcome")),
        rx.el.p(t("room.beam.scan"), class_name="beam-lead"),
        rx.el.div(
            rx.el.ul(names, class_name="beam-names", aria_label=t("room.beam.names")), class_name="beam-crowd"
        ),
        _count(LiveRoom.present, t("room.beam.there", n=LiveRoom.expected)),
        class_name="beam-welcome",
    )
    return rx.el.div(rx.el.div(_doorway(), welcome, class_name="beam-lobby"), class_name="beam-content")


def _plan() -> rx.Component:
    return table_plan(
        rows=BeamPlan.rows,
        joint=t("room.beam.with"),
        waiting=BeamPlan.waiting,
        waiting_word=t("room.beam.waiting"),
        seconds=8,
        label=t("room.beam.plan"),
        class_name="beam-tables",
    )


def _shape(path: str, class_name: str = "", *, wide: int = 24) -> rx.Component:
    """Return a drawing that says without colour what is going on."""
    look = f"beam-shape {class_name}".strip()
    return rx.el.svg(rx.el.path(d=path), view_box=f"0 0 {wide} 24", aria_hidden="true", class_name=look)


def _held(look: Any, title: rx.Component, text: Any) -> rx.Component:
    """Return a round or changeover; which of the texts below the clock is seen follows from the clock."""
    texts = rx.el.div(
        rx.el.p(text, class_name="beam-lead beam-usual"),
        rx.el.p(t("room.beam.finish"), class_name="beam-lead beam-finish"),
        rx.el.p(t("room.beam.patience"), class_name="beam-lead beam-patience"),
        class_name="beam-texts",
    )
    side = rx.el.section(title, room_clock(ring=True, class_name="beam-clock"), texts, class_name="beam-side")
    return stage(
        side,
        _plan(),
        tables=rx.Var.create(BeamPlan.rows).length(),
        many=MANY_TABLES,
        class_name=rx.cond(LiveRoom.paused_left >= 0, f"beam-held beam-paused {look}", f"beam-held {look}"),
    )


def _paused_or(title: Any) -> rx.Component:
    bars = _shape(BARS, "beam-bars")
    return rx.el.h1(
        rx.cond(LiveRoom.paused_left >= 0, rx.fragment(bars, t("room.beam.paused")), title),
        class_name="beam-title",
    )


def _round() -> rx.Component:
    title = t("room.beam.round", n=LiveRoom.round, all=LiveRoom.rounds)
    return _held("beam-round", _paused_or(title), tr(LiveRoom.question))


def _changeover() -> rx.Component:
    arrows = _shape(ARROWS, "beam-arrows", wide=39)
    title = _paused_or(rx.fragment(t("room.beam.change"), arrows))
    return _held("beam-change", title, t("room.beam.change_text"))


def _words(title: Any, text: Any, *more: Any) -> rx.Component:
    return rx.el.div(rx.el.h1(title), rx.el.p(text, class_name="beam-lead"), *more, class_name="beam-words")


def _ranking() -> rx.Component:
    count = _count(LiveRoom.handed_in, t("room.beam.handed_in", n=LiveRoom.handed_of))
    return _words(
        t("room.beam.ranking"),
        t("room.beam.ranking_text"),
        rx.cond(LiveRoom.handed_of > 0, count, rx.fragment()),
    )


def _room() -> Any:
    return rx.match(
        LiveRoom.phase,
        ("draft", _words(BeamScreen.name, t("room.beam.draft"))),
        ("lobby", _lobby()),
        ("round", _round()),
        ("changeover", _changeover()),
        ("ranking", _ranking()),
        _words(t("room.beam.end"), t("room.beam.end_text")),
    )


def _said() -> rx.Component:
    """Return what a screen reader says when the room moves on; the clock says its own times."""
    round_ = rx.cond(
        LiveRoom.paused_left >= 0,
        t("room.beam.paused"),
        t("room.beam.round", n=LiveRoom.round, all=LiveRoom.rounds),
    )
    change = rx.cond(LiveRoom.paused_left >= 0, t("room.beam.paused"), t("room.beam.change_text"))
    said = rx.match(
        LiveRoom.phase,
        ("lobby", t("room.beam.welcome")),
        ("round", round_),
        ("changeover", change),
        ("ranking", t("room.beam.ranking_text")),
        ("closed", t("room.beam.end_text")),
        "",
    )
    return rx.el.p(said, role="status", class_name="sr")


def _message() -> rx.Component:
    """Return what a teacher says to the whole room, above everything else."""
    text = tr(LiveRoom.message)
    bubble = _shape(BUBBLE)
    look = rx.cond(text.length() > LONG_MESSAGE, "beam-message beam-message-long", "beam-message")
    said = rx.el.div(bubble, rx.el.p(text), class_name=look)
    return rx.el.div(rx.cond(text != "", said, rx.fragment()), role="status")


def _signs() -> rx.Component:
    """Return the small words below: a rehearsal, and that the connection is lost or nothing can be saved."""
    rehearsal = rx.el.p(t("room.beam.rehearsal"), class_name="beam-sign beam-rehearsal")
    offline = rx.el.p(_shape(CUT), t("room.beam.offline"), class_name="beam-sign")
    trouble = rx.el.p(_shape(CUT), t("room.beam.trouble"), class_name="beam-sign")
    in_trouble = rx.cond(Trouble.kind != "", trouble, rx.fragment())
    return rx.el.div(
        rx.cond(LiveRoom.rehearsal, rehearsal, rx.fragment()),
        rx.el.div(rx.cond(has_connection_errors, offline, in_trouble), role="status"),
        class_name="beam-signs",
    )


def _later() -> rx.Component:
    """Return what shows before the room is known: nothing, or patience while the database is away."""
    patience = rx.fragment(
        _words(t("room.beam.patience"), t("room.beam.patience_text")),
        again(seconds=RETRY_SECONDS, on_again=BeamScreen.load),
    )
    return rx.cond(Trouble.kind != "", patience, rx.el.div())


@page("/beam/[beam_key]", title="room.beam.page", on_load=(BeamScreen.load,))
def beam_page() -> rx.Component:
    """Show the room to everyone in it."""
    gone = _words(t("room.beam.gone"), t("room.beam.gone_text"))
    return night_shell(
        _said(),
        _message(),
        rx.match(BeamScreen.found, ("here", _room()), ("ended", gone), _later()),
        _signs(),
        screen_tools(
            phase=LiveRoom.phase,
            label=t("room.beam.tools"),
            sound_on=t("room.beam.sound_on"),
            sound_off=t("room.beam.sound_off"),
            sound_wait=t("room.beam.sound_wait"),
            full_on=t("room.beam.full_on"),
            full_off=t("room.beam.full_off"),
            class_name="beam-tools",
        ),
        class_name="beam",
        quiet=True,
    )
