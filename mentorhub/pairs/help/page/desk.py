"""The coordinator's list of calls for help: what is urgent and waits longest stands on top."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.pairs.help.rows import DeskRow
from mentorhub.pairs.help.state.desk import ADDRESS, HelpDeskState
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.paging import page_links
from mentorhub.ui.parts import empty, go, link_button, page_title, pill, tone_pill
from mentorhub.ui.texts import t, tr


@page(ADDRESS, title="help.page.desk_title", on_load=(Me.load, HelpDeskState.load))
def help_desk() -> rx.Component:
    """Show the list, or that nobody asked."""
    return desk_page(
        rx.cond(HelpDeskState.loaded, _loaded(), rx.el.h1(t("help.page.desk_title"))), active="help"
    )


def _loaded() -> rx.Component:
    return rx.fragment(
        page_title(
            tr(HelpDeskState.title),
            link_button(t("help.desk.contacts"), "/help/contacts"),
            above=t("help.page.desk_title"),
        ),
        rx.cond(HelpDeskState.has_contacts, rx.fragment(), _no_contacts()),
        _tabs(),
        rx.cond(
            HelpDeskState.rows,
            rx.fragment(
                _list(),
                page_links(
                    HelpDeskState.number,
                    HelpDeskState.pages,
                    earlier=HelpDeskState.earlier,
                    later=HelpDeskState.later,
                ),
            ),
            _empty(),
        ),
    )


def _no_contacts() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("help.desk.no_contacts"), class_name="grow"),
        link_button(t("help.desk.add_contacts"), "/help/contacts", look="main"),
        class_name="row notice notice-soon mb-4",
    )


def _tabs() -> rx.Component:
    def tab(name: str, count: Any) -> rx.Component:
        return go(
            t(f"help.desk.{name}", n=count),
            href=ADDRESS if name == "open" else f"{ADDRESS}?show=closed",
            aria_current=rx.cond(HelpDeskState.show == name, "page", "false"),
            class_name="chip help-tab",
        )

    return rx.el.nav(
        tab("open", HelpDeskState.open_calls),
        tab("closed", HelpDeskState.closed_calls),
        aria_label=t("help.desk.which"),
        class_name="row mb-4",
    )


def _list() -> rx.Component:
    return rx.el.ul(rx.foreach(HelpDeskState.rows, _row), class_name="help-list stack")


def _row(row: DeskRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.span(row["caller"], class_name="strong"),
                " ",
                rx.el.span(tr(row["about"]), class_name="muted"),
            ),
            rx.el.p(tr(row["category"]), " · ", row["programme"], class_name="muted small"),
            class_name="grow help-who",
        ),
        rx.el.div(
            rx.cond(row["is_urgent"], pill(t("help.desk.urgent"), "late"), rx.fragment()),
            tone_pill(tr(row["state"]), row["tone"]),
            rx.cond(row["answer"]["nl"] != "", pill(tr(row["answer"])), rx.fragment()),
            class_name="row",
        ),
        link_button(
            t("help.desk.look"),
            "/help/calls/" + row["id"],
            aria_label=t("help.desk.look_at", name=row["caller"]),
        ),
        class_name="card help-line",
        key=row["id"],
    )


def _empty() -> rx.Component:
    return rx.cond(
        HelpDeskState.show == "open",
        empty(t("help.desk.none_open"), t("help.desk.empty_text")),
        empty(t("help.desk.empty_closed"), t("help.desk.empty_closed_text")),
    )
