"""How an application ends: with an internship, or with a reason."""

from typing import Any

import reflex as rx

from mentorhub.internships.rules.applications import REASONS, THROUGH
from mentorhub.internships.state.application import ApplicationState as State
from mentorhub.pairs.chips import chips
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, text_field
from mentorhub.ui.texts import t, tr


def found() -> rx.Component:
    """Return the moment of joy: where and when, and what can still be put right."""
    joy = rx.el.section(
        rx.el.p("★", aria_hidden="true", class_name="joy-star"),
        rx.el.h2(
            rx.cond(
                State.is_mentor,
                t("applications.placed.mentor_title", company=State.company),
                t("applications.placed.title", company=State.company),
            )
        ),
        rx.el.p(tr(State.placed)),
        rx.el.p(tr(State.through_text)),
        rx.cond(State.is_mentor, rx.el.p(t("applications.placed.mentor")), rx.fragment()),
        rx.cond(State.can_correct, _correct(), rx.fragment()),
        class_name="card joy stack",
    )
    return rx.cond(State.placed["nl"] != "", joy, rx.fragment())


def _correct() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("applications.placed.correct")),
        rx.el.p(t("applications.placed.correct_text"), class_name="mb-3"),
        _form(State.correct, t("applications.placed.correct_save"), "btn-joy"),
        button(t("applications.placed.take_back"), on_click=State.take_back, class_name="mt-3"),
        class_name="joy-more",
        key=State.starts_on + State.ends_on + State.through,
    )


def _form(handler: Any, label: Any, look: str) -> rx.Component:
    days = rx.el.div(
        text_field(
            t("applications.placed.starts"),
            "starts_on",
            kind="date",
            required=True,
            default_value=State.starts_on,
        ),
        text_field(
            t("applications.placed.ends"), "ends_on", kind="date", required=True, default_value=State.ends_on
        ),
        class_name="pair-when",
    )
    options = [(one, t(f"applications.through.{one}")) for one in THROUGH]
    return rx.el.form(
        days,
        chips(t("applications.placed.through"), "through", options, State.through),
        button(label, look="wide", class_name=look, type="submit"),
        on_submit=submits(handler),
        class_name="stack mt-2",
    )


def placement() -> rx.Component:
    """Return the card with which a mentee says that the internship is found."""
    more = rx.el.details(
        rx.el.summary(rx.el.h2(t("applications.placed.ask"))),
        rx.el.p(t("applications.placed.ask_text"), class_name="muted"),
        _form(State.place, t("applications.placed.save"), "btn-sun"),
        open=State.asks_placement | (State.step == "agreement"),
        class_name="pair-more",
    )
    return rx.cond(State.is_open, card(more), rx.fragment())


def ending() -> rx.Component:
    """Return the card with which a mentee ends an application, with its reason."""
    form = rx.el.form(
        chips(
            t("applications.ended.how"),
            "ending",
            [(one, t(f"applications.step.{one}")) for one in ("rejected", "withdrawn")],
            "rejected",
        ),
        rx.el.fieldset(
            rx.el.legend(t("applications.ended.why"), class_name="label mb-2"),
            *[_reason(reason) for reason in REASONS],
        ),
        rx.el.div(
            chips(
                t("applications.ended.may_talk"),
                "may_talk",
                [("yes", t("applications.ended.yes")), ("no", t("applications.ended.no"))],
                "",
            ),
            rx.el.p(t("applications.ended.may_talk_text"), class_name="hint mt-2"),
            class_name="ends-talk",
        ),
        rx.el.p(t("applications.ended.private"), class_name="hint"),
        button(t("applications.ended.save"), type="submit"),
        on_submit=submits(State.end),
        class_name="stack ends-form mt-2",
    )
    more = rx.el.details(rx.el.summary(rx.el.h2(t("applications.ended.title"))), form, class_name="pair-more")
    return rx.cond(State.is_open, card(more), rx.fragment())


def _reason(reason: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="reason", value=reason, required=True, class_name="check"),
        rx.el.span(t(f"applications.reason.{reason}")),
        class_name="option",
    )
