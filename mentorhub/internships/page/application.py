"""One application: where it stands, what to do next, its documents, the placement, and how it went."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.application_documents import documents
from mentorhub.internships.page.application_ends import ending, found, placement
from mentorhub.internships.page.application_parts import outcome, step_bar
from mentorhub.internships.rules.applications import OPEN_STEPS
from mentorhub.internships.state.application import ApplicationState as State
from mentorhub.internships.state.application_rows import StayRow
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, go, text_field, tone_pill
from mentorhub.ui.texts import t, tr


@page("/internships/[application_id]", title="applications.page.one", on_load=(Me.load, State.load))
def application() -> rx.Component:
    """Show the application."""
    return student_page(
        rx.cond(State.loaded, _loaded(), rx.el.h1(t("applications.page.one"))), active="internships"
    )


def _loaded() -> rx.Component:
    mine = rx.fragment(_next(), documents(), placement(), ending())
    return rx.fragment(
        _head(),
        _outcome(),
        found(),
        _where(),
        rx.cond(State.is_mentor, rx.fragment(_think_along(), documents()), mine),
        _history(),
    )


def _head() -> rx.Component:
    return rx.el.div(
        go("‹ ", t("applications.page.back"), href="/internships", class_name="inline-block py-2"),
        rx.el.h1(State.company),
        rx.cond(State.about != "", rx.el.p(State.about, class_name="muted"), rx.fragment()),
    )


def _outcome() -> rx.Component:
    def undo(handler: Any) -> rx.Component:
        return button(t("applications.page.undo"), look="quiet", on_click=handler)

    return outcome(
        State.said,
        State.said_tone,
        rx.match(
            State.undoes,
            ("step", undo(State.undo)),
            ("document", undo(State.put_back)),
            ("placement", undo(State.take_back)),
            rx.fragment(),
        ),
    )


def _where() -> rx.Component:
    row: Any = State.card
    return card(
        rx.el.div(
            rx.el.h2(t("applications.where.title"), class_name="grow"),
            tone_pill(tr(row["pill"]), row["tone"]),
            class_name="search-head",
        ),
        rx.cond(row["text"]["nl"] != "", rx.el.p(tr(row["text"]), class_name="muted"), rx.fragment()),
        rx.cond(State.is_open | (State.step == "placed"), step_bar(row), rx.fragment()),
        rx.cond(State.reason["nl"] != "", rx.el.p(tr(State.reason)), rx.fragment()),
        rx.cond(State.is_mentor, rx.fragment(), _moves()),
        class_name="stack",
    )


def _moves() -> rx.Component:
    on = button(
        t("applications.where.on", step=tr(State.next_name)),
        look="main",
        on_click=State.move(State.next_step),
    )
    return rx.fragment(
        rx.el.div(
            rx.cond(State.next_step != "", on, rx.fragment()),
            rx.cond(
                State.can_undo & (State.undoes == ""),
                button(t("applications.where.undo"), look="quiet", on_click=State.undo),
                rx.fragment(),
            ),
            class_name="row",
        ),
        rx.cond(State.step == "placed", rx.fragment(), _other_steps()),
    )


def _other_steps() -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.cond(State.is_open, t("applications.where.other"), t("applications.where.again"))),
        rx.el.div(*[_step_button(step) for step in OPEN_STEPS], class_name="row mt-2"),
        class_name="pair-more",
    )


def _step_button(step: str) -> rx.Component:
    is_now = State.step == step
    return button(
        t(f"applications.step.{step}"),
        aria_current=rx.cond(is_now, "step", "false"),
        disabled=is_now,
        on_click=State.move(step),
    )


def _next() -> rx.Component:
    form = rx.el.form(
        text_field(
            t("applications.next.action"),
            "action",
            hint=t("applications.next.hint"),
            default_value=State.next_action,
            max_length=200,
            auto_complete="off",
        ),
        text_field(
            t("applications.next.day"),
            "day",
            kind="date",
            hint=t("applications.next.day_hint"),
            default_value=State.next_on,
        ),
        button(t("applications.next.save"), type="submit"),
        on_submit=submits(State.plan_next),
        class_name="stack",
        # A new key gives the form what now stands; a refusal leaves what was typed.
        key=State.next_action + State.next_on,
    )
    row: Any = State.card
    late = rx.cond(
        row["next_tone"] == "late", rx.el.p(tr(row["next"]), class_name="search-next-late"), rx.fragment()
    )
    shown = card(rx.el.h2(t("applications.next.title")), late, form, class_name="stack")
    return rx.cond(State.is_open, shown, rx.fragment())


def _think_along() -> rx.Component:
    row: Any = State.card
    return card(
        rx.el.h2(t("applications.hint.title")),
        rx.el.p(tr(row["hint"])),
        rx.cond(
            row["next"]["nl"] != "",
            rx.el.p(tr(row["next"]), class_name="search-next-" + row["next_tone"]),
            rx.fragment(),
        ),
        class_name="stack",
    )


def _history() -> rx.Component:
    return card(
        rx.el.h2(t("applications.history.title")),
        rx.el.ol(rx.foreach(State.stays, _stay), class_name="contact-lines"),
    )


def _stay(row: StayRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(tr(row["step"]), class_name="strong block search-step"),
            rx.el.span(tr(row["day"]), class_name="muted small"),
            class_name="grow",
        ),
        rx.el.span(tr(row["lasted"]), class_name="muted number"),
    )
