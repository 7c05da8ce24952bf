"""The pair's room: who the other is, the first contact, the next appointment and the contact so far."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.pairs.contact_form import contact_form
from mentorhub.pairs.next_card import next_card
from mentorhub.pairs.rows import ContactRow, PairRow
from mentorhub.pairs.slots import room_cards
from mentorhub.pairs.stand_in_card import stand_ins, ways_to_reach
from mentorhub.pairs.state import CoachState
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.parts import avatar, button, card, empty, go, link_button
from mentorhub.ui.texts import t, tr


@page("/coach", title="pairs.page.title", on_load=(Me.load, CoachState.load))
def coach() -> rx.Component:
    """Show my pair, the list of my pairs, or what will appear here."""
    return student_page(
        rx.match(
            CoachState.view,
            ("room", _room()),
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


def _room() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.cond(
                CoachState.several,
                go(t("pairs.list.back"), href="/coach", class_name="inline-block py-2"),
                rx.fragment(),
            ),
            rx.el.h1(t("pairs.room.title", name=CoachState.first_name)),
        ),
        _who(),
        rx.cond(CoachState.first_text["nl"] != "", _first_contact(), rx.fragment()),
        _said(),
        next_card(),
        rx.cond(CoachState.several, rx.fragment(), stand_ins()),
        *room_cards(),
        contact_form(),
        _history(),
    )


def _who() -> rx.Component:
    return card(
        rx.el.div(
            avatar(CoachState.initials, CoachState.colour, large=True),
            rx.el.div(
                rx.el.h2(CoachState.name),
                rx.el.p(tr(CoachState.since), class_name="muted"),
                rx.cond(
                    CoachState.course != "", rx.el.p(CoachState.course, class_name="muted"), rx.fragment()
                ),
                class_name="grow",
            ),
            class_name="flex items-center gap-4",
        ),
        _details(),
        rx.cond(CoachState.why["nl"] != "", _why(), rx.fragment()),
        class_name="stack",
    )


def _details() -> rx.Component:
    ways = ways_to_reach(CoachState.whatsapp, CoachState.phone, CoachState.email, look="main")
    return rx.cond(
        (CoachState.email == "") & (CoachState.phone == ""),
        rx.el.p(t("pairs.room.no_details", name=CoachState.first_name), class_name="muted"),
        ways,
    )


def _why() -> rx.Component:
    return rx.el.div(
        rx.el.h3(t("pairs.room.why")),
        rx.el.p(tr(CoachState.why), class_name="muted mt-1"),
        class_name="pair-why",
    )


def _first_contact() -> rx.Component:
    advice = rx.cond(
        CoachState.shows_advice, rx.el.p(t("pairs.first.advice", name=CoachState.first_name)), rx.fragment()
    )
    return rx.el.section(
        rx.el.h2(tr(CoachState.first_text)),
        rx.el.p(tr(CoachState.first_until), " ", t("pairs.first.question")),
        rx.el.div(
            button(t("pairs.first.yes"), look="state", on_click=CoachState.spoke(CoachState.once_key)),
            button(t("pairs.first.not_yet"), look="state-quiet", on_click=CoachState.not_yet),
            class_name="row",
        ),
        rx.el.div(advice, role="status", class_name="pair-said"),
        class_name="card stack card-" + CoachState.first_tone,
    )


def _said() -> rx.Component:
    undo = button(t("pairs.history.undo"), look="quiet", on_click=CoachState.undo(CoachState.fresh_id))
    return rx.el.div(
        rx.cond(
            CoachState.said["nl"] != "",
            rx.el.div(
                rx.el.p(tr(CoachState.said), class_name="grow"),
                rx.cond(CoachState.fresh_id != "", undo, rx.fragment()),
                class_name="row notice notice-" + CoachState.said_tone,
            ),
            rx.fragment(),
        ),
        role="status",
        class_name="pair-said pair-said-lg",
    )


def _history() -> rx.Component:
    return card(
        rx.el.h2(t("pairs.history.title")),
        rx.cond(
            CoachState.contacts,
            rx.el.ul(rx.foreach(CoachState.contacts, _contact), class_name="contact-lines"),
            rx.el.p(t("pairs.history.none"), class_name="muted mt-2"),
        ),
    )


def _contact(row: ContactRow) -> rx.Component:
    undo = button(
        t("pairs.history.undo"), look="quiet", aria_label=tr(row["undo"]), on_click=CoachState.undo(row["id"])
    )
    return rx.el.li(
        rx.el.span(
            rx.el.span(tr(row["day"]), class_name="strong block"),
            rx.el.span(tr(row["what"]), ", ", tr(row["who"]), class_name="muted small"),
            class_name="grow",
        ),
        rx.cond(row["can_undo"], undo, rx.fragment()),
    )
