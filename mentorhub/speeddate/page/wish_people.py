"""What was arranged with people: only at some tables, a table of their own, coming later, leaving early."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.page.wish_tables import tag_boxes
from mentorhub.speeddate.state.wishes import Wishes
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t, tr


def named(name: str, side: str, label: Any, names: Any) -> rx.Component:
    """Return a field in which a person is found by typing part of the name."""
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type="text",
            list=f"names-{name}",
            required=True,
            auto_complete="off",
            placeholder=t("planning.wishes.type_name"),
            on_change=lambda typed: Wishes.narrow(side, typed).debounce(200),
            class_name="input",
        ),
        rx.el.datalist(rx.foreach(names, lambda one: rx.el.option(value=one)), id=f"names-{name}"),
        class_name="field",
    )


def people() -> rx.Component:
    """Return the card with the arrangements, and the form of the person that is open."""
    return card(
        rx.el.h2(t("planning.people.title")),
        rx.el.p(t("planning.people.text"), class_name="muted"),
        rx.cond(
            Wishes.people,
            rx.el.ul(rx.foreach(Wishes.people, _person), class_name="arranged-list"),
            rx.el.p(t("planning.people.none"), class_name="muted"),
        ),
        rx.cond(Wishes.is_over, rx.fragment(), rx.cond(Wishes.open_id != "", _arrangement(), _choose())),
        class_name="stack",
    )


def _person(row: Any) -> rx.Component:
    buttons = rx.el.div(
        button(
            t("planning.people.edit"),
            look="quiet",
            on_click=Wishes.open(row["id"]),
            aria_label=t("planning.people.edit_label", name=row["name"]),
        ),
        button(
            t("planning.wishes.remove"),
            look="quiet",
            on_click=Wishes.clear(row["id"]),
            aria_label=t("planning.people.remove_label", name=row["name"]),
        ),
        class_name="row",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(row["name"], " ", rx.el.span(tr(row["role"]), class_name="muted"), class_name="strong"),
            rx.el.p(tr(row["told"])),
            class_name="grow",
        ),
        rx.cond(Wishes.is_over, rx.fragment(), buttons),
        key=row["id"],
        class_name="arranged-row",
    )


def _choose() -> rx.Component:
    return rx.el.form(
        named("person", "anyone", t("planning.people.who"), Wishes.anyone_names),
        rx.el.div(button(t("planning.people.open"), look="main", type="submit"), class_name="row"),
        on_submit=submits(Wishes.open_named),
        reset_on_submit=True,
        class_name="stack arranged-form",
    )


def _arrangement() -> rx.Component:
    """Return the form; a new key for each person, so that its fields begin with what is known."""
    return rx.el.form(
        rx.el.h3(Wishes.open_name),
        tag_boxes(
            t("planning.people.needs"),
            quiet=Wishes.quiet,
            wide=Wishes.wide,
            hint=t("planning.people.needs_hint"),
            begins=True,
        ),
        rx.el.div(
            rx.cond(Wishes.open_is_mentor, _table(), rx.fragment()),
            _comes(),
            _field("leaves", "time", Wishes.leaves, t("planning.people.leaves_hint")),
            class_name="arranged-fields",
        ),
        rx.el.div(
            button(t("planning.people.save"), look="main", type="submit"),
            button(t("planning.form.cancel"), look="quiet", on_click=Wishes.close),
            class_name="row",
        ),
        on_submit=submits(Wishes.save),
        key=Wishes.open_id,
        class_name="stack arranged-form",
    )


def _table() -> rx.Component:
    hint = t("planning.people.table_hint")
    return _field("table", "number", Wishes.table, hint, min=1, max=Wishes.last_table)


def _field(name: str, kind: Any, value: Any, hint: Any, **props: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label(t(f"planning.people.{name}"), html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            default_value=value,
            aria_describedby=f"{name}-hint",
            class_name="input",
            **props,
        ),
        rx.el.p(hint, id=f"{name}-hint", class_name="hint"),
        class_name="field",
    )


def _comes() -> rx.Component:
    options = rx.foreach(Wishes.rounds, lambda one: rx.el.option(tr(one["label"]), value=one["value"]))
    return rx.el.div(
        rx.el.label(t("planning.people.comes"), html_for="comes"),
        rx.el.select(options, id="comes", name="comes", default_value=Wishes.comes, class_name="input"),
        class_name="field",
    )
