"""The ledger: whose network opened which door, and what came of it."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.ledger_chains import chains
from mentorhub.internships.service.ledger import SORTS
from mentorhub.internships.state.ledger import LedgerState as State
from mentorhub.internships.state.ledger_rows import OpenerRow, QuietRow, TalkRow, WeekRow
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.charts import chart, number_table
from mentorhub.ui.native import PRINT, native_link
from mentorhub.ui.paging import page_links
from mentorhub.ui.parts import button, card, empty, link_button, page_title
from mentorhub.ui.texts import t, tr

COLUMNS = ("leads", "introductions", "applications", "interviews", "placements")


@page("/ledger", title="ledger.page.title", on_load=(Me.load, State.load))
def ledger_page() -> rx.Component:
    """Show the ledger, or how to begin."""
    return desk_page(rx.cond(State.loaded, _loaded(), rx.el.h1(t("ledger.page.title"))), active="ledger")


def _loaded() -> rx.Component:
    return rx.fragment(
        page_title(
            t("ledger.page.heading", n=State.placed, whole=State.mentees),
            _group(),
            link_button(t("applications.page.leads"), "/leads"),
            native_link(t("ledger.page.export"), href=State.export, download=True, class_name="btn"),
            button(t("ledger.page.print"), on_click=PRINT),
            above=t("ledger.page.above"),
        ),
        _outcome(),
        rx.el.div(
            rx.cond(State.talks, _talks(), rx.fragment()),
            rx.cond(
                State.mentees > 0,
                rx.fragment(
                    _figures(),
                    _curve(),
                    _openers(),
                    chains(),
                    _quiet(),
                    page_links(State.page, State.pages, earlier=State.earlier, later=State.later),
                ),
                empty(
                    t("ledger.empty.title"),
                    t("ledger.empty.text"),
                    link_button(t("ledger.empty.action"), "/people", look="main"),
                ),
            ),
            class_name="stack-lg",
        ),
    )


def _outcome() -> rx.Component:
    undo = button(t("applications.page.undo"), look="quiet", on_click=State.not_talked(State.talked))
    line = rx.el.div(
        rx.el.p(tr(State.said), class_name="grow"),
        rx.cond(State.talked != "", undo, rx.fragment()),
        class_name="row mb-4 notice notice-" + State.said_tone,
    )
    return rx.el.div(rx.cond(State.said["nl"] != "", line, rx.fragment()), role="status")


def _group() -> rx.Component:
    choices = rx.foreach(State.groups, lambda group: rx.el.option(group["name"], value=group["id"]))
    return rx.cond(
        State.groups,
        rx.el.select(
            rx.el.option(t("ledger.page.everyone"), value=""),
            choices,
            value=State.group,
            on_change=State.choose_group,
            aria_label=t("ledger.page.filter"),
            class_name="input pick",
        ),
        rx.fragment(),
    )


def _talks() -> rx.Component:
    return card(
        rx.el.h2(t("ledger.talk.title")),
        rx.el.p(t("ledger.talk.text"), class_name="muted mt-1"),
        rx.el.ul(rx.foreach(State.talks, _talk), class_name="contact-lines"),
    )


def _talk(row: TalkRow) -> rx.Component:
    mail = native_link(t("ledger.talk.mail"), href="mailto:" + row["email"], class_name="btn")
    return rx.el.li(
        rx.el.span(
            rx.el.span(row["name"], class_name="strong block"),
            rx.el.span(tr(row["text"]), class_name="muted small"),
            class_name="grow",
        ),
        rx.cond(row["email"] != "", mail, rx.fragment()),
        button(
            t("ledger.talk.done"),
            aria_label=t("ledger.talk.done_with", name=row["name"]),
            on_click=State.mark_talked(row["id"]),
        ),
        class_name="wrap-line",
    )


def _figures() -> rx.Component:
    meter = rx.el.div(
        rx.el.span(style={"width": State.placed_share}),
        role="img",
        aria_label=t("ledger.figure.placed_text", n=State.placed, whole=State.mentees),
        class_name="meter mt-3",
    )
    return rx.el.div(
        _figure(t("ledger.figure.placed"), State.placed, meter),
        _figure(t("ledger.figure.interviewed"), State.interviewed, rx.fragment()),
        _figure(t("ledger.figure.applied"), State.applied, rx.fragment()),
        class_name="ledger-figures",
    )


def _figure(label: Any, number: Any, below: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(label, class_name="muted"),
        rx.el.p(
            number, rx.el.span(" / ", State.mentees, class_name="of"), class_name="figure-large number my-1"
        ),
        below,
        class_name="card",
    )


def _curve() -> rx.Component:
    def row(one: WeekRow) -> rx.Component:
        return rx.el.tr(
            rx.el.th(one["week"], scope="row", class_name="number"),
            rx.el.td(one["placed"], " / ", State.mentees, class_name="number"),
        )

    table = number_table(
        t("ledger.curve.week"),
        t("ledger.curve.placed"),
        rows=State.weeks,
        row=row,
        caption=t("ledger.curve.title"),
    )
    return rx.cond(
        State.placed > 0, card(chart(State.curve, title=t("ledger.curve.title"), table=table)), rx.fragment()
    )


def _openers() -> rx.Component:
    heads = [rx.el.th(t(f"ledger.opener.{name}"), scope="col") for name in ("name", *COLUMNS)]
    table = rx.el.table(
        rx.el.caption(t("ledger.opener.title"), class_name="sr"),
        rx.el.thead(rx.el.tr(*heads)),
        rx.el.tbody(rx.foreach(State.openers, _opener)),
        class_name="table ledger-table",
    )
    label = t("ledger.opener.title")
    scrolls = rx.el.div(table, tab_index=0, role="region", aria_label=label, class_name="table-scroll")
    return rx.el.section(
        rx.el.div(rx.el.h2(t("ledger.opener.title")), _sort(), class_name="spread"),
        rx.cond(
            State.openers,
            rx.el.div(scrolls, class_name="card card-flush mt-3"),
            rx.el.p(t("ledger.opener.none"), class_name="card card-empty mt-3"),
        ),
    )


def _sort() -> rx.Component:
    return rx.el.select(
        *[rx.el.option(t(f"ledger.sort.{name}"), value=name) for name in SORTS],
        value=State.sort,
        on_change=State.choose_sort,
        aria_label=t("ledger.sort.label"),
        class_name="input pick no-print",
    )


def _opener(row: OpenerRow) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.span(row["name"], class_name="strong block ledger-name"),
            rx.el.span(tr(row["role"]), class_name="small"),
            scope="row",
        ),
        *[rx.el.td(row[name], class_name="number") for name in COLUMNS],
    )


def _quiet() -> rx.Component:
    return rx.cond(
        State.quiet,
        card(
            rx.el.h2(t("ledger.quiet.title", n=State.quiet_count)),
            rx.el.p(t("ledger.quiet.text"), class_name="muted mt-1"),
            rx.el.ul(rx.foreach(State.quiet, _still), class_name="contact-lines"),
        ),
        rx.fragment(),
    )


def _still(row: QuietRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(row["name"], class_name="strong"),
        rx.el.span(row["group"], class_name="muted grow"),
        rx.el.span(tr(row["text"]), class_name="pill pill-soon"),
        class_name="wrap-line",
    )
