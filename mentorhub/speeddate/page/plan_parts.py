"""What the form and the plan both show."""

from typing import Any

import reflex as rx

from mentorhub.ui.parts import empty, link_button, page_title
from mentorhub.ui.texts import t, tr


def issue_line(issue: Any) -> rx.Component:
    """Return one thing that does not fit; its tone says whether the evening can go on like this."""
    return rx.el.p(tr(issue), class_name="notice notice-" + issue["tone"])


def not_here() -> rx.Component:
    """Return what a page says when the address names no speed date of this teacher."""
    return rx.fragment(
        page_title(t("planning.list.title")),
        empty(
            t("planning.plan.missing_title"),
            t("planning.plan.missing_text"),
            link_button(t("planning.plan.back"), "/speed-dates", look="main"),
        ),
    )


def scrolling(table: rx.Component, label: Any) -> rx.Component:
    """Return a table that scrolls sideways by itself, by keyboard as well."""
    return rx.el.div(table, tab_index=0, role="region", aria_label=label, class_name="table-scroll")
