"""The start page: one thing to do now, and below it the way from the qualities to the pair."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.start.state import StartState, StepRow
from mentorhub.ui.parts import card, empty, go, link_button
from mentorhub.ui.texts import t, tr


@page("/", title="start.page.title", on_load=(Me.load, StartState.load))
def start() -> rx.Component:
    """Show a student the next step."""
    return student_page(
        rx.match(
            StartState.view,
            ("student", rx.fragment(_hello(), _next(), _way())),
            ("nowhere", _nowhere()),
            rx.el.h1(t("core.app.name"), class_name="sr"),
        ),
        rx.cond(
            StartState.several_parts,
            rx.el.p(go(t("start.page.elsewhere"), href="/where", class_name="inline-block py-2")),
            rx.fragment(),
        ),
        active="start",
    )


def _nowhere() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("start.page.hello", name=Me.first_name)),
        empty(t("start.page.nowhere_title"), t("start.page.nowhere_text")),
    )


def _hello() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("start.page.hello", name=Me.first_name), class_name="muted"), rx.el.h1(t("start.page.next"))
    )


def _next() -> rx.Component:
    return card(
        rx.cond(
            StartState.deadline["nl"] != "",
            rx.el.p(rx.el.span(tr(StartState.deadline), class_name="pill pill-on-brand"), class_name="mb-3"),
            rx.fragment(),
        ),
        rx.el.h2(tr(StartState.title), class_name="next-title"),
        rx.el.p(tr(StartState.text), class_name="mt-2 mb-4"),
        link_button(tr(StartState.button), StartState.address, look="sun wide"),
        class_name="card-brand",
    )


def _way() -> rx.Component:
    return card(
        rx.el.h2(t("start.page.way"), class_name="sr"),
        rx.el.ol(rx.foreach(StartState.steps, _step), class_name="steps"),
        class_name="way",
    )


def _step(row: StepRow) -> rx.Component:
    name = "step step-" + row["state"]
    opens = go(*_step_words(row), rx.el.span("›", aria_hidden="true"), href=row["address"], class_name=name)
    return rx.el.li(rx.cond(row["address"] != "", opens, rx.el.div(*_step_words(row), class_name=name)))


def _step_words(row: StepRow) -> tuple[rx.Component, rx.Component]:
    state = rx.match(
        row["state"], ("done", t("start.step.done")), ("now", t("start.step.now")), t("start.step.later")
    )
    return (
        rx.el.span(row["mark"], class_name="step-mark", aria_hidden="true"),
        rx.el.span(
            rx.el.span(tr(row["title"]), class_name="strong block"),
            rx.el.span(tr(row["about"]), class_name="muted small"),
            rx.el.span(" (", state, ")", class_name="sr"),
            class_name="grow",
        ),
    )
