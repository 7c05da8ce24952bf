"""Leads in the pair's room: the newest between the two, and who asks for an introduction."""

from typing import Any

import reflex as rx

from mentorhub.internships.page.leads_parts import request_line, words
from mentorhub.internships.state.lead_room import RoomLeadsState
from mentorhub.internships.state.leads_rows import LeadRow
from mentorhub.pairs.slots import add_room_card
from mentorhub.ui.parts import card, link_button
from mentorhub.ui.texts import t

STATE: Any = RoomLeadsState
POSITION = 20


def lead_card() -> rx.Component:
    """Return the card."""
    asked = rx.el.div(
        rx.el.h3(t("leads.request.heading")),
        rx.el.ul(rx.foreach(STATE.requests, request_line), class_name="lead-in-room"),
        class_name="notice notice-soon",
    )
    return card(
        rx.el.h2(t("leads.room.title")),
        rx.cond(STATE.requests, asked, rx.fragment()),
        rx.cond(
            STATE.rows,
            rx.el.ul(rx.foreach(STATE.rows, _line), class_name="lead-in-room"),
            rx.el.p(t("leads.room.none"), class_name="muted"),
        ),
        rx.el.div(
            link_button(t("leads.room.share"), STATE.share),
            link_button(t("leads.room.all"), "/leads", look="quiet"),
            class_name="row",
        ),
        class_name="stack",
    )


def _line(row: LeadRow) -> rx.Component:
    return rx.el.li(words(row, rx.el.h3))


add_room_card(lead_card, RoomLeadsState.show, position=POSITION)
