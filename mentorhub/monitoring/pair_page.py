"""The file of one pair for staff: how it goes, and the days on which there was contact."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.monitoring.parts import outcome, reason, reminder, weeks
from mentorhub.monitoring.rows import MomentRow
from mentorhub.monitoring.state import PairFileState
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.parts import card, go, page_title
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
            reminder(ROW, PairFileState.remind, rx.fragment()),
            above=go(t("monitoring.file.back"), href="/attention"),
        ),
        outcome(PairFileState.said, PairFileState.said_tone),
        rx.el.div(_how(), _who(), class_name="grid-auto mb-5"),
        card(
            rx.el.h2(t("monitoring.file.timeline")),
            rx.el.p(t("monitoring.file.private"), class_name="muted mt-1"),
            rx.el.ol(rx.foreach(PairFileState.timeline, _moment), class_name="timeline"),
        ),
    )


def _how() -> rx.Component:
    return card(
        rx.el.h2(t("monitoring.file.now"), class_name="mb-3"),
        reason(ROW),
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


def _moment(row: MomentRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(tr(row["day"]), class_name="strong timeline-day"),
        rx.el.span(tr(row["text"])),
        class_name="timeline-" + row["kind"],
    )
