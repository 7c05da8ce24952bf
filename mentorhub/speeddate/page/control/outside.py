"""The way onto the list for someone who stands at the door and is not on it."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.state.control import Hall
from mentorhub.ui.parts import button
from mentorhub.ui.texts import t, tr

NOTHING = rx.fragment


def _outsider(one: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(one["name"], class_name="strong"),
            rx.el.p(tr(one["about"]), class_name="small muted"),
            class_name="grow",
        ),
        button(
            t("control.people.add"),
            on_click=Hall.add(one["id"]),
            aria_label=t("control.people.add_label", name=one["name"]),
            class_name="control-tick",
        ),
        key=one["id"],
        class_name="control-person",
    )


def outside() -> rx.Component:
    """Return the way onto the list for someone who stands at the door and is not on it."""
    found = rx.cond(
        rx.Var.create(Hall.outsiders).length() > 0,
        rx.el.ul(rx.foreach(Hall.outsiders, _outsider), class_name="control-people"),
        rx.cond(Hall.outside_asked, rx.el.p(t("control.people.outside_none"), class_name="muted"), NOTHING()),
    )
    return rx.el.details(
        rx.el.summary(t("control.people.outside")),
        rx.el.div(
            rx.el.p(t("control.people.outside_text"), class_name="muted"),
            rx.el.label(t("control.people.outside_search"), html_for="outside", class_name="sr"),
            rx.el.input(
                id="outside",
                type="search",
                placeholder=t("control.people.outside_search"),
                class_name="input",
                auto_complete="off",
                on_change=Hall.look_outside.debounce(300),
            ),
            rx.el.div(found, role="status"),
            class_name="stack",
        ),
    )
