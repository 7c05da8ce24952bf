"""The owner's links: make one, copy it, end it, see who opened it."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.cvs.sharing.state import CvShares
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.copying import copy_button
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, empty, go, link_button, notice, page_title, text_field, tone_pill
from mentorhub.ui.texts import t, tr

CV = "/cv"


def _versions() -> rx.Component:
    return rx.el.div(
        rx.el.label(t("sharing.form.version"), html_for="version"),
        rx.el.select(
            rx.foreach(CvShares.choices, lambda row: rx.el.option(tr(row["label"]), value=row["number"])),
            id="version",
            name="version",
            class_name="input",
        ),
        class_name="field",
    )


def _form() -> rx.Component:
    return card(
        rx.el.h2(t("sharing.form.title")),
        rx.el.form(
            text_field(
                t("sharing.form.label"),
                "label",
                hint=t("sharing.form.label_hint"),
                error=tr(CvShares.wrong),
                required=True,
                max_length=80,
                auto_complete="off",
            ),
            _versions(),
            button(t("sharing.form.make"), look="main wide", type="submit"),
            rx.el.p(t("sharing.form.days"), class_name="hint"),
            on_submit=submits(CvShares.make),
            reset_on_submit=True,
            class_name="stack mt-3",
        ),
    )


def _made() -> rx.Component:
    """Return the link that was just made; its secret is kept nowhere, so this is the moment to copy it."""
    return card(
        rx.el.h2(t("sharing.made.title")),
        rx.el.p(t("sharing.made.text"), class_name="mt-1"),
        rx.el.input(
            value=CvShares.address,
            read_only=True,
            aria_label=t("sharing.made.address"),
            class_name="input sharing-address mt-3",
        ),
        copy_button(
            CvShares.address,
            t("sharing.made.copy"),
            done=t("sharing.made.copied"),
            failed=t("sharing.made.not_copied"),
            class_name="btn btn-main btn-wide mt-3",
        ),
        class_name="card-chosen",
        role="status",
    )


def _openings(row: Any) -> rx.Component:
    listed = rx.el.ul(
        rx.foreach(row["openings"], lambda one: rx.el.li(tr(one))), class_name="sharing-openings small"
    )
    return rx.el.div(
        rx.el.p(tr(row["opened"]), class_name="strong"),
        rx.cond(row["openings"].length() > 0, listed, rx.fragment()),
    )


def _link(row: Any) -> rx.Component:
    end = button(t("sharing.list.end"), on_click=CvShares.end(row["id"]), aria_label=_about(row, "end"))
    resume = button(
        t("sharing.list.resume"), on_click=CvShares.resume(row["id"]), aria_label=_about(row, "resume")
    )
    return rx.el.li(
        rx.el.div(
            rx.el.h3(row["label"], class_name="sharing-label"),
            tone_pill(tr(row["state"]), row["tone"]),
            class_name="spread",
        ),
        rx.el.p(tr(row["about"]), class_name="muted small"),
        _openings(row),
        rx.cond(row["is_open"], end, rx.cond(row["is_ended"], resume, rx.fragment())),
        class_name="card stack",
    )


def _about(row: Any, act: str) -> Any:
    return t(f"sharing.list.{act}") + ": " + row["label"]


def _links() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("sharing.list.title"), class_name="mb-3"),
        rx.cond(
            rx.Var.create(CvShares.rows).length() > 0,
            rx.el.ul(rx.foreach(CvShares.rows, _link), class_name="sharing-links stack"),
            rx.el.p(t("sharing.list.empty_text"), class_name="muted"),
        ),
    )


def _nothing_yet() -> rx.Component:
    return empty(
        t("sharing.none.title"),
        t("sharing.none.text"),
        link_button(t("sharing.none.action"), CV, look="main"),
    )


@page("/cv/share", title="sharing.page.title", on_load=(Me.load, CvShares.load))
def links_page() -> rx.Component:
    """Return the page with the owner's links."""
    whole = rx.fragment(
        rx.cond(CvShares.address != "", _made(), rx.fragment()),
        _form(),
        _links(),
    )
    return student_page(
        rx.el.div(
            go("‹ ", t("sharing.page.back"), href=CV, class_name="sharing-back"),
            page_title(t("sharing.page.title")),
            rx.el.p(t("sharing.page.lead"), class_name="muted sharing-lead"),
        ),
        rx.cond(
            CvShares.said["nl"] != "", notice(tr(CvShares.said), ""), rx.el.p(role="status", class_name="sr")
        ),
        rx.cond(
            CvShares.loaded,
            rx.cond(rx.Var.create(CvShares.choices).length() > 0, whole, _nothing_yet()),
            rx.fragment(),
        ),
        active="cv",
    )
