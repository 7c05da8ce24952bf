"""``/cv/versions``: all versions of a CV, two beside each other, and the way back."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.cvs.state.versions import ComparedRow, CvVersions, PieceRow, VersionRow
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, card, go, pill
from mentorhub.ui.texts import t, tr


@page("/cv/versions", title="cvs.versions.title", on_load=(Me.load, CvVersions.load))
def cv_versions() -> rx.Component:
    """Show the versions, the newest first."""
    own = CvVersions.is_own
    title = rx.cond(own, t("cvs.versions.title"), t("cvs.versions.title_of", name=CvVersions.name))
    return student_page(
        rx.el.div(
            go(t("cvs.versions.back"), href=CvVersions.back, class_name="cv-link"),
            rx.el.h1(title),
            rx.el.p(rx.cond(own, t("cvs.versions.lead"), t("cvs.versions.lead_coach")), class_name="muted"),
        ),
        _said(),
        rx.cond(CvVersions.compared, _compared(), rx.fragment()),
        rx.cond(CvVersions.rows, _list(), _none()),
        active="cv",
    )


def _none() -> rx.Component:
    said = rx.el.p(t("cvs.versions.none"), class_name="card card-empty")
    return rx.cond(CvVersions.loaded, said, rx.el.p(t("core.app.loading"), class_name="muted"))


def _said() -> rx.Component:
    undo = button(t("cvs.tips.undo"), look="quiet", on_click=CvVersions.restore(CvVersions.undo_number))
    line = rx.el.div(
        rx.el.p(tr(CvVersions.said), class_name="grow"),
        rx.cond(CvVersions.undo_number != "", undo, rx.fragment()),
        class_name="row notice notice-ok",
    )
    return rx.el.div(
        rx.cond(CvVersions.said["nl"] != "", line, rx.fragment()), role="status", class_name="cv-said"
    )


def _list() -> rx.Component:
    older = button(t("cvs.versions.older"), on_click=CvVersions.older)
    return card(
        rx.el.ul(rx.foreach(CvVersions.rows, _version), class_name="cv-entries"),
        rx.cond(CvVersions.has_older, older, rx.fragment()),
        class_name="stack",
    )


def _version(row: VersionRow) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h2(t("cvs.versions.one", n=row["number"])),
            pill(tr(row["kind"])),
            rx.cond(row["is_now"], pill(t("cvs.versions.now"), "ok"), rx.fragment()),
            class_name="row",
        ),
        rx.el.p(tr(row["line"]), class_name="muted small"),
        rx.el.div(
            rx.cond(
                row["href"] != "",
                native_link(
                    t("cvs.versions.download", name=row["file"]), href=row["href"], class_name="cv-link"
                ),
                rx.fragment(),
            ),
            rx.cond(row["can_compare"], _compare(row), rx.fragment()),
            rx.cond(row["can_restore"], _restore(row), rx.fragment()),
            class_name="row mt-2",
        ),
        key=row["number"],
    )


def _compare(row: VersionRow) -> rx.Component:
    return button(
        t("cvs.versions.compare"),
        aria_label=t("cvs.versions.compare_name", n=row["number"]),
        on_click=CvVersions.compare(row["number"]),
    )


def _restore(row: VersionRow) -> rx.Component:
    return button(
        t("cvs.versions.restore"),
        look="quiet",
        aria_label=t("cvs.versions.restore_name", n=row["number"]),
        on_click=CvVersions.restore(row["number"]),
    )


def _compared() -> rx.Component:
    return card(
        rx.el.h2(t("cvs.versions.between", old=CvVersions.old, new=CvVersions.new)),
        rx.el.fieldset(
            rx.el.legend(t("cvs.versions.choose"), class_name="label"),
            rx.el.div(
                _choice("cv-old", t("cvs.versions.old"), CvVersions.old, CvVersions.choose_old),
                _choice("cv-new", t("cvs.versions.new"), CvVersions.new, CvVersions.choose_new),
                class_name="cv-period",
            ),
        ),
        rx.cond(
            CvVersions.any_changed,
            rx.el.p(t("cvs.versions.legend"), class_name="muted small"),
            rx.el.p(t("cvs.versions.all_same"), role="status"),
        ),
        rx.foreach(CvVersions.compared, _section),
        class_name="stack",
        id="cv-compared",
    )


def _choice(name: str, label: Any, value: Any, on_change: Any) -> rx.Component:
    options = rx.foreach(
        CvVersions.rows,
        lambda row: rx.el.option(t("cvs.versions.one", n=row["number"]), value=row["number"]),
    )
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.select(options, id=name, value=value, on_change=on_change, class_name="input"),
        class_name="field",
    )


def _section(row: ComparedRow) -> rx.Component:
    state = rx.cond(
        row["is_changed"],
        pill(t("cvs.versions.changed"), "soon"),
        rx.el.span(t("cvs.versions.same"), class_name="muted small"),
    )
    beside = rx.el.div(
        _side(t("cvs.versions.old"), rx.foreach(row["old"], _piece)),
        _side(t("cvs.versions.new"), rx.foreach(row["new"], _piece)),
        class_name="cv-beside",
    )
    once = rx.el.p(rx.foreach(row["new"], _piece), class_name="cv-kept muted")
    return rx.el.section(
        rx.el.div(rx.el.h3(tr(row["title"])), state, class_name="row"),
        rx.cond(row["is_changed"], beside, once),
        class_name="cv-compared",
    )


def _side(title: Any, pieces: Any) -> rx.Component:
    return rx.el.div(rx.el.p(title, class_name="muted small strong"), rx.el.p(pieces, class_name="cv-kept"))


def _piece(row: PieceRow) -> rx.Component | rx.Var:
    """Words that went or came have a sign, a line and a spoken word, not a colour alone."""
    return rx.match(
        row["mark"],
        ("gone", rx.el.del_(rx.el.span(t("cvs.versions.gone_mark"), class_name="sr"), row["text"])),
        ("new", rx.el.ins(rx.el.span(t("cvs.versions.new_mark"), class_name="sr"), row["text"])),
        rx.el.span(row["text"]),
    )
