"""Importing a class list: choose, look, confirm."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.classlists.page.tables import size
from mentorhub.people.classlists.page.trial import fault_files, trial
from mentorhub.people.classlists.state.importing import ImportList
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_form
from mentorhub.ui.parts import button, card, empty, file_field, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/people/import", title="classlists.upload.title", on_load=(Me.load, ImportList.load))
def import_list() -> rx.Component:
    """Show the step of the import that it is at."""
    return desk_page(
        rx.el.p(go("‹ ", t("classlists.group.back"), href="/people", class_name="back")),
        page_title(t("classlists.upload.title")),
        rx.el.div(_refusal(), role="alert"),
        rx.match(
            ImportList.step,
            ("choose", _choose()),
            ("trial", trial()),
            ("done", _done()),
            rx.fragment(),
        ),
        active="people",
    )


def _refusal() -> rx.Component:
    return rx.cond(
        ImportList.refusal["nl"] != "",
        rx.el.p(tr(ImportList.refusal), class_name="notice notice-late mb-4"),
        rx.fragment(),
    )


def _choose() -> rx.Component:
    first = empty(
        t("classlists.groups.first_title"),
        t("classlists.groups.first_text"),
        link_button(t("classlists.groups.new_programme"), "/programmes/new", look="main"),
    )
    return rx.cond(size(ImportList.programmes) > 0, _upload(), first)


def _upload() -> rx.Component:
    form = native_form(
        _programme(),
        file_field(
            t("classlists.upload.file"), accept=".csv,.txt,.tsv,.xlsx", hint=t("classlists.upload.hint")
        ),
        button(t("classlists.upload.send"), look="main", type="submit", class_name="fit"),
        action="/people/import",
        uploads=True,
        class_name="stack-lg",
    )
    return rx.el.div(
        card(rx.el.p(t("classlists.upload.intro"), class_name="mb-4"), form),
        card(
            rx.el.h2(t("classlists.upload.needs_title"), class_name="mb-2"),
            rx.el.p(t("classlists.upload.needs")),
            rx.el.p(t("classlists.upload.may"), class_name="muted mt-2"),
            rx.el.p(t("classlists.upload.safe"), class_name="muted mt-2"),
        ),
        class_name="two-sides",
    )


def _programme() -> rx.Component:
    """Return the choice of a programme; with one there is nothing to choose."""
    only = rx.el.input(type="hidden", name="programme", value=ImportList.programmes[0]["id"], read_only=True)
    choice = rx.el.div(
        rx.el.label(t("classlists.upload.programme"), html_for="programme"),
        rx.el.select(
            rx.foreach(ImportList.programmes, _option), id="programme", name="programme", class_name="input"
        ),
        class_name="field",
    )
    return rx.cond(size(ImportList.programmes) > 1, choice, only)


def _option(row: Any) -> rx.Component:
    return rx.el.option(row["name"], value=row["id"])


def _done() -> rx.Component:
    return card(
        rx.el.h2(t("classlists.done.title")),
        rx.el.p(
            t(
                "classlists.done.summary",
                new=ImportList.new,
                changed=ImportList.changed,
                unchanged=ImportList.unchanged,
            ),
            class_name="mt-2",
            role="status",
        ),
        rx.el.p(t("classlists.done.next_text"), class_name="muted mt-2"),
        rx.cond(ImportList.faulty > 0, _left_out(), rx.fragment()),
        rx.el.div(
            link_button(t("classlists.done.next"), "/people", look="main"),
            link_button(t("classlists.done.again"), "/people/import"),
            class_name="row mt-4",
        ),
    )


def _left_out() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("classlists.done.faulty", faulty=ImportList.faulty)),
        fault_files(),
        class_name="notice notice-soon stack mt-4",
    )
