"""The help page of a mentee or mentor: whom to call now comes first, then the form or the open call."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.pairs.chips import chips
from mentorhub.pairs.help.page.parts import long_text, said, step
from mentorhub.pairs.help.rows import EmergencyRow, OwnRow, QuestionRow, SharedRow
from mentorhub.pairs.help.rules import LONGEST_TEXT, categories_for
from mentorhub.pairs.help.state.ask import ADDRESS, HelpState
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, card, go, tone_pill
from mentorhub.ui.texts import t, tr


@page(ADDRESS, title="help.page.title", on_load=(Me.load, HelpState.load))
def ask_page() -> rx.Component:
    """Show help."""
    return student_page(
        rx.el.div(
            go(t("help.page.back"), href=HelpState.back, class_name="inline-block py-2"),
            rx.el.h1(t("help.page.title")),
        ),
        rx.cond(HelpState.loaded, _loaded(), rx.el.p(t("core.app.loading"), class_name="muted")),
        active="coach",
    )


def _loaded() -> rx.Component:
    form = rx.cond(HelpState.has_open, _again(), card(rx.el.h2(t("help.ask.title")), _form()))
    return rx.fragment(
        _urgent(),
        said(HelpState.said, HelpState.said_tone),
        rx.fragment(rx.foreach(HelpState.questions, _question)),
        rx.fragment(rx.foreach(HelpState.open_calls, _call)),
        rx.cond(HelpState.told, _told(), rx.fragment()),
        form,
        rx.cond(HelpState.earlier, _earlier(), rx.fragment()),
    )


def _urgent() -> rx.Component:
    names = t("help.urgent.ask", names=HelpState.coordinators)
    ask = rx.cond(HelpState.coordinators != "", names, t("help.urgent.ask_teacher"))
    return card(
        rx.el.h2(t("help.urgent.title")),
        rx.el.p(t("help.urgent.text")),
        rx.cond(
            HelpState.emergency,
            rx.el.ul(rx.foreach(HelpState.emergency, _contact), class_name="help-list stack"),
            rx.fragment(),
        ),
        rx.el.p(t("help.urgent.danger"), class_name="strong"),
        native_link(t("help.urgent.call_112"), href="tel:112", class_name="btn btn-late"),
        rx.el.p(ask),
        class_name="stack card-late",
    )


def _contact(row: EmergencyRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(row["name"], class_name="strong"),
            rx.cond(row["about"] != "", rx.el.p(row["about"], class_name="small"), rx.fragment()),
            class_name="grow",
        ),
        native_link(
            row["phone"],
            href="tel:" + row["dial"],
            aria_label=t("help.urgent.call", name=row["name"]) + ", " + row["phone"],
            class_name="btn",
        ),
        class_name="help-contact",
        key=row["id"],
    )


def _question(row: QuestionRow) -> rx.Component:
    answers = [
        button(t(f"help.better.{better}"), on_click=HelpState.answer(row["id"], better))
        for better in ("yes", "some", "no")
    ]
    return card(
        rx.el.h2(tr(row["text"])),
        rx.el.p(t("help.question.text"), class_name="muted"),
        rx.el.div(*answers, class_name="row"),
        class_name="stack card-chosen",
        key=row["id"],
    )


def _call(row: OwnRow) -> rx.Component:
    return card(
        rx.el.div(
            rx.el.h2(t("help.own.title")), tone_pill(tr(row["pill"]), row["tone"]), class_name="spread"
        ),
        _so_far(row),
        rx.el.div(
            rx.el.h3(t("help.own.next")), rx.el.p(tr(row["next"]), class_name="mt-1"), class_name="help-next"
        ),
        rx.cond(
            row["can_withdraw"],
            button(t("help.own.withdraw"), look="quiet", on_click=HelpState.withdraw(row["id"])),
            rx.fragment(),
        ),
        class_name="stack",
        key=row["id"],
    )


def _so_far(row: OwnRow) -> rx.Component:
    return rx.fragment(
        rx.el.p(tr(row["title"]), class_name="strong"),
        rx.el.ul(
            _line(row["sent"]),
            _line(row["taken"]),
            _line(row["closed"]),
            class_name="help-list muted",
        ),
        rx.cond(
            row["steps"],
            rx.el.ol(
                rx.foreach(row["steps"], lambda one: step(one["what"], one["by"], one["text"])),
                class_name="help-list stack",
            ),
            rx.fragment(),
        ),
    )


def _line(text: Any) -> rx.Component:
    return rx.cond(text["nl"] != "", rx.el.li(tr(text)), rx.fragment())


def _told() -> rx.Component:
    return card(
        rx.el.h2(t("help.told.title")),
        rx.el.ol(rx.foreach(HelpState.told, _told_step), class_name="help-list stack mt-2"),
    )


def _told_step(row: SharedRow) -> rx.Component:
    return step(row["what"], row["by"], row["text"])


def _again() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("help.ask.again")), _form(), class_name="card pair-more", key=HelpState.once_key
    )


def _form() -> rx.Component:
    return rx.cond(
        HelpState.chooses,
        rx.fragment(_which(), _fields(has_pair=False)),
        rx.cond(HelpState.has_pair, _fields(has_pair=True), _fields(has_pair=False)),
    )


def _which() -> rx.Component:
    """Return the links to help about one of several juniors."""
    link = rx.foreach(
        HelpState.choices,
        lambda one: go(one["name"], href=ADDRESS + "?duo=" + one["id"], class_name="btn"),
    )
    return rx.el.div(
        rx.el.p(t("help.ask.which"), class_name="strong mb-2"),
        rx.el.div(link, class_name="row"),
        class_name="mt-2",
    )


def _fields(*, has_pair: bool) -> rx.Component:
    options = [(one, t(f"help.category.{one}")) for one in categories_for(has_pair=has_pair)]
    about_pair = t("help.ask.private", name=HelpState.other), " ", t("help.ask.teacher")
    private = rx.fragment(*about_pair) if has_pair else t("help.ask.private_alone")
    return rx.el.form(
        rx.el.p(t("help.ask.text"), class_name="muted mt-1"),
        rx.el.input(type="hidden", name="once_key", value=HelpState.once_key, read_only=True),
        chips(t("help.ask.category"), "category", options, options[0][0]),
        chips(
            t("help.ask.when"), "when", [("week", t("help.ask.week")), ("today", t("help.ask.today"))], "week"
        ),
        long_text(t("help.ask.words"), "text", private, LONGEST_TEXT),
        button(t("help.ask.send"), look="main wide", type="submit"),
        on_submit=submits(HelpState.ask),
        class_name="stack",
        # A new key empties the form once the call is sent.
        key=HelpState.once_key,
    )


def _earlier() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("help.own.earlier")),
        rx.el.div(rx.foreach(HelpState.earlier, _earlier_call), class_name="stack mt-2"),
        class_name="card pair-more",
        open=rx.cond(HelpState.has_open, False, True),
    )


def _earlier_call(row: OwnRow) -> rx.Component:
    return rx.el.div(
        _so_far(row),
        rx.el.p(tr(row["next"]), class_name="mt-1"),
        rx.cond(
            row["can_reopen"],
            button(t("help.own.reopen"), class_name="mt-2", on_click=HelpState.reopen(row["id"])),
            rx.fragment(),
        ),
        class_name="help-earlier",
        key=row["id"],
    )
