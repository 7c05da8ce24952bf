"""How an evening went: who came, what took place and what was handed in; never who chose whom."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.page.plan_parts import not_here, scrolling
from mentorhub.speeddate.state.after import AfterPage
from mentorhub.ui.parts import card, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/speed-dates/[speed_date_id]/after", title="after.page.title", on_load=(Me.load, AfterPage.load))
def after_page() -> rx.Component:
    """Show how an evening went."""
    waiting = rx.el.h1(t("core.app.loading"))
    shown = rx.match(AfterPage.found, ("here", _here()), ("early", _early()), ("none", not_here()), waiting)
    return desk_page(shown, active="speeddates")


def _here() -> rx.Component:
    return rx.el.div(
        go("‹ ", t("after.page.plan"), href=AfterPage.place, class_name="quiet-link no-print"),
        page_title(
            t("after.page.title"),
            link_button(t("after.page.back"), AfterPage.place + "/run"),
            link_button(t("after.page.match"), "/match", look="main"),
            above=rx.fragment(AfterPage.name, " · ", tr(AfterPage.when)),
        ),
        rx.cond(
            AfterPage.is_running,
            rx.el.p(t("after.page.running"), class_name="notice notice-soon"),
            rx.fragment(),
        ),
        _facts(),
        rx.el.p(t("after.fact.private"), class_name="muted"),
        rx.el.div(_met(), _nobody(), class_name="after-pair"),
        _rounds(),
        class_name="stack-lg",
    )


def _early() -> rx.Component:
    return rx.fragment(
        page_title(t("after.page.title"), above=AfterPage.name),
        empty(
            t("after.page.none_title"),
            t("after.page.none_text"),
            link_button(t("after.page.none_button"), AfterPage.place + "/run", look="main"),
        ),
    )


def _fact(title: Any, value: Any, more: Any) -> rx.Component:
    return card(
        rx.el.h2(title, class_name="fact-title"),
        rx.el.p(value, class_name="fact-value number"),
        rx.el.p(more, class_name="muted small"),
    )


def _of(count: Any, whole: Any) -> Any:
    return t("after.fact.of_all", n=count, all=whole)


def _counted(name: str, count: Any, share: Any) -> rx.Component:
    """Return how much was written, or why that is not told."""
    return _fact(
        t(f"after.fact.{name}"),
        rx.cond(AfterPage.is_counted, _of(count, AfterPage.possible), t("after.fact.too_few")),
        rx.cond(AfterPage.is_counted, t("after.fact.share", n=share), t("after.fact.too_few_more")),
    )


def _facts() -> rx.Component:
    missed = rx.match(
        AfterPage.missed,
        (0, t("after.fact.talks_all")),
        (1, t("after.fact.talks_one")),
        t("after.fact.talks_some", n=AfterPage.missed),
    )
    return rx.el.div(
        _fact(
            t("after.fact.came"),
            _of(AfterPage.came, AfterPage.expected),
            t("after.fact.came_more", juniors=AfterPage.juniors, coaches=AfterPage.coaches),
        ),
        _fact(t("after.fact.talks"), rx.Var.create(AfterPage.held).to_string(), missed),
        _fact(t("after.fact.lists"), _of(AfterPage.lists, AfterPage.lists_of), t("after.fact.lists_more")),
        _counted("notes", AfterPage.notes, AfterPage.notes_share),
        _counted("feelings", AfterPage.feelings, AfterPage.feelings_share),
        class_name="facts",
    )


def _head(section: str, *names: str) -> rx.Component:
    return rx.el.thead(rx.el.tr(*[rx.el.th(t(f"after.{section}.{name}"), scope="col") for name in names]))


def _met() -> rx.Component:
    return card(
        rx.el.h2(t("after.met.title"), class_name="pad"),
        scrolling(
            rx.el.table(
                _head("met", "who", "least", "median", "most"),
                rx.el.tbody(rx.foreach(AfterPage.met, _met_row)),
                class_name="table table-tight",
            ),
            t("after.met.title"),
        ),
        class_name="card-flush",
    )


def _met_row(row: Any) -> rx.Component:
    who = rx.cond(row["role"] == "mentee", t("after.met.mentee"), t("after.met.mentor"))
    return rx.el.tr(
        rx.el.th(who, scope="row"),
        rx.el.td(row["least"], class_name="number"),
        rx.el.td(tr(row["median"]), class_name="number"),
        rx.el.td(row["most"], class_name="number"),
        key=row["role"],
    )


def _nobody() -> rx.Component:
    names = rx.fragment(
        rx.el.ul(rx.foreach(AfterPage.nobody, lambda name: rx.el.li(name, key=name)), class_name="told"),
        rx.cond(
            AfterPage.nobody_more > 0, rx.el.p(t("after.met.more", n=AfterPage.nobody_more)), rx.fragment()
        ),
        rx.el.p(t("after.met.nobody_hint"), class_name="small"),
    )
    return card(
        rx.el.h2(t("after.met.nobody")),
        rx.cond(rx.Var.create(AfterPage.nobody).length() > 0, names, rx.el.p(t("after.met.nobody_none"))),
        class_name="stack",
    )


def _rounds() -> rx.Component:
    return card(
        rx.el.h2(t("after.rounds.title"), class_name="pad"),
        scrolling(
            rx.el.table(
                _head("rounds", "round", "planned", "real", "talks", "missed"),
                rx.el.tbody(rx.foreach(AfterPage.rounds, _round_row)),
                class_name="table table-tight",
            ),
            t("after.rounds.title"),
        ),
        class_name="card-flush",
    )


def _round_row(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row["number"], scope="row", class_name="number"),
        rx.el.td(row["planned"], class_name="number"),
        rx.el.td(tr(row["real"]), class_name="number"),
        rx.el.td(row["held"], class_name="number"),
        rx.el.td(
            row["missed"], class_name=rx.cond(row["missed"] > 0, "number strong after-missed", "number")
        ),
        key=row["number"].to_string(),
    )
