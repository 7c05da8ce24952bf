"""The documents of an application: the list, and adding one."""

import reflex as rx

from mentorhub.internships.service.applications.documents import LONGEST_TITLE
from mentorhub.internships.state.application import ApplicationState as State
from mentorhub.internships.state.application_rows import DocumentRow
from mentorhub.ui.native import native_form, native_link
from mentorhub.ui.parts import button, card, file_field, text_field
from mentorhub.ui.texts import t, tr


def documents() -> rx.Component:
    """Return the card; a mentor reads it, the mentee adds and removes."""
    return card(
        rx.el.h2(t("applications.documents.title")),
        rx.cond(
            State.documents,
            rx.el.ul(rx.foreach(State.documents, _document), class_name="contact-lines"),
            rx.el.p(t("applications.documents.none"), class_name="muted"),
        ),
        rx.cond(State.is_mentor, rx.fragment(), _add()),
        class_name="stack",
    )


def _document(row: DocumentRow) -> rx.Component:
    remove = button(
        t("applications.documents.remove"),
        look="quiet",
        aria_label=t("applications.documents.remove_which", title=row["title"]),
        on_click=State.remove_document(row["id"]),
    )
    return rx.el.li(
        rx.el.span(
            native_link(row["title"], href=row["href"], download=True, class_name="strong search-file"),
            rx.el.span(tr(row["about"]), class_name="muted small block"),
            class_name="grow",
        ),
        rx.cond(State.is_mentor, rx.fragment(), remove),
    )


def _add() -> rx.Component:
    form = native_form(
        file_field(
            t("applications.documents.file"), accept=".pdf,.docx", hint=t("applications.documents.file_hint")
        ),
        text_field(
            t("applications.documents.name"),
            "title",
            hint=t("applications.documents.name_hint"),
            max_length=LONGEST_TITLE,
            auto_complete="off",
        ),
        button(t("applications.documents.send"), type="submit"),
        action="/applications/" + State.application_id + "/documents",
        uploads=True,
        class_name="stack mt-2",
    )
    return rx.el.details(rx.el.summary(t("applications.documents.add")), form, class_name="pair-more")
