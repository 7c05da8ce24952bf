"""The card about the CV in the pair's room."""

import reflex as rx

from mentorhub.cvs.state.room import CvRoom
from mentorhub.pairs.slots import add_room_card
from mentorhub.ui.parts import card, link_button
from mentorhub.ui.texts import t, tr


def cv_card() -> rx.Component:
    """Return which version there is, how many tips, and the way to it."""
    label = rx.cond(CvRoom.has_begun, t("cvs.room.look"), t("cvs.room.begin"))
    return card(
        rx.el.div(
            rx.el.h2(tr(CvRoom.title), class_name="cv-card-title"),
            rx.el.p(tr(CvRoom.text), class_name="muted"),
            class_name="grow",
        ),
        link_button(label, CvRoom.href),
        class_name="row",
    )


add_room_card(cv_card, CvRoom.fill, position=30)
