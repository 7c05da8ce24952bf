"""The phone in a round and in the changeover after it: where to be, with whom, and where to go next."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.page.phone_frame import (
    bars,
    exists,
    head,
    how_it_works,
    is_gone,
    round_pill,
    stop_in,
    titled,
)
from mentorhub.speeddate.page.room_clock import room_clock
from mentorhub.speeddate.page.talk import feeling, note, partner_card, question
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from mentorhub.ui.texts import t


def running() -> rx.Component:
    """Return a round and the changeover after it: one screen, so that who is typing stays in the note."""
    stop, is_move = stop_in(0), LiveRoom.phase == "changeover"
    has_partner = exists(0) & stop.has_partner
    written = t("room.phone.note_about", name=stop.first_name)
    return rx.el.div(
        head(rx.cond(is_move, t("room.phone.move_title"), round_pill())),
        bars(),
        rx.cond(is_move, _move(), rx.cond(has_partner, _talk(), _alone())),
        rx.cond(has_partner, note(stop, rx.cond(is_move, written, t("room.phone.note"))), rx.fragment()),
        rx.el.div(
            rx.cond(has_partner, feeling(stop), rx.fragment()),
            rx.cond(is_move, rx.fragment(), _then()),
            class_name="room-dock",
        ),
        class_name="room-phone room-full",
    )


def _talk() -> rx.Component:
    stop = stop_in(0)
    return rx.fragment(
        titled(t("room.phone.table", n=stop.table)), partner_card(stop), question(stop.question)
    )


def _says(title: Any, text: Any) -> rx.Component:
    return rx.fragment(titled(title), rx.el.p(text, class_name="room-box"))


def _alone() -> rx.Component:
    """Return why there is nobody to talk with in this round."""
    why = rx.cond(PhoneRoom.is_mentee, t("room.phone.break_mentee"), t("room.phone.break_mentor"))
    late = rx.fragment(
        _says(t("room.phone.late_title"), t("room.phone.late_text", n=PhoneRoom.first_round)), how_it_works()
    )
    gone = _says(t("room.phone.gone_title"), t("room.phone.gone_text"))
    here = rx.cond(is_gone(0), gone, _says(t("room.phone.break_title"), why))
    return rx.cond(PhoneRoom.first_round > LiveRoom.round, late, here)


def _then() -> rx.Component:
    """Return the line at the bottom: where to go after this round."""
    stop = stop_in(1)
    end = rx.cond(PhoneRoom.is_mentee, t("room.phone.then_end_mentee"), t("room.phone.then_end_mentor"))
    there = rx.fragment(
        rx.el.span(t("room.phone.then_table", n=stop.table), class_name="strong"), rx.el.span(stop.name)
    )
    pause = rx.cond(is_gone(1), t("room.phone.then_go"), t("room.phone.then_break"))
    coming = rx.cond(stop.has_partner, there, rx.el.span(pause))
    return rx.el.footer(rx.cond(exists(1), coming, rx.el.span(end)), class_name="room-then")


def _move() -> rx.Component:
    there = rx.cond(exists(1) & stop_in(1).has_partner, _go_there(), _no_seat())
    return rx.el.section(room_clock(), there, class_name="room-move")


def _go_there() -> rx.Component:
    """Return where a mentee goes, or whom a mentor waits for."""
    stop = stop_in(1)
    mentee = rx.fragment(
        rx.el.h1(t("room.phone.go_to", n=stop.table), class_name="room-order"),
        rx.el.p(t("room.phone.talk_with", name=stop.name), class_name="room-lead"),
    )
    mentor = rx.el.h1(t("room.phone.stay", name=stop.first_name), class_name="room-order")
    return rx.cond(PhoneRoom.is_mentee, mentee, mentor)


def _no_seat() -> rx.Component:
    pause = rx.cond(PhoneRoom.is_mentee, t("room.phone.go_break"), t("room.phone.stay_break"))
    title = rx.cond(is_gone(1), t("room.phone.gone_title"), pause)
    text = rx.cond(is_gone(1), t("room.phone.gone_text"), t("room.phone.go_break_text"))
    return rx.fragment(rx.el.h1(title, class_name="room-order"), rx.el.p(text, class_name="room-lead"))
