"""The forms of the menu, one at a time in a sheet: remind, plan a talk, leave for later, pause, end."""

from typing import Any

import reflex as rx

from mentorhub.monitoring.menus import sheet
from mentorhub.monitoring.service.acts import BREAK_REASONS, END_REASONS, TALK_MINUTES, WHOM
from mentorhub.monitoring.state import ActState, BulkState
from mentorhub.monitoring.state.forms import LetterRow, TextRow
from mentorhub.monitoring.state.outcome import OutcomeState
from mentorhub.pairs.chips import chips, tap_chips
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, text_field
from mentorhub.ui.texts import t, tr

CHOSEN: Any = BulkState.chosen
DAYS = ("tomorrow", "three", "monday")


def panels() -> rx.Component:
    """Return the sheet with the form that is open."""
    form = rx.match(
        ActState.panel,
        ("remind", _remind()),
        ("talk", _talk()),
        ("later", later_form(ActState)),
        ("pause", _pause()),
        ("end", _end()),
        rx.fragment(),
    )
    return _sheet("sheet-title", tr(ActState.title), form, ActState.panel != "", ActState.close)


def bulk_panel() -> rx.Component:
    """Return the sheet that asks until when the chosen pairs are left."""
    title = t("desk.bulk.later", n=CHOSEN.length())
    return _sheet("days-title", title, later_form(BulkState), BulkState.choosing_day, BulkState.close_later)


def _sheet(heading: str, title: Any, form: Any, is_open: Any, close: Any) -> rx.Component:
    wrong = rx.cond(
        OutcomeState.said["nl"] != "", rx.el.p(tr(OutcomeState.said), class_name="notice notice-late"), ""
    )
    return sheet(
        rx.el.div(
            rx.el.h2(title, id=heading, class_name="grow"),
            button("×", look="icon quiet", aria_label=t("desk.act.close"), on_click=close),
            class_name="sheet-head",
        ),
        rx.el.div(wrong, role="status"),
        form,
        open=is_open,
        on_close=close,
        labelled_by=heading,
    )


def _names(words: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(word, t(f"desk.panel.{word}")) for word in words]


def _remind() -> rx.Component:
    whom = [(word, text, ActState.choose_whom(word)) for word, text in _names(WHOM)]
    return rx.el.div(
        tap_chips(t("desk.panel.whom"), whom, ActState.whom),
        rx.el.fieldset(
            rx.el.legend(t("desk.panel.text"), class_name="label mb-2"),
            rx.el.div(rx.foreach(ActState.texts, _text), class_name="chips"),
        ),
        rx.el.div(rx.foreach(ActState.letters, _letter), class_name="stack"),
        button(t("desk.panel.send"), look="main wide", on_click=ActState.send),
        class_name="stack",
    )


def _text(row: TextRow) -> rx.Component:
    return rx.el.button(
        tr(row["label"]),
        type="button",
        on_click=ActState.choose_text(row["key"]),
        aria_pressed=ActState.text == row["key"],
        class_name="chip",
    )


def _letter(row: LetterRow) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("desk.panel.preview", name=row["name"]), class_name="muted small"),
        rx.el.p(row["subject"], class_name="strong"),
        rx.el.p(row["body"], class_name="letter-body"),
        class_name="letter",
    )


def _talk() -> rx.Component:
    minutes = [(str(n), str(n)) for n in TALK_MINUTES]
    return rx.el.form(
        rx.el.p(t("desk.panel.talk_text"), class_name="muted"),
        chips(t("desk.panel.with_whom"), "whom", _names(WHOM), "both"),
        rx.el.div(
            text_field(t("desk.panel.day"), "day", kind="date", required=True, min=ActState.today),
            text_field(t("desk.panel.at"), "at", kind="time", required=True),
            class_name="pair-when",
        ),
        chips(t("desk.panel.minutes"), "minutes", minutes, "30"),
        text_field(t("desk.panel.place"), "place", max_length=200, auto_complete="off"),
        button(t("desk.panel.plan"), look="main wide", type="submit"),
        on_submit=submits(ActState.plan),
        class_name="stack",
    )


def later_form(state: Any) -> rx.Component:
    """Return the days to leave something until: three with one click, or an own one."""
    days = [button(t(f"desk.panel.{name}"), on_click=state.later(name)) for name in DAYS]
    return rx.el.div(
        rx.el.p(t("desk.panel.later_text"), class_name="muted"),
        rx.el.div(*days, class_name="row"),
        rx.el.form(
            text_field(t("desk.panel.own_day"), "until", kind="date", required=True, min=state.today),
            button(t("desk.panel.until_day"), type="submit"),
            on_submit=submits(state.later_until),
            class_name="stack",
        ),
        class_name="stack",
    )


def _pause() -> rx.Component:
    return rx.el.form(
        rx.el.p(t("desk.panel.pause_text"), class_name="muted"),
        chips(t("desk.panel.why"), "reason", _names(BREAK_REASONS), "holiday"),
        text_field(t("desk.panel.until"), "until", kind="date", required=True, min=ActState.today),
        button(t("desk.panel.pause_save"), look="main wide", type="submit"),
        on_submit=submits(ActState.pause),
        class_name="stack",
    )


def _end() -> rx.Component:
    return rx.el.form(
        rx.el.p(t("desk.panel.end_text"), class_name="muted"),
        chips(t("desk.panel.why"), "reason", _names(END_REASONS), "stopped"),
        button(t("desk.panel.end_save"), look="late wide", type="submit"),
        on_submit=submits(ActState.end),
        class_name="stack",
    )
