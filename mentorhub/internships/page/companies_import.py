"""Importing a list of companies: choose, look, confirm."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.companies_parts import refusal
from mentorhub.internships.state.companies_import import SHOWN, CompanyImport
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_form, native_link
from mentorhub.ui.parts import button, card, file_field, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/companies/import", title="companies.upload.title", on_load=(Me.load, CompanyImport.load))
def import_companies() -> rx.Component:
    """Show the step of the import that it is at."""
    return desk_page(
        rx.el.p(go("‹ ", t("companies.one.back"), href="/companies", class_name="back")),
        page_title(t("companies.upload.title")),
        rx.el.div(
            refusal(CompanyImport.refusal),
            rx.match(
                CompanyImport.step,
                ("choose", _choose()),
                ("trial", _trial()),
                ("done", _done()),
                rx.fragment(),
            ),
            class_name="stack-lg",
        ),
        active="companies",
    )


def _choose() -> rx.Component:
    form = native_form(
        file_field(
            t("companies.upload.file"), accept=".csv,.txt,.tsv,.xlsx", hint=t("companies.upload.hint")
        ),
        button(t("companies.upload.send"), look="main", type="submit", class_name="fit"),
        action="/companies/import",
        uploads=True,
        class_name="stack-lg",
    )
    return rx.el.div(
        card(rx.el.p(t("companies.upload.intro"), class_name="mb-4"), form),
        card(
            rx.el.h2(t("companies.upload.needs_title"), class_name="mb-2"),
            rx.el.p(t("companies.upload.needs")),
            rx.el.p(t("companies.upload.may"), class_name="muted mt-2"),
            rx.el.p(t("companies.upload.safe"), class_name="muted mt-2"),
        ),
        class_name="two-sides",
    )


def _trial() -> rx.Component:
    state = CompanyImport
    return rx.el.div(
        card(
            rx.el.div(
                rx.el.h2(state.file_name, class_name="break file-about"),
                link_button(t("companies.upload.other"), "/companies/import"),
                class_name="spread",
            )
        ),
        _counters(),
        _confirm(),
        _part("faulty", state.faulty, state.faulty_rows, _fault_files()),
        _part("near", state.near, state.near_rows),
        _part("changed", state.changed, state.changed_rows),
        _part("new", state.new - state.near, state.new_rows),
        class_name="stack-lg",
    )


def _counters() -> rx.Component:
    state = CompanyImport
    kinds = (
        (state.new, "new"),
        (state.changed, "changed"),
        (state.unchanged, "unchanged"),
        (state.faulty, "faulty"),
    )
    return rx.el.div(
        rx.el.ul(*[_counter(number, name) for number, name in kinds], class_name="counters"),
        rx.cond(
            state.empty > 0,
            rx.el.p(t("companies.trial.empty", count=state.empty), class_name="muted mt-2"),
            rx.fragment(),
        ),
        role="status",
    )


def _counter(number: Any, name: str) -> rx.Component:
    return rx.el.li(
        rx.el.span(number, class_name="figure-large number"),
        rx.el.span(t(f"companies.trial.{name}")),
        class_name=rx.cond(number > 0, f"counter counter-{name}", "counter"),
    )


def _confirm() -> rx.Component:
    state = CompanyImport
    label = t("companies.trial.confirm", new=state.new, changed=state.changed)
    return rx.cond(
        state.new + state.changed > 0,
        rx.el.div(
            button(
                rx.cond(state.is_busy, t("companies.trial.busy"), label),
                look="main",
                on_click=state.confirm,
                disabled=state.is_busy,
            ),
            rx.el.p(t("companies.trial.nothing_yet"), class_name="muted"),
            class_name="row",
        ),
        rx.el.p(t("companies.trial.nothing_to_do"), class_name="notice"),
    )


def _part(name: str, total: Any, rows: Any, *more: rx.Component) -> rx.Component:
    """Return one kind of rows, the first hundred of them."""
    title = t(f"companies.trial.{name}_title")
    heads = ("line", "company", "what")
    return rx.cond(
        total > 0,
        card(
            rx.el.div(
                rx.el.h2(title),
                rx.el.p(t(f"companies.trial.{name}_text"), class_name="muted"),
                *more,
                class_name="stack table-top",
            ),
            rx.el.div(
                rx.el.table(
                    rx.el.caption(title, class_name="sr"),
                    rx.el.thead(
                        rx.el.tr(*[rx.el.th(t(f"companies.trial.{head}"), scope="col") for head in heads])
                    ),
                    rx.el.tbody(rx.foreach(rows, _row)),
                    class_name="table",
                ),
                class_name="table-scroll",
            ),
            rx.cond(
                total > SHOWN,
                rx.el.p(t("companies.trial.first", n=SHOWN, all=total), class_name="muted table-top"),
                rx.fragment(),
            ),
            class_name="card-flush",
        ),
        rx.fragment(),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row["line"], class_name="number cell-line"),
        rx.el.td(
            rx.el.span(row["name"], class_name="strong block"),
            rx.el.span(row["place"], class_name="muted small"),
            class_name="break cell-who",
        ),
        rx.el.td(tr(row["what"]), class_name="break"),
    )


def _fault_files() -> rx.Component:
    start = "/companies/import/" + CompanyImport.file
    return rx.el.div(
        native_link(t("companies.trial.download_xlsx"), href=start + "/faults.xlsx", class_name="btn"),
        native_link(t("companies.trial.download_csv"), href=start + "/faults.csv", class_name="btn"),
        class_name="row",
    )


def _done() -> rx.Component:
    state = CompanyImport
    return card(
        rx.el.h2(t("companies.done.title")),
        rx.el.p(
            t("companies.done.summary", new=state.new, changed=state.changed, unchanged=state.unchanged),
            role="status",
            class_name="mt-2",
        ),
        rx.cond(
            state.faulty > 0,
            rx.el.div(
                rx.el.p(t("companies.done.faulty", n=state.faulty), class_name="mb-2"),
                _fault_files(),
                class_name="mt-2",
            ),
            rx.fragment(),
        ),
        rx.el.div(
            link_button(t("companies.done.to_list"), "/companies", look="main"),
            rx.cond(state.near > 0, link_button(t("companies.list.same"), "/companies/same"), rx.fragment()),
            class_name="row mt-4",
        ),
    )
