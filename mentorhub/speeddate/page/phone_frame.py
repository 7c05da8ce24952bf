"""What every screen of the phone in the room has: its head with the connection, what is said, the clock."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from mentorhub.core.trouble_bar import Trouble
from mentorhub.speeddate.page.room_clock import room_clock
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from mentorhub.ui.browser import overtime
from mentorhub.ui.connection import connection, when_alone
from mentorhub.ui.texts import t, tr


def stop_in(offset: int) -> Any:
    """Return the stop of the present round (0), or a later one."""
    return PhoneRoom.stops[LiveRoom.round - 1 + offset]


def exists(offset: int) -> Any:
    """Return whether there is a round so far from the present one."""
    number = LiveRoom.round + offset
    return (number >= 1) & (number <= rx.Var.create(PhoneRoom.stops).length())


def is_gone(offset: int) -> Any:
    """Return whether the round this far ahead comes after the last one that was arranged."""
    return (PhoneRoom.last_round > 0) & (LiveRoom.round + offset > PhoneRoom.last_round)


def head(place: Any, *, is_known: bool = True) -> rx.Component:
    """Return the top of a screen: where we are, and, once it is known, whether this phone is connected."""
    connected = connection(
        here_word=t("room.phone.connected"),
        alone_word=t("room.phone.alone"),
        here_class="room-pill room-pill-on",
        alone_class="room-pill room-pill-off",
    )
    return rx.el.header(
        rx.el.span(place, class_name="room-pill"),
        connected if is_known else rx.fragment(),
        class_name="room-head",
    )


def round_pill() -> Any:
    """Return which round this is, and of how many."""
    return t("room.phone.round", n=LiveRoom.round, all=LiveRoom.rounds)


def _time_props() -> dict[str, Any]:
    return {
        "deadline": LiveRoom.deadline,
        "paused_left": LiveRoom.paused_left,
        "server_now": LiveRoom.server_now,
    }


def titled(title: Any) -> rx.Component:
    """Return the heading with the clock beside it, and a word when the clock stands still."""
    paused = rx.el.span(t("room.phone.paused"), class_name="pill pill-soon")
    return rx.el.div(
        rx.el.h1(title, class_name="room-table"),
        rx.el.div(
            rx.cond(LiveRoom.paused_left >= 0, paused, rx.fragment()),
            room_clock(),
            class_name="room-time",
        ),
        class_name="room-top",
    )


def bars() -> rx.Component:
    """Return what is said to everybody, and what is wrong; read aloud when it changes."""
    said = rx.el.p(tr(LiveRoom.message), class_name="room-say")
    in_trouble = Trouble.kind != ""
    return rx.el.div(
        rx.cond(tr(LiveRoom.message) != "", said, rx.fragment()),
        when_alone(rx.el.p(t("room.phone.alone_text"), class_name="room-bar")),
        rx.cond(in_trouble, rx.el.p(t("room.phone.trouble"), class_name="room-bar"), rx.fragment()),
        overtime(_over(), **_time_props(), on=has_connection_errors, class_name="room-over"),
        role="status",
        class_name="room-bars",
    )


def _over() -> rx.Component:
    """Return where to go when the time is up and nobody tells this phone that the room moves on."""
    stop = stop_in(1)
    there = t("room.phone.over_table", n=stop.table, name=stop.name)
    stay = t("room.phone.over_stay", name=stop.first_name)
    known = rx.cond(PhoneRoom.is_mentee, there, stay)
    return rx.el.p(
        t("room.phone.over"),
        " ",
        rx.cond(exists(1) & stop.has_partner, known, ""),
        " ",
        t("room.phone.over_look"),
    )


def _how(*keys: str) -> rx.Component:
    return rx.el.ol(*[rx.el.li(t(f"room.phone.{key}")) for key in keys], class_name="room-how")


def how_it_works() -> rx.Component:
    """Return the three things to know, for who waits for the first round."""
    return rx.el.section(
        rx.el.h2(t("room.phone.how_title")),
        rx.cond(
            PhoneRoom.is_mentee,
            _how("how_mentee_1", "how_mentee_2", "how_mentee_3"),
            _how("how_mentor_1", "how_mentor_2", "how_mentor_3"),
        ),
        rx.el.p(t("room.phone.how_phone"), class_name="small muted"),
        class_name="room-box stack",
    )
