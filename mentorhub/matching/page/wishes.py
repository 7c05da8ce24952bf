"""A mentor's wishes on a phone: whom they met, three large answers each, saved as they are tapped."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.matching.service.wishes import WISHES
from mentorhub.matching.state.wishes import Wishes
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.parts import avatar, button, card, empty, link_button, notice, pill
from mentorhub.ui.texts import t, tr


@page("/wishes", title="matching.wishes.tab", on_load=(Me.load, Wishes.load))
def wishes() -> rx.Component:
    """Show a mentor's own answers."""
    return student_page(
        rx.el.div(
            rx.el.h1(t("matching.wishes.title")),
            rx.cond(Wishes.loaded & Wishes.is_open, _lead(), rx.fragment()),
        ),
        rx.el.p(tr(Wishes.said), role="status", class_name="sr"),
        rx.cond(Wishes.problem["nl"] != "", notice(tr(Wishes.problem), "soon"), rx.fragment()),
        rx.cond(Wishes.loaded, _body(), rx.fragment()),
        active="start",
    )


def _lead() -> rx.Component:
    until = rx.el.p(t("matching.wishes.until"), " ", rx.el.strong(tr(Wishes.deadline)), class_name="mt-1")
    return rx.fragment(
        rx.el.p(t("matching.wishes.lead"), class_name="muted mt-2"),
        rx.cond(Wishes.deadline["nl"] != "", until, rx.fragment()),
        rx.el.p(t("matching.wishes.who_reads"), class_name="notice mt-3"),
    )


def _body() -> rx.Component:
    home = link_button(t("matching.wishes.back"), "/", look="main wide")
    nobody = empty(t("matching.wishes.nobody"), t("matching.wishes.nobody_text"), home)
    asked = rx.el.div(
        rx.cond(Wishes.is_open, rx.fragment(), notice(t("matching.wishes.closed"), "soon")),
        rx.cond(Wishes.met, _rows(Wishes.met, t("matching.wishes.met")), nobody),
        rx.cond(Wishes.is_open, _others(), rx.cond(Wishes.others, _others(), rx.fragment())),
        rx.cond(Wishes.met, home, rx.fragment()),
        class_name="stack-lg",
    )
    not_asked = empty(t("matching.wishes.not_asked"), t("matching.wishes.not_asked_text"), home)
    return rx.cond(Wishes.asks, asked, not_asked)


def _rows(rows: Any, label: Any) -> rx.Component:
    return rx.el.ul(rx.foreach(rows, _row), aria_label=label, class_name="wish-list")


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        card(
            rx.el.div(
                avatar(row["initials"], row["colour"]),
                rx.el.div(rx.el.h2(row["name"], class_name="wish-name"), _remarks(row), class_name="grow"),
                class_name="wish-who",
            ),
            rx.cond(Wishes.is_open, _choices(row), _answer(row)),
        ),
        key=row["id"],
    )


def _remarks(row: Any) -> rx.Component:
    """Return what the mentor noted, and what fits; of who was not met, the course."""
    felt = rx.match(
        row["feeling"],
        (3, t("matching.wishes.click")),
        (2, t("matching.wishes.good")),
        (1, t("matching.wishes.doubt")),
        "",
    )
    shared = rx.match(
        row["shared"],
        (0, ""),
        (1, t("matching.wishes.shared_one")),
        t("matching.wishes.shared", n=row["shared"]),
    )
    met = rx.fragment(
        t("matching.wishes.round", n=row["round_met"]), _after_dot(felt), _after_dot(shared), _note(row)
    )
    return rx.el.p(rx.cond(row["round_met"] > 0, met, row["course"]), class_name="muted small")


def _after_dot(text: Any) -> rx.Component:
    part = rx.fragment(" · ", rx.el.span(text, class_name="wish-part"))
    return rx.cond(text != "", part, rx.fragment())


def _note(row: Any) -> rx.Component:
    return rx.cond(
        row["note"] != "", rx.el.span("“", row["note"], "”", class_name="wish-note"), rx.fragment()
    )


def _choices(row: Any) -> rx.Component:
    is_answered = row["wish"] != ""
    clear = button(
        t("matching.wishes.clear"),
        look="quiet",
        on_click=Wishes.clear(row["id"]),
        aria_label=t("matching.wishes.clear_name", name=row["name"]),
        # It stays where it is, out of sight, so that the keyboard's focus does not fall off the row.
        aria_disabled=~is_answered,
        tab_index=rx.cond(is_answered, 0, -1),
    )
    said = rx.cond(
        is_answered,
        pill(t("core.draft.saved"), "ok"),
        rx.el.span(t("matching.wishes.open"), class_name="muted small"),
    )
    return rx.el.fieldset(
        rx.el.legend(t("matching.wishes.question", name=row["name"]), class_name="sr"),
        rx.el.div(*[_choice(row, wish) for wish in WISHES], class_name="wish-choices"),
        rx.el.div(said, clear, class_name="wish-foot"),
        class_name="wish-field",
    )


def _choice(row: Any, wish: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="wish-" + row["id"],
            value=wish,
            default_checked=row["wish"] == wish,
            on_change=Wishes.choose(row["id"], wish),
            key=row["turn"],
            class_name="wish-input",
        ),
        rx.el.span(t(f"matching.wishes.{wish}")),
        class_name=f"wish-choice wish-{wish}",
    )


def _answer(row: Any) -> rx.Component:
    """Return the answer as it stands, after the time is over."""
    words = [(wish, t(f"matching.wishes.{wish}")) for wish in WISHES]
    return rx.el.p(
        pill(rx.match(row["wish"], *words, t("matching.wishes.no_answer"))), class_name="wish-answer"
    )


def _others() -> rx.Component:
    """Return the way to mentees who were not met."""
    search = rx.fragment(
        rx.el.label(t("matching.wishes.search"), html_for="search", class_name="label"),
        rx.el.input(
            id="search",
            type="search",
            default_value="",
            on_change=Wishes.look_for.debounce(200),
            class_name="input",
        ),
        rx.el.p(t("matching.wishes.found", n=Wishes.others_count), role="status", class_name="hint"),
    )
    return rx.el.details(
        rx.el.summary(t("matching.wishes.others")),
        rx.el.div(
            rx.cond(Wishes.is_open, search, rx.fragment()),
            _rows(Wishes.others, t("matching.wishes.others")),
            class_name="stack",
        ),
    )
