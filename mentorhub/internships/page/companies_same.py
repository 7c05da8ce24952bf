"""Companies that look the same: staff decide, and can undo."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.companies_parts import outcome, undo_button
from mentorhub.internships.state.companies_same import DoublesState
from mentorhub.people.classlists.page.tables import size
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.parts import button, card, empty, go, page_title
from mentorhub.ui.texts import t, tr


@page("/companies/same", title="companies.same.title", on_load=(Me.load, DoublesState.load))
def same() -> rx.Component:
    """Show the pairs to judge and the merges that can be undone."""
    state = DoublesState
    content = rx.el.div(
        rx.cond(
            size(state.rows) > 0,
            rx.el.ul(rx.foreach(state.rows, _pair), class_name="company-pairs"),
            empty(t("companies.same.none_title"), t("companies.same.none_text")),
        ),
        rx.cond(size(state.merges) > 0, _merges(), rx.fragment()),
        class_name="stack-lg",
    )
    return desk_page(
        rx.el.p(go("‹ ", t("companies.one.back"), href="/companies", class_name="back")),
        page_title(t("companies.same.title")),
        rx.el.p(t("companies.same.intro"), class_name="muted mb-4"),
        outcome(state.said, undo_button(state.undo_id != "", state.undo(state.undo_id))),
        rx.cond(state.loaded, content, rx.fragment()),
        active="companies",
    )


def _pair(row: Any) -> rx.Component:
    first, second = row["first"], row["second"]
    return rx.el.li(
        card(
            rx.el.div(_side(first, second), _side(second, first), class_name="company-two"),
            button(
                t("companies.same.two"),
                look="quiet",
                aria_label=t("companies.same.two_of", one=first["name"], other=second["name"]),
                on_click=DoublesState.two(first["id"], second["id"]),
            ),
        )
    )


def _side(row: Any, other: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h2(go(row["name"], href="/companies/" + row["id"]), class_name="break"),
        rx.cond(row["place"] == "", rx.fragment(), rx.el.p(row["place"])),
        rx.el.p(tr(row["sector"]), class_name="muted"),
        rx.el.p(row["website"], class_name="muted small break"),
        rx.el.p(
            t("companies.list.contacts", n=row["contacts"]),
            " · ",
            t("companies.list.interns", n=row["interns"]),
            class_name="muted small number",
        ),
        button(
            t("companies.same.keep"),
            look="main",
            aria_label=t("companies.same.keep_of", name=row["name"], other=other["name"]),
            on_click=DoublesState.merge(row["id"], other["id"]),
        ),
        class_name="stack company-side",
    )


def _merges() -> rx.Component:
    return card(
        rx.el.h2(t("companies.same.done"), class_name="mb-2"),
        rx.el.ul(rx.foreach(DoublesState.merges, _merge), class_name="company-people"),
    )


def _merge(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            t("companies.same.went", gone=row["gone"]),
            " ",
            go(row["kept"], href="/companies/" + row["kept_id"], class_name="strong"),
            class_name="grow break",
        ),
        button(
            t("companies.said.undo"),
            aria_label=t("companies.same.undo_of", gone=row["gone"]),
            on_click=DoublesState.undo(row["id"]),
        ),
        class_name="row",
    )
