"""``/cv``: a mentee writes, a coach reads and gives tips."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.cvs.page import leaving, reading, writing
from mentorhub.cvs.page.checking import checklist
from mentorhub.cvs.page.tips import tips
from mentorhub.cvs.state.rows import JuniorRow
from mentorhub.cvs.state.writing import CvState
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.parts import avatar, empty, go, link_button
from mentorhub.ui.texts import t, tr


@page("/cv", title="cvs.page.title", on_load=(Me.load, CvState.load))
def cv() -> rx.Component:
    """Show the own CV to write, or that of a junior to read."""
    return student_page(
        rx.match(
            CvState.view,
            ("write", _write()),
            ("read", _read()),
            ("blank", _blank()),
            ("list", _list()),
            ("none", _none()),
            rx.el.p(t("core.app.loading"), class_name="muted"),
        ),
        active="cv",
    )


def _write() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.h1(t("cvs.page.title")),
            rx.el.p(t("cvs.page.lead"), class_name="muted"),
            _version(),
        ),
        writing.clashes(),
        tips(is_coach=False),
        writing.said(),
        writing.sections(),
        checklist(is_coach=False),
        leaving.leaving(),
        reading.upload(is_coach=False),
        leaving.upload(),
    )


def _version() -> rx.Component:
    href = rx.cond(CvState.view == "write", "/cv/versions", "/cv/versions?of=" + CvState.of)
    return rx.el.div(
        rx.el.span(tr(CvState.version), class_name="muted small"),
        go(t("cvs.page.versions"), href=href, class_name="cv-link"),
        class_name="spread",
    )


def _back() -> rx.Component:
    link = go(t("cvs.list.back"), href="/cv", class_name="cv-link")
    return rx.cond(CvState.several, link, rx.fragment())


def _read() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            _back(),
            rx.el.h1(t("cvs.page.of", name=CvState.name)),
            rx.el.p(t("cvs.page.lead_coach"), class_name="muted"),
            _version(),
        ),
        tips(is_coach=True),
        reading.upload(is_coach=True),
        reading.sections(),
        checklist(is_coach=True),
        reading.tip_form(),
    )


def _blank() -> rx.Component:
    return rx.fragment(
        rx.el.div(_back(), rx.el.h1(t("cvs.page.of", name=CvState.name))),
        empty(
            t("cvs.empty.coach_title", name=CvState.first_name),
            t("cvs.empty.coach_text"),
            link_button(t("cvs.empty.coach_action"), "/coach", look="main"),
        ),
    )


def _list() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("cvs.list.title")),
        rx.el.p(t("cvs.list.text"), class_name="muted"),
        rx.el.ul(rx.foreach(CvState.juniors, _junior), class_name="stack"),
    )


def _junior(row: JuniorRow) -> rx.Component:
    return rx.el.li(
        go(
            avatar(row["initials"], row["colour"]),
            rx.el.span(
                rx.el.span(row["name"], class_name="strong block"),
                rx.el.span(row["course"], class_name="muted small"),
                class_name="grow",
            ),
            rx.el.span("›", aria_hidden="true"),
            href="/cv?of=" + row["of"],
            class_name="card pair-line",
        )
    )


def _none() -> rx.Component:
    return rx.fragment(
        rx.el.h1(t("cvs.list.title")),
        empty(
            t("cvs.empty.none_title"),
            t("cvs.empty.none_text"),
            link_button(t("cvs.empty.none_action"), "/", look="main"),
        ),
    )
