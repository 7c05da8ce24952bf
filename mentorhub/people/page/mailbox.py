"""The coordinator's mailbox: what the hub wrote, whether it went, and one mail to read."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.people.state.mailbox import Mailbox, MailLine
from mentorhub.ui.parts import button, card, empty, page_title, tone_pill
from mentorhub.ui.texts import t, tr


@page("/mailbox", title="people.mailbox.title", on_load=(Me.load, Mailbox.load))
def mailbox() -> rx.Component:
    """Show the mails of the school, newest first."""
    return desk_page(
        page_title(t("people.mailbox.title")),
        rx.el.div(
            rx.el.p(t("people.mailbox.intro"), class_name="muted"),
            rx.cond(
                Mailbox.has_server,
                rx.fragment(),
                rx.el.p(t("people.mailbox.no_server"), class_name="notice notice-soon"),
            ),
            rx.cond(Mailbox.has_mail, _list(), _nothing()),
            class_name="stack-lg",
        ),
        active="mailbox",
    )


def _nothing() -> rx.Component:
    return rx.cond(
        Mailbox.loaded,
        empty(t("people.mailbox.empty_title"), t("people.mailbox.empty_text")),
        rx.el.p(t("core.app.loading"), class_name="muted"),
    )


def _list() -> rx.Component:
    return rx.el.div(
        card(
            rx.el.ul(
                rx.foreach(Mailbox.lines, _mail), class_name="mails", aria_label=t("people.mailbox.list")
            ),
            class_name="card-flush",
        ),
        rx.cond(Mailbox.pages > 1, _turning(), rx.fragment()),
        class_name="stack",
    )


def _mail(line: rx.vars.ObjectVar[MailLine]) -> rx.Component:
    is_open = line["id"] == Mailbox.open_id
    return rx.el.li(
        rx.el.button(
            rx.el.span(line["subject"], class_name="strong break"),
            tone_pill(tr(line["state"]), line["tone"]),
            rx.el.span(line["to"], class_name="muted small break"),
            rx.el.span(tr(line["moment"]), class_name="muted small"),
            on_click=Mailbox.read(line["id"]),
            aria_expanded=is_open,
            type="button",
            class_name="mail",
        ),
        rx.cond(is_open, _opened(line), rx.fragment()),
    )


def _opened(line: rx.vars.ObjectVar[MailLine]) -> rx.Component:
    return rx.el.div(
        rx.el.p(tr(line["why"]), class_name="small"),
        rx.cond(
            Mailbox.is_private,
            rx.el.p(t("people.mailbox.private"), class_name="mail-text muted"),
            rx.el.p(Mailbox.body, class_name="mail-text"),
        ),
        class_name="mail-body",
    )


def _turning() -> rx.Component:
    return rx.el.nav(
        button(
            t("people.mailbox.newer"),
            on_click=Mailbox.turn(Mailbox.page - 1),
            disabled=Mailbox.page <= 1,
        ),
        rx.el.p(
            t("people.mailbox.page", page=Mailbox.page, pages=Mailbox.pages),
            role="status",
            class_name="number",
        ),
        button(
            t("people.mailbox.older"),
            on_click=Mailbox.turn(Mailbox.page + 1),
            disabled=Mailbox.page >= Mailbox.pages,
        ),
        aria_label=t("people.mailbox.list"),
        class_name="spread",
    )
