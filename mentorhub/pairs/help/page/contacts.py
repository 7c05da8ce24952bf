"""The emergency contacts of a school, for the coordinator."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.pairs.help.page.parts import said
from mentorhub.pairs.help.rows import EmergencyRow
from mentorhub.pairs.help.state.contacts import HelpContactsState
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, empty, go, page_title, text_field
from mentorhub.ui.texts import t


@page("/help/contacts", title="help.page.contacts_title", on_load=(Me.load, HelpContactsState.load))
def help_contacts() -> rx.Component:
    """Show the list and the form."""
    undo = button(t("help.contacts.undo"), look="quiet", on_click=HelpContactsState.undo)
    return desk_page(
        page_title(t("help.page.contacts_title"), above=go(t("help.page.to_desk"), href="/help")),
        rx.el.p(t("help.contacts.text"), class_name="muted mb-4"),
        said(
            HelpContactsState.said,
            HelpContactsState.said_tone,
            rx.cond(HelpContactsState.can_undo, undo, rx.fragment()),
        ),
        rx.cond(
            HelpContactsState.rows,
            rx.el.ol(rx.foreach(HelpContactsState.rows, _row), class_name="help-list stack mb-5"),
            rx.cond(
                HelpContactsState.loaded,
                rx.el.div(empty(t("help.contacts.empty"), t("help.contacts.empty_text")), class_name="mb-5"),
                rx.fragment(),
            ),
        ),
        card(rx.el.h2(t("help.contacts.new")), _new()),
        active="help",
    )


def _row(row: EmergencyRow) -> rx.Component:
    def act(name: str, sign: str, on_click: Any) -> rx.Component:
        return button(
            sign, look="icon", on_click=on_click, aria_label=t(f"help.contacts.{name}", name=row["name"])
        )

    head = rx.el.div(
        rx.el.div(
            rx.el.p(row["name"], class_name="strong"),
            rx.el.p(row["about"], class_name="muted"),
            class_name="grow",
        ),
        rx.el.span(row["phone"], class_name="strong number"),
        act("up", "↑", HelpContactsState.move(row["id"], True)),
        act("down", "↓", HelpContactsState.move(row["id"], False)),
        act("remove", "×", HelpContactsState.remove(row["id"])),
        class_name="row",
    )
    change = rx.el.details(
        rx.el.summary(t("help.contacts.change", name=row["name"])), _change(row), class_name="pair-more mt-2"
    )
    return rx.el.li(
        head, change, class_name="card", key=row["id"] + row["name"] + row["about"] + row["phone"]
    )


def _fields(name: Any = "", about: Any = "", phone: Any = "") -> list[rx.Component]:
    return [
        _field("name", name, required=True, max_length=80),
        _field("about", about, hint=t("help.contacts.about_hint"), max_length=120),
        _field("phone", phone, kind="tel", required=True, hint=t("help.contacts.phone_hint")),
    ]


def _field(name: str, value: Any, **props: Any) -> rx.Component:
    if name == "phone":
        props |= {"max_length": 25, "pattern": r"\+?[0-9][0-9 \(\)\.\-]{1,24}"}
    return text_field(t(f"help.contacts.{name}"), name, default_value=value, auto_complete="off", **props)


def _new() -> rx.Component:
    return rx.el.form(
        *_fields(),
        button(t("help.contacts.add"), look="main", type="submit"),
        on_submit=submits(HelpContactsState.add),
        class_name="stack mt-3",
        # A new key empties the form once the contact is in the list.
        key=HelpContactsState.fresh,
    )


def _change(row: EmergencyRow) -> rx.Component:
    """Return the form that changes a contact; its ids are its own, as there are more forms on the page."""

    def field(name: str, value: Any, **props: Any) -> rx.Component:
        own = name + "-" + row["id"]
        return rx.el.div(
            rx.el.label(t(f"help.contacts.{name}"), html_for=own),
            rx.el.input(
                id=own, name=name, default_value=value, auto_complete="off", class_name="input", **props
            ),
            class_name="field",
        )

    return rx.el.form(
        rx.el.input(type="hidden", name="contact_id", value=row["id"], read_only=True),
        field("name", row["name"], required=True, max_length=80),
        field("about", row["about"], max_length=120),
        field("phone", row["phone"], type="tel", required=True, max_length=25),
        button(t("help.contacts.save"), look="main", type="submit"),
        on_submit=submits(HelpContactsState.change),
        class_name="stack mt-2",
    )
