"""One group as a table of people, and its teachers."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.classlists.page.people_table import people_table
from mentorhub.people.classlists.page.tables import person_name, size
from mentorhub.people.classlists.state.group import Group
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, card, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/people/[group_id]", title="classlists.groups.title", on_load=(Me.load, Group.load))
def group() -> rx.Component:
    """Show the people of the group in the address."""
    return desk_page(
        rx.cond(Group.loaded, rx.cond(Group.is_missing, _missing(), _group()), rx.fragment()), active="people"
    )


def _missing() -> rx.Component:
    return rx.fragment(
        page_title(t("classlists.groups.title")),
        empty(
            t("classlists.group.gone_title"),
            t("classlists.group.gone_text"),
            link_button(t("classlists.group.back"), "/people"),
        ),
    )


def _group() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            go("‹ ", t("classlists.group.back"), href="/people", class_name="back"), class_name="no-print"
        ),
        page_title(Group.name, _actions(), above=Group.programme),
        rx.el.div(
            _outcome(),
            rx.cond(Group.total > 0, people_table(), _nobody()),
            _teachers(),
            class_name="stack-lg",
        ),
    )


def _actions() -> rx.Component:
    return rx.fragment(
        rx.cond(
            Me.is_coordinator,
            link_button(t("classlists.groups.add"), "/people/add?group=" + Group.name),
            rx.fragment(),
        ),
        rx.cond(
            Group.active > 0,
            native_link(
                t("classlists.groups.cards"),
                href="/cards/" + Group.group_id + ".pdf",
                class_name="btn btn-main",
            ),
            rx.fragment(),
        ),
    )


def _outcome() -> rx.Component:
    """Return what was just done, with the way back."""
    return rx.el.div(
        rx.cond(
            Group.outcome["nl"] != "",
            rx.el.div(
                rx.el.p(tr(Group.outcome), class_name="grow"),
                rx.cond(
                    Group.undo != "",
                    button(t("classlists.group.undo"), look="quiet", on_click=Group.take_back),
                    rx.fragment(),
                ),
                class_name="notice notice-ok row",
            ),
            rx.fragment(),
        ),
        role="status",
    )


def _nobody() -> rx.Component:
    return empty(
        t("classlists.group.nobody_title"),
        t("classlists.group.nobody_text"),
        rx.cond(
            Me.is_coordinator,
            link_button(t("classlists.groups.import"), "/people/import", look="main"),
            rx.fragment(),
        ),
    )


def _teachers() -> rx.Component:
    return card(
        rx.el.h2(t("classlists.group.teachers")),
        rx.cond(
            size(Group.tutors) > 0,
            rx.el.ul(rx.foreach(Group.tutors, _tutor), class_name="tutors"),
            rx.el.p(t("classlists.group.no_teachers"), class_name="muted mt-2"),
        ),
        rx.cond(Me.is_coordinator, _give(), rx.fragment()),
        class_name="no-print",
    )


def _tutor(row: Any) -> rx.Component:
    return rx.el.li(
        person_name(row["name"]),
        rx.cond(
            Me.is_coordinator,
            button(
                t("classlists.group.take"),
                look="quiet",
                aria_label=t("classlists.group.take_of", name=row["name"]),
                on_click=Group.take(row["id"]),
            ),
            rx.fragment(),
        ),
        class_name="spread",
    )


def _give() -> rx.Component:
    """Return the list of the programme's other teachers; who is not in it is added first."""
    options = rx.foreach(Group.other_tutors, lambda row: rx.el.option(row["name"], value=row["id"]))
    form = rx.el.form(
        rx.el.div(
            rx.el.label(t("classlists.group.pick_teacher"), html_for="teacher"),
            rx.el.select(
                rx.el.option(t("classlists.group.pick_none"), value=""),
                options,
                id="teacher",
                name="teacher",
                class_name="input",
            ),
            class_name="field grow",
        ),
        button(t("classlists.group.give"), type="submit"),
        on_submit=submits(Group.give),
        reset_on_submit=True,
        class_name="give",
    )
    return rx.el.div(
        rx.cond(size(Group.other_tutors) > 0, form, rx.fragment()),
        rx.el.p(t("classlists.group.other_teachers"), class_name="hint mt-2"),
        class_name="mt-2",
    )
