"""All groups, with how many students did each step."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring.groups.page.parts import counted, scrolls
from mentorhub.monitoring.groups.rows import GroupRow
from mentorhub.monitoring.groups.rules import COACH_STEPS, JUNIOR_STEPS
from mentorhub.monitoring.groups.state import GroupListState as State
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import PRINT
from mentorhub.ui.paging import page_links
from mentorhub.ui.parts import button, empty, go, link_button, page_title
from mentorhub.ui.texts import t


@page("/groups", title="groups.page.title", on_load=(Me.load, State.load))
def groups_page() -> rx.Component:
    """Show the groups, or how to begin."""
    return desk_page(rx.cond(State.loaded, _loaded(), rx.el.h1(t("groups.page.title"))), active="people")


def _loaded() -> rx.Component:
    return rx.el.div(
        page_title(
            t("groups.page.title"),
            _programme(),
            button(t("groups.page.print"), on_click=PRINT),
            above=t("groups.page.above"),
        ),
        rx.cond(
            State.has_students,
            rx.el.div(
                _section("juniors", State.juniors, JUNIOR_STEPS),
                _section("coaches", State.coaches, COACH_STEPS),
                page_links(State.page, State.pages, earlier=State.earlier, later=State.later),
                class_name="stack-lg",
            ),
            empty(
                t("groups.empty.title"),
                t("groups.empty.text"),
                link_button(t("groups.empty.action"), "/people", look="main"),
            ),
        ),
        class_name="group-sheet",
    )


def _programme() -> rx.Component:
    choices = rx.foreach(State.programmes, lambda one: rx.el.option(one["name"], value=one["id"]))
    return rx.cond(
        State.has_programmes,
        rx.el.select(
            rx.el.option(t("groups.page.all_programmes"), value=""),
            choices,
            value=State.programme,
            on_change=State.choose_programme,
            aria_label=t("groups.page.filter"),
            class_name="input group-pick",
        ),
        rx.fragment(),
    )


def _section(name: str, rows: Any, steps: tuple[str, ...]) -> rx.Component:
    heads = [rx.el.th(t(f"groups.head.{step}"), scope="col") for step in ("name", *steps)]
    table = rx.el.table(
        rx.el.caption(t(f"groups.page.{name}_caption"), class_name="sr"),
        rx.el.thead(rx.el.tr(*heads)),
        rx.el.tbody(rx.foreach(rows, _group)),
        class_name="table matrix",
    )
    title = t(f"groups.page.{name}")
    section = rx.el.section(rx.el.h2(title, class_name="mb-3"), scrolls(table, title))
    return rx.cond(rows.length() > 0, section, rx.fragment())


def _group(row: GroupRow) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            go(row["name"], href=row["href"], class_name="matrix-name"),
            rx.cond(
                State.has_programmes,
                rx.el.span(row["programme"], class_name="muted small block"),
                rx.fragment(),
            ),
            scope="row",
        ),
        rx.foreach(row["sums"], counted),
    )
