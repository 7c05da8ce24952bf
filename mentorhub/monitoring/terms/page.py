"""When a pair needs somebody, per programme."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring.terms.state import TermRow, TermsState
from mentorhub.pairs.help.page.parts import said
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.programmes.holidays import REGIONS
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, empty, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/attention/settings", title="watch.terms.title", on_load=(Me.load, TermsState.load))
def watch_terms() -> rx.Component:
    """Show what holds for a programme, and the form for who may change it."""
    holidays = link_button(t("watch.terms.holidays"), "/attention/holidays")
    to_start = link_button(t("watch.terms.none_action"), "/")
    nothing = empty(t("watch.terms.none"), t("watch.terms.none_text"), to_start)
    undo = button(t("watch.terms.undo"), look="quiet", on_click=TermsState.undo)
    return desk_page(
        page_title(
            t("watch.terms.title"),
            rx.cond(TermsState.may_change, holidays, rx.fragment()),
            above=go(t("watch.terms.back"), href="/attention"),
        ),
        rx.el.p(t("watch.terms.text"), class_name="muted mb-4"),
        said(TermsState.said, TermsState.said_tone, rx.cond(TermsState.can_undo, undo, rx.fragment())),
        rx.cond(
            TermsState.loaded,
            rx.cond(TermsState.rows, _programme(), nothing),
            rx.fragment(),
        ),
        active="attention",
    )


def _programme() -> rx.Component:
    options = rx.foreach(TermsState.programmes, lambda one: rx.el.option(one["name"], value=one["id"]))
    chooser = rx.el.div(
        rx.el.label(t("watch.terms.programme"), html_for="programme"),
        rx.el.select(
            options,
            id="programme",
            value=TermsState.programme,
            on_change=TermsState.choose,
            class_name="input pick",
        ),
        class_name="field mb-4",
    )
    return rx.fragment(
        rx.cond(TermsState.has_choice, chooser, rx.fragment()),
        card(
            rx.el.h2(TermsState.name, class_name="mb-3"),
            rx.cond(TermsState.may_change, _form(), _read()),
        ),
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="programme_id", value=TermsState.programme, read_only=True),
        rx.foreach(TermsState.rows, _number),
        rx.el.div(
            rx.el.label(t("watch.terms.region"), html_for="region"),
            rx.el.select(
                *(rx.el.option(t(f"watch.region.{one or 'whole'}"), value=one) for one in REGIONS),
                id="region",
                name="region",
                default_value=TermsState.region,
                aria_describedby="region-help",
                class_name="input pick",
            ),
            rx.el.p(t("watch.terms.region_hint"), id="region-help", class_name="hint"),
            class_name="field",
        ),
        button(t("watch.terms.save"), look="main", type="submit", class_name="self-start"),
        on_submit=submits(TermsState.save),
        class_name="stack",
        # A new key shows what was saved, or taken back.
        key=TermsState.fresh,
    )


def _number(row: TermRow) -> rx.Component:
    described = row["name"] + "-help"
    return rx.el.div(
        rx.el.label(tr(row["label"]), html_for=row["name"]),
        rx.el.input(
            id=row["name"],
            name=row["name"],
            type="number",
            min=row["least"],
            max=row["most"],
            required=True,
            default_value=row["value"],
            aria_describedby=described,
            class_name="input",
            style={"maxWidth": "8rem"},
        ),
        rx.el.p(tr(row["hint"]), id=described, class_name="hint"),
        class_name="field",
    )


def _read() -> rx.Component:
    def line(label: rx.Component | rx.Var, value: rx.Component | rx.Var) -> rx.Component:
        return rx.el.div(
            rx.el.dt(label, class_name="muted grow"),
            rx.el.dd(value, class_name="strong number"),
            class_name="row",
        )

    return rx.fragment(
        rx.el.dl(
            rx.foreach(TermsState.rows, lambda row: line(tr(row["label"]), row["value"])),
            line(t("watch.terms.region"), tr(TermsState.region_name)),
            class_name="stack",
        ),
        rx.el.p(t("watch.terms.by_coordinator"), class_name="muted mt-4"),
    )
