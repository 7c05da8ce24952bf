"""Wishes and arrangements for the rounds: who should meet, tables, and what people need of the plan."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.page.plan_parts import issue_line, not_here
from mentorhub.speeddate.page.wish_people import named, people
from mentorhub.speeddate.page.wish_tables import tables
from mentorhub.speeddate.state.wishes import Wishes
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, go, page_title, tone_pill
from mentorhub.ui.texts import t, tr


@page("/speed-dates/[speed_date_id]/wishes", title="planning.wishes.title", on_load=(Me.load, Wishes.load))
def wishes() -> rx.Component:
    """Show the wishes of a speed date."""
    shown = rx.match(Wishes.found, ("here", _wishes()), ("none", not_here()), rx.fragment())
    return desk_page(shown, active="speeddates")


def _wishes() -> rx.Component:
    return rx.el.div(
        go("‹ ", t("planning.wishes.back"), href=Wishes.back, class_name="quiet-link"),
        page_title(t("planning.wishes.title"), above=Wishes.name),
        rx.el.p(
            rx.cond(
                Wishes.is_over,
                t("planning.refused.over"),
                rx.cond(Wishes.has_begun, t("planning.wishes.during"), t("planning.wishes.text")),
            ),
            class_name="muted",
        ),
        _said(),
        rx.foreach(Wishes.issues, issue_line),
        _pairs(),
        tables(),
        people(),
        class_name="stack-lg",
    )


def _said() -> rx.Component:
    undo = rx.cond(
        Wishes.can_undo, button(t("planning.wishes.undo"), look="quiet", on_click=Wishes.undo), rx.fragment()
    )
    return rx.el.div(
        rx.el.p(tr(Wishes.said), role="status"),
        undo,
        class_name=rx.cond(
            Wishes.said_tone != "", "spread notice arranged-said notice-" + Wishes.said_tone, "arranged-quiet"
        ),
    )


def _pairs() -> rx.Component:
    return card(
        rx.el.h2(t("planning.wishes.pairs")),
        rx.el.p(t("planning.wishes.pairs_text"), class_name="muted"),
        rx.cond(
            Wishes.wish_rows,
            rx.el.ul(rx.foreach(Wishes.wish_rows, _pair), class_name="arranged-list"),
            rx.el.p(t("planning.wishes.none"), class_name="muted"),
        ),
        rx.cond(Wishes.is_over, rx.fragment(), _pair_form()),
        class_name="stack",
    )


def _pair(row: Any) -> rx.Component:
    remove = button(
        t("planning.wishes.remove"),
        look="quiet",
        on_click=Wishes.withdraw(row["mentee"], row["mentor"]),
        aria_label=t("planning.wishes.remove_label", pair=_both(row["pair"])),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(tr(row["pair"]), class_name="strong"),
            rx.el.p(tr(row["kind"]), class_name="muted small"),
            class_name="grow",
        ),
        tone_pill(tr(row["told"]), row["tone"]),
        rx.cond(Wishes.is_over, rx.fragment(), remove),
        key=row["mentee"].to(str) + row["mentor"].to(str),
        class_name="arranged-row",
    )


def _both(text: Any) -> dict[str, Any]:
    return {"nl": text["nl"], "en": text["en"]}


def _pair_form() -> rx.Component:
    kinds = rx.el.fieldset(
        rx.el.legend(t("planning.wishes.kind"), class_name="label"),
        rx.el.div(_kind("pin", is_first=True), _kind("forbid"), class_name="arranged-kinds"),
        class_name="plain-set",
    )
    return rx.el.form(
        rx.el.div(
            named("mentee", "mentee", t("planning.wishes.mentee"), Wishes.mentee_names),
            named("mentor", "mentor", t("planning.wishes.mentor"), Wishes.mentor_names),
            class_name="arranged-fields",
        ),
        kinds,
        rx.el.div(button(t("planning.wishes.add"), look="main", type="submit"), class_name="row"),
        on_submit=submits(Wishes.choose),
        reset_on_submit=True,
        class_name="stack arranged-form",
    )


def _kind(kind: str, *, is_first: bool = False) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="kind", value=kind, default_checked=is_first, class_name="check"),
        t(f"planning.wishes.kind_{kind}"),
        class_name="option",
    )
