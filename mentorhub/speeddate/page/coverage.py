"""What a plan gives each junior, who has a break when, and a slider for another number of rounds."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.state.plan import Plan
from mentorhub.speeddate.state.tryout import Tryout
from mentorhub.ui.charts import chart, number_table
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t, tr


def coverage() -> rx.Component:
    """Return the card; the slider is there while the number of rounds can still change."""
    return card(
        rx.el.h2(t("planning.coverage.title")),
        rx.cond(Plan.can_fit, _given(), rx.el.p(t("planning.coverage.no_fit"), class_name="muted")),
        rx.cond(Plan.break_rows, _breaks(), rx.el.p(t("planning.coverage.no_breaks"), class_name="muted")),
        rx.cond(Tryout.rows, _tryout(), rx.fragment()),
        class_name="stack no-print",
    )


def _given() -> rx.Component:
    # Where everyone gets the same, nobody is worst off.
    is_someone = (Plan.least_names != "") & (Plan.mean["nl"] != rx.Var.create(Plan.least).to_string())
    who = rx.cond(is_someone, rx.fragment(" ", "(", Plan.least_names, ")"), rx.fragment())
    return rx.el.ul(
        rx.el.li(t("planning.coverage.mean", mean=_both(Plan.mean), there=_both(Plan.there))),
        rx.el.li(t("planning.coverage.least", n=Plan.least), who),
        class_name="told",
    )


def _both(text: Any) -> dict[str, Any]:
    return {"nl": text["nl"], "en": text["en"]}


def _breaks() -> rx.Component:
    def line(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(t("planning.tables.round", n=row["round"]), class_name="strong"), ": ", row["names"]
        )

    return rx.el.details(
        rx.el.summary(t("planning.coverage.breaks")),
        rx.el.ul(rx.foreach(Plan.break_rows, line), class_name="told"),
        class_name="breaks",
    )


def _tryout() -> rx.Component:
    return rx.el.div(
        rx.el.h3(t("planning.tryout.title")),
        rx.el.div(_slider(), _outcome(), class_name="tryout"),
        _chart(),
        class_name="stack tryout-part",
    )


def _slider() -> rx.Component:
    is_saved = Tryout.tried == Tryout.saved
    return rx.el.div(
        rx.el.label(t("planning.tryout.slider"), html_for="tryout"),
        rx.el.input(
            id="tryout",
            type="range",
            min=1,
            max=rx.Var.create(Tryout.rows).length(),
            step=1,
            # A new key after saving is a new slider at the saved place; while sliding the browser leads.
            key=rx.Var.create(Tryout.saved).to_string(),
            default_value=Tryout.saved,
            on_change=Tryout.slide,
            aria_valuetext=t("planning.tryout.rounds", n=Tryout.tried),
            class_name="tryout-range",
        ),
        rx.el.p(t("planning.tryout.rounds", n=Tryout.tried), class_name="tryout-count", aria_hidden="true"),
        button(
            rx.cond(is_saved, t("planning.tryout.is_used"), t("planning.tryout.use", n=Tryout.tried)),
            look="main",
            on_click=Tryout.use,
            aria_disabled=is_saved,
            disabled=is_saved,
        ),
        rx.el.p(
            tr(Tryout.refused),
            role="alert",
            class_name=rx.cond(Tryout.refused["nl"] != "", "notice notice-late", ""),
        ),
        class_name="stack",
    )


def _outcome() -> rx.Component:
    shown = Tryout.shown
    good = t("planning.tryout.mean", mean=_both(shown["mean"]), there=_both(shown["there"]))
    return rx.el.div(
        rx.el.dl(
            _line(t("planning.tryout.meets_title"), tr(shown["meets"])),
            _line(t("planning.tryout.mean_title"), good),
            _line(t("planning.tryout.least_title"), rx.Var.create(shown["least"]).to_string()),
            _line(t("planning.tryout.breaks_title"), tr(shown["breaks"])),
            _line(t("planning.tryout.until_title"), tr(shown["until"])),
            class_name="tryout-facts",
        ),
        rx.cond(
            Tryout.is_exact | (Tryout.tried == Tryout.saved),
            rx.fragment(),
            rx.el.p(t("planning.tryout.about"), class_name="hint"),
        ),
        aria_live="polite",
    )


def _line(name: Any, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(value))


def _chart() -> rx.Component:
    title = t("planning.tryout.chart")
    names = ("rounds_title", "mean_title", "least_title", "meets_title", "breaks_title", "until_title")
    table = number_table(
        *[t(f"planning.tryout.{name}") for name in names], rows=Tryout.rows, row=_row, caption=title
    )
    return chart(Tryout.figures, title=title, table=table, legend=Tryout.legend)


def _row(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row["rounds"], scope="row"),
        rx.el.td(tr(row["mean"]), class_name="number"),
        rx.el.td(row["least"], class_name="number"),
        rx.el.td(tr(row["meets"])),
        rx.el.td(tr(row["breaks"])),
        rx.el.td(tr(row["until"])),
    )
