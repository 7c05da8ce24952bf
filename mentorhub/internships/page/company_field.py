"""The field for a company: suggestions while typing, so that one company stays one."""

from typing import Any

import reflex as rx

from mentorhub.internships.rules.companies import LONGEST_NAME, LONGEST_PLACE
from mentorhub.internships.state.company_field import CompanyField
from mentorhub.ui.parts import button
from mentorhub.ui.texts import t


def company_field(
    state_hits: Any = CompanyField.hits,
    on_search: Any = CompanyField.search,
    *,
    on_pick: Any = CompanyField.pick,
    value: Any = CompanyField.name,
    place: Any = CompanyField.place,
    on_place: Any = CompanyField.type_place,
    name: str = "company",
    place_name: str = "place",
    error: Any = "",
) -> rx.Component:
    """Return two inputs of a form, the company's name and its place, with the known ones that it could be.

    A page that shows it puts ``CompanyField.load`` in its ``on_load``; the form's handler gets the two
    texts under ``name`` and ``place_name`` and gives them to ``service.companies.taking.take_company``.

    Args:
        state_hits: var with ``HitRow`` rows.
        on_search: handler that takes what is typed.
        on_pick: handler that takes the id of a chosen company.
        value: var with the name.
        place: var with the place.
        on_place: handler that takes the place as it is typed.
        name: name of the first input.
        place_name: name of the second input.
        error: what is wrong with the name, empty when nothing is.
    """
    help_id = f"{name}-help"
    return rx.el.div(
        rx.el.div(
            rx.el.label(t("companies.field.company"), html_for=name),
            rx.el.input(
                id=name,
                name=name,
                value=value,
                on_change=on_search.debounce(200),
                max_length=LONGEST_NAME,
                auto_complete="off",
                required=True,
                aria_describedby=help_id,
                aria_invalid=error != "",
                class_name="input",
            ),
            rx.el.p(
                rx.cond(error != "", error, t("companies.field.company_hint")), id=help_id, class_name="hint"
            ),
            rx.el.div(_suggestions(state_hits, on_pick), role="status"),
            class_name="field",
        ),
        rx.el.div(
            rx.el.label(t("companies.field.place"), html_for=place_name),
            rx.el.input(
                id=place_name,
                name=place_name,
                value=place,
                on_change=on_place.debounce(200),
                max_length=LONGEST_PLACE,
                auto_complete="off",
                class_name="input",
            ),
            class_name="field",
        ),
        class_name="stack company-field",
    )


def _suggestions(hits: Any, on_pick: Any) -> rx.Component:
    return rx.cond(
        hits.length() > 0,
        rx.el.div(
            rx.el.p(t("companies.field.did_you_mean"), class_name="strong"),
            rx.el.ul(rx.foreach(hits, lambda hit: _suggestion(hit, on_pick)), class_name="company-hits"),
            class_name="company-known",
        ),
        rx.fragment(),
    )


def _suggestion(hit: Any, on_pick: Any) -> rx.Component:
    label = rx.fragment(
        rx.el.span(hit["name"], class_name="strong"),
        rx.cond(hit["place"] == "", rx.fragment(), rx.el.span(hit["place"], class_name="muted")),
        rx.cond(
            hit["is_same"], rx.el.span(t("companies.field.known"), class_name="pill pill-ok"), rx.fragment()
        ),
    )
    return rx.el.li(button(label, on_click=on_pick(hit["id"]), class_name="company-hit"))
