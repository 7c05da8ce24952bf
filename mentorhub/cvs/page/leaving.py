"""Getting a CV out of the hub: PDF, Word, a link, beside an application; and getting a file in."""

import reflex as rx

from mentorhub.cvs.export import TEMPLATES
from mentorhub.cvs.state.leaving import ApplicationRow, CvOut
from mentorhub.cvs.state.writing import CvState
from mentorhub.ui.native import native_form, native_link
from mentorhub.ui.parts import button, card, file_field, link_button
from mentorhub.ui.texts import t, tr


def leaving() -> rx.Component:
    """Return the card with the ways out; before anything is saved there is nothing to send."""
    return rx.cond(
        CvOut.has_cv,
        card(
            rx.el.h2(t("cvs.out.title")),
            _templates(),
            rx.el.div(
                native_link(t("cvs.out.pdf"), href="/cv/export.pdf", class_name="btn btn-main"),
                native_link(t("cvs.out.docx"), href="/cv/export.docx", class_name="btn"),
                link_button(t("cvs.out.share"), "/cv/share"),
                class_name="row",
            ),
            rx.cond(CvOut.applications, _applications(), rx.fragment()),
            class_name="stack",
        ),
        rx.fragment(),
    )


def _templates() -> rx.Component:
    options = [rx.el.option(t(f"cvs.out.template_{name}"), value=name) for name in TEMPLATES]
    return rx.el.div(
        rx.el.label(t("cvs.out.template"), html_for="cv-template"),
        rx.el.select(
            *options, id="cv-template", value=CvOut.template, on_change=CvOut.choose, class_name="input"
        ),
        class_name="field",
    )


def _applications() -> rx.Component:
    undo = button(t("cvs.tips.undo"), look="quiet", on_click=CvOut.undo)
    line = rx.el.div(
        rx.el.p(tr(CvOut.said), class_name="grow"),
        rx.cond(CvOut.document_id != "", undo, rx.fragment()),
        class_name="row notice notice-" + CvOut.said_tone,
    )
    return rx.el.div(
        rx.el.h3(t("cvs.out.attach_title")),
        rx.el.p(t("cvs.out.attach_text"), class_name="muted"),
        rx.el.div(rx.cond(CvOut.said["nl"] != "", line, rx.fragment()), role="status"),
        rx.el.ul(rx.foreach(CvOut.applications, _application), class_name="cv-entries"),
        class_name="stack",
    )


def _application(row: ApplicationRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(row["name"], class_name="grow"),
        button(
            t("cvs.out.attach"),
            aria_label=t("cvs.out.attach_name", name=row["name"]),
            on_click=CvOut.attach(row["id"]),
        ),
        class_name="row",
    )


def upload() -> rx.Component:
    """Return the form that sends a PDF or DOCX, with the reason when one was refused."""
    return card(
        rx.el.h2(t("cvs.upload.title")),
        rx.el.p(t("cvs.upload.lead"), class_name="muted"),
        rx.el.div(
            rx.cond(
                CvState.upload_said["nl"] != "",
                rx.el.p(tr(CvState.upload_said), class_name="notice notice-" + CvState.upload_tone),
                rx.fragment(),
            ),
            role="status",
        ),
        native_form(
            file_field(t("cvs.upload.file"), accept=".pdf,.docx"),
            button(t("cvs.upload.send"), type="submit"),
            action="/cv/upload",
            uploads=True,
            class_name="stack",
        ),
        class_name="stack",
    )
