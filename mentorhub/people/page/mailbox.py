"""The coordinator's mailbox: what the hub wrote, whether it went, and one mail to read."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.people.state.mailbox import DeadGroup, DeadLine, Mailbox, MailLine
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
            rx.cond(Mailbox.has_mail, _standing(), rx.fragment()),
            rx.el.p(tr(Mailbox.outcome), role="status", class_name="strong"),
            rx.foreach(Mailbox.groups, _dead),
            rx.cond(Mailbox.has_mail, _list(), _nothing()),
            class_name="stack-lg",
        ),
        active="mailbox",
    )


def _standing() -> rx.Component:
    def count(n: Any, key: str) -> rx.Component:
        return rx.el.div(
            rx.el.dt(t(key), class_name="muted small"),
            rx.el.dd(n, class_name="display number text-2xl m-0"),
            class_name="card",
        )

    return rx.el.dl(
        count(Mailbox.waiting, "notices.dead.waiting"),
        count(Mailbox.sent, "notices.dead.sent"),
        count(Mailbox.dead, "notices.dead.dead"),
        aria_label=t("notices.dead.counts"),
        class_name="grid grid-cols-3 gap-3 m-0",
    )


def _dead(group: rx.vars.ObjectVar[DeadGroup]) -> rx.Component:
    """Return what did not arrive for one reason, each with what is wrong and a way to send it again."""
    return card(
        rx.el.div(
            rx.el.h2(tr(group["title"])),
            rx.cond(
                group["again"].to(int) > 1,
                button(
                    t("notices.dead.again_all", n=group["again"]),
                    on_click=Mailbox.send_all_again(group["why"]),
                ),
                rx.fragment(),
            ),
            class_name="spread",
        ),
        rx.el.p(tr(group["text"]), class_name="muted"),
        rx.el.ul(
            rx.foreach(
                Mailbox.letters,
                lambda line: rx.cond(line["why"] == group["why"], _letter(line), rx.fragment()),
            ),
            class_name="letters",
        ),
        class_name="stack",
        key=group["why"],
    )


def _letter(line: rx.vars.ObjectVar[DeadLine]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(line["subject"], class_name="strong break"),
            rx.el.p(line["to"], " · ", tr(line["moment"]), class_name="muted small break"),
            rx.el.p(tr(line["reason"]), class_name="small"),
            class_name="grow",
        ),
        rx.cond(
            line["can_go_again"],
            button(
                t("notices.dead.again"),
                on_click=Mailbox.send_again(line["id"]),
                aria_label=t("notices.dead.again_about", to=line["to"]),
            ),
            rx.fragment(),
        ),
        key=line["id"],
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
