"""The search for an internship as a card in the pair's room."""

import reflex as rx

from mentorhub.internships.page.application_parts import application_card
from mentorhub.internships.state.applications import SearchCard
from mentorhub.pairs.slots import add_room_card
from mentorhub.ui.parts import link_button
from mentorhub.ui.texts import t


def search_card() -> rx.Component:
    """Return the running applications, or how to begin."""
    none = rx.cond(SearchCard.is_mentor, t("applications.room.none_mentor"), t("applications.room.none"))
    return rx.el.section(
        rx.el.h2(t("applications.room.title")),
        rx.cond(
            SearchCard.cards,
            rx.el.ul(
                rx.foreach(SearchCard.cards, lambda row: rx.el.li(application_card(row))),
                class_name="stack search-cards",
            ),
            rx.el.p(none, class_name="muted"),
        ),
        rx.el.div(
            link_button(t("applications.room.leads"), "/leads"),
            link_button(t("applications.room.all"), "/internships", look="quiet"),
            class_name="row",
        ),
        class_name="stack",
    )


add_room_card(search_card, SearchCard.fill, position=10)
