"""The groups as cards, and how to begin when there are none."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.classlists.page.tables import size
from mentorhub.people.classlists.state.overview import Groups
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import card, empty, go, link_button, page_title
from mentorhub.ui.texts import t


@page("/people", title="classlists.groups.title", on_load=(Me.load, Groups.load))
def people() -> rx.Component:
    """Show the groups."""
    return desk_page(
        page_title(
            t("classlists.groups.title"),
            rx.cond(
                Groups.total > 0, link_button(t("classlists.groups.all_progress"), "/groups"), rx.fragment()
            ),
            rx.cond(Me.is_coordinator, _actions(), rx.fragment()),
        ),
        rx.cond(Groups.loaded, _content(), rx.fragment()),
        active="people",
    )


def _actions() -> rx.Component:
    """Return what a coordinator can do; importing is the main thing once there is a programme."""
    return rx.cond(
        Groups.has_programme,
        rx.fragment(
            link_button(t("classlists.groups.new_programme"), "/programmes/new", look="quiet"),
            link_button(t("classlists.groups.add"), "/people/add"),
            link_button(t("classlists.groups.import"), "/people/import", look="main"),
        ),
        rx.fragment(),
    )


def _content() -> rx.Component:
    return rx.cond(
        Groups.total > 0,
        rx.el.div(
            rx.cond(Groups.total > 12, _search(), rx.fragment()),
            rx.el.ul(rx.foreach(Groups.groups, _group), class_name="group-cards"),
            class_name="stack-lg",
        ),
        _beginning(),
    )


def _search() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("classlists.groups.search"), html_for="search", class_name="sr"),
        rx.el.input(
            id="search",
            name="search",
            type="search",
            class_name="input",
            placeholder=t("classlists.groups.search"),
            value=Groups.search,
            on_change=Groups.look_for.debounce(200),
        ),
        rx.el.p(
            t("classlists.group.total", shown=size(Groups.groups), all=Groups.total),
            class_name="hint number",
            role="status",
        ),
        class_name="field search",
    )


def _beginning() -> rx.Component:
    """Return what to do first: a programme, then a list; a teacher waits for a coordinator."""
    programme = empty(
        t("classlists.groups.first_title"),
        t("classlists.groups.first_text"),
        link_button(t("classlists.groups.new_programme"), "/programmes/new", look="main"),
    )
    a_list = empty(
        t("classlists.groups.none_title"),
        t("classlists.groups.none_text"),
        link_button(t("classlists.groups.import"), "/people/import", look="main"),
    )
    waiting = empty(t("classlists.groups.teacher_title"), t("classlists.groups.teacher_text"))
    return rx.cond(Me.is_coordinator, rx.cond(Groups.has_programme, a_list, programme), waiting)


def _figure(number: Any, word: str) -> rx.Component:
    return rx.el.p(
        rx.el.span(number, class_name="figure-large number"), " ", rx.el.span(t(word), class_name="muted")
    )


def _group(row: Any) -> rx.Component:
    return rx.el.li(
        card(
            rx.cond(
                Groups.has_programmes, rx.el.p(row["programme"], class_name="muted small"), rx.fragment()
            ),
            rx.el.h2(go(row["name"], href="/people/" + row["id"], class_name="card-link")),
            rx.el.div(
                _figure(row["mentees"], "classlists.groups.juniors"),
                _figure(row["mentors"], "classlists.groups.coaches"),
                class_name="group-figures",
            ),
            _teachers(row),
            rx.el.div(_progress(row), _print(row), class_name="row"),
            class_name="group-card",
        )
    )


def _teachers(row: Any) -> rx.Component:
    return rx.cond(
        row["teachers"] == "",
        rx.el.p(rx.el.span(t("classlists.groups.no_teacher"), class_name="pill pill-soon")),
        rx.el.p(t("classlists.groups.teachers", names=row["teachers"]), class_name="muted"),
    )


def _progress(row: Any) -> rx.Component:
    """Return the link to how far the students are, drawn above the link that covers the whole card."""
    return go(
        t("classlists.groups.progress"),
        href="/groups/" + row["id"],
        aria_label=t("classlists.groups.progress_of", name=row["name"]),
        class_name="btn above-link",
    )


def _print(row: Any) -> rx.Component:
    """Return the link to the cards, drawn above the link that covers the whole card."""
    return rx.cond(
        row["mentees"] + row["mentors"] > 0,
        native_link(
            t("classlists.groups.cards"),
            href="/cards/" + row["id"] + ".pdf",
            aria_label=t("classlists.groups.cards_of", name=row["name"]),
            class_name="btn above-link",
        ),
        rx.fragment(),
    )
