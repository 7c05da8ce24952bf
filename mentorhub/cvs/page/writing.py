"""Writing a CV: the sections with their hints and examples, fields and lists of entries."""

from typing import Any

import reflex as rx

from mentorhub.cvs.page.field import cv_field
from mentorhub.cvs.rules.content import HEAD, fields_of
from mentorhub.cvs.state.rows import ClashRow, EntryRow
from mentorhub.cvs.state.writing import CvState
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t, tr


def sections() -> rx.Component:
    """Return all sections in their order, each in a card."""
    return rx.fragment(
        _section("profile", *_head()),
        _list("education", CvState.education),
        _list("experience", CvState.experience),
        _list("skills", CvState.skills),
        _list("languages", CvState.languages),
        _section("interests", cv_field("interests", "", "interests", CvState.interests)),
        _list("references", CvState.references),
    )


def _head() -> list[rx.Component]:
    return [cv_field("profile", "", field, CvState.head[field]) for field in HEAD]


def _section(name: str, *content: rx.Component) -> rx.Component:
    return card(rx.el.h2(t(f"cvs.section.{name}")), _help(name), *content, class_name="stack")


def _help(name: str) -> rx.Component:
    """A hint and an example, folded until somebody wants them."""
    return rx.el.details(
        rx.el.summary(t("cvs.help.summary"), rx.el.span(t(f"cvs.section.{name}"), class_name="sr")),
        rx.el.p(t(f"cvs.help.{name}")),
        rx.el.p(rx.el.strong(t("cvs.help.example")), class_name="mt-2"),
        rx.el.p(t(f"cvs.help.{name}_example"), class_name="muted"),
        class_name="cv-help",
    )


def _list(name: str, rows: Any) -> rx.Component:
    return _section(
        name,
        rx.el.ul(
            rx.foreach(rows, lambda row: _entry(name, row)),
            class_name="cv-entries",
            custom_attrs={"role": "list"},
        ),
        button(t(f"cvs.entry.{name}_add"), on_click=CvState.add(name)),
    )


def _entry(section: str, row: Any) -> rx.Component:
    names = fields_of(section)
    periods = [name for name in names if name in ("from", "until")]
    hint = t("cvs.field.period_hint")
    fields = {
        name: cv_field(
            section,
            row["id"],
            name,
            row["start" if name == "from" else name],
            hint=hint if name == "from" else None,
        )
        for name in names
    }
    period = rx.el.div(*(fields[name] for name in periods), class_name="cv-period")
    before = [fields[name] for name in names if name not in (*periods, "text")]
    after = [fields["text"]] if "text" in fields else []
    return rx.el.li(
        *before,
        *([period] if periods else []),
        *after,
        _tools(section, row),
        class_name="stack",
        key=row["id"],
    )


def _tools(section: str, row: EntryRow) -> rx.Component:
    called = tr(row["called"])
    return rx.el.div(
        button(
            "↑",
            look="icon",
            aria_label=t("cvs.entry.up", name=called),
            disabled=row["is_first"],
            on_click=CvState.move(section, row["id"], -1),
        ),
        button(
            "↓",
            look="icon",
            aria_label=t("cvs.entry.down", name=called),
            disabled=row["is_last"],
            on_click=CvState.move(section, row["id"], 1),
        ),
        rx.el.span(class_name="grow"),
        button(
            t("cvs.entry.remove"),
            look="quiet",
            aria_label=t("cvs.entry.remove_name", name=called),
            on_click=CvState.remove(section, row["id"]),
        ),
        class_name="row",
    )


def said() -> rx.Component:
    """Return what was just done, with *put back* after something was removed; stays in sight."""
    undo = button(t("cvs.said.undo"), look="quiet", id="cv-undo", on_click=CvState.undo)
    line = rx.el.div(
        rx.el.p(tr(CvState.said), class_name="grow"),
        rx.cond(CvState.can_undo, undo, rx.fragment()),
        class_name="row notice notice-" + CvState.said_tone,
    )
    return rx.el.div(
        rx.cond(CvState.said["nl"] != "", line, rx.fragment()), role="status", class_name="cv-said"
    )


def clashes() -> rx.Component:
    """Return the texts that were changed elsewhere too, both of them, to choose from."""
    return rx.el.div(rx.foreach(CvState.clashes, _clash), role="alert", class_name="stack cv-clashes")


def _clash(row: ClashRow) -> rx.Component:
    gone = rx.el.div(
        button(t("cvs.clash.put_back"), on_click=CvState.settle(row["key"], "mine")),
        button(t("cvs.clash.drop"), look="quiet", on_click=CvState.settle(row["key"], "other")),
        class_name="row",
    )
    here = rx.el.div(
        button(t("cvs.clash.keep_mine"), on_click=CvState.settle(row["key"], "mine")),
        button(t("cvs.clash.keep_other"), on_click=CvState.settle(row["key"], "other")),
        rx.cond(
            row["can_both"],
            button(t("cvs.clash.keep_both"), on_click=CvState.settle(row["key"], "both")),
            rx.fragment(),
        ),
        class_name="row",
    )
    return rx.el.section(
        rx.el.h2(tr(row["title"])),
        rx.el.p(rx.cond(row["is_gone"], t("cvs.clash.gone"), t("cvs.clash.text"))),
        _told(t("cvs.clash.mine"), row["mine"]),
        rx.cond(row["is_gone"], rx.fragment(), _told(t("cvs.clash.other"), row["other"])),
        rx.cond(row["is_gone"], gone, here),
        class_name="card card-soon stack",
    )


def _told(label: Any, text: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(label, class_name="strong"),
        rx.el.blockquote(rx.cond(text != "", text, t("cvs.clash.nothing")), class_name="cv-quote"),
    )
