"""What staff do with one company: keep its details, and merge another entry of it."""

from typing import Any

import reflex as rx

from mentorhub.internships.page.companies_parts import aside, company_fields
from mentorhub.internships.rules.companies import LONGEST_NAME, LONGEST_PLACE
from mentorhub.internships.state.companies_one import CompanyState
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, text_field
from mentorhub.ui.texts import t


def change_form() -> rx.Component:
    """Return the form in which staff keep what they know about it."""
    state = CompanyState
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("companies.one.change")), class_name="table-top"),
        rx.el.form(
            rx.el.div(
                _text("company", state.name, LONGEST_NAME),
                _text("place", state.place, LONGEST_PLACE),
                class_name="course",
            ),
            company_fields(state.sector, state.website, state.size, state.recognised),
            button(t("companies.one.save"), look="main", type="submit", class_name="fit"),
            on_submit=submits(state.change),
            key=state.company_id + state.form_key,
            no_validate=True,
            class_name="stack-lg company-form",
        ),
        class_name="card card-flush fold",
    )


def _text(name: str, value: Any, longest: int) -> rx.Component:
    label = t(f"companies.field.{name}")
    return text_field(label, name, default_value=value, max_length=longest, auto_complete="off")


def double_search() -> rx.Component:
    """Return the search for another entry of the same company."""
    state = CompanyState
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("companies.one.double")), class_name="table-top"),
        rx.el.div(
            rx.el.p(t("companies.one.double_text"), class_name="muted"),
            rx.el.div(
                rx.el.label(t("companies.one.double_search"), html_for="double"),
                rx.el.input(
                    id="double",
                    name="double",
                    type="search",
                    value=state.merge_text,
                    on_change=state.search_double.debounce(200),
                    max_length=LONGEST_NAME,
                    auto_complete="off",
                    class_name="input",
                ),
                class_name="field",
            ),
            rx.el.div(rx.el.ul(rx.foreach(state.hits, _hit), class_name="company-people"), role="status"),
            class_name="stack company-form",
        ),
        class_name="card card-flush fold",
    )


def _hit(hit: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(hit["name"], class_name="strong block break"),
            aside(hit["place"]),
            class_name="grow",
        ),
        button(
            t("companies.one.merge"),
            aria_label=t("companies.one.merge_of", name=hit["name"]),
            on_click=CompanyState.merge(hit["id"]),
        ),
        class_name="row",
    )
