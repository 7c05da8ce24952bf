"""The phone in the room: one screen per phase, turned by the room's emits without asking the server."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from mentorhub.core.pages import page
from mentorhub.speeddate.page.talk import feeling, note, partner_card, question
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from mentorhub.ui.browser import clock, newer
from mentorhub.ui.parts import link_button
from mentorhub.ui.shells import night_shell
from mentorhub.ui.texts import t


def _stop(offset: int) -> Any:
    """Return the stop of the present round (0), or a later one."""
    return PhoneRoom.stops[LiveRoom.round - 1 + offset]


def _exists(offset: int) -> Any:
    number = LiveRoom.round + offset
    return (number >= 1) & (number <= rx.Var.create(PhoneRoom.stops).length())


def _head(place: Any) -> rx.Component:
    return rx.el.header(
        rx.el.span(place, class_name="room-pill"),
        rx.el.span(
            rx.cond(has_connection_errors, t("room.phone.alone"), t("room.phone.connected")),
            class_name=rx.cond(has_connection_errors, "room-pill room-pill-off", "room-pill room-pill-on"),
        ),
        class_name="room-head",
    )


def _round_pill() -> Any:
    return t("room.phone.round", n=LiveRoom.round, all=LiveRoom.rounds)


def _clock() -> rx.Component:
    return clock(
        deadline=LiveRoom.deadline,
        paused_left=LiveRoom.paused_left,
        server_now=LiveRoom.server_now,
        total=LiveRoom.total,
        ring=False,
        label=t("room.phone.clock"),
        spoken=t("room.phone.spoken"),
        class_name="clock",
    )


def _time(title: Any) -> rx.Component:
    """Return the heading with the clock beside it, and a word when the clock stands still."""
    paused = rx.el.span(t("room.phone.paused"), class_name="pill pill-soon")
    return rx.el.div(
        rx.el.h1(title, class_name="room-table"),
        rx.el.div(
            rx.cond(LiveRoom.paused_left >= 0, paused, rx.fragment()), _clock(), class_name="room-time"
        ),
        class_name="room-top",
    )


def _talk() -> rx.Component:
    stop = _stop(0)
    return rx.fragment(
        _time(t("room.phone.table", n=stop.table)),
        partner_card(stop),
        question(stop.question),
        note(stop, t("room.phone.note")),
        feeling(stop),
    )


def _gone(offset: int) -> Any:
    """Return whether the round this far ahead comes after the last one that was arranged."""
    return (PhoneRoom.last_round > 0) & (LiveRoom.round + offset > PhoneRoom.last_round)


def _says(title: Any, text: Any) -> rx.Component:
    return rx.fragment(_time(title), rx.el.p(text, class_name="room-box"))


def _alone() -> rx.Component:
    """Return why there is nobody to talk with in this round."""
    why = rx.cond(PhoneRoom.is_mentee, t("room.phone.break_mentee"), t("room.phone.break_mentor"))
    late = _says(t("room.phone.late_title"), t("room.phone.late_text", n=PhoneRoom.first_round))
    gone = _says(t("room.phone.gone_title"), t("room.phone.gone_text"))
    here = rx.cond(_gone(0), gone, _says(t("room.phone.break_title"), why))
    return rx.cond(PhoneRoom.first_round > LiveRoom.round, late, here)


def _round() -> rx.Component:
    now = rx.cond(_exists(0) & _stop(0).has_partner, _talk(), _alone())
    return _screen(_head(_round_pill()), now, below=_then())


def _then() -> rx.Component:
    """Return the line at the bottom: where to go after this round."""
    stop = _stop(1)
    end = rx.cond(PhoneRoom.is_mentee, t("room.phone.then_end_mentee"), t("room.phone.then_end_mentor"))
    there = rx.fragment(
        rx.el.span(t("room.phone.then_table", n=stop.table), class_name="strong"), rx.el.span(stop.name)
    )
    pause = rx.cond(_gone(1), t("room.phone.then_go"), t("room.phone.then_break"))
    coming = rx.cond(stop.has_partner, there, rx.el.span(pause))
    return rx.el.footer(rx.cond(_exists(1), coming, rx.el.span(end)), class_name="room-then")


def _go_there() -> rx.Component:
    """Return where a mentee goes, or whom a mentor waits for."""
    stop = _stop(1)
    mentee = rx.fragment(
        rx.el.h1(t("room.phone.go_to", n=stop.table), class_name="room-order"),
        rx.el.p(t("room.phone.talk_with", name=stop.name), class_name="room-lead"),
    )
    mentor = rx.el.h1(t("room.phone.stay", name=stop.first_name), class_name="room-order")
    return rx.cond(PhoneRoom.is_mentee, mentee, mentor)


def _no_seat() -> rx.Component:
    pause = rx.cond(PhoneRoom.is_mentee, t("room.phone.go_break"), t("room.phone.stay_break"))
    title = rx.cond(_gone(1), t("room.phone.gone_title"), pause)
    text = rx.cond(_gone(1), t("room.phone.gone_text"), t("room.phone.go_break_text"))
    return rx.fragment(rx.el.h1(title, class_name="room-order"), rx.el.p(text, class_name="room-lead"))


def _changeover() -> rx.Component:
    last = _stop(0)
    still = rx.fragment(note(last, t("room.phone.note_about", name=last.first_name)), feeling(last))
    return _screen(
        _head(t("room.phone.move_title")),
        rx.el.section(
            _clock(),
            rx.cond(_exists(1) & _stop(1).has_partner, _go_there(), _no_seat()),
            class_name="room-move",
        ),
        rx.cond(_exists(0) & last.has_partner, still, rx.fragment()),
    )


def _how(*keys: str) -> rx.Component:
    return rx.el.ol(*[rx.el.li(t(f"room.phone.{key}")) for key in keys], class_name="room-how")


def _lobby() -> rx.Component:
    return _screen(
        _head(t("room.phone.page")),
        rx.el.section(
            rx.el.span("✓", class_name="room-tick", aria_hidden="true"),
            rx.el.h1(t("room.phone.lobby_title")),
            rx.el.p(t("room.phone.lobby_text"), class_name="room-lead"),
            class_name="room-center",
        ),
        rx.el.section(
            rx.el.h2(t("room.phone.how_title")),
            rx.cond(
                PhoneRoom.is_mentee,
                _how("how_mentee_1", "how_mentee_2", "how_mentee_3"),
                _how("how_mentor_1", "how_mentor_2", "how_mentor_3"),
            ),
            class_name="room-box stack",
        ),
    )


def _message(title: Any, text: Any, *action: Any) -> rx.Component:
    return _screen(
        _head(t("room.phone.page")),
        rx.el.section(
            rx.el.h1(title), rx.el.p(text, class_name="room-lead"), *action, class_name="room-center"
        ),
    )


def _ranking() -> rx.Component:
    mentee = _message(
        t("room.phone.ranking_mentee"),
        t("room.phone.ranking_mentee_text"),
        link_button(t("room.phone.ranking_button"), "/top", look="sun wide"),
    )
    mentor = _message(
        t("room.phone.ranking_mentor"),
        t("room.phone.ranking_mentor_text"),
        link_button(t("room.phone.home"), "/", look="wide"),
    )
    return rx.cond(PhoneRoom.is_mentee, mentee, mentor)


def _closed() -> rx.Component:
    home = link_button(t("room.phone.home"), "/", look="sun wide")
    return _message(t("room.phone.closed_title"), t("room.phone.closed_text"), home)


def _outside() -> rx.Component:
    again = link_button(t("room.phone.none_button"), "/r", look="sun wide")
    return _message(t("room.phone.none_title"), t("room.phone.none_text"), again)


def _signed_off() -> rx.Component:
    again = link_button(t("room.phone.none_button"), "/r", look="wide")
    return _message(t("room.phone.left_title"), t("room.phone.left_text"), again)


def _screen(*content: Any, below: Any = None) -> rx.Component:
    inside = rx.el.div(*content, class_name="room-phone")
    return rx.fragment(inside, below) if below is not None else inside


def _awaits_first_plan() -> Any:
    """Return whether round 1 has begun with a plan that this phone, still in the lobby, has not loaded.

    The start plans for who is there, so what the lobby knew is wrong; later plans leave the present round.
    """
    is_new = LiveRoom.plan_version > PhoneRoom.loaded_plan
    return (LiveRoom.round == 1) & (PhoneRoom.loaded_round == 0) & is_new


def _searching() -> rx.Component:
    return rx.el.div(rx.el.h1(t("room.phone.loading"), class_name="room-lead"), class_name="room-phone")


def _inside() -> rx.Component:
    playing = rx.match(
        LiveRoom.phase,
        ("lobby", _lobby()),
        ("round", rx.cond(_awaits_first_plan(), _searching(), _round())),
        ("changeover", _changeover()),
        ("ranking", _ranking()),
        _closed(),
    )
    is_held = (LiveRoom.phase == "round") | (LiveRoom.phase == "changeover") | (LiveRoom.phase == "lobby")
    return rx.cond(PhoneRoom.has_left & is_held, _signed_off(), playing)


@page("/room", title="room.phone.page", on_load=(PhoneRoom.load,))
def phone_page() -> rx.Component:
    """Show where to be, with whom, and how to begin."""
    return night_shell(
        newer(seen=PhoneRoom.loaded_plan, latest=LiveRoom.plan_version, on_newer=PhoneRoom.reload),
        rx.match(PhoneRoom.found, ("here", _inside()), ("none", _outside()), _searching()),
        class_name="room",
    )
