"""The file of one pair for staff: how it goes, what was done, and the days on which there was contact."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring.panels import panels
from mentorhub.monitoring.parts import lesser, main_action, more_actions, outcome, reason, weeks
from mentorhub.monitoring.rows import MomentRow, TalkRow
from mentorhub.monitoring.state import ActState, PairFileState
from mentorhub.monitoring.state.pair import ApplicationRow
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import PRINT
from mentorhub.ui.parts import button, card, go, page_title, pill
from mentorhub.ui.texts import t, tr

ROW: Any = PairFileState.row


@page("/pairs/[pair_id]", title="monitoring.page.pair_title", on_load=(Me.load, PairFileState.load))
def pair_page() -> rx.Component:
    """Show the pair."""
    return desk_page(
        rx.cond(PairFileState.loaded, _loaded(), rx.el.h1(t("monitoring.page.pair_title"))),
        active="attention",
    )


def _loaded() -> rx.Component:
    names = t("monitoring.file.title", mentee=ROW["mentee"], mentor=ROW["mentor"])
    return rx.fragment(
        page_title(
            names,
            _actions(),
            button(t("monitoring.list.print"), on_click=PRINT),
            above=go(t("monitoring.file.back"), href="/attention"),
        ),
        outcome(),
        rx.el.div(_how(), _who(), class_name="grid-auto mb-5"),
        rx.cond(PairFileState.talks, _talks(), rx.fragment()),
        rx.el.div(_history(), _applications(), class_name="file-columns"),
        panels(),
    )


def _actions() -> rx.Component:
    reopen = button(t("desk.act.reopen"), look="main", on_click=ActState.reopen(ROW["pair_id"]))
    main = rx.cond(ROW["main"] == "view", rx.fragment(), main_action(ROW))
    over = rx.cond(PairFileState.can_reopen, reopen, rx.fragment())
    return rx.cond(ROW["is_over"], over, rx.fragment(main, more_actions(ROW, with_view=False)))


def _how() -> rx.Component:
    done = rx.el.p(tr(ROW["done"]), class_name="muted small mt-3")
    return card(
        rx.el.h2(t("monitoring.file.now"), class_name="mb-3"),
        reason(ROW),
        lesser(ROW),
        rx.cond(ROW["done"]["nl"] != "", done, rx.fragment()),
        rx.el.div(weeks(ROW), class_name="mt-4"),
    )


def _who() -> rx.Component:
    return card(
        _person(t("monitoring.file.mentee"), ROW["mentee"], PairFileState.mentee_about),
        _person(t("monitoring.file.mentor"), ROW["mentor"], PairFileState.mentor_about),
        class_name="stack",
    )


def _person(part: Any, name: Any, about: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(part, class_name="muted small"),
        rx.el.p(name, class_name="strong"),
        rx.el.p(about, class_name="muted"),
    )


def _talks() -> rx.Component:
    return card(
        rx.el.h2(t("monitoring.talk.title")),
        rx.el.ul(rx.foreach(PairFileState.talks, _talk), class_name="steps mt-2"),
        class_name="mb-5",
    )


def _talk(row: TalkRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(tr(row["when"]), class_name="strong block"),
            rx.el.span(tr(row["text"]), class_name="muted"),
        ),
        button(
            t("monitoring.talk.cancel"),
            aria_label=t("monitoring.talk.cancel_when", when=row["when"]),
            class_name="no-print",
            on_click=ActState.cancel_talk(row["id"]),
        ),
        class_name="spread py-2",
        key=row["id"],
    )


def _history() -> rx.Component:
    return card(
        rx.el.h2(t("monitoring.file.timeline")),
        rx.el.p(t("monitoring.file.private"), class_name="muted mt-1"),
        rx.el.ol(rx.foreach(PairFileState.timeline, _moment), class_name="timeline"),
    )


def _moment(row: MomentRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(tr(row["day"]), class_name="strong timeline-day"),
        rx.el.span(tr(row["text"])),
        class_name="timeline-" + row["kind"],
    )


def _applications() -> rx.Component:
    none = rx.el.p(t("monitoring.file.no_applications"), class_name="muted mt-2")
    found = rx.el.ul(rx.foreach(PairFileState.applications, _application), class_name="steps mt-2")
    return card(rx.el.h2(t("monitoring.file.applications")), rx.cond(PairFileState.applications, found, none))


def _application(row: ApplicationRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(row["company"], class_name="strong block"),
            rx.el.span(tr(row["since"]), class_name="muted small"),
        ),
        pill(tr(row["step"])),
        class_name="spread py-2",
    )
