"""Parts that pages of leads share: a line, its pills, a request for an introduction."""

from typing import Any

import reflex as rx

from mentorhub.internships.state.lead_requests import RequestRow
from mentorhub.internships.state.leads_rows import LeadRow
from mentorhub.people.frame import desk_page, student_page
from mentorhub.people.state import Me
from mentorhub.ui.copying import copy_button
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, go, pill, tone_pill
from mentorhub.ui.shells import plain_shell
from mentorhub.ui.texts import t, tr


def leads_page(*content: Any) -> rx.Component:
    """Return a page about leads: under *Stage* for students, beside the companies for staff."""
    return rx.cond(
        Me.is_student,
        student_page(*content, active="internships"),
        rx.cond(Me.is_staff, desk_page(*content, active="companies"), plain_shell(*content)),
    )


def pills(row: LeadRow | Any) -> rx.Component:
    """Return what there is to know at a glance."""
    return rx.fragment(
        rx.cond(row["pill"]["nl"] != "", tone_pill(tr(row["pill"]), row["tone"]), rx.fragment()),
        rx.cond(row["asked"]["nl"] != "", tone_pill(tr(row["asked"]), row["asked_tone"]), rx.fragment()),
        rx.cond(
            row["introduces"] & row["is_open"] & (row["asked"]["nl"] == ""),
            pill(t("leads.line.introduces"), "brand"),
            rx.fragment(),
        ),
    )


def words(row: LeadRow | Any, heading: Any) -> rx.Component:
    """Return a lead in words; ``heading`` is the element of its title."""
    return rx.el.div(
        rx.el.div(
            heading(go(row["company"], ", ", row["role"], href=row["href"]), class_name="lead-name"),
            pills(row),
            class_name="row",
        ),
        rx.el.p(tr(row["sharer"]), class_name="muted"),
        rx.cond(
            (row["place"] != "") | (row["facts"]["nl"] != ""),
            rx.el.p(
                row["place"],
                rx.cond((row["place"] != "") & (row["facts"]["nl"] != ""), ", ", ""),
                tr(row["facts"]),
                class_name="muted small",
            ),
            rx.fragment(),
        ),
        class_name="lead-line grow",
    )


def request_line(row: RequestRow | Any) -> rx.Component:
    """Return a request with the way to its lead."""
    return rx.el.li(
        rx.el.p(tr(row["title"]), class_name="strong"),
        rx.el.p(tr(row["about"]), class_name="muted small mb-2"),
        go(t("leads.request.open"), href=row["href"], class_name="btn", aria_label=_open_whose(row)),
    )


def _open_whose(row: RequestRow | Any) -> Any:
    return t("leads.request.open").to(str) + ": " + tr(row["title"])


def request_card(row: RequestRow | Any, on_answer: Any) -> rx.Component:
    """Return a request with the ready mail and the answers."""
    return rx.el.li(
        rx.el.h3(tr(row["title"])),
        rx.el.p(tr(row["about"]), class_name="muted"),
        rx.cond(row["answer"] == "", _ready(row, on_answer), _answered(row, on_answer)),
        class_name="card stack",
    )


def _ready(row: Any, on_answer: Any) -> rx.Component:
    text_id = "letter-" + row["id"]
    return rx.el.div(
        rx.el.p(t("leads.request.ready")),
        rx.el.p(rx.el.span(t("leads.request.subject"), ": ", class_name="strong"), tr(row["subject"])),
        rx.el.div(
            rx.el.label(t("leads.request.text"), html_for=text_id),
            rx.el.textarea(
                value=tr(row["body"]), read_only=True, rows=14, id=text_id, class_name="input lead-letter"
            ),
            class_name="field",
        ),
        rx.el.div(
            native_link(t("leads.request.mail"), href=tr(row["mail"]), class_name="btn btn-main"),
            copy_button(
                tr(row["body"]),
                t("leads.request.copy"),
                done=t("leads.copy.done"),
                failed=t("leads.copy.failed"),
            ),
            class_name="row",
        ),
        rx.el.div(
            button(t("leads.request.do"), on_click=on_answer(row["id"], "done")),
            button(t("leads.request.decline"), look="quiet", on_click=on_answer(row["id"], "declined")),
            class_name="row",
        ),
        class_name="stack",
    )


def _answered(row: Any, on_answer: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(tr(row["outcome"]), class_name="grow"),
        button(t("leads.act.undo"), look="quiet", on_click=on_answer(row["id"], "asked")),
        class_name="row",
    )
