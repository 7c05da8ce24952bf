"""A shared CV: first who you are, then the CV; nobody signs in."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.cvs.sharing.state import SharedCvPage
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, card, text_field
from mentorhub.ui.shells import plain_shell
from mentorhub.ui.texts import t, tr


def _ask() -> rx.Component:
    return card(
        rx.el.h1(t("sharing.visitor.heading", name=SharedCvPage.first_name)),
        rx.el.form(
            text_field(
                t("sharing.visitor.question"),
                "who",
                hint=t("sharing.visitor.hint", name=SharedCvPage.first_name),
                error=tr(SharedCvPage.wrong),
                required=True,
                max_length=80,
                auto_complete="organization",
            ),
            button(t("sharing.visitor.open"), look="main wide", type="submit"),
            on_submit=submits(SharedCvPage.open),
            class_name="stack-lg mt-4",
        ),
    )


def _line(line: Any) -> rx.Component:
    return rx.el.p(line["text"], class_name=rx.cond(line["is_item"], "shared-item", "shared-line"))


def _item(item: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h3(
                item["title"],
                rx.cond(
                    item["aside"] != "",
                    rx.el.span(" ", item["aside"], class_name="shared-aside"),
                    rx.fragment(),
                ),
            ),
            rx.cond(
                item["period"] != "",
                rx.el.span(item["period"], class_name="muted small shared-period"),
                rx.fragment(),
            ),
            class_name="shared-entry-head",
        ),
        rx.foreach(item["lines"], _line),
        class_name="shared-entry",
    )


def _skills(section: Any) -> rx.Component:
    return rx.el.ul(
        rx.foreach(section["items"], lambda item: rx.el.li(item["title"], class_name="shared-item")),
        class_name="shared-skills",
    )


def _section(section: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(tr(section["name"])),
        rx.foreach(section["lines"], _line),
        rx.cond(section["kind"] == "skills", _skills(section), rx.foreach(section["items"], _item)),
        class_name="shared-section",
    )


def _shown() -> rx.Component:
    contact = rx.el.ul(
        rx.foreach(SharedCvPage.contact, lambda value: rx.el.li(value, class_name="strong")),
        class_name="shared-contact",
    )
    word = rx.cond(SharedCvPage.is_file, t("sharing.visitor.file"), t("sharing.visitor.pdf"))
    return rx.fragment(
        rx.el.article(
            rx.el.header(
                rx.el.h1(SharedCvPage.name),
                rx.cond(
                    SharedCvPage.headline != "",
                    rx.el.p(SharedCvPage.headline, class_name="shared-headline"),
                    rx.fragment(),
                ),
                rx.cond(rx.Var.create(SharedCvPage.contact).length() > 0, contact, rx.fragment()),
            ),
            rx.foreach(SharedCvPage.sections, _section),
            rx.foreach(SharedCvPage.lines, _line),
            class_name="card shared-sheet",
        ),
        native_link(word, href=SharedCvPage.download, class_name="btn btn-main btn-wide no-print"),
    )


def _gone() -> rx.Component:
    return rx.el.div(
        rx.el.h1(t("sharing.visitor.gone_title")),
        rx.el.p(t("sharing.visitor.gone"), class_name="mt-3"),
        class_name="card card-empty",
    )


@page("/shared/cv/[share_secret]", title="sharing.visitor.title", on_load=(SharedCvPage.load,))
def shared_page() -> rx.Component:
    """Return the page behind a link; search engines stay away from it."""
    return plain_shell(
        rx.el.meta(name="robots", content="noindex, nofollow"),
        rx.match(
            SharedCvPage.view,
            ("ask", _ask()),
            ("shown", _shown()),
            ("gone", _gone()),
            rx.el.p(role="status", class_name="sr"),
        ),
        class_name="shared-page",
    )
