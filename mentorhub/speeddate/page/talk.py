"""The conversation on the phone: the other, the question, the private note and the impression."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.state.phone import PhoneRoom
from mentorhub.ui.draft import Draft
from mentorhub.ui.parts import avatar
from mentorhub.ui.texts import t, tr

NOTE_ADDRESS = "/room/note"


def _mark(mark: Any) -> rx.Component:
    """Return one quality; a common one has a star and says so to who cannot see it."""
    common = rx.fragment("★ ", rx.el.span(t("room.phone.common"), ": ", class_name="sr"))
    return rx.el.li(
        rx.cond(mark["is_common"], common, rx.fragment()),
        tr(mark["label"]),
        class_name=rx.cond(mark["is_common"], "pill pill-ok", "pill"),
    )


def partner_card(stop: Any) -> rx.Component:
    """Return who sits at the table, with the five qualities that this person looks for."""
    qualities = rx.fragment(
        rx.el.ul(
            rx.foreach(stop.marks, _mark), class_name="room-marks", aria_label=t("room.phone.qualities")
        ),
        rx.cond(
            stop.any_common,
            rx.el.p("★ ", t("room.phone.common"), class_name="small muted", aria_hidden="true"),
            rx.fragment(),
        ),
    )
    none = rx.el.p(t("room.phone.seeks_none"), class_name="small muted")
    return rx.el.section(
        rx.el.div(
            avatar(stop.initials, stop.colour, large=True),
            rx.el.div(
                rx.el.p(t("room.phone.with"), class_name="small muted"),
                rx.el.h2(stop.name, class_name="room-name"),
                rx.el.p(tr(stop.about), class_name="small muted"),
                class_name="grow",
            ),
            class_name="room-who",
        ),
        rx.cond(stop.marks.length() > 0, qualities, none),
        class_name="card day room-card",
    )


def question(text: Any) -> rx.Component:
    """Return the question to begin with."""
    return rx.el.section(
        rx.el.p(t("room.phone.question"), class_name="small muted"),
        rx.el.p(tr(text), class_name="room-question"),
        class_name="room-box",
    )


def note(stop: Any, label: Any) -> rx.Component:
    """Return the private note about this partner, saved as it is typed."""
    return rx.el.section(
        rx.el.p(label, class_name="small muted room-note-label", aria_hidden="true"),
        Draft.create(
            value=PhoneRoom.notes[stop.partner],
            name=PhoneRoom.draft_name + stop.partner,
            post=NOTE_ADDRESS,
            fields=rx.Var.create({"event": PhoneRoom.event, "about": stop.partner}),
            rows=2,
            label=label,
            max_length=2000,
            ready=PhoneRoom.found == "here",
            saved_word=t("core.draft.saved"),
            saving_word=t("core.draft.saving"),
            kept_word=t("room.phone.kept"),
            failed_word=t("room.phone.not_kept"),
            class_name="room-note",
        ),
        class_name="room-box room-write",
    )


def _choice(stop: Any, number: int, name: str) -> rx.Component:
    chosen = PhoneRoom.feelings[stop.partner] == number
    return rx.el.button(
        t(f"room.phone.{name}"),
        type="button",
        on_click=PhoneRoom.feel(stop.partner, number),
        aria_pressed=chosen,
        class_name=rx.cond(chosen, "room-feel room-feel-on", "room-feel"),
    )


def feeling(stop: Any) -> rx.Component:
    """Return the three steps of an impression."""
    return rx.el.div(
        rx.el.p(
            t("room.phone.feeling", name=stop.first_name), class_name="small muted room-how-was", id="feeling"
        ),
        rx.el.div(
            _choice(stop, 1, "doubt"),
            _choice(stop, 2, "good"),
            _choice(stop, 3, "click"),
            role="group",
            aria_labelledby="feeling",
            class_name="room-feelings",
        ),
    )
