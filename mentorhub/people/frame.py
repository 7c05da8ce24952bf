"""The frame of a page with the signed-in person in it; every page above stands in one of these."""

from typing import Any

import reflex as rx

from mentorhub.people.state import Me
from mentorhub.ui.parts import go
from mentorhub.ui.shells import Place, desk_place, desk_shell, phone_shell, plain_shell
from mentorhub.ui.texts import t

STUDENT_PLACES = (
    Place("start", "people.places.start", "/"),
    Place("coach", "people.places.coach", "/coach"),
    Place("internships", "people.places.internship", "/internships"),
    Place("cv", "people.places.cv", "/cv"),
)
DESK_PLACES = (
    Place("attention", "people.places.attention", "/attention"),
    Place("speeddates", "people.places.speeddates", "/speed-dates"),
    Place("match", "people.places.match", "/match"),
    Place("ledger", "people.places.ledger", "/ledger"),
    Place("figures", "people.places.figures", "/figures"),
    Place("companies", "people.places.companies", "/companies"),
    Place("people", "people.places.people", "/people"),
)
MOST_SHOWN = 99
FOR_COORDINATORS = (
    Place("help", "people.places.help", "/help"),
    Place("mailbox", "people.places.mailbox", "/mailbox"),
)


_BELL = (
    "M12 3a6 6 0 0 0-6 6v3.6L4.3 16a.7.7 0 0 0 .6 1h14.2a.7.7 0 0 0 .6-1L18 12.6V9a6 6 0 0 0-6-6Z",
    "M9.8 20a2.4 2.4 0 0 0 4.4 0",
)


def bell() -> rx.Component:
    """Return the way to the own notices, with how many are new."""
    drawn = [
        rx.el.path(d=path, fill="none", stroke="currentColor", stroke_width="2", stroke_linejoin="round")
        for path in _BELL
    ]
    new = rx.cond(Me.unread == 1, t("notices.bell.one"), t("notices.bell.some", n=Me.unread))
    return go(
        rx.el.svg(*drawn, view_box="0 0 24 24", width="24", height="24", aria_hidden="true"),
        rx.cond(
            Me.unread > 0,
            rx.el.span(
                rx.cond(Me.unread > MOST_SHOWN, f"{MOST_SHOWN}+", Me.unread),
                class_name="bell-count number",
                aria_hidden="true",
            ),
            rx.fragment(),
        ),
        href="/notices",
        aria_label=rx.cond(Me.unread > 0, new, t("notices.bell.none")),
        class_name="bell",
    )


def student_page(*content: Any, active: str) -> rx.Component:
    """Return a page for a mentee or mentor; ``active`` names the place in the bar below."""
    return phone_shell(
        *content,
        places=STUDENT_PLACES,
        active=active,
        initials=Me.initials,
        colour=Me.colour,
        bell=bell(),
    )


def _for_coordinators(active: str) -> rx.Component:
    items = [desk_place(place)(active) for place in FOR_COORDINATORS]
    return rx.cond(Me.is_coordinator, rx.fragment(*items), rx.fragment())


def desk_page(*content: Any, active: str) -> rx.Component:
    """Return a page for a teacher or coordinator; ``active`` names the place in the side bar."""
    role = rx.cond(Me.is_coordinator, t("people.role.coordinator"), t("people.role.teacher"))
    return desk_shell(
        *content,
        places=[*map(desk_place, DESK_PLACES), _for_coordinators],
        active=active,
        initials=Me.initials,
        colour=Me.colour,
        name=Me.name,
        role=role,
        bell=bell(),
    )


def own_page(*content: Any, active: str = "") -> rx.Component:
    """Return a page for everyone who is signed in: on the phone of a student, or at the desk of staff."""
    return rx.cond(
        Me.is_student,
        student_page(*content, active=active),
        rx.cond(Me.is_staff, desk_page(*content, active=active), plain_shell(*content)),
    )
