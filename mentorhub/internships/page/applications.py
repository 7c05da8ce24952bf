"""The search for an internship: the list or the board, and a new application."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.application_parts import application_card, outcome, step_board
from mentorhub.internships.page.company_field import company_field
from mentorhub.internships.state.applications import ApplicationsState as State
from mentorhub.internships.state.company_field import CompanyField
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, empty, go, link_button, text_field
from mentorhub.ui.texts import t, tr


@page("/internships", title="applications.page.title", on_load=(Me.load, CompanyField.load, State.load))
def applications() -> rx.Component:
    """Show the applications, or how to begin."""
    return student_page(
        rx.cond(
            State.loaded,
            rx.fragment(_head(), _outcome(), _shown(), _new()),
            rx.el.h1(t("applications.page.title")),
        ),
        active="internships",
    )


def _head() -> rx.Component:
    heading = rx.cond(State.is_mentor, t("applications.page.mentor_title"), t("applications.page.title"))
    return rx.el.div(
        rx.el.h1(heading),
        rx.el.div(
            link_button(t("applications.page.leads"), "/leads"),
            rx.cond(
                State.is_mentor,
                link_button(t("companies.past.mine"), "/internships/before"),
                rx.fragment(),
            ),
            rx.cond(
                State.is_board,
                link_button(t("applications.page.as_list"), "/internships", class_name="desk-only"),
                link_button(
                    t("applications.page.as_board"), "/internships?view=board", class_name="desk-only"
                ),
            ),
            class_name="row",
        ),
        class_name="spread",
    )


def _outcome() -> rx.Component:
    undo = button(t("applications.page.undo"), look="quiet", on_click=State.undo)
    return outcome(State.said, State.said_tone, rx.cond(State.can_undo, undo, rx.fragment()))


def _shown() -> rx.Component:
    some = State.total > 0
    board = rx.el.div(
        step_board(State.board, State.move, can_move=~State.is_mentor),
        class_name="board-wide",
    )
    return rx.cond(
        some,
        rx.fragment(
            rx.cond(State.is_board, board, rx.fragment(_found(), _running())),
            _ended(),
        ),
        _none(),
    )


def _none() -> rx.Component:
    leads = link_button(t("applications.empty.action"), "/leads", look="main")
    return rx.cond(
        State.is_mentor,
        empty(t("applications.empty.mentor_title"), t("applications.empty.mentor_text"), leads),
        empty(t("applications.empty.title"), t("applications.empty.text"), leads),
    )


def _found() -> rx.Component:
    return rx.cond(
        State.placed,
        rx.el.section(rx.el.h2(t("applications.page.found")), _cards(State.placed), class_name="stack"),
        rx.fragment(),
    )


def _running() -> rx.Component:
    return rx.cond(
        State.running,
        rx.el.section(rx.el.h2(t("applications.page.running")), _cards(State.running), class_name="stack"),
        rx.fragment(),
    )


def _cards(rows: list) -> rx.Component:
    return rx.el.ul(
        rx.foreach(rows, lambda row: rx.el.li(application_card(row))), class_name="stack search-cards"
    )


def _ended() -> rx.Component:
    return rx.cond(
        State.ended,
        rx.el.details(
            rx.el.summary(t("applications.page.ended", n=State.ended_count)),
            _cards(State.ended),
            class_name="search-ended",
        ),
        rx.fragment(),
    )


def _new() -> rx.Component:
    form = rx.el.form(
        rx.el.input(type="hidden", name="once_key", value=State.once_key, read_only=True),
        company_field(error=tr(State.refused)),
        text_field(
            t("applications.new.role"),
            "role",
            hint=t("applications.new.role_hint"),
            max_length=120,
            auto_complete="off",
        ),
        button(t("applications.new.save"), look="main wide", type="submit"),
        on_submit=submits(State.begin),
        class_name="stack",
    )
    more = rx.el.details(
        rx.el.summary(rx.el.h2(t("applications.new.title"))),
        rx.el.p(
            t("applications.new.text"),
            " ",
            go(t("applications.new.leads"), href="/leads"),
            class_name="muted mb-3",
        ),
        form,
        class_name="pair-more",
    )
    return rx.cond(State.is_mentor, rx.fragment(), card(more))
