"""The figures: what a programme brings, how fast, and against the year before."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring.figures.rows import CardRow, TableRow
from mentorhub.monitoring.figures.state import FiguresState as State
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.charts import chart, number_table
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import card, empty, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/figures", title="figures.page.title", on_load=(Me.load, State.load))
def figures_page() -> rx.Component:
    """Show the figures, or what will appear."""
    return desk_page(rx.cond(State.loaded, _loaded(), rx.el.h1(t("figures.page.title"))), active="figures")


def _loaded() -> rx.Component:
    return rx.cond(
        State.cards,
        rx.fragment(_title(), _choosing(), _content()),
        rx.fragment(page_title(t("figures.page.title")), _empty()),
    )


def _empty() -> rx.Component:
    action = link_button(t("figures.empty.action"), "/people", look="main")
    return empty(t("figures.empty.title"), t("figures.empty.text"), action)


def _title() -> rx.Component:
    return page_title(
        t("figures.page.title"),
        *[_download(kind) for kind in ("xlsx", "csv", "pdf")],
        above=tr(State.above),
    )


def _download(kind: str) -> rx.Component:
    address = f"/figures.{kind}" + State.query
    return native_link(t(f"figures.page.{kind}"), href=address, download=True, class_name="btn")


def _choosing() -> rx.Component:
    return rx.el.div(
        _select("show", State.choices, State.show, State.choose),
        _select("against", State.against_choices, State.against, State.compare, none=True),
        rx.el.p(tr(State.before), class_name="muted small figures-before"),
        class_name="figures-choosing no-print",
    )


def _select(name: str, choices: Any, value: Any, choose: Any, *, none: bool = False) -> rx.Component:
    options = rx.foreach(choices, lambda one: rx.el.option(tr(one["name"]), value=one["key"]))
    nothing = rx.el.option(t("figures.page.alone"), value="none") if none else rx.fragment()
    return rx.el.div(
        rx.el.label(t(f"figures.page.{name}"), html_for=name),
        rx.el.select(nothing, options, id=name, value=value, on_change=choose, class_name="input pick"),
        class_name="field",
    )


def _content() -> rx.Component:
    return rx.el.div(
        rx.el.div(rx.foreach(State.cards, _card), class_name="figures-cards"),
        _curve(),
        _charts(),
        _group_table(),
        _help(),
        card(_details(State.overview)),
        _why_hidden(),
        class_name="stack-lg",
    )


def _card(row: CardRow) -> rx.Component:
    whole = rx.cond(row["whole"] != "", rx.el.span(" / ", row["whole"], class_name="of"), rx.fragment())
    meter = rx.el.div(
        rx.el.span(style={"width": row["share"]}), aria_hidden="true", class_name="meter mt-3 mb-2"
    )
    size = rx.cond(row["is_number"], "figure-large number my-1", "figures-words my-1")
    return rx.el.div(
        rx.el.p(tr(row["label"]), class_name="strong"),
        rx.el.p(tr(row["number"]), whole, class_name=size),
        rx.cond(row["share"] != "", meter, rx.fragment()),
        rx.el.p(tr(row["of"]), class_name="muted small"),
        rx.cond(
            row["before"]["nl"] != "", rx.el.p(tr(row["before"]), class_name="muted small"), rx.fragment()
        ),
        class_name="card",
    )


def _table(table: Any) -> rx.Component:
    heads = rx.fragment(rx.foreach(table["heads"], lambda head: rx.el.th(tr(head), scope="col")))
    return number_table(heads, rows=table["rows"], row=_row, caption=tr(table["title"]))


def _row(row: TableRow) -> rx.Component:
    cells = rx.foreach(row["cells"], lambda cell: rx.el.td(tr(cell), class_name="number"))
    return rx.el.tr(rx.el.th(tr(row["name"]), scope="row"), cells)


def _curve() -> rx.Component:
    drawn = rx.el.div(
        chart(
            State.curve,
            title=t("figures.curve.title"),
            table=_table(State.curve_table),
            legend=State.curve_names,
        ),
        rx.el.ul(rx.foreach(State.medians, lambda line: rx.el.li(tr(line))), class_name="figures-lines"),
        rx.el.p(t("figures.curve.text"), class_name="muted small mt-2"),
        class_name="figures-areas-" + State.curve_areas,
    )
    return card(rx.cond(State.curve_names, drawn, _nothing("curve")))


def _nothing(name: str) -> rx.Component:
    """Return a card's title with what is missing for its chart."""
    return rx.fragment(
        rx.el.p(t(f"figures.{name}.title"), class_name="strong"),
        rx.el.p(t(f"figures.{name}.few"), class_name="muted mt-1"),
    )


def _charts() -> rx.Component:
    return rx.el.div(
        _chart("contact", State.contact, State.contact_names, State.contact_table),
        _chart("steps", State.steps, State.steps_names, State.steps_table),
        _chart("through", State.through, State.through_names, State.through_table),
        class_name="figures-charts",
    )


def _chart(name: str, drawn: Any, names: Any, table: Any) -> rx.Component:
    shown = chart(drawn, title=t(f"figures.{name}.title"), table=_table(table), legend=names)
    nothing = _nothing(name) if name != "steps" else rx.fragment(_table(table))
    return card(rx.cond(names, shown, nothing))


def _group_table() -> rx.Component:
    return rx.cond(
        State.groups["rows"],
        rx.el.section(
            rx.el.h2(tr(State.groups["title"])),
            rx.el.div(_table(State.groups), class_name="card card-flush mt-3 figures-groups"),
        ),
        rx.fragment(),
    )


def _help() -> rx.Component:
    categories = rx.fragment(
        rx.el.h3(tr(State.categories["title"]), class_name="mt-5"), _table(State.categories)
    )
    return card(
        rx.el.h2(tr(State.help["title"])),
        _table(State.help),
        rx.cond(State.categories["rows"], categories, rx.fragment()),
    )


def _details(table: Any) -> rx.Component:
    return rx.fragment(rx.el.h2(tr(table["title"])), _table(table))


def _why_hidden() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("figures.page.hidden_title")),
        rx.el.p(t("figures.page.hidden_text"), class_name="muted mt-1"),
        class_name="card",
    )
