"""The coach's place: my pair's room, the list of my pairs, or what will appear here."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.pairs.page.room import room
from mentorhub.pairs.page.stand_ins import stand_ins
from mentorhub.pairs.rows import PairRow
from mentorhub.pairs.state import CoachState
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.parts import avatar, empty, go, link_button
from mentorhub.ui.texts import t, tr


@page("/coach", title="pairs.page.title", on_load=(Me.load, CoachState.load))
def coach() -> rx.Component:
    """Show my pair, the list of my pairs, or what will appear here."""
    return student_page(
        rx.match(
            CoachState.view,
            ("room", room()),
            ("list", _list()),
            ("none", _none()),
            rx.el.p(t("core.app.loading"), class_name="muted"),
        ),
        active="coach",
    )


def _none() -> rx.Component:
    action = link_button(t("pairs.empty.action"), "/", look="main")
    before = rx.cond(
        CoachState.is_mentor,
        empty(t("pairs.empty.mentor_title"), t("pairs.empty.mentor_text"), action),
        empty(t("pairs.empty.mentee_title"), t("pairs.empty.mentee_text"), action),
    )
    after = empty(t("pairs.empty.left_title"), tr(CoachState.left_over), action)
    return rx.fragment(
        rx.el.h1(t("pairs.page.title")),
        stand_ins(),
        rx.cond(
            CoachState.left_over["nl"] != "", after, rx.cond(CoachState.stand_ins, rx.fragment(), before)
        ),
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("pairs.list.title")),
        rx.el.p(t("pairs.list.text"), class_name="muted"),
        rx.el.ul(rx.foreach(CoachState.pairs, _pair), class_name="stack"),
        stand_ins(),
    )


def _pair(row: PairRow) -> rx.Component:
    words = rx.el.span(
        rx.el.span(row["name"], class_name="strong block"),
        rx.el.span(row["course"], class_name="muted small block"),
        rx.el.span(tr(row["text"]), class_name="pill mt-2 pill-" + row["tone"]),
        class_name="grow",
    )
    href = "/coach?duo=" + row["pair_id"]
    link = go(
        avatar(row["initials"], row["colour"]),
        words,
        rx.el.span("›", aria_hidden="true"),
        href=href,
        class_name="card pair-line",
    )
    return rx.el.li(link)
