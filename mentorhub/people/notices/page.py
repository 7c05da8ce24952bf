"""The own notices, and the page where a person chooses how to hear of each kind."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import own_page
from mentorhub.people.notices.state import ChoiceLine, NoticeChoices, NoticeLine, Notices
from mentorhub.people.state import Me
from mentorhub.ui.parts import button, card, empty, go, link_button, page_title, pill
from mentorhub.ui.texts import t, tr


# The bell counts after the list has marked all as seen.
@page("/notices", title="notices.page.title", on_load=(Notices.load, Me.load))
def notices() -> rx.Component:
    """Show the own notices, newest first."""
    return own_page(
        page_title(t("notices.page.title"), link_button(t("notices.page.choices"), "/notices/choices")),
        rx.cond(
            Notices.has_lines,
            _list(),
            rx.cond(
                Notices.loaded,
                empty(t("notices.page.empty_title"), t("notices.page.empty_text")),
                rx.el.p(t("core.app.loading"), class_name="muted"),
            ),
        ),
        active="notices",
    )


def _list() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("notices.page.intro"), class_name="muted"),
        card(
            rx.el.ul(
                rx.foreach(Notices.lines, _notice), class_name="notices", aria_label=t("notices.page.list")
            ),
            class_name="card-flush",
        ),
        rx.cond(Notices.pages > 1, _turning(), rx.fragment()),
        class_name="stack",
    )


def _notice(line: rx.vars.ObjectVar[NoticeLine]) -> rx.Component:
    is_open = line["id"] == Notices.open_id
    press = rx.cond(is_open, t("notices.page.close"), t("notices.page.read"))
    return rx.el.li(
        rx.el.div(
            rx.cond(
                line["path"] != "",
                go(line["subject"], href=line["path"], class_name="strong break"),
                rx.el.span(line["subject"], class_name="strong break"),
            ),
            rx.cond(line["is_new"], pill(t("notices.page.new"), "brand"), rx.fragment()),
            class_name="row",
        ),
        rx.el.div(
            rx.el.p(tr(line["kind"]), " · ", tr(line["moment"]), class_name="muted small"),
            button(
                press,
                look="quiet",
                on_click=Notices.read(line["id"]),
                aria_expanded=is_open,
                aria_label=t("notices.page.about", action=press, subject=line["subject"]),
            ),
            class_name="spread",
        ),
        rx.cond(is_open, rx.el.p(Notices.body, class_name="notice-text"), rx.fragment()),
        key=line["id"],
    )


def _turning() -> rx.Component:
    return rx.el.nav(
        button(t("notices.page.newer"), on_click=Notices.turn(Notices.page - 1), disabled=Notices.page <= 1),
        rx.el.p(
            t("notices.page.page", page=Notices.page, pages=Notices.pages), role="status", class_name="number"
        ),
        button(
            t("notices.page.older"),
            on_click=Notices.turn(Notices.page + 1),
            disabled=Notices.page >= Notices.pages,
        ),
        aria_label=t("notices.page.list"),
        class_name="spread",
    )


@page("/notices/choices", title="notices.choices.title", on_load=(Me.load, NoticeChoices.load))
def choices() -> rx.Component:
    """Show for every kind how it comes."""
    return own_page(
        page_title(t("notices.choices.title"), link_button(t("notices.choices.back"), "/notices")),
        rx.el.div(
            rx.el.p(t("notices.choices.intro"), class_name="muted"),
            rx.cond(
                NoticeChoices.has_address,
                rx.fragment(),
                rx.el.p(t("notices.choices.no_address"), class_name="notice notice-soon"),
            ),
            card(rx.foreach(NoticeChoices.lines, _choice), class_name="card-flush"),
            rx.el.p(tr(NoticeChoices.saved), role="status", class_name="muted small"),
            rx.el.p(t("notices.choices.always"), class_name="hint"),
            class_name="stack",
        ),
        active="notices",
    )


def _choice(line: rx.vars.ObjectVar[ChoiceLine]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2(tr(line["title"]), class_name="text-base"),
            rx.el.p(tr(line["text"]), class_name="muted small"),
            rx.cond(line["may_stop"], rx.fragment(), rx.el.p(t("notices.choices.must"), class_name="hint")),
            class_name="choice-what",
        ),
        rx.el.div(
            rx.cond(NoticeChoices.has_address, _segment(line, "mail"), rx.fragment()),
            _segment(line, "app"),
            rx.cond(line["may_stop"], _segment(line, "off"), rx.fragment()),
            role="group",
            aria_label=tr(line["title"]),
            class_name="segments",
        ),
        class_name="notice-choice",
        key=line["kind"],
    )


def _segment(line: Any, channel: str) -> rx.Component:
    return button(
        t(f"notices.choices.{channel}"),
        on_click=NoticeChoices.choose(line["kind"], channel),
        aria_pressed=line["channel"] == channel,
    )
