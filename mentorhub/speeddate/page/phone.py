"""The phone in the room: one screen per phase, turned by the room's emits without asking the server."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.speeddate.page.phone_frame import bars, head, how_it_works
from mentorhub.speeddate.page.phone_running import running
from mentorhub.speeddate.page.talk import NOTE_ADDRESS
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from mentorhub.ui.awake import awake, tremble
from mentorhub.ui.browser import newer
from mentorhub.ui.draft import kept_drafts
from mentorhub.ui.held import held
from mentorhub.ui.parts import link_button
from mentorhub.ui.shells import night_shell
from mentorhub.ui.texts import t

TREMBLE = [200, 100, 200]
"""Milliseconds on, off, on: felt on a table, over in half a second."""


def _lobby() -> rx.Component:
    return _screen(
        head(t("room.phone.page")),
        bars(),
        rx.el.section(
            rx.el.span("✓", class_name="room-tick", aria_hidden="true"),
            rx.el.h1(t("room.phone.lobby_title")),
            rx.el.p(t("room.phone.lobby_text"), class_name="room-lead"),
            class_name="room-center",
        ),
        how_it_works(),
    )


def _message(title: Any, text: Any, *action: Any) -> rx.Component:
    return _screen(
        head(t("room.phone.page")),
        bars(),
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


def _screen(*content: Any) -> rx.Component:
    return rx.el.div(*content, class_name="room-phone")


def _awaits_first_plan() -> Any:
    """Return whether round 1 has begun with a plan that this phone, still in the lobby, has not loaded.

    The start plans for who is there, so what the lobby knew is wrong; later plans leave the present round.
    """
    is_new = LiveRoom.plan_version > PhoneRoom.loaded_plan
    return (LiveRoom.round == 1) & (PhoneRoom.loaded_round == 0) & is_new


def _searching() -> rx.Component:
    """Return the round's screen without anything in it, so that nothing jumps when it is there."""
    return rx.el.div(
        head(t("room.phone.page"), is_known=False),
        bars(),
        rx.el.div(rx.el.h1(t("room.phone.loading"), class_name="room-lead"), class_name="room-top"),
        *[
            rx.el.div(class_name=f"room-empty room-empty-{part}", aria_hidden="true")
            for part in ("card", "question", "note")
        ],
        rx.el.div(class_name="room-dock room-empty-dock", aria_hidden="true"),
        class_name="room-phone room-full",
    )


def _inside() -> rx.Component:
    playing = rx.match(
        LiveRoom.phase,
        ("lobby", _lobby()),
        ("round", "changeover", rx.cond(_awaits_first_plan(), _searching(), running())),
        ("ranking", _ranking()),
        _closed(),
    )
    is_held = _in_rounds() | (LiveRoom.phase == "lobby")
    return rx.cond(PhoneRoom.has_left & is_held, _signed_off(), playing)


def _in_rounds() -> Any:
    return (LiveRoom.phase == "round") | (LiveRoom.phase == "changeover")


def _moment() -> Any:
    """Return a text that is another one in each round and changeover, empty before the room is known."""
    number: Any = LiveRoom.round
    return rx.cond(LiveRoom.phase == "", "", LiveRoom.phase + number.to_string())


def _unseen() -> tuple[rx.Component, ...]:
    """Return what works without being seen: the newest plan, unsent notes, a phone that stays awake."""
    return (
        newer(seen=PhoneRoom.loaded_plan, latest=LiveRoom.plan_version, on_newer=PhoneRoom.reload),
        kept_drafts(
            start=PhoneRoom.draft_name,
            post=NOTE_ADDRESS,
            fields=rx.Var.create({"event": PhoneRoom.event}),
            rest="about",
            ready=PhoneRoom.found == "here",
        ),
        awake(_in_rounds()),
        tremble(_moment(), on=_in_rounds() & ~PhoneRoom.has_left, pattern=TREMBLE),
    )


@page("/room", title="room.phone.page", on_load=(PhoneRoom.load,))
def phone_page() -> rx.Component:
    """Show where to be, with whom, and how to begin."""
    return night_shell(
        held(
            *_unseen(),
            rx.match(PhoneRoom.found, ("here", _inside()), ("none", _outside()), _searching()),
            states=(PhoneRoom, LiveRoom),
            marker=(PhoneRoom, "loaded"),
            on_stuck=PhoneRoom.load,
        ),
        class_name="room",
        quiet=True,
    )
