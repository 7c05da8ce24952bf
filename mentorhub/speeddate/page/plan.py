"""One plan: key facts, what to mind, tables per round, and the list for the door."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.page.coverage import coverage
from mentorhub.speeddate.page.plan_door import door_list
from mentorhub.speeddate.page.plan_paper import on_paper
from mentorhub.speeddate.page.plan_parts import issue_line, not_here, scrolling
from mentorhub.speeddate.page.plan_practice import practice
from mentorhub.speeddate.state.plan import Plan
from mentorhub.speeddate.state.tryout import Tryout
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, card, go, link_button, page_title, tone_pill
from mentorhub.ui.texts import t, tr


@page("/speed-dates/[speed_date_id]", title="planning.plan.tab", on_load=(Me.load, Plan.load, Tryout.load))
def plan() -> rx.Component:
    """Show the plan."""
    content = rx.cond(Plan.is_missing, not_here(), _plan())
    return desk_page(rx.cond(Plan.loaded, content, rx.fragment()), active="speeddates")


def _plan() -> rx.Component:
    return rx.el.div(
        go("‹ ", t("planning.plan.back"), href="/speed-dates", class_name="quiet-link no-print"),
        page_title(Plan.name, *_actions(), above=tr(Plan.when)),
        _facts(),
        _notes(),
        practice(),
        coverage(),
        _tables(),
        on_paper(),
        door_list(),
        class_name="stack-lg",
    )


def _actions() -> list[rx.Component]:
    screen = native_link(
        t("planning.plan.screen"),
        " ↗",
        rx.el.span(" (", t("planning.plan.screen_new"), ")", class_name="sr"),
        href=Plan.beam_href,
        target="_blank",
        rel="noopener",
        class_name="btn",
    )
    return [screen, link_button(t("planning.plan.run"), Plan.run_href, look="main")]


def _facts() -> rx.Component:
    return rx.el.div(
        _fact(
            t("planning.plan.who"),
            t("planning.list.people", juniors=Plan.juniors, coaches=Plan.coaches),
            Plan.groups,
        ),
        _fact(
            t("planning.plan.shape_title"),
            tr(Plan.shape),
            t("planning.outlook.end", end=_bilingual(Plan.until)),
        ),
        _fact(t("planning.plan.meets_title"), tr(Plan.meets), ""),
        _fact(
            t("planning.plan.good_title"),
            t("planning.plan.good", met=Plan.good_met, there=Plan.good_there),
            t("planning.plan.good_hint"),
        ),
        _fact(
            t("planning.plan.code"),
            rx.el.span(Plan.code, class_name="room-code"),
            tone_pill(tr(Plan.phase), Plan.tone),
        ),
        class_name="facts",
    )


def _bilingual(text: Any) -> dict[str, Any]:
    return {"nl": text["nl"], "en": text["en"]}


def _fact(title: Any, value: Any, more: Any) -> rx.Component:
    return card(
        rx.el.h2(title, class_name="fact-title"),
        rx.el.p(value, class_name="fact-value"),
        rx.el.p(more, class_name="muted small"),
    )


def _notes() -> rx.Component:
    without = rx.cond(
        Plan.without == 1, t("planning.plan.without_one"), t("planning.plan.without_many", n=Plan.without)
    )
    more = rx.cond(Plan.without_more > 0, t("planning.plan.more", n=Plan.without_more), "")
    return card(
        rx.el.h2(t("planning.plan.notes")),
        rx.foreach(Plan.issues, issue_line),
        rx.cond(
            Plan.without > 0,
            rx.el.div(
                rx.el.p(without, class_name="strong"),
                rx.el.p(Plan.without_names, " ", more),
                rx.el.p(t("planning.plan.without_hint"), class_name="small"),
                class_name="notice notice-soon",
            ),
            rx.cond(
                Plan.issues,
                rx.fragment(),
                rx.el.p(t("planning.plan.all_fits"), class_name="notice notice-ok"),
            ),
        ),
        rx.cond(Plan.is_draft, _changing(), rx.fragment()),
        _wishes(),
        class_name="stack no-print",
    )


def _changing() -> rx.Component:
    return rx.el.div(
        link_button(t("planning.plan.edit"), Plan.edit_href),
        button(t("planning.plan.again"), on_click=Plan.again, aria_describedby="again-hint"),
        rx.el.span(
            rx.cond(Plan.said["nl"] != "", tr(Plan.said), t("planning.plan.again_hint")),
            id="again-hint",
            role="status",
            class_name="muted small",
        ),
        class_name="row",
    )


def _wishes() -> rx.Component:
    count = rx.match(
        Plan.wishes,
        (0, t("planning.wishes.none_short")),
        (1, t("planning.wishes.one_short")),
        t("planning.wishes.many_short", n=Plan.wishes),
    )
    return rx.el.div(
        link_button(t("planning.wishes.title"), Plan.wishes_href),
        rx.el.span(count, class_name="muted small"),
        class_name="row",
    )


def _tables() -> rx.Component:
    return card(
        rx.el.div(
            rx.el.h2(t("planning.tables.title")),
            rx.el.div(
                rx.foreach(Plan.rounds, _round_button),
                role="group",
                aria_label=t("planning.tables.choose"),
                class_name="row",
            ),
            class_name="stack pad",
        ),
        rx.cond(
            Plan.table_rows,
            scrolling(
                rx.el.table(
                    rx.el.caption(t("planning.tables.round", n=Plan.round)),
                    _head("table", "coach", "junior", "common"),
                    rx.el.tbody(rx.foreach(Plan.table_rows, _table_row)),
                    class_name="table",
                ),
                t("planning.tables.title"),
            ),
            rx.el.p(t("planning.tables.none"), class_name="pad muted"),
        ),
        rx.cond(
            Plan.free_names != "",
            rx.el.p(t("planning.tables.free", names=Plan.free_names), class_name="pad muted"),
            rx.fragment(),
        ),
        class_name="card-flush no-print",
    )


def _round_button(number: Any) -> rx.Component:
    return button(
        number.to_string(),
        look="icon",
        class_name="round-button",
        aria_label=t("planning.tables.round", n=number),
        aria_pressed=Plan.round == number,
        on_click=Plan.show_round(number),
        key=number.to_string(),
    )


def _head(*names: str) -> rx.Component:
    return rx.el.thead(rx.el.tr(*[rx.el.th(t(f"planning.tables.{name}"), scope="col") for name in names]))


def _table_row(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row["table"], class_name="number strong"),
        rx.el.td(row["coach"]),
        rx.el.td(row["junior"]),
        rx.el.td(row["common"], class_name="number"),
        key=row["key"],
    )
