"""The first three meetings: an agenda to tick off together, short materials, role-play cards; prints well."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.core.texts import Bilingual
from mentorhub.pairs.meetings.catalogue import Material, RoleCard, materials, role_cards
from mentorhub.pairs.meetings.state import ADDRESS, MeetingRow, MeetingsState, StepRow
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, card, empty, go, link_button, pill
from mentorhub.ui.texts import t, tr

# What is folded up would not be on paper.
PRINT_ALL: Any = rx.Var(
    "(() => {document.querySelectorAll('details').forEach((one) => {one.open = true}); window.print()})",
    _var_type=rx.EventChain,
)


@page(ADDRESS, title="meetings.page.title", on_load=(Me.load, MeetingsState.load))
def meetings() -> rx.Component:
    """Show the agenda of a pair, the choice between several, or what will appear."""
    return student_page(
        rx.el.div(
            go(t("meetings.page.back"), href=MeetingsState.back, class_name="inline-block py-2 no-print"),
            rx.el.h1(t("meetings.page.title")),
        ),
        rx.match(
            MeetingsState.view,
            ("plan", _plan()),
            ("list", _list()),
            ("none", _none()),
            rx.el.p(t("core.app.loading"), class_name="muted"),
        ),
        active="coach",
    )


def _none() -> rx.Component:
    action = link_button(t("meetings.page.none_action"), "/", look="main")
    return empty(t("meetings.page.none"), t("meetings.page.none_text"), action)


def _list() -> rx.Component:
    links = rx.foreach(
        MeetingsState.choices,
        lambda one: go(one["name"], href=ADDRESS + "?duo=" + one["id"], class_name="btn"),
    )
    return card(rx.el.h2(t("meetings.page.which"), class_name="mb-3"), rx.el.div(links, class_name="row"))


def _plan() -> rx.Component:
    progress = t("meetings.page.progress", done=MeetingsState.done, all=MeetingsState.all_steps)
    return rx.fragment(
        rx.el.div(
            rx.el.p(t("meetings.page.text", name=MeetingsState.other)),
            rx.el.p(progress, class_name="strong mt-3"),
            rx.el.div(
                rx.el.span(style={"width": MeetingsState.share}), class_name="meter mt-1", aria_hidden="true"
            ),
            button(t("meetings.page.print"), on_click=PRINT_ALL, class_name="mt-4 no-print"),
        ),
        rx.el.p(tr(MeetingsState.said), role="status", class_name="sr"),
        rx.fragment(rx.foreach(MeetingsState.rows, _meeting)),
        rx.el.h2(t("meetings.materials.title")),
        *[_material(one) for one in materials()],
        _cards(),
    )


def _meeting(row: MeetingRow) -> rx.Component:
    state = rx.cond(
        row["is_done"],
        pill(t("meetings.agenda.done"), "ok"),
        rx.cond(row["is_now"], pill(t("meetings.agenda.now"), "brand"), rx.fragment()),
    )
    return card(
        rx.el.div(rx.el.p(tr(row["number"]), class_name="muted"), state, class_name="spread"),
        rx.el.h2(tr(row["title"])),
        rx.el.p(tr(row["aim"]), class_name="mt-1"),
        rx.el.p(tr(row["total"]), class_name="muted small"),
        rx.el.ol(rx.foreach(row["steps"], _step), class_name="meeting-steps"),
        class_name="meeting",
        key=row["key"],
    )


def _step(row: StepRow) -> rx.Component:
    box = rx.el.input(
        type="checkbox",
        checked=row["is_done"],
        on_change=MeetingsState.tick(row["key"], rx.cond(row["is_done"], False, True)),
        aria_label=tr(row["tick"]),
        class_name="check",
    )
    material = native_link(tr(row["read"]), href=row["material"], class_name="inline-block py-2 no-print")
    return rx.el.li(
        rx.el.label(
            box,
            rx.el.span(tr(row["title"]), class_name="strong grow"),
            rx.el.span(tr(row["minutes"]), class_name="muted small"),
            class_name="meeting-step",
        ),
        rx.el.div(
            rx.el.p(tr(row["hint"])),
            rx.cond(row["material"] != "", material, rx.fragment()),
            rx.cond(row["is_done"], rx.el.p(tr(row["by"]), class_name="muted small"), rx.fragment()),
            class_name="meeting-hint",
        ),
        key=row["key"],
    )


def _points(points: tuple[Bilingual, ...]) -> list[rx.Component]:
    return [rx.el.li(tr(point)) for point in points]


def _material(one: Material) -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.h3(tr(one.title))),
        # The link of a step leads inside, so that the browser unfolds it.
        rx.el.p(tr(one.intro), id=one.key, class_name="muted"),
        rx.el.ol(*_points(one.points), class_name="meeting-points"),
        class_name="card pair-more",
    )


def _cards() -> rx.Component:
    own = rx.cond(MeetingsState.is_mentor, t("meetings.cards.mentor"), t("meetings.cards.mentee"))
    return rx.fragment(
        rx.el.div(
            rx.el.h2(t("meetings.cards.title")),
            rx.el.p(t("meetings.cards.text"), class_name="mt-2"),
            rx.el.p(t("meetings.cards.how"), class_name="mt-2"),
            rx.el.p(own, class_name="notice mt-3"),
        ),
        *[_card(one) for one in role_cards()],
        rx.el.div(
            link_button(t("meetings.cards.help"), MeetingsState.help_address, look="help"),
            rx.el.p(t("meetings.cards.report"), class_name="muted mt-3"),
        ),
    )


def _card(one: RoleCard) -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.h3(tr(one.title))),
        rx.el.p(tr(one.situation)),
        rx.el.h4(t("meetings.cards.say"), class_name="strong mt-3"),
        rx.el.ul(*_points(one.say), class_name="meeting-points meeting-say"),
        rx.el.h4(t("meetings.cards.after"), class_name="strong mt-3"),
        rx.el.ul(*_points(one.after), class_name="meeting-points"),
        class_name="card pair-more",
    )
