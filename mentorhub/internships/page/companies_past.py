"""Where I did my internships, told by a mentor."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.companies_parts import again_pill, outcome, past_fields, refusal
from mentorhub.internships.page.company_field import company_field
from mentorhub.internships.state.companies_past import PastInternships
from mentorhub.internships.state.company_field import CompanyField
from mentorhub.people.classlists.page.tables import size
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, go, page_title
from mentorhub.ui.texts import t


@page(
    "/internships/before",
    title="companies.past.mine",
    on_load=(Me.load, PastInternships.load, CompanyField.load),
)
def before() -> rx.Component:
    """Show my internships and the form to add one."""
    state = PastInternships
    return student_page(
        rx.el.p(go("‹ ", t("companies.one.back_student"), href="/internships", class_name="back")),
        page_title(t("companies.past.mine")),
        rx.el.p(t("companies.past.mine_text"), class_name="muted mb-4"),
        outcome(state.said),
        rx.cond(state.loaded, rx.el.div(_list(), _form(), class_name="stack-lg"), rx.fragment()),
        active="internships",
    )


def _list() -> rx.Component:
    return rx.cond(
        size(PastInternships.rows) > 0,
        rx.el.ul(rx.foreach(PastInternships.rows, _row), class_name="company-people card"),
        rx.fragment(),
    )


def _row(row: Any) -> rx.Component:
    details = (row["place"], row["role"], row["year"])
    return rx.el.li(
        rx.el.span(
            go(row["company"], href="/companies/" + row["company_id"], class_name="strong block break"),
            *[
                rx.cond(each == "", rx.fragment(), rx.el.span(each, class_name="muted company-detail break"))
                for each in details
            ],
            class_name="grow",
        ),
        again_pill(row["again"]),
        button(
            t("companies.past.remove"),
            look="quiet",
            aria_label=t("companies.past.remove_of", name=row["company"]),
            on_click=PastInternships.remove(row["id"]),
        ),
        class_name="row",
    )


def _form() -> rx.Component:
    return card(
        rx.el.form(
            rx.el.h2(t("companies.past.add_one")),
            refusal(PastInternships.refused),
            company_field(),
            past_fields(PastInternships.years),
            button(t("companies.past.save"), look="main wide", type="submit"),
            on_submit=submits(PastInternships.add),
            key=PastInternships.form_key,
            no_validate=True,
            class_name="stack-lg",
        )
    )
