"""Pieces that the pages about companies share."""

from typing import Any

import reflex as rx

from mentorhub.internships.rules.company_fields import SECTORS, SIZES
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, link_button
from mentorhub.ui.texts import t, tr


def refusal(text: Any) -> rx.Component:
    """Return why something was not kept, read aloud when it appears."""
    return rx.el.div(
        rx.cond(
            text["nl"] != "",
            rx.el.p(tr(text), class_name="notice notice-late"),
            rx.fragment(),
        ),
        role="alert",
    )


def outcome(text: Any, *undo: rx.Component) -> rx.Component:
    """Return what was done, with the button to undo it beside it."""
    return rx.el.div(
        rx.cond(
            text["nl"] != "",
            rx.el.div(rx.el.p(tr(text), class_name="grow"), *undo, class_name="notice notice-ok row mb-4"),
            rx.fragment(),
        ),
        role="status",
    )


def undo_button(shown: Any, on_click: Any) -> rx.Component:
    """Return the button that takes back what was just done."""
    return rx.cond(shown, button(t("companies.said.undo"), on_click=on_click), rx.fragment())


def recognised_pill(recognised: Any) -> Any:
    """Return in words whether a company is recognised for training."""
    return rx.match(
        recognised,
        ("yes", rx.el.span(t("companies.recognised.yes"), class_name="pill pill-ok")),
        ("no", rx.el.span(t("companies.recognised.no"), class_name="pill pill-soon")),
        rx.el.span(t("companies.recognised.unknown"), class_name="muted"),
    )


def website(address: Any) -> rx.Component:
    """Return the link to a website: another window, which learns nothing about ours."""
    return rx.cond(
        address == "",
        rx.fragment(),
        native_link(
            address,
            href=address,
            target="_blank",
            rel="noopener noreferrer nofollow",
            class_name="break company-website",
        ),
    )


def sector_options() -> list[rx.Component]:
    """Return the sectors to choose from."""
    return [rx.el.option(t(f"companies.sector.{sector}"), value=sector) for sector in SECTORS]


def company_fields(sector: Any = "", address: Any = "", size: Any = "", recognised: Any = "") -> rx.Component:
    """Return the inputs for what staff know about a company beside name and place."""
    unknown = rx.el.option(t("companies.field.not_known"), value="")
    return rx.el.div(
        _choice("sector", sector, [unknown, *sector_options()]),
        rx.el.div(
            rx.el.label(t("companies.field.website"), html_for="website"),
            rx.el.input(
                id="website",
                name="website",
                default_value=address,
                input_mode="url",
                auto_complete="off",
                max_length=200,
                class_name="input",
            ),
            class_name="field",
        ),
        _choice("size", size, [unknown, *_options("size", SIZES)]),
        _choice(
            "recognised",
            recognised,
            [
                rx.el.option(t("companies.recognised.unknown"), value=""),
                *_options("recognised", ("yes", "no")),
            ],
        ),
        class_name="company-grid",
    )


def _options(kind: str, words: tuple[str, ...]) -> list[rx.Component]:
    return [rx.el.option(t(f"companies.{kind}.{word}"), value=word) for word in words]


def _choice(name: str, value: Any, options: list[rx.Component]) -> rx.Component:
    return rx.el.div(
        rx.el.label(t(f"companies.field.{name}"), html_for=name),
        rx.el.select(*options, id=name, name=name, default_value=value, class_name="input"),
        class_name="field",
    )


def past_fields(years: Any) -> rx.Component:
    """Return the inputs for an own internship: what, when, and again or not."""
    again = [
        rx.el.label(
            rx.el.input(type="radio", name="again", value=value, class_name="check"),
            t(f"companies.past.again_{value}"),
            class_name="option",
        )
        for value in ("yes", "no")
    ]
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                rx.el.label(t("companies.past.role"), html_for="role"),
                rx.el.input(id="role", name="role", max_length=80, auto_complete="off", class_name="input"),
                class_name="field",
            ),
            rx.el.div(
                rx.el.label(t("companies.past.year"), html_for="year"),
                rx.el.select(
                    rx.el.option("–", value=""),
                    rx.foreach(years, lambda year: rx.el.option(year, value=year)),
                    id="year",
                    name="year",
                    class_name="input",
                ),
                class_name="field",
            ),
            class_name="course",
        ),
        rx.el.fieldset(
            rx.el.legend(t("companies.past.again"), class_name="label"),
            rx.el.div(*again, class_name="row role-options"),
        ),
        class_name="stack-lg",
    )


def again_pill(again: Any) -> Any:
    """Return in words whether somebody would do the internship again, nothing when that is not known."""
    return rx.match(
        again,
        ("yes", rx.el.span(t("companies.past.would_again"), class_name="pill pill-ok")),
        ("no", rx.el.span(t("companies.past.would_not"), class_name="pill pill-plain")),
        rx.fragment(),
    )


def earlier_later(state: Any) -> rx.Component:
    """Return the links to the pages before and after, nothing when there is one page."""
    return rx.cond(
        state.pages > 1,
        rx.el.div(
            _turn(state.earlier, "earlier"),
            rx.el.span(t("companies.list.page", n=state.number, all=state.pages), class_name="number"),
            _turn(state.later, "later"),
            class_name="row pages no-print",
        ),
        rx.fragment(),
    )


def _turn(address: Any, name: str) -> rx.Component:
    return rx.cond(address == "", rx.fragment(), link_button(t(f"companies.list.{name}"), address))


def aside(text: Any) -> rx.Component:
    """Return a detail beside a name, nothing when it is empty."""
    return rx.cond(text == "", rx.fragment(), rx.el.span(text, class_name="muted break"))
