"""One group: its students, and what each of them did."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring.groups.page.parts import SIGNS, cell, counted, scrolls, sign
from mentorhub.monitoring.groups.rows import HeadRow, StudentRow
from mentorhub.monitoring.groups.state import GroupMatrixState as State
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import PRINT, native_link
from mentorhub.ui.paging import page_links
from mentorhub.ui.parts import button, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/groups/[group_id]", title="groups.page.one_title", on_load=(Me.load, State.load))
def group_matrix() -> rx.Component:
    """Show the group in the address."""
    return desk_page(
        rx.cond(
            State.loaded,
            rx.cond(State.is_missing, _missing(), _group()),
            rx.el.h1(t("groups.page.one_title")),
        ),
        active="people",
    )


def _missing() -> rx.Component:
    return rx.fragment(
        page_title(t("groups.page.one_title")),
        empty(
            t("groups.missing.title"),
            t("groups.missing.text"),
            link_button(t("groups.missing.action"), "/groups", look="main"),
        ),
    )


def _group() -> rx.Component:
    back = rx.el.p(go("‹ ", t("groups.page.back"), href="/groups", class_name="back"), class_name="no-print")
    return rx.el.div(
        back,
        page_title(
            State.name,
            link_button(t("groups.page.people"), State.people, look="quiet"),
            native_link(t("groups.page.export"), href=State.export, download=True, class_name="btn"),
            button(t("groups.page.print"), on_click=PRINT),
            above=State.programme,
        ),
        rx.cond(
            State.has_students,
            rx.el.div(
                _legend(),
                _section("juniors", State.junior_heads, State.juniors, State.junior_sums),
                _section("coaches", State.coach_heads, State.coaches, State.coach_sums),
                page_links(State.page, State.pages, earlier=State.earlier, later=State.later),
                class_name="stack-lg",
            ),
            empty(
                t("groups.nobody.title"),
                t("groups.nobody.text"),
                link_button(t("groups.nobody.action"), State.people, look="main"),
            ),
        ),
        class_name="group-sheet",
    )


def _legend() -> rx.Component:
    lines = [
        rx.el.li(sign(rx.Var.create(state)), t(f"groups.legend.{state}"), class_name="mark mark-" + state)
        for state in SIGNS
    ]
    return rx.el.ul(*lines, aria_label=t("groups.legend.label"), class_name="matrix-legend")


def _section(name: str, heads: Any, rows: Any, sums: Any) -> rx.Component:
    title = t(f"groups.page.{name}")
    whole = rx.el.th(t("groups.page.together"), scope="row")
    table = rx.el.table(
        rx.el.caption(t(f"groups.page.{name}_caption"), class_name="sr"),
        rx.el.thead(rx.el.tr(rx.foreach(heads, _head))),
        rx.el.tbody(rx.foreach(rows, _student)),
        rx.el.tfoot(rx.el.tr(whole, rx.foreach(sums, counted))),
        class_name="table matrix",
    )
    section = rx.el.section(rx.el.h2(title, class_name="mb-3"), scrolls(table, title))
    return rx.cond(rows.length() > 0, section, rx.fragment())


def _head(row: HeadRow) -> rx.Component:
    return rx.el.th(
        go(
            tr(row["label"]),
            rx.el.span(row["sign"], aria_hidden="true", class_name="matrix-way"),
            href=row["href"],
            prevent_scroll_reset=True,
            class_name="matrix-head",
        ),
        scope="col",
        aria_sort=row["sort"],
    )


def _student(row: StudentRow) -> rx.Component:
    name = rx.cond(
        row["href"] != "",
        go(row["name"], href=row["href"], class_name="matrix-name"),
        rx.el.span(row["name"], class_name="strong"),
    )
    return rx.el.tr(rx.el.th(name, scope="row"), rx.foreach(row["cells"], cell))
