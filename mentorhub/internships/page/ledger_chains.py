"""The ways of those placed, with what staff can put right."""

from typing import Any

import reflex as rx

from mentorhub.internships.rules.applications import THROUGH
from mentorhub.internships.state.ledger import LedgerState as State
from mentorhub.internships.state.ledger_rows import ChainRow
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button
from mentorhub.ui.texts import t, tr


def chains() -> rx.Component:
    """Return one card for each mentee who found an internship."""
    return rx.el.section(
        rx.el.h2(t("ledger.chain.title")),
        rx.cond(
            State.chains,
            rx.el.ul(rx.foreach(State.chains, _chain), class_name="stack mt-3"),
            rx.el.p(t("ledger.chain.none"), class_name="card card-empty mt-3"),
        ),
    )


def _chain(row: ChainRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(row["mentee"], ", ", row["company"], class_name="grow"),
            rx.el.span(row["group"], class_name="muted"),
            class_name="row",
        ),
        rx.el.p(tr(row["through"]), " ", tr(row["period"]), class_name="muted"),
        rx.el.ol(rx.foreach(row["links"], lambda link: rx.el.li(tr(link))), class_name="chain"),
        _correct(row),
        class_name="card stack",
        key=row["id"],
    )


def _correct(row: Any) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            t("ledger.correct.title"), rx.el.span(" ", row["mentee"], class_name="sr"), class_name="no-print"
        ),
        rx.el.form(
            rx.el.input(type="hidden", name="application_id", value=row["id"], read_only=True),
            rx.el.input(type="hidden", name="version", value=row["version"], read_only=True),
            rx.el.div(
                _day(row, "starts_on"), _day(row, "ends_on"), _through(row), class_name="ledger-correct"
            ),
            rx.el.div(
                button(t("ledger.correct.save"), look="main", type="submit"),
                button(t("ledger.correct.take_back"), on_click=State.take_back(row["id"], row["version"])),
                class_name="row",
            ),
            on_submit=submits(State.correct),
            class_name="stack",
        ),
        class_name="pair-more no-print",
        key=row["id"] + row["version"].to_string(),
    )


def _day(row: ChainRow, name: str) -> rx.Component:
    return rx.el.label(
        rx.el.span(t(f"ledger.correct.{name}"), class_name="label"),
        rx.el.input(type="date", name=name, required=True, default_value=row[name], class_name="input"),
        class_name="field",
    )


def _through(row: ChainRow) -> rx.Component:
    options = [rx.el.option(t(f"ledger.through.{one}"), value=one) for one in THROUGH]
    return rx.el.label(
        rx.el.span(t("ledger.correct.through"), class_name="label"),
        rx.el.select(*options, name="through", default_value=row["by"], class_name="input"),
        class_name="field",
    )
