"""The list of leads: search, filters, what waits for me."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page import lead, lead_form, lead_room
from mentorhub.internships.page.leads_parts import leads_page, request_line, words
from mentorhub.internships.state.leads import VIEWS, LeadsState
from mentorhub.internships.state.leads_rows import GoneRow, LeadRow
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.paging import page_links
from mentorhub.ui.parts import button, card, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr

__all__ = ["lead", "lead_form", "lead_room", "leads"]
STATE: Any = LeadsState


@page("/leads", title="leads.page.title", on_load=(Me.load, LeadsState.load))
def leads() -> rx.Component:
    """Show the leads, or how to begin."""
    return leads_page(rx.cond(STATE.loaded, _loaded(), rx.el.h1(t("leads.page.title"))))


def _loaded() -> rx.Component:
    return rx.fragment(
        page_title(t("leads.page.title"), link_button(t("leads.list.share"), "/leads/new", look="main")),
        rx.el.div(
            rx.cond(
                STATE.anything | STATE.is_filtered,
                rx.el.p(
                    rx.cond(STATE.is_mentee, t("leads.list.text"), t("leads.list.text_share")),
                    class_name="muted",
                ),
                rx.fragment(),
            ),
            _waiting(),
            rx.cond(STATE.anything | STATE.is_filtered, _list(), _empty()),
            class_name="stack-lg",
        ),
    )


def _empty() -> rx.Component:
    action = link_button(t("leads.list.share"), "/leads/new", look="main")
    return rx.cond(
        STATE.is_mentee,
        empty(t("leads.empty.title"), t("leads.empty.mentee"), action),
        empty(t("leads.empty.title"), t("leads.empty.others"), action),
    )


def _waiting() -> rx.Component:
    asked = card(
        rx.el.h2(t("leads.request.heading")),
        rx.el.ul(rx.foreach(STATE.requests, request_line), class_name="lead-in-room"),
        class_name="card-soon",
    )
    gone = card(
        rx.el.h2(t("leads.gone.heading")),
        rx.el.ul(rx.foreach(STATE.gone, _gone), class_name="lead-in-room"),
    )
    return rx.fragment(
        rx.cond(STATE.requests, asked, rx.fragment()), rx.cond(STATE.gone, gone, rx.fragment())
    )


def _gone(row: GoneRow) -> rx.Component:
    return rx.el.li(
        rx.el.p(tr(row["text"])),
        rx.el.div(
            button(
                t("leads.act.reopen"),
                aria_label=t("leads.act.reopen_which", company=row["company"]),
                on_click=STATE.reopen(row["id"]),
            ),
            link_button(t("leads.page.lead"), row["href"], look="quiet", aria_label=tr(row["text"])),
            class_name="row mt-2",
        ),
    )


def _list() -> rx.Component:
    return rx.fragment(
        _views(),
        _search(),
        rx.el.p(tr(STATE.count), role="status", class_name="strong"),
        rx.cond(
            STATE.rows,
            rx.el.ul(rx.foreach(STATE.rows, _line), class_name="lead-list"),
            empty(
                t("leads.empty.filtered"),
                t("leads.empty.filtered_text"),
                link_button(t("leads.search.clear"), "/leads"),
            ),
        ),
        page_links(STATE.number, STATE.pages, earlier=STATE.earlier, later=STATE.later),
    )


def _views() -> rx.Component:
    shown = {"fits": STATE.has_course, "liked": STATE.is_mentee}
    links = [
        rx.cond(shown[name], _view(name), rx.fragment()) if name in shown else _view(name) for name in VIEWS
    ]
    return rx.el.nav(*links, aria_label=t("leads.view.label"), class_name="lead-views")


def _view(name: str) -> rx.Component:
    key = name or "all"
    return go(
        t(f"leads.view.{key}"),
        href=STATE.addresses[key],
        aria_current=rx.cond(STATE.view == name, "true", "false"),
        class_name="lead-view",
    )


def _search() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("leads.search.more")),
        _search_form(),
        # At a desk there is room for it; on a phone the leads come first.
        open=Me.is_staff | STATE.is_searching,
        class_name="pair-more",
    )


def _search_form() -> rx.Component:
    sectors = rx.foreach(STATE.sectors, lambda row: rx.el.option(tr(row["label"]), value=row["value"]))
    places = rx.foreach(STATE.places, lambda place: rx.el.option(place, value=place))
    return rx.el.form(
        rx.el.input(type="hidden", name="view", value=STATE.view),
        _words(),
        _choice("sector", t("leads.search.sector"), t("leads.search.all_sectors"), sectors, STATE.sector),
        _choice("place", t("leads.search.place"), t("leads.search.all_places"), places, STATE.place),
        rx.el.div(
            button(t("leads.search.go"), type="submit"),
            rx.cond(
                STATE.is_filtered, link_button(t("leads.search.clear"), "/leads", look="quiet"), rx.fragment()
            ),
            class_name="row",
        ),
        on_submit=submits(STATE.look),
        # New values of the address come into the fields with a new key.
        key=STATE.words + "|" + STATE.sector + "|" + STATE.place,
        role="search",
        class_name="lead-search",
    )


def _words() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("leads.search.words"), html_for="words"),
        rx.el.input(
            id="words",
            name="words",
            type="search",
            default_value=STATE.words,
            max_length=100,
            class_name="input",
        ),
        class_name="field",
    )


def _choice(name: str, label: Any, everything: Any, options: Any, chosen: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(
            rx.el.option(everything, value=""),
            options,
            id=name,
            name=name,
            default_value=chosen,
            class_name="input",
        ),
        class_name="field",
    )


def _line(row: LeadRow) -> rx.Component:
    like = rx.cond(
        row["is_liked"],
        button(
            t("leads.act.liked"),
            aria_label=t("leads.act.unlike_which", company=row["company"]),
            on_click=STATE.unlike(row["id"]),
        ),
        button(
            t("leads.act.like"),
            aria_label=t("leads.act.like_which", company=row["company"]),
            on_click=STATE.like(row["id"]),
        ),
    )
    return rx.el.li(
        words(row, rx.el.h2),
        rx.cond(STATE.is_mentee & ~row["is_mine"], rx.el.div(like, class_name="row mt-2"), rx.fragment()),
        class_name="card",
    )
