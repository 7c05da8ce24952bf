"""A new programme: a name and the school year."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.classlists.state.programme import AddProgramme
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, go, page_title, text_field
from mentorhub.ui.texts import t, tr


@page("/programmes/new", title="classlists.programme.title", on_load=(Me.load, AddProgramme.load))
def new_programme() -> rx.Component:
    """Show the form."""
    return desk_page(
        rx.el.p(go("‹ ", t("classlists.group.back"), href="/people", class_name="back")),
        page_title(t("classlists.programme.title")),
        rx.el.p(t("classlists.programme.intro"), class_name="muted mb-4"),
        rx.cond(AddProgramme.loaded, card(_form(), class_name="narrow"), rx.fragment()),
        active="people",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.cond(
            AddProgramme.fault["nl"] != "",
            rx.el.p(tr(AddProgramme.fault), class_name="notice notice-late", role="alert"),
            rx.fragment(),
        ),
        rx.el.div(
            rx.el.p(t("classlists.programme.kind"), class_name="label"),
            rx.el.p(t("classlists.programme.peer_coaching")),
            class_name="field",
        ),
        text_field(
            t("classlists.programme.name"),
            "name",
            hint=t("classlists.programme.name_hint"),
            max_length=80,
            auto_complete="off",
        ),
        rx.el.div(
            _day("starts_on", "starts", AddProgramme.starts_on),
            _day("ends_on", "ends", AddProgramme.ends_on),
            class_name="days",
        ),
        button(t("classlists.programme.save"), look="main", type="submit", class_name="fit"),
        on_submit=submits(AddProgramme.save),
        no_validate=True,
        class_name="stack-lg",
    )


def _day(name: str, key: str, value: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label(t(f"classlists.programme.{key}"), html_for=name),
        rx.el.input(id=name, name=name, type="date", default_value=value, class_name="input"),
        class_name="field",
    )
