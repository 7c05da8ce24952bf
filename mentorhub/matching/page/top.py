"""The top 4 on a phone: the list above, whom to add below, one button to hand it in."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.matching.state.top import Top
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.browser import sortable
from mentorhub.ui.parts import avatar, button, card, empty, link_button, notice, pill
from mentorhub.ui.texts import t, tr


@page("/top", title="matching.top.tab", on_load=(Me.load, Top.load))
def top() -> rx.Component:
    """Show a mentee's own list."""
    return student_page(
        rx.el.div(
            rx.el.div(
                rx.el.h1(t("matching.top.title", n=Top.length)),
                rx.cond(Top.is_handed_in, pill(t("matching.top.in"), "ok"), _saved()),
                class_name="spread",
            ),
            rx.cond(Top.is_open, _lead(), rx.fragment()),
        ),
        rx.el.p(tr(Top.said), role="status", class_name="sr"),
        rx.cond(Top.problem["nl"] != "", notice(tr(Top.problem), "soon"), rx.fragment()),
        rx.cond(Top.loaded, _body(), rx.fragment()),
        active="start",
    )


def _saved() -> rx.Component:
    return rx.cond(Top.count > 0, pill(t("core.draft.saved"), "ok"), rx.fragment())


def _lead() -> rx.Component:
    return rx.fragment(rx.el.p(t("matching.top.lead"), class_name="muted mt-2"), _deadline())


def _deadline() -> rx.Component:
    return rx.cond(
        Top.deadline["nl"] != "",
        rx.el.p(t("matching.top.until"), " ", rx.el.strong(tr(Top.deadline)), class_name="mt-1"),
        rx.fragment(),
    )


def _body() -> rx.Component:
    editing = rx.el.div(_list(), _undo(), _add_met(), _add_others(), _hand_in(), class_name="stack-lg")
    return rx.cond(
        Top.length == 0,
        empty(t("matching.top.nobody"), t("matching.top.nobody_text")),
        rx.cond(Top.is_open & ~Top.is_handed_in, editing, _read_only()),
    )


def _list() -> rx.Component:
    return rx.el.div(
        sortable(
            rx.foreach(Top.chosen, _row),
            label=t("matching.top.list"),
            on_move=Top.move,
            class_name="top-list",
        ),
        rx.foreach(Top.empty_places, _empty_place),
        class_name="stack",
    )


def _row(row: Any, index: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span("⠿", data_grip="true", aria_hidden="true", class_name="top-grip"),
        rx.el.span(index + 1, class_name="top-rank"),
        avatar(row["initials"], row["colour"]),
        rx.el.span(rx.el.span(row["name"], class_name="strong block"), _remarks(row), class_name="grow"),
        rx.el.span(
            _arrow("↑", "matching.top.up", row, Top.up(row["id"]), index == 0),
            _arrow("↓", "matching.top.down", row, Top.down(row["id"]), index == Top.count - 1),
            _arrow("×", "matching.top.remove", row, Top.remove(row["id"]), False),
            class_name="top-arrows",
        ),
        key=row["id"],
        data_row="true",
        class_name="card top-row",
    )


def _arrow(sign: str, key: str, row: Any, act: Any, disabled: Any) -> rx.Component:
    # Not the attribute "disabled": the keyboard's focus would fall off a row that reached the top.
    return button(
        sign, look="icon quiet", on_click=act, aria_disabled=disabled, aria_label=t(key, name=row["name"])
    )


def _remarks(row: Any) -> rx.Component:
    """Return what the mentee herself thought, and what fits; nothing is said of what does not."""
    return rx.el.span(
        rx.match(
            row["feeling"],
            (3, rx.el.span("★ ", t("matching.top.click"))),
            (2, rx.el.span(t("matching.top.good"))),
            (1, rx.el.span(t("matching.top.doubt"))),
            rx.fragment(),
        ),
        rx.cond((row["feeling"] > 0) & (row["shared"] > 0), rx.el.span(" · "), rx.fragment()),
        rx.match(
            row["shared"],
            (0, rx.fragment()),
            (1, rx.el.span(t("matching.top.shared_one"))),
            rx.el.span(t("matching.top.shared", n=row["shared"])),
        ),
        rx.cond(row["note"] != "", rx.el.span("“", row["note"], "”", class_name="top-note"), rx.fragment()),
        class_name="muted small block",
    )


def _empty_place(place: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(place, class_name="top-rank"),
        rx.cond(place == Top.count + 1, rx.el.span(t("matching.top.choose_one")), rx.fragment()),
        class_name="card top-empty",
    )


def _undo() -> rx.Component:
    return rx.cond(
        Top.can_undo,
        rx.el.div(button(t("matching.top.undo"), look="quiet", on_click=Top.undo)),
        rx.fragment(),
    )


def _add_met() -> rx.Component:
    return rx.cond(
        Top.met,
        rx.el.section(rx.el.h2(t("matching.top.met")), rx.foreach(Top.met, _to_add), class_name="stack"),
        rx.fragment(),
    )


def _to_add(row: Any) -> rx.Component:
    return card(
        avatar(row["initials"], row["colour"]),
        rx.el.span(
            rx.el.span(row["name"], class_name="strong block"),
            rx.cond(row["met"], _remarks(row), rx.el.span(row["course"], class_name="muted small block")),
            class_name="grow",
        ),
        button(
            t("matching.top.add"),
            on_click=Top.add(row["id"]),
            disabled=Top.missing == 0,
            aria_label=t("matching.top.add_name", name=row["name"]),
        ),
        key=row["id"],
        class_name="top-row",
    )


def _add_others() -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("matching.top.others"))),
        rx.el.div(
            rx.el.label(t("matching.top.search"), html_for="search", class_name="label"),
            rx.el.input(
                id="search",
                type="search",
                default_value="",
                on_change=Top.look_for.debounce(200),
                class_name="input",
            ),
            rx.el.p(t("matching.top.found", n=Top.others_count), role="status", class_name="hint"),
            rx.foreach(Top.others, _to_add),
            class_name="stack",
        ),
    )


def _hand_in() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Top.missing > 0,
            rx.el.p(t("matching.top.missing", n=Top.missing), class_name="muted mb-2"),
            rx.fragment(),
        ),
        button(
            t("matching.top.hand_in", n=Top.length),
            look="main wide",
            on_click=Top.hand_in,
            disabled=Top.missing > 0,
        ),
        class_name="top-hand-in",
    )


def _read_only() -> rx.Component:
    """Return the list as it was handed in, or as it closed."""
    return rx.el.div(
        rx.cond(
            Top.is_handed_in,
            notice(t("matching.top.handed_in", when=tr(Top.handed_in)), "ok"),
            notice(t("matching.refused.closed"), "soon"),
        ),
        rx.cond(Top.on_paper, rx.el.p(t("paper.top.typed"), class_name="muted"), rx.fragment()),
        rx.el.ol(rx.foreach(Top.chosen, _fixed_row), class_name="top-list"),
        rx.cond(
            Top.is_open,
            button(t("matching.top.take_back"), look="wide", on_click=Top.take_back),
            rx.fragment(),
        ),
        link_button(t("matching.top.back"), "/", look="main wide"),
        class_name="stack-lg",
    )


def _fixed_row(row: Any, index: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(index + 1, class_name="top-rank"),
        avatar(row["initials"], row["colour"]),
        rx.el.span(rx.el.span(row["name"], class_name="strong block"), _remarks(row), class_name="grow"),
        key=row["id"],
        class_name="card top-row",
    )
