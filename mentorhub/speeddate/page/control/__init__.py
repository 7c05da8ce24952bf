"""The teacher's control page: where we are, what comes next, one big button, and who is there."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from mentorhub.core.pages import page
from mentorhub.core.trouble_bar import Trouble
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.page.control.browser import back_to_top
from mentorhub.speeddate.page.control.hall import missing, people
from mentorhub.speeddate.page.control.now import now, place_now
from mentorhub.speeddate.page.control.side import door, message, more_after, notes, shown_now, times
from mentorhub.speeddate.state.control import ControlRoom, Hall
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.browser import newer
from mentorhub.ui.parts import button, empty, go, link_button
from mentorhub.ui.texts import t

NOTHING = rx.fragment


def _is_open() -> Any:
    return LiveRoom.phase != "closed"


def _has_rounds_to_come() -> Any:
    return (LiveRoom.phase == "lobby") | (LiveRoom.phase == "round") | (LiveRoom.phase == "changeover")


def _trouble_text(kind: Any) -> Any:
    return rx.match(
        kind,
        ("busy", t("control.trouble.busy")),
        ("full", t("control.trouble.full")),
        t("control.trouble.away"),
    )


def _troubles() -> rx.Component:
    """Return what is wrong, in plain words: this screen's connection, or the database."""
    lost = rx.el.p(t("control.page.offline"), class_name="notice notice-soon")
    wrong = rx.el.p(_trouble_text(Trouble.kind), class_name="notice notice-late")
    return rx.el.div(
        rx.cond(has_connection_errors, lost, rx.cond(Trouble.kind != "", wrong, NOTHING())), role="status"
    )


def _rehearsal() -> rx.Component:
    return rx.cond(
        LiveRoom.rehearsal,
        rx.el.div(
            rx.el.span(t("control.page.rehearsal"), class_name="pill control-rehearsal-word"),
            rx.el.p(t("control.page.rehearsal_text"), class_name="grow"),
            button(t("control.page.rehearsal_stop"), on_click=ControlRoom.stop_rehearsal),
            class_name="control-rehearsal",
        ),
        NOTHING(),
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.h1(ControlRoom.name),
        go(t("control.page.plan"), href=ControlRoom.place, class_name="quiet-link"),
        class_name="spread control-head",
    )


def _after_rounds() -> Any:
    """Return what belongs to the ranking and to the end: lists on paper, one more round, how it went."""
    return rx.match(
        LiveRoom.phase,
        (
            "ranking",
            rx.el.div(
                link_button(t("control.door.type_in"), ControlRoom.place + "/paper"),
                link_button(t("control.door.after"), ControlRoom.place + "/after"),
                more_after(),
                class_name="control-links",
            ),
        ),
        (
            "closed",
            rx.el.div(link_button(t("control.step.match"), "/match"), class_name="control-links"),
        ),
        NOTHING(),
    )


def _here() -> rx.Component:
    return rx.fragment(
        newer(seen=Hall.seen_at, latest=LiveRoom.people_at, on_newer=Hall.reload),
        _head(),
        _rehearsal(),
        _troubles(),
        rx.el.div(
            rx.el.div(
                back_to_top(place=place_now()),
                now(),
                _after_rounds(),
                missing(),
                rx.cond(_is_open(), rx.fragment(shown_now(), message()), NOTHING()),
                rx.cond(_has_rounds_to_come(), times(), NOTHING()),
                notes(),
                rx.cond(_is_open(), door(), NOTHING()),
                rx.el.p(t("control.now.keys"), class_name="hint control-keys"),
                class_name="control-side",
            ),
            people(),
            class_name="control",
        ),
    )


def _nowhere() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("control.page.title"), class_name="mb-4"),
        empty(
            t("control.page.none_title"),
            t("control.page.none_text"),
            link_button(t("control.page.none_button"), "/speed-dates", look="main"),
        ),
    )


def _in_trouble() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("control.page.title"), class_name="mb-4"),
        empty(
            t("control.trouble.title"),
            _trouble_text(ControlRoom.trouble),
            button(t("control.page.again"), look="main", on_click=ControlRoom.load),
        ),
    )


@page("/speed-dates/[speed_date_id]/run", title="control.page.title", on_load=(Me.load, ControlRoom.load))
def control_page() -> rx.Component:
    """Let a teacher run the evening from a laptop or a phone."""
    waiting = rx.el.h1(t("core.app.loading"))
    shown = rx.match(
        ControlRoom.found, ("here", _here()), ("none", _nowhere()), ("trouble", _in_trouble()), waiting
    )
    return desk_page(shown, active="speeddates")
