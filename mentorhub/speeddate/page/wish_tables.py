"""Tables with something particular: which they are, and one more."""

from typing import Any

import reflex as rx

from mentorhub.speeddate.state.wishes import Wishes
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t, tr


def tables() -> rx.Component:
    """Return the card with the tables."""
    return card(
        rx.el.h2(t("planning.marks.title")),
        rx.el.p(t("planning.marks.text"), class_name="muted"),
        rx.cond(
            Wishes.marked,
            rx.el.ul(rx.foreach(Wishes.marked, _table), class_name="arranged-list"),
            rx.el.p(t("planning.marks.none"), class_name="muted"),
        ),
        rx.cond(Wishes.is_over, rx.fragment(), _form()),
        class_name="stack",
    )


def _table(row: Any) -> rx.Component:
    remove = button(
        t("planning.wishes.remove"),
        look="quiet",
        on_click=Wishes.unmark(row["number"]),
        aria_label=t("planning.marks.remove_label", n=row["number"]),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(t("planning.marks.table", n=row["number"]), ": ", tr(row["told"]), class_name="strong"),
            rx.el.p(row["coaches"], class_name="muted small"),
            class_name="grow",
        ),
        rx.cond(Wishes.is_over, rx.fragment(), remove),
        key=row["number"].to_string(),
        class_name="arranged-row",
    )


def _form() -> rx.Component:
    number = rx.el.div(
        rx.el.label(t("planning.marks.number"), html_for="number"),
        rx.el.input(
            id="number",
            name="number",
            type="number",
            min=1,
            max=Wishes.last_table,
            required=True,
            class_name="input",
        ),
        class_name="field",
    )
    return rx.el.form(
        rx.el.div(number, tag_boxes(t("planning.marks.what")), class_name="arranged-fields"),
        rx.el.div(button(t("planning.marks.save"), look="main", type="submit"), class_name="row"),
        on_submit=submits(Wishes.mark),
        reset_on_submit=True,
        class_name="stack arranged-form",
    )


def tag_boxes(
    legend: Any, *, quiet: Any = False, wide: Any = False, hint: Any = "", begins: bool = False
) -> rx.Component:
    """Return a box to tick per thing that can be particular about a table; ``begins``: focus goes there."""
    boxes = [
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name=tag,
                default_checked=is_on,
                auto_focus=begins and tag == "quiet",
                class_name="check",
            ),
            t(f"planning.tag.{tag}"),
            class_name="option",
        )
        for tag, is_on in (("quiet", quiet), ("wide", wide))
    ]
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="label"),
        rx.el.div(*boxes, class_name="arranged-kinds"),
        rx.el.p(hint, class_name="hint"),
        class_name="plain-set",
    )
