"""The page to choose which part to play."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.state.where import PartRow, Where
from mentorhub.ui.parts import empty, pill
from mentorhub.ui.shells import plain_shell
from mentorhub.ui.texts import t, tr


@page("/where", title="people.where.title", on_load=(Where.load,))
def where() -> rx.Component:
    """Show every part as one large button."""
    return plain_shell(
        rx.el.h1(t("people.where.title")),
        rx.cond(
            Where.has_parts,
            rx.el.div(
                rx.el.p(t("people.where.intro"), class_name="muted"),
                rx.el.ul(rx.foreach(Where.parts, _part), class_name="choices"),
                class_name="stack-lg",
            ),
            rx.cond(
                Where.loaded,
                empty(t("people.where.none_title"), t("people.where.none_text")),
                rx.el.p(t("core.app.loading"), class_name="muted"),
            ),
        ),
    )


def _part(part: rx.vars.ObjectVar[PartRow]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(tr(part["title"]), class_name="strong block"),
                rx.el.span(part["school"], class_name="muted small"),
                class_name="grow",
            ),
            rx.cond(part["is_here"], pill(t("people.where.here"), "brand"), rx.fragment()),
            rx.el.span("›", aria_hidden="true"),
            on_click=Where.choose(part["school_id"], part["enrolment_id"]),
            type="button",
            class_name="btn choice",
        )
    )
