"""The pair's room from top to bottom: who the other is, what is next, and everything the two do."""

import reflex as rx

from mentorhub.pairs.page.appointments import next_card, question_card
from mentorhub.pairs.page.contacts import history, log_card
from mentorhub.pairs.page.notes import notes_card
from mentorhub.pairs.page.rhythm import pause_card, rhythm_card
from mentorhub.pairs.page.stand_ins import stand_ins, ways_to_reach
from mentorhub.pairs.page.tasks import tasks_card
from mentorhub.pairs.slots import room_cards
from mentorhub.pairs.state import CoachState, ContactState
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import avatar, button, card, go, link_button
from mentorhub.ui.texts import t, tr


def room() -> rx.Component:
    """Return the room: what asks for something now first, what can wait folded below."""
    return rx.fragment(
        _head(),
        _who(),
        rx.cond(CoachState.pause_until["nl"] != "", pause_card(), rx.fragment()),
        rx.cond(CoachState.question["id"] != "", question_card(), rx.fragment()),
        rx.cond(CoachState.first_text["nl"] != "", _first_contact(), rx.fragment()),
        _said(),
        next_card(),
        _first_talks(),
        rx.cond(CoachState.several, rx.fragment(), stand_ins()),
        *room_cards(),
        log_card(),
        tasks_card(),
        notes_card(),
        history(),
        rhythm_card(),
    )


def _head() -> rx.Component:
    back = go(t("pairs.list.back"), href="/coach", class_name="inline-block py-2")
    return rx.el.div(
        rx.cond(CoachState.several, back, rx.fragment()),
        rx.el.div(
            rx.el.h1(t("pairs.room.title", name=CoachState.first_name)),
            link_button(t("together.room.help"), "/coach/help?duo=" + CoachState.pair_id, look="help"),
            class_name="pair-head",
        ),
    )


def _who() -> rx.Component:
    about = rx.el.div(
        rx.el.h2(CoachState.name),
        rx.el.p(tr(CoachState.since), class_name="muted"),
        rx.cond(CoachState.course != "", rx.el.p(CoachState.course, class_name="muted"), rx.fragment()),
        class_name="grow",
    )
    return card(
        rx.el.div(
            avatar(CoachState.initials, CoachState.colour, large=True),
            about,
            class_name="flex items-center gap-4",
        ),
        _details(),
        rx.cond(CoachState.why["nl"] != "", _why(), rx.fragment()),
        class_name="stack",
    )


def _details() -> rx.Component:
    to_plan = native_link(t("together.room.appointment"), href="#appointment", class_name="btn")
    ways = ways_to_reach(CoachState.whatsapp, CoachState.phone, CoachState.email, to_plan, look="main")
    return rx.cond(
        (CoachState.email == "") & (CoachState.phone == ""),
        rx.el.p(t("pairs.room.no_details", name=CoachState.first_name), class_name="muted"),
        ways,
    )


def _why() -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("pairs.room.why")),
        rx.el.p(tr(CoachState.why), class_name="muted mt-1"),
        class_name="pair-more pair-why",
    )


def _first_contact() -> rx.Component:
    advice = rx.cond(
        CoachState.shows_advice, rx.el.p(t("pairs.first.advice", name=CoachState.first_name)), rx.fragment()
    )
    return rx.el.section(
        rx.el.h2(tr(CoachState.first_text)),
        rx.el.p(tr(CoachState.first_until), " ", t("pairs.first.question")),
        rx.el.div(
            button(t("pairs.first.yes"), look="state", on_click=ContactState.spoke(CoachState.once_key)),
            button(t("pairs.first.not_yet"), look="state-quiet", on_click=CoachState.not_yet),
            class_name="row",
        ),
        rx.el.div(advice, role="status", class_name="pair-said"),
        class_name="card stack card-" + CoachState.first_tone,
    )


def _said() -> rx.Component:
    """Return the place where the outcome of an act appears and is read aloud, with its undo."""
    fresh = CoachState.fresh_id
    undo = rx.match(
        CoachState.fresh_kind,
        ("contact", button(t("pairs.history.undo"), look="quiet", on_click=ContactState.undo(fresh))),
        (
            "answer",
            button(t("pairs.history.undo"), look="quiet", on_click=ContactState.take_answer_back(fresh)),
        ),
        rx.fragment(),
    )
    return rx.el.div(
        rx.cond(
            CoachState.said["nl"] != "",
            rx.el.div(
                rx.el.p(tr(CoachState.said), class_name="grow"),
                rx.cond(fresh != "", undo, rx.fragment()),
                class_name="row notice notice-" + CoachState.said_tone,
            ),
            rx.fragment(),
        ),
        role="status",
        class_name="pair-said pair-said-lg pair-said-stays",
    )


def _first_talks() -> rx.Component:
    return go(
        rx.el.span(
            rx.el.span(t("together.room.first_talks"), class_name="strong block"),
            rx.el.span(t("together.room.first_talks_text"), class_name="muted small block"),
            class_name="grow",
        ),
        rx.el.span("›", aria_hidden="true"),
        href="/coach/meetings?duo=" + CoachState.pair_id,
        class_name="card pair-line",
    )
