"""The checklist of a CV, made when somebody asks for it."""

import reflex as rx

from mentorhub.cvs.state.checking import CheckRow, CvCheck
from mentorhub.cvs.state.writing import CvState
from mentorhub.ui.parts import button, card, tone_pill
from mentorhub.ui.texts import t, tr


def checklist(*, is_coach: bool) -> rx.Component:
    """Return the button and the points, each with its verdict in words."""
    first = t("cvs.check.look_coach") if is_coach else t("cvs.check.look")
    points = rx.el.ul(rx.foreach(CvCheck.rows, _check), class_name="cv-entries")
    return card(
        rx.el.h2(t("cvs.check.title")),
        rx.el.p(t("cvs.check.text"), class_name="muted"),
        rx.el.div(
            rx.cond(CvCheck.rows, points, rx.fragment()),
            role="status",
        ),
        button(rx.cond(CvCheck.rows, t("cvs.check.again"), first), on_click=CvCheck.look(CvState.of)),
        class_name="stack",
    )


def _check(row: CheckRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(tr(row["title"]), class_name="grow"),
            tone_pill(tr(row["verdict"]), row["tone"]),
            class_name="row",
        ),
        rx.el.p(tr(row["text"]), class_name="mt-1"),
        rx.foreach(row["about"], lambda text: rx.el.p(tr(text), class_name="muted cv-kept")),
    )
