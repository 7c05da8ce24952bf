"""How an uploaded list was read, and the columns to put right by hand."""

from typing import Any

import reflex as rx

from mentorhub.people.classlists.state.importing import ImportList
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, link_button
from mentorhub.ui.texts import t, tr


def file_card() -> rx.Component:
    """Return the card about the file."""
    return card(
        rx.el.div(
            rx.el.div(
                rx.el.h2(ImportList.file_name, class_name="break"),
                rx.el.p(tr(ImportList.facts), class_name="muted"),
                rx.el.p(t("classlists.trial.into", programme=ImportList.programme), class_name="muted"),
                class_name="file-about",
            ),
            link_button(t("classlists.upload.other"), "/people/import"),
            class_name="spread",
        ),
        _advice(),
        rx.el.details(
            rx.el.summary(
                t("classlists.trial.columns"),
                rx.el.span(
                    t("classlists.trial.columns_found", count=ImportList.recognised), class_name="pill"
                ),
            ),
            _columns(),
            open=(ImportList.missing["nl"] != "") | ImportList.is_unsure,
            class_name="mt-2 fold",
        ),
    )


def _advice() -> rx.Component:
    """Return what must be put right first."""
    return rx.el.div(
        rx.cond(
            ImportList.is_unsure,
            rx.el.p(t("classlists.trial.unsure"), class_name="notice notice-soon mt-2"),
            rx.fragment(),
        ),
        rx.cond(
            ImportList.missing["nl"] != "",
            rx.el.p(tr(ImportList.missing), class_name="notice notice-late mt-2"),
            rx.fragment(),
        ),
        role="status",
    )


def _columns() -> rx.Component:
    role_names = [
        ("mentee", "people.role.mentee"),
        ("mentor", "people.role.mentor"),
        ("teacher", "people.role.teacher"),
    ]
    everybody = rx.el.div(
        rx.el.label(t("classlists.trial.all_role"), html_for="everybody"),
        rx.el.select(
            rx.el.option(t("classlists.trial.no_role"), value=""),
            *[rx.el.option(t(key), value=value) for value, key in role_names],
            id="everybody",
            name="everybody",
            default_value=ImportList.everybody,
            class_name="input",
        ),
        class_name="field",
    )
    return rx.el.form(
        rx.el.p(t("classlists.trial.columns_hint"), class_name="muted"),
        rx.el.div(rx.foreach(ImportList.picks, _pick), everybody, class_name="picks"),
        button(t("classlists.trial.recheck"), type="submit", class_name="fit"),
        on_submit=submits(ImportList.look_again),
        class_name="stack-lg mt-2",
    )


def _pick(row: Any) -> rx.Component:
    help_id = row["field"] + "-help"
    return rx.el.div(
        rx.el.label(tr(row["label"]), html_for=row["field"]),
        rx.el.select(
            rx.el.option(t("classlists.trial.no_column"), value=""),
            rx.foreach(ImportList.columns, lambda column: rx.el.option(column["name"], value=column["id"])),
            id=row["field"],
            name=row["field"],
            default_value=row["column"],
            key=row["field"] + row["column"],
            aria_describedby=help_id,
            aria_invalid=row["is_missing"],
            class_name="input",
        ),
        rx.el.p(row["example"], id=help_id, class_name="hint break"),
        class_name="field",
    )
