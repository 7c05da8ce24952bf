"""One company: for staff to keep, for students to look at, for mentors to add what they know."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.companies_keeping import change_form, double_search
from mentorhub.internships.page.companies_parts import (
    again_pill,
    aside,
    outcome,
    past_fields,
    recognised_pill,
    refusal,
    undo_button,
    website,
)
from mentorhub.internships.state.companies_one import CompanyState
from mentorhub.people.classlists.page.tables import size
from mentorhub.people.frame import own_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, card, empty, go, page_title, text_field
from mentorhub.ui.texts import t, tr


@page("/companies/[company_id]", title="companies.one.title", on_load=(Me.load, CompanyState.load))
def company() -> rx.Component:
    """Show the company in the frame of the reader."""
    return rx.cond(
        Me.is_staff,
        own_page(*_whole(), active="companies"),
        own_page(*_whole(), active="internships"),
    )


def _whole() -> tuple[rx.Component, ...]:
    missing = empty(t("companies.one.missing_title"), t("companies.one.missing_text"))
    content = rx.cond(CompanyState.is_missing, missing, _content())
    return _back(), rx.cond(CompanyState.loaded, content, rx.fragment())


def _back() -> rx.Component:
    return rx.el.p(
        rx.cond(
            Me.is_staff,
            go("‹ ", t("companies.one.back"), href="/companies", class_name="back"),
            go("‹ ", t("companies.one.back_student"), href="/internships", class_name="back"),
        )
    )


def _content() -> rx.Component:
    state = CompanyState
    return rx.el.div(
        rx.el.div(
            page_title(state.name),
            outcome(
                state.said,
                undo_button(state.can_undo, state.undo),
                undo_button(state.can_unmerge, state.unmerge),
            ),
            refusal(state.refused),
        ),
        _facts(),
        _interns(),
        rx.cond(state.is_mentor & ~state.has_own, _own_form(), rx.fragment()),
        rx.cond(state.may_add_contact, _contacts(), rx.fragment()),
        rx.cond(Me.is_staff, rx.fragment(change_form(), double_search()), rx.fragment()),
        class_name="stack-lg company-page",
    )


def _facts() -> rx.Component:
    state = CompanyState
    people = rx.match(
        state.size,
        *[(word, t(f"companies.size.{word}")) for word in ("micro", "small", "medium", "large")],
        "",
    )
    return card(
        rx.el.dl(
            _fact("place", state.place, state.place),
            _fact("sector", tr(state.sector_name), state.sector),
            _fact("size", people, state.size),
            _fact("website", website(state.website), state.website),
            _fact("recognised", recognised_pill(state.recognised), "always"),
            rx.cond(Me.is_staff, _fact("other_names", state.other_names, state.other_names), rx.fragment()),
            class_name="company-facts",
        ),
    )


def _fact(name: str, shown: Any, said: Any) -> rx.Component:
    return rx.cond(
        said == "",
        rx.fragment(),
        rx.el.div(rx.el.dt(t(f"companies.field.{name}"), class_name="muted"), rx.el.dd(shown)),
    )


def _interns() -> rx.Component:
    return card(
        rx.el.h2(t("companies.past.title"), class_name="mb-2"),
        rx.cond(
            size(CompanyState.interns) > 0,
            rx.el.ul(rx.foreach(CompanyState.interns, _intern), class_name="company-people"),
            rx.el.p(t("companies.past.none"), class_name="muted"),
        ),
    )


def _intern(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row["name"], class_name="strong"),
        aside(row["role"]),
        aside(row["year"]),
        again_pill(row["again"]),
        rx.cond(
            row["is_own"],
            button(t("companies.past.remove"), look="quiet", on_click=CompanyState.remove_own(row["id"])),
            rx.fragment(),
        ),
        class_name="row",
    )


def _own_form() -> rx.Component:
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("companies.past.add")), class_name="table-top"),
        rx.el.form(
            past_fields(CompanyState.years),
            button(t("companies.past.save"), look="main", type="submit", class_name="fit"),
            on_submit=submits(CompanyState.add_own),
            key=CompanyState.form_key,
            class_name="stack-lg company-form",
        ),
        class_name="card card-flush fold",
    )


def _contacts() -> rx.Component:
    note = rx.cond(Me.is_staff, t("companies.contact.seen_staff"), t("companies.contact.seen_own"))
    return card(
        rx.el.h2(t("companies.contact.title"), class_name="mb-2"),
        rx.el.p(note, class_name="muted mb-2"),
        rx.el.ul(rx.foreach(CompanyState.contacts, _contact), class_name="company-people"),
        rx.el.details(
            rx.el.summary(t("companies.contact.add"), class_name="btn btn-quiet"),
            rx.el.form(
                text_field(t("companies.contact.name"), "contact_name", max_length=120),
                text_field(t("companies.contact.role"), "contact_role", max_length=120),
                text_field(t("companies.contact.email"), "contact_email", kind="email", max_length=254),
                text_field(t("companies.contact.phone"), "contact_phone", kind="tel", max_length=40),
                button(t("companies.contact.save"), look="main", type="submit", class_name="fit"),
                on_submit=submits(CompanyState.add_contact),
                key=CompanyState.form_key,
                no_validate=True,
                class_name="stack mt-2",
            ),
            class_name="company-more",
        ),
    )


def _contact(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(row["name"], class_name="strong block break"),
            aside(row["role"]),
            class_name="grow",
        ),
        rx.cond(
            row["email"] == "",
            rx.fragment(),
            native_link(row["email"], href="mailto:" + row["email"], class_name="break"),
        ),
        rx.cond(
            row["phone"] == "",
            rx.fragment(),
            native_link(row["phone"], href="tel:" + row["phone"].replace(" ", ""), class_name="number"),
        ),
        button(
            t("companies.contact.remove"),
            look="quiet",
            aria_label=t("companies.contact.remove_of", name=row["name"]),
            on_click=CompanyState.remove_contact(row["id"]),
        ),
        class_name="row",
    )
