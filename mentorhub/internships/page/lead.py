"""One lead: what is known of it, and the one next step."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.leads_parts import leads_page, pills, request_card
from mentorhub.internships.state.lead import LeadState
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, card, go, link_button
from mentorhub.ui.texts import t, tr

STATE: Any = LeadState
ROW: Any = LeadState.row
DETAIL: Any = LeadState.detail


@page("/leads/[lead_id]", title="leads.page.lead", on_load=(Me.load, LeadState.load))
def lead() -> rx.Component:
    """Show the lead."""
    return leads_page(
        rx.el.div(rx.cond(STATE.loaded, _loaded(), rx.el.h1(t("leads.page.lead"))), class_name="lead-narrow")
    )


def _loaded() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            go(t("leads.page.back"), href="/leads", class_name="inline-block py-2"),
            rx.el.h1(ROW["company"], ", ", ROW["role"]),
            rx.el.p(tr(ROW["sharer"]), class_name="muted mt-2"),
            rx.el.div(pills(ROW), class_name="row mt-2"),
        ),
        _said(),
        _closed(),
        _facts(),
        rx.cond(STATE.is_mentee, _for_mentee(), rx.fragment()),
        rx.cond(STATE.requests, _requests(), rx.fragment()),
        _manage(),
        class_name="stack-lg",
    )


def _said() -> rx.Component:
    undo = rx.match(
        STATE.undo,
        ("unlike", _undo(STATE.unlike(ROW["id"]))),
        ("take_back", _undo(STATE.take_back(ROW["id"]))),
        ("reopen", _undo(STATE.reopen(ROW["id"]))),
        rx.fragment(),
    )
    return rx.el.div(
        rx.cond(
            STATE.said["nl"] != "",
            rx.el.div(
                rx.el.p(tr(STATE.said), class_name="grow"),
                undo,
                class_name="row notice notice-" + STATE.said_tone,
            ),
            rx.fragment(),
        ),
        role="status",
        class_name="lead-said",
    )


def _undo(handler: Any) -> rx.Component:
    return button(t("leads.act.undo"), look="quiet", on_click=handler)


def _closed() -> rx.Component:
    reopen = button(t("leads.act.reopen"), on_click=STATE.reopen(ROW["id"]))
    return rx.cond(
        DETAIL["closed"]["nl"] != "",
        rx.el.div(
            rx.el.p(tr(DETAIL["closed"]), class_name="grow"),
            rx.cond(DETAIL["may_reopen"] & (STATE.undo != "reopen"), reopen, rx.fragment()),
            class_name="row notice notice-soon",
        ),
        rx.fragment(),
    )


def _facts() -> rx.Component:
    return card(
        rx.el.dl(
            _fact(t("leads.fact.place"), ROW["place"]),
            _fact(t("leads.fact.when"), tr(ROW["facts"])),
            _fact(t("leads.fact.contact"), DETAIL["contact"]),
            _fact(t("leads.fact.how_known"), DETAIL["how_known"]),
            rx.cond(DETAIL["link"] != "", _link(), rx.fragment()),
            class_name="lead-facts",
        ),
        rx.el.p(tr(ROW["until"]), class_name="muted small mt-3"),
        rx.cond(
            DETAIL["counts"]["nl"] != "",
            rx.el.p(tr(DETAIL["counts"]), class_name="muted small"),
            rx.fragment(),
        ),
    )


def _fact(name: Any, value: Any) -> rx.Component:
    return rx.cond(value != "", rx.fragment(rx.el.dt(name), rx.el.dd(value)), rx.fragment())


def _link() -> rx.Component:
    away = native_link(
        DETAIL["link_text"], href=DETAIL["link"], target="_blank", rel="noopener noreferrer nofollow"
    )
    return rx.fragment(
        rx.el.dt(t("leads.fact.link")),
        rx.el.dd(away, rx.el.p(tr(DETAIL["link_says"]), role="status", class_name="muted small")),
    )


def _for_mentee() -> rx.Component:
    begin = button(t("leads.act.take_up"), look="main wide", on_click=STATE.take_up(ROW["id"]))
    begun = link_button(t("leads.act.to_application"), ROW["application"], look="main wide")
    like = rx.cond(
        ROW["is_liked"],
        button(
            t("leads.act.liked"),
            aria_label=t("leads.act.unlike_which", company=ROW["company"]),
            on_click=STATE.unlike(ROW["id"]),
        ),
        button(t("leads.act.like"), on_click=STATE.like(ROW["id"])),
    )
    return rx.fragment(
        rx.cond(ROW["introduces"] | (ROW["asked"]["nl"] != ""), _ask(), rx.fragment()),
        rx.cond(ROW["application"] != "", begun, rx.cond(ROW["is_open"], begin, rx.fragment())),
        rx.cond(ROW["is_mine"], rx.fragment(), rx.el.div(like, class_name="row")),
    )


def _ask() -> rx.Component:
    open_question = rx.fragment(
        rx.el.p(tr(DETAIL["ask_hint"])),
        button(t("leads.ask.button"), look="main", on_click=STATE.ask(ROW["id"])),
    )
    return rx.cond(
        ROW["is_open"] | (DETAIL["asked_says"]["nl"] != ""),
        card(
            rx.el.h2(t("leads.ask.title")),
            rx.cond(DETAIL["asked_says"]["nl"] != "", rx.el.p(tr(DETAIL["asked_says"])), open_question),
            class_name="stack",
        ),
        rx.fragment(),
    )


def _requests() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("leads.request.heading"), class_name="mb-3"),
        rx.el.ul(rx.foreach(STATE.requests, lambda row: request_card(row, STATE.answer)), class_name="stack"),
    )


def _manage() -> rx.Component:
    mine = rx.cond(
        DETAIL["closed"]["nl"] == "",
        rx.fragment(
            link_button(t("leads.act.change"), "/leads/new?tip=" + ROW["id"]),
            button(t("leads.act.withdraw"), look="quiet", on_click=STATE.withdraw(ROW["id"])),
        ),
        rx.fragment(),
    )
    gone = button(t("leads.act.gone"), look="quiet", on_click=STATE.mark_gone(ROW["id"]))
    return rx.el.div(
        rx.cond(ROW["is_mine"], mine, rx.cond(DETAIL["may_close"], gone, rx.fragment())), class_name="row"
    )
