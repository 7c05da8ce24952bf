"""The list of who is there, on the control page: tick present, absent, late or leaving."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.state.control import ControlRoom
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.parts import avatar, button, tone_pill
from mentorhub.ui.texts import t, tr


def _tick(person: Any, label: Any, to: str, said: str, look: str = "") -> rx.Component:
    return button(
        label,
        look=look,
        on_click=ControlRoom.mark(person["id"], to),
        aria_label=t(said, name=person["name"]),
        class_name="control-tick",
    )


def _actions(person: Any) -> Any:
    """Return what can be done: both ways open while someone is expected, else the way back."""
    is_before = (LiveRoom.phase == "draft") | (LiveRoom.phase == "lobby")
    arrives = _tick(
        person,
        rx.cond(is_before, t("room.control.here"), t("room.control.late")),
        "present",
        "room.control.here_label",
    )
    goes = _tick(
        person,
        rx.cond(is_before, t("room.control.not_here"), t("room.control.leaves")),
        "absent",
        "room.control.away_label",
        "quiet",
    )
    # After the rounds there is nothing left to leave.
    leaves = rx.cond(LiveRoom.phase == "ranking", rx.fragment(), goes)
    return rx.match(person["state"], ("present", leaves), ("expected", rx.fragment(arrives, goes)), arrives)


def _person(person: Any) -> rx.Component:
    return rx.el.li(
        avatar(person["initials"], person["colour"]),
        rx.el.div(
            rx.el.p(person["name"], class_name="strong"),
            rx.el.p(tr(person["about"]), class_name="small muted"),
            class_name="grow",
        ),
        tone_pill(tr(person["word"]), person["tone"]),
        rx.cond(
            LiveRoom.phase != "closed",
            rx.el.div(_actions(person), class_name="control-actions"),
            rx.fragment(),
        ),
        key=person["id"],
        class_name="control-person",
    )


def _search() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("room.control.search"), html_for="search", class_name="sr"),
        rx.el.input(
            id="search",
            type="search",
            placeholder=t("room.control.search"),
            class_name="input",
            auto_complete="off",
            on_change=ControlRoom.search.debounce(200),
        ),
        class_name="field",
    )


def people() -> rx.Component:
    """Return everyone expected, who is missing first, with a search by name."""
    everyone = rx.cond(
        LiveRoom.phase == "lobby",
        button(t("room.control.everyone"), on_click=ControlRoom.mark_everyone),
        rx.fragment(),
    )
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(t("room.control.people")),
                rx.el.p(
                    t("room.control.count", present=LiveRoom.present, expected=LiveRoom.expected),
                    class_name="muted",
                    role="status",
                ),
            ),
            everyone,
            class_name="spread",
        ),
        _search(),
        rx.cond(
            rx.Var.create(ControlRoom.people).length() > 0,
            rx.el.ul(rx.foreach(ControlRoom.people, _person), class_name="control-people"),
            rx.el.p(t("room.control.no_hits"), class_name="muted"),
        ),
        rx.cond(
            ControlRoom.is_cut, rx.el.p(t("room.control.first_hundred"), class_name="hint"), rx.fragment()
        ),
        class_name="card stack",
    )
