"""One person on the control page: where they are, their phone, and what can be done."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.page.control.now import is_held
from mentorhub.speeddate.state.control import ControlRoom, Hall
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import avatar, button, tone_pill
from mentorhub.ui.texts import t, tr

NOTHING = rx.fragment


def tick(person: Any, label: Any, to: str, said: str, look: str = "") -> rx.Component:
    """Return a button that marks somebody; ``said`` is the key of what it is called with their name."""
    return button(
        label,
        look=look,
        on_click=Hall.mark(person["id"], to),
        aria_label=t(said, name=person["name"]),
        class_name="control-tick",
    )


def _actions(person: Any) -> Any:
    """Return what can be done: both ways open while someone is expected, else the way back."""
    is_before = (LiveRoom.phase == "draft") | (LiveRoom.phase == "lobby")
    arrives = tick(
        person,
        rx.cond(is_before, t("control.people.here"), t("control.people.late")),
        "present",
        "control.people.here_label",
    )
    goes = tick(
        person,
        rx.cond(is_before, t("control.people.not_here"), t("control.people.leaves")),
        "absent",
        "control.people.away_label",
        "quiet",
    )
    # After the rounds there is nothing left to leave.
    leaves = rx.cond(LiveRoom.phase == "ranking", NOTHING(), goes)
    ways = rx.match(person["state"], ("present", leaves), ("expected", rx.fragment(arrives, goes)), arrives)
    return rx.el.div(ways, _more(person), class_name="control-actions")


def _more(person: Any) -> rx.Component:
    """Return what is needed less often, behind a small button."""
    swap = button(
        t("control.swap.start"),
        look="quiet",
        on_click=Hall.begin_swap(person["id"]),
        aria_label=t("control.swap.start_label", name=person["name"]),
    )
    route = native_link(
        t("control.people.print"),
        href=ControlRoom.place + "/route/" + person["id"] + ".pdf",
        aria_label=t("control.people.print_label", name=person["name"]),
        class_name="btn btn-quiet",
    )
    return rx.el.details(
        rx.el.summary(
            rx.el.span("⋯", aria_hidden="true"),
            rx.el.span(t("control.people.more_label", name=person["name"]), class_name="sr"),
            class_name="btn btn-quiet control-dots",
        ),
        rx.el.div(
            rx.cond(is_held() & (person["state"] == "present"), swap, NOTHING()),
            route,
            class_name="control-menu",
        ),
        # Opening one closes the others.
        custom_attrs={"name": "person-menu"},
        class_name="control-more",
    )


def _swap_with(person: Any) -> rx.Component:
    return rx.el.div(
        button(
            t("control.swap.with"),
            on_click=Hall.swap(person["id"]),
            aria_label=t("control.swap.with_label", first=Hall.swap_name, name=person["name"]),
            class_name="control-tick",
        ),
        class_name="control-actions",
    )


def _phone(person: Any) -> rx.Component:
    """Return whether their phone is here: a dot of its own shape, and a word."""
    return rx.cond(
        person["phone"] != "",
        rx.el.span(tr(person["phone_word"]), class_name="control-phone control-phone-" + person["phone"]),
        NOTHING(),
    )


def person_row(person: Any) -> rx.Component:
    """Return one person: who and where, their phone, and what can be done."""
    return rx.el.li(
        avatar(person["initials"], person["colour"]),
        rx.el.div(
            rx.el.p(person["name"], class_name="strong"),
            rx.el.p(tr(person["about"]), class_name="small muted"),
            class_name="control-name",
        ),
        rx.el.div(_phone(person), tone_pill(tr(person["word"]), person["tone"]), class_name="control-state"),
        rx.cond(
            Hall.swap_id != "",
            _swap_with(person),
            rx.cond(LiveRoom.phase != "closed", _actions(person), NOTHING()),
        ),
        key=person["id"],
        class_name="control-person",
    )
