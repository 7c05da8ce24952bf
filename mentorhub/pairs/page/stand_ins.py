"""The card of who helps while a mentor is away, and the ways to reach somebody."""

from typing import Any

import reflex as rx

from mentorhub.pairs.rows import StandInRow
from mentorhub.pairs.state import CoachState
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import avatar, card
from mentorhub.ui.texts import t, tr


def ways_to_reach(whatsapp: Any, phone: Any, email: Any, *more: Any, look: str = "") -> rx.Component:
    """Return a button for each way that the person chose to show; ``look`` is that of the first."""
    new_window = {"target": "_blank", "rel": "noreferrer"}
    return rx.el.div(
        _way(whatsapp, "https://wa.me/", t("pairs.room.whatsapp"), look, **new_window),
        _way(phone, "tel:", t("pairs.room.call"), ""),
        _way(email, "mailto:", t("pairs.room.email"), ""),
        *more,
        class_name="row",
    )


def _way(value: Any, scheme: str, label: Any, look: str, **props: Any) -> rx.Component:
    """Return a link to another app; a plain link, as the address is not a page of the hub."""
    link = native_link(label, href=scheme + value, class_name=f"btn btn-{look}" if look else "btn", **props)
    return rx.cond(value != "", link, rx.fragment())


def stand_ins() -> rx.Component:
    """Return a card per person; nothing while nobody is away."""
    return rx.cond(
        CoachState.stand_ins, rx.fragment(rx.foreach(CoachState.stand_ins, _stand_in)), rx.fragment()
    )


def _stand_in(row: StandInRow) -> rx.Component:
    nothing = (row["email"] == "") & (row["phone"] == "")
    return card(
        rx.el.div(
            avatar(row["initials"], row["colour"]),
            rx.el.div(
                rx.el.h2(tr(row["title"])),
                rx.el.p(tr(row["text"]), class_name="muted mt-1"),
                class_name="grow",
            ),
            class_name="flex items-start gap-4",
        ),
        rx.cond(
            nothing,
            rx.el.p(t("pairs.room.no_details", name=row["name"]), class_name="muted"),
            ways_to_reach(row["whatsapp"], row["phone"], row["email"]),
        ),
        class_name="stack",
        key=row["id"],
    )
