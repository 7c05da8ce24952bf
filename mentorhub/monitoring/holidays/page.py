"""Days without school: deadlines wait for them and silence does not count them."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring.holidays.state import HolidayRow, HolidaysState
from mentorhub.pairs.help.page.parts import said
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.programmes.holidays import LONGEST_NAME, REGIONS
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, empty, go, page_title, text_field
from mentorhub.ui.texts import t, tr


@page("/attention/holidays", title="watch.holidays.title", on_load=(Me.load, HolidaysState.load))
def holidays() -> rx.Component:
    """Show the holidays of a school year, the presets without days, and the form for another one."""
    undo = button(t("watch.terms.undo"), look="quiet", on_click=HolidaysState.undo)
    return desk_page(
        page_title(t("watch.holidays.title"), above=go(t("watch.holidays.back"), href="/attention/settings")),
        rx.el.p(t("watch.holidays.text"), class_name="muted mb-4"),
        rx.el.div(_years(), _regions(), class_name="row mb-4"),
        said(
            HolidaysState.said, HolidaysState.said_tone, rx.cond(HolidaysState.can_undo, undo, rx.fragment())
        ),
        rx.cond(HolidaysState.loaded, _lists(), rx.fragment()),
        card(rx.el.h2(t("watch.holidays.new")), _new()),
        active="attention",
    )


def _years() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("watch.holidays.year"), html_for="year"),
        rx.el.select(
            rx.foreach(HolidaysState.years, lambda year: rx.el.option(year, value=year)),
            id="year",
            value=HolidaysState.year,
            on_change=HolidaysState.choose_year,
            class_name="input pick",
        ),
        class_name="field",
    )


def _regions() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("watch.holidays.region"), html_for="region"),
        rx.el.select(
            *(rx.el.option(t(f"watch.region.{one or 'whole'}"), value=one) for one in REGIONS),
            id="region",
            value=HolidaysState.region,
            on_change=HolidaysState.choose_region,
            class_name="input pick",
        ),
        class_name="field",
    )


def _lists() -> rx.Component:
    filled = rx.el.ul(rx.foreach(HolidaysState.rows, _row), class_name="help-list stack mb-5")
    none = rx.el.div(empty(t("watch.holidays.empty"), t("watch.holidays.empty_text")), class_name="mb-5")
    presets = rx.el.section(
        rx.el.h2(t("watch.holidays.missing")),
        rx.el.p(t("watch.holidays.missing_text"), class_name="muted mb-3"),
        rx.el.ul(rx.foreach(HolidaysState.missing, _missing), class_name="help-list stack"),
        class_name="mb-5",
    )
    return rx.fragment(
        rx.cond(HolidaysState.rows, filled, rx.cond(HolidaysState.missing, rx.fragment(), none)),
        rx.cond(HolidaysState.missing, presets, rx.fragment()),
    )


def _row(row: HolidayRow) -> rx.Component:
    take_out = t("watch.holidays.remove", name=tr(row["name"]))
    head = rx.el.div(
        rx.el.div(
            rx.el.p(tr(row["name"]), class_name="strong"),
            rx.el.p(tr(row["days"]), class_name="muted"),
            class_name="grow",
        ),
        button("×", look="icon", on_click=HolidaysState.remove(row["id"]), aria_label=take_out),
        class_name="row",
    )
    form = rx.el.form(
        rx.el.input(type="hidden", name="holiday_id", value=row["id"], read_only=True),
        _days(row["id"], row["from_on"], row["until_on"]),
        button(t("watch.holidays.save"), look="main", type="submit", class_name="self-start"),
        on_submit=submits(HolidaysState.change),
        class_name="stack mt-2",
    )
    change = rx.el.details(
        rx.el.summary(t("watch.holidays.change", name=tr(row["name"]))), form, class_name="pair-more mt-2"
    )
    return rx.el.li(head, change, class_name="card", key=row["id"] + row["from_on"] + row["until_on"])


def _missing(row: HolidayRow) -> rx.Component:
    return rx.el.li(
        rx.el.form(
            rx.el.input(type="hidden", name="name", value=row["key"], read_only=True),
            rx.el.h3(tr(row["name"])),
            _days(row["key"], "", ""),
            button(
                t("watch.holidays.add"),
                type="submit",
                aria_label=t("watch.holidays.add_named", name=tr(row["name"])),
            ),
            on_submit=submits(HolidaysState.add),
            class_name="stack",
        ),
        class_name="card",
        key=row["key"],
    )


def _days(own: Any, from_on: Any, until_on: Any) -> rx.Component:
    """Return the two days of a form; their ids are their own, as there are more forms on the page."""

    def day(name: str, value: Any) -> rx.Component:
        return rx.el.div(
            rx.el.label(t(f"watch.holidays.{name}"), html_for=name + "-" + own),
            rx.el.input(
                id=name + "-" + own,
                name=name,
                type="date",
                required=True,
                default_value=value,
                class_name="input",
            ),
            class_name="field grow",
        )

    return rx.el.div(day("from_on", from_on), day("until_on", until_on), class_name="row")


def _new() -> rx.Component:
    return rx.el.form(
        text_field(
            t("watch.holidays.name"),
            "name",
            hint=t("watch.holidays.name_hint"),
            required=True,
            max_length=LONGEST_NAME,
            auto_complete="off",
        ),
        text_field(t("watch.holidays.from_on"), "from_on", kind="date", required=True),
        text_field(t("watch.holidays.until_on"), "until_on", kind="date", required=True),
        button(t("watch.holidays.add"), look="main", type="submit", class_name="self-start"),
        on_submit=submits(HolidaysState.add),
        class_name="stack mt-3",
        # A new key empties the form once the holiday is in the list.
        key=HolidaysState.fresh,
    )
