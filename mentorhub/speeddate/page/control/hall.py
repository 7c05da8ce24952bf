"""Who is missed at a table, and the list of everybody with its filters, its search and swapping."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.page.control.browser import focus_here
from mentorhub.speeddate.page.control.now import is_held
from mentorhub.speeddate.page.control.outside import outside
from mentorhub.speeddate.page.control.person import person_row, tick
from mentorhub.speeddate.state.control import Hall
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t, tr

NOTHING = rx.fragment


def missing() -> rx.Component:
    """Return who is missed at which table, with what to do; nothing while everybody sits."""
    return rx.cond(
        is_held() & ((rx.Var.create(Hall.missing).length() > 0) | (Hall.away_many > 0)),
        card(
            rx.el.h2(t("control.missing.title")),
            rx.el.ul(rx.foreach(Hall.missing, _missed), class_name="control-missing"),
            rx.cond(
                Hall.missing_more > 0, rx.el.p(t("control.missing.more", n=Hall.missing_more)), NOTHING()
            ),
            rx.cond(
                Hall.away_many > 0,
                rx.el.p(t("control.missing.many_away", n=Hall.away_many)),
                NOTHING(),
            ),
            rx.cond(
                Hall.is_someone_alone, rx.el.p(t("control.missing.advice"), class_name="small"), NOTHING()
            ),
            class_name="stack control-strip",
        ),
        NOTHING(),
    )


def _missed(person: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.strong(person["name"]), ": ", tr(person["why"]), class_name="grow"),
        rx.cond(
            person["is_present"],
            tick(person, t("control.people.leaves"), "absent", "control.people.away_label"),
            tick(person, t("control.people.late"), "present", "control.people.here_label"),
        ),
        key=person["id"],
        class_name="control-missed",
    )


def _search() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("control.people.search"), html_for="search", class_name="sr"),
        rx.el.input(
            id="search",
            type="search",
            placeholder=t("control.people.search"),
            class_name="input",
            auto_complete="off",
            on_change=Hall.search.debounce(200),
        ),
        class_name="field",
    )


def _chip(view: str, count: Any) -> rx.Component:
    return rx.el.button(
        t(f"control.people.view_{view}"),
        rx.cond(count >= 0, rx.el.span(" ", count.to_string(), class_name="number"), NOTHING()),
        type="button",
        aria_pressed=Hall.view == view,
        on_click=Hall.show(view),
        class_name="control-chip",
    )


def _chips() -> rx.Component:
    has_phones = (LiveRoom.phase != "draft") & (LiveRoom.phase != "closed")
    return rx.el.div(
        _chip("all", LiveRoom.expected),
        _chip("missing", Hall.count_missing),
        rx.cond(has_phones, _chip("away", Hall.count_away), NOTHING()),
        rx.cond(has_phones, _chip("phoneless", Hall.count_phoneless), NOTHING()),
        role="group",
        aria_label=t("control.people.filter"),
        class_name="control-chips",
    )


def _swapping() -> rx.Component:
    """Return whom to swap with and in which round, while somebody is to change places."""
    return focus_here(
        rx.el.h3(t("control.swap.title", name=Hall.swap_name)),
        rx.el.p(t("control.swap.text"), class_name="small"),
        rx.el.div(
            _swap_round(rx.cond(LiveRoom.phase == "changeover", LiveRoom.round + 1, LiveRoom.round)),
            _swap_round(rx.cond(LiveRoom.phase == "changeover", LiveRoom.round + 2, LiveRoom.round + 1)),
            rx.el.span(class_name="grow"),
            button(t("control.swap.cancel"), look="quiet", on_click=Hall.end_swap),
            role="group",
            aria_label=t("control.swap.which"),
            class_name="row",
        ),
        label=t("control.swap.title", name=Hall.swap_name),
        class_name="control-swap stack",
    )


def _swap_round(number: Any) -> rx.Component:
    return rx.cond(
        number <= LiveRoom.rounds,
        rx.el.button(
            t("control.swap.round", n=number),
            type="button",
            aria_pressed=Hall.swap_round == number,
            on_click=Hall.swap_in(number),
            class_name="control-chip",
        ),
        NOTHING(),
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.cond(
            rx.Var.create(Hall.people).length() > 0,
            rx.el.ul(rx.foreach(Hall.people, person_row), class_name="control-people"),
            rx.el.p(_nobody(), class_name="muted"),
        ),
        rx.cond(Hall.is_cut, rx.el.p(t("control.people.first_hundred"), class_name="hint"), NOTHING()),
    )


def _nobody() -> rx.Var[str]:
    """Return why the list is empty: nobody to swap with in that round, or nobody who is looked for."""
    no_swap = t("control.swap.nobody", name=Hall.swap_name, n=Hall.swap_round)
    return rx.cond((Hall.swap_id != "") & Hall.no_partners, no_swap, t("control.people.no_hits"))


def people() -> rx.Component:
    """Return everyone expected, who is missing first, with filters and a search by name."""
    everyone = rx.cond(
        LiveRoom.phase == "lobby",
        button(t("control.people.everyone"), on_click=Hall.mark_everyone),
        NOTHING(),
    )
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h2(t("control.people.title")),
                rx.el.p(
                    t("control.people.count", present=LiveRoom.present, expected=LiveRoom.expected),
                    class_name="muted",
                    role="status",
                ),
            ),
            everyone,
            class_name="spread",
        ),
        rx.cond(Hall.swap_id != "", _swapping(), _chips()),
        _search(),
        _list(),
        rx.cond(LiveRoom.phase != "closed", outside(), NOTHING()),
        class_name="stack",
    )
