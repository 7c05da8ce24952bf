"""The teacher's control page: where we are, what comes next, one big button, and who is there."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.page.attendance import people
from mentorhub.speeddate.state.control import ControlRoom
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.browser import clock, newer
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, card, empty, link_button
from mentorhub.ui.texts import t, tr


def _step(label: Any, wanted: str, look: str) -> rx.Component:
    """Return a button for a step; it carries the version seen, so that two teachers advance once."""
    return button(label, look=look, on_click=ControlRoom.step(wanted, LiveRoom.version))


def _phase() -> Any:
    return rx.match(
        LiveRoom.phase,
        ("draft", t("room.control.phase_draft")),
        ("lobby", t("room.control.phase_lobby")),
        ("round", t("room.control.phase_round", n=LiveRoom.round, all=LiveRoom.rounds)),
        ("changeover", t("room.control.phase_changeover", n=LiveRoom.round + 1)),
        ("ranking", t("room.control.phase_ranking")),
        t("room.control.phase_closed"),
    )


def _is_last() -> Any:
    return LiveRoom.round >= LiveRoom.rounds


def _after() -> Any:
    """Return what comes next, in one sentence."""
    in_round = rx.cond(_is_last(), t("room.control.next_last"), t("room.control.next_round"))
    return rx.match(
        LiveRoom.phase,
        ("draft", t("room.control.next_draft")),
        ("lobby", t("room.control.next_lobby")),
        ("round", in_round),
        ("changeover", t("room.control.next_changeover")),
        ("ranking", t("room.control.next_ranking")),
        t("room.control.next_closed"),
    )


def _sure(label: Any, text: Any, yes: Any, wanted: str, look: str) -> rx.Component:
    """Return a step that cannot be undone, with a second button that says what it does."""
    return rx.el.details(
        rx.el.summary(label, class_name=f"btn {look}"),
        rx.el.div(rx.el.p(text), _step(yes, wanted, "late wide"), class_name="stack mt-3"),
        class_name="control-sure",
    )


def _main() -> Any:
    onward = rx.cond(
        _is_last(),
        _step(t("room.control.to_ranking"), "next", "main wide"),
        _step(t("room.control.next"), "next", "main wide"),
    )
    close = _sure(
        t("room.control.close"),
        t("room.control.close_sure"),
        t("room.control.close_yes"),
        "close",
        "btn-main btn-wide",
    )
    return rx.match(
        LiveRoom.phase,
        ("draft", _step(t("room.control.open"), "open", "main wide")),
        ("lobby", _step(t("room.control.start"), "start", "main wide")),
        ("round", onward),
        (
            "changeover",
            _step(t("room.control.next_now", n=LiveRoom.round + 1), "next", "main wide"),
        ),
        ("ranking", close),
        link_button(t("room.control.match"), "/match", look="main wide"),
    )


def _time() -> rx.Component:
    """Return the clock and what can be done with it; only while a round or changeover runs."""
    is_paused = LiveRoom.paused_left >= 0
    return rx.el.div(
        clock(
            deadline=LiveRoom.deadline,
            paused_left=LiveRoom.paused_left,
            server_now=LiveRoom.server_now,
            total=LiveRoom.total,
            ring=False,
            label=t("room.control.clock"),
            spoken=t("room.phone.spoken"),
            class_name="clock control-clock",
        ),
        rx.cond(is_paused, rx.el.p(t("room.control.paused"), class_name="pill pill-soon"), rx.fragment()),
        rx.el.div(
            rx.cond(
                is_paused,
                _step(t("room.control.go_on"), "go_on", "sun"),
                _step(t("room.control.pause"), "pause", ""),
            ),
            _step(t("room.control.minute"), "add_minute", ""),
            class_name="control-pair",
        ),
        class_name="stack",
    )


def _is_held() -> Any:
    return (LiveRoom.phase == "round") | (LiveRoom.phase == "changeover")


def _handed_in() -> rx.Component:
    """Return how many rankings are in; never what is in them."""
    count = t("room.control.handed_in", n=LiveRoom.handed_in, all=LiveRoom.handed_of)
    return rx.el.p(count, class_name="strong", role="status")


def _now() -> rx.Component:
    end = _sure(
        t("room.control.end"), t("room.control.end_sure"), t("room.control.end_yes"), "end", "btn-quiet"
    )
    return card(
        rx.el.h2(_phase(), class_name="control-phase"),
        rx.el.p(_phase(), role="status", class_name="sr"),
        rx.cond(_is_held(), _time(), rx.fragment()),
        _main(),
        rx.cond((LiveRoom.phase == "ranking") & (LiveRoom.handed_of > 0), _handed_in(), rx.fragment()),
        rx.el.p(_after(), class_name="muted"),
        rx.cond(_is_held(), end, rx.fragment()),
        class_name="stack control-now",
    )


def _door() -> rx.Component:
    return card(
        rx.el.h2(t("room.control.door")),
        rx.el.dl(
            rx.el.dt(t("room.control.address")),
            rx.el.dd(ControlRoom.address),
            rx.el.dt(t("room.control.code")),
            rx.el.dd(ControlRoom.code, class_name="control-code"),
            class_name="control-door",
        ),
        native_link(
            t("room.control.beam"),
            href=ControlRoom.beam_address,
            target="_blank",
            rel="noopener",
            class_name="btn",
        ),
        rx.el.p(t("room.control.beam_hint"), class_name="hint"),
        rx.cond(LiveRoom.phase != "ranking", _wishes(), rx.fragment()),
        class_name="stack",
    )


def _wishes() -> rx.Component:
    return rx.fragment(
        link_button(t("room.control.wishes"), ControlRoom.wishes_href),
        rx.el.p(t("room.control.wishes_hint"), class_name="hint"),
    )


def _here() -> rx.Component:
    tone = "notice notice-" + ControlRoom.said_tone
    return rx.fragment(
        newer(seen=ControlRoom.people_seen, latest=LiveRoom.people_at, on_newer=ControlRoom.reload),
        rx.el.div(rx.el.h1(ControlRoom.name), class_name="mb-4"),
        rx.el.p(
            tr(ControlRoom.said), role="status", class_name=rx.cond(ControlRoom.said_tone, tone + " mb-4", "")
        ),
        rx.el.div(
            rx.el.div(
                _now(), rx.cond(LiveRoom.phase != "closed", _door(), rx.fragment()), class_name="stack-lg"
            ),
            people(),
            class_name="control",
        ),
    )


def _nowhere() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("room.control.page"), class_name="mb-4"),
        empty(
            t("room.control.none_title"),
            t("room.control.none_text"),
            link_button(t("room.control.none_button"), "/speed-dates", look="main"),
        ),
    )


@page("/speed-dates/[speed_date_id]/run", title="room.control.page", on_load=(Me.load, ControlRoom.load))
def control_page() -> rx.Component:
    """Let a teacher run the evening from a laptop or a phone."""
    waiting = rx.el.h1(t("core.app.loading"))
    return desk_page(
        rx.match(ControlRoom.found, ("here", _here()), ("none", _nowhere()), waiting), active="speeddates"
    )
