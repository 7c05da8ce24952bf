"""The companies of the school at the desk."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.companies_parts import (
    company_fields,
    earlier_later,
    recognised_pill,
    refusal,
    sector_options,
)
from mentorhub.internships.page.company_field import company_field
from mentorhub.internships.state.companies import CompaniesState
from mentorhub.internships.state.company_field import CompanyField
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page(
    "/companies",
    title="companies.list.title",
    on_load=(Me.load, CompaniesState.load, CompanyField.load),
)
def companies() -> rx.Component:
    """Show the list."""
    return desk_page(
        page_title(
            t("companies.list.title"),
            link_button(t("companies.list.same"), "/companies/same"),
            link_button(t("companies.list.import"), "/companies/import", look="main"),
        ),
        rx.cond(CompaniesState.loaded, _content(), rx.fragment()),
        active="companies",
    )


def _content() -> rx.Component:
    none_yet = (CompaniesState.total == 0) & ~CompaniesState.is_filtered
    return rx.el.div(
        _adding(none_yet),
        rx.cond(
            none_yet,
            empty(t("companies.list.none_title"), t("companies.list.none_text")),
            rx.el.div(_filters(), _table(), class_name="stack-lg"),
        ),
        class_name="stack-lg",
    )


def _adding(is_open: Any) -> rx.Component:
    """Return the form to add one by hand, folded while there is a list to read."""
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("companies.list.add")), class_name="table-top"),
        rx.el.form(
            refusal(CompaniesState.refused),
            company_field(on_pick=CompaniesState.open),
            company_fields(),
            button(t("companies.list.save"), look="main", type="submit", class_name="fit"),
            on_submit=submits(CompaniesState.add),
            no_validate=True,
            class_name="stack-lg company-form",
        ),
        open=is_open,
        class_name="card card-flush fold",
    )


def _filters() -> rx.Component:
    state = CompaniesState
    return rx.el.div(
        rx.el.input(
            id="search",
            name="search",
            type="search",
            value=state.text,
            on_change=state.look_for.debounce(400),
            placeholder=t("companies.list.search"),
            aria_label=t("companies.list.search"),
            max_length=80,
            class_name="input search",
        ),
        _select(
            "sector",
            state.sector,
            state.choose_sector,
            [rx.el.option(t("companies.list.all_sectors"), value=""), *sector_options()],
        ),
        _select(
            "place",
            state.place,
            state.choose_place,
            [
                rx.el.option(t("companies.list.all_places"), value=""),
                rx.foreach(state.places, lambda place: rx.el.option(place, value=place)),
            ],
        ),
        _select(
            "recognised",
            state.recognised,
            state.choose_recognised,
            [
                rx.el.option(t("companies.list.all_recognised"), value=""),
                *[
                    rx.el.option(t(f"companies.recognised.{word}"), value=word)
                    for word in ("yes", "no", "unknown")
                ],
            ],
        ),
        class_name="row company-filters no-print",
    )


def _select(name: str, value: Any, on_change: Any, options: list[Any]) -> rx.Component:
    return rx.el.select(
        *options,
        value=value,
        on_change=on_change,
        aria_label=t(f"companies.list.by_{name}"),
        class_name="input pick",
    )


def _table() -> rx.Component:
    heads = (("company", ""), ("sector", "wide-only"), ("recognised", "wide-only"), ("known", ""))
    columns = [rx.el.th(t(f"companies.list.{key}"), scope="col", class_name=look) for key, look in heads]
    table = rx.el.table(
        rx.el.caption(t("companies.list.title"), class_name="sr"),
        rx.el.thead(rx.el.tr(*columns)),
        rx.el.tbody(rx.foreach(CompaniesState.rows, _row)),
        class_name="table",
    )
    return card(
        rx.el.p(
            t("companies.list.total", n=CompaniesState.total),
            class_name="muted number table-top",
            role="status",
        ),
        rx.cond(
            CompaniesState.total > 0,
            rx.el.div(table, class_name="table-scroll"),
            rx.el.p(t("companies.list.nothing_found"), class_name="table-none"),
        ),
        earlier_later(CompaniesState),
        class_name="card-flush",
    )


def _row(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            go(row["name"], href="/companies/" + row["id"], class_name="strong company-link"),
            rx.el.span(row["place"], class_name="muted small block"),
            scope="row",
            class_name="cell-name break",
        ),
        rx.el.td(tr(row["sector"]), class_name="wide-only"),
        rx.el.td(recognised_pill(row["recognised"]), class_name="wide-only"),
        rx.el.td(
            rx.el.span(t("companies.list.contacts", n=row["contacts"]), class_name="block"),
            rx.el.span(t("companies.list.interns", n=row["interns"]), class_name="muted small"),
            class_name="number company-known-there",
        ),
    )
