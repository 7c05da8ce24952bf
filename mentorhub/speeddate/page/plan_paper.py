"""The evening on paper, from the plan: everything to print, and the way to type in what was written."""

import reflex as rx

from mentorhub.speeddate.state.plan import Plan
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import card, link_button
from mentorhub.ui.texts import t


def on_paper() -> rx.Component:
    """Return the card; the page to type belongs to the match, so only its address is known here."""
    return card(
        rx.el.h2(t("paper.card.title")),
        rx.el.p(t("paper.card.text"), class_name="muted"),
        rx.el.div(
            native_link(t("paper.card.print"), href=Plan.paper_href + ".pdf", class_name="btn"),
            link_button(t("paper.card.type"), Plan.paper_href),
            class_name="row",
        ),
        class_name="stack no-print",
    )
