"""Adding one person by hand."""

from typing import Any, Literal

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.classlists.page.tables import size
from mentorhub.people.classlists.state.adding import AddPerson
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, card, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr

_ROLES = (
    ("mentee", "people.role.mentee"),
    ("mentor", "people.role.mentor"),
    ("teacher", "people.role.teacher"),
)


@page("/people/add", title="classlists.add.title", on_load=(Me.load, AddPerson.load))
def add_person() -> rx.Component:
    """Show the form."""
    first = empty(
        t("classlists.groups.first_title"),
        t("classlists.groups.first_text"),
        link_button(t("classlists.groups.new_programme"), "/programmes/new", look="main"),
    )
    form = rx.cond(size(AddPerson.programmes) > 0, card(_form(), class_name="narrow"), first)
    return desk_page(
        rx.el.p(go("‹ ", t("classlists.group.back"), href="/people", class_name="back")),
        page_title(t("classlists.add.title")),
        rx.el.p(t("classlists.add.intro"), class_name="muted mb-4"),
        rx.el.div(_done(), role="status"),
        rx.cond(AddPerson.loaded, form, rx.fragment()),
        active="people",
    )


def _done() -> rx.Component:
    return rx.cond(
        AddPerson.done["nl"] != "",
        rx.el.div(
            rx.el.p(tr(AddPerson.done), class_name="grow"),
            rx.cond(AddPerson.done_group != "", _further(), rx.fragment()),
            class_name="notice notice-ok row mb-4 narrow",
        ),
        rx.fragment(),
    )


def _further() -> rx.Component:
    return rx.fragment(
        link_button(t("classlists.add.to_group"), "/people/" + AddPerson.done_group),
        native_link(
            t("classlists.group.print"),
            href="/cards/person/" + AddPerson.done_enrolment + ".pdf",
            class_name="btn",
        ),
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.cond(
            AddPerson.faults["nl"] != "",
            rx.el.p(
                tr(AddPerson.faults),
                " ",
                t("classlists.add.wrong"),
                class_name="notice notice-late",
                role="alert",
            ),
            rx.fragment(),
        ),
        _programme(),
        _role(),
        rx.el.div(
            _text("first_name", auto_focus=True),
            _text("infix"),
            _text("last_name"),
            class_name="names",
        ),
        _text("student_number", hint=rx.cond(_is_teacher(), t("classlists.add.number_hint"), "")),
        _class(),
        rx.el.div(_text("course"), _text("year"), class_name="course"),
        _text("email", hint=rx.cond(_is_teacher(), "", t("classlists.add.email_hint")), kind="email"),
        button(t("classlists.add.save"), look="main", type="submit", class_name="fit"),
        on_submit=submits(AddPerson.save),
        key=AddPerson.form_key,
        no_validate=True,
        class_name="stack-lg",
    )


def _is_teacher() -> Any:
    return AddPerson.role == "teacher"


def _text(
    field: str, *, hint: Any = None, kind: Literal["text", "email"] = "text", **props: Any
) -> rx.Component:
    help_id = f"{field}-help"
    return rx.el.div(
        rx.el.label(t(f"classlists.field.{field}"), html_for=field),
        rx.el.input(
            id=field,
            name=field,
            type=kind,
            auto_complete="off",
            max_length=200,
            aria_describedby=help_id,
            class_name="input",
            **props,
        ),
        rx.fragment() if hint is None else rx.el.p(hint, id=help_id, class_name="hint"),
        class_name="field",
    )


def _class() -> rx.Component:
    """Return the class as free text with the known ones to choose from."""
    hint = rx.cond(_is_teacher(), t("classlists.add.group_hint_teacher"), t("classlists.add.group_hint"))
    names = rx.el.datalist(
        rx.foreach(AddPerson.groups, lambda name: rx.el.option(value=name)), id="known-classes"
    )
    return rx.fragment(
        _text("class_name", hint=hint, list="known-classes", default_value=AddPerson.group), names
    )


def _programme() -> rx.Component:
    """Return the choice of a programme; with one it says which one it is."""
    return rx.el.div(
        rx.el.label(t("classlists.upload.programme"), html_for="programme"),
        rx.el.select(
            rx.foreach(AddPerson.programmes, lambda row: rx.el.option(row["name"], value=row["id"])),
            id="programme",
            name="programme",
            class_name="input",
        ),
        class_name="field",
    )


def _role() -> rx.Component:
    options = [
        rx.el.label(
            rx.el.input(
                type="radio",
                name="role",
                value=value,
                default_checked=value == "mentee",
                on_change=AddPerson.choose_role(value),
                class_name="check",
            ),
            t(key),
            class_name="option",
        )
        for value, key in _ROLES
    ]
    return rx.el.fieldset(
        rx.el.legend(t("classlists.field.role"), class_name="label"),
        rx.el.div(*options, class_name="row role-options"),
    )
