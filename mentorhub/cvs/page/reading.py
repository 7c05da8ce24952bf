"""Reading a junior's CV: each sentence is a button, and tapping it opens the form for a tip."""

import reflex as rx

from mentorhub.cvs.state.rows import LineRow, SectionRow, UploadRow
from mentorhub.cvs.state.tips import CvTips
from mentorhub.cvs.state.writing import CvState
from mentorhub.ui.native import native_link, submits
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t, tr


def sections() -> rx.Component:
    """Return what the junior wrote, in sections."""
    return rx.fragment(
        rx.el.p(t("cvs.page.read_only", name=CvState.first_name), class_name="muted"),
        rx.foreach(CvState.sections, _section),
    )


def _section(row: SectionRow) -> rx.Component:
    return card(
        rx.el.div(
            rx.el.h2(tr(row["title"])),
            button(
                t("cvs.tip.whole", section=tr(row["title"])),
                look="quiet",
                on_click=CvTips.pick(row["section"], "", "", "", ""),
            ),
            class_name="spread",
        ),
        rx.foreach(row["lines"], _line),
    )


def _line(row: LineRow) -> rx.Component:
    return rx.cond(row["look"] == "entry", _foot(row), _sentence(row))


def _foot(row: LineRow) -> rx.Component:
    called = tr(row["label"])
    return rx.el.div(
        button(
            t("cvs.tip.whole_entry"),
            look="quiet",
            aria_label=t("cvs.tip.whole", section=called),
            on_click=CvTips.pick(row["section"], row["entry"], "", "", called),
        ),
        class_name="cv-foot",
    )


def _sentence(row: LineRow) -> rx.Component:
    return rx.el.button(
        rx.cond(
            row["look"] == "small",
            rx.el.span(tr(row["label"]), class_name="muted small block"),
            rx.fragment(),
        ),
        row["text"],
        type="button",
        class_name="cv-sentence cv-sentence-" + row["look"],
        on_click=CvTips.pick(row["section"], row["entry"], row["field"], row["text"], ""),
    )


def upload(*, is_coach: bool) -> rx.Component:
    """Return the newest uploaded file: its download and the text found in it."""
    row: UploadRow = CvState.upload
    text = t("cvs.upload.text_coach") if is_coach else t("cvs.upload.text")
    lines = rx.foreach(row["lines"], _sentence if is_coach else _plain)
    return rx.cond(
        row["number"] != "",
        card(
            rx.el.h2(tr(row["title"])),
            native_link(t("cvs.versions.download", name=row["name"]), href=row["href"], class_name="cv-link"),
            rx.cond(
                row["lines"],
                rx.el.details(rx.el.summary(text), lines, open=is_coach),
                rx.el.p(t("cvs.upload.no_text"), class_name="muted"),
            ),
        ),
        rx.fragment(),
    )


def _plain(row: LineRow) -> rx.Component:
    return rx.el.p(row["text"], class_name="mt-2")


def tip_form() -> rx.Component:
    """Return the form for a tip about what was tapped; it stays in sight above the bar below."""
    suggestion = rx.el.div(
        rx.el.label(t("cvs.tip.suggestion"), html_for="suggestion"),
        rx.el.textarea(
            id="suggestion",
            name="suggestion",
            rows=2,
            max_length=1000,
            class_name="input",
            aria_describedby="suggestion-hint",
        ),
        rx.el.p(t("cvs.tip.suggestion_hint"), id="suggestion-hint", class_name="hint"),
        class_name="field",
    )
    form = rx.el.form(
        rx.el.h2(t("cvs.tip.title")),
        rx.el.p(t("cvs.tip.about", where=tr(CvTips.where)), class_name="muted"),
        rx.cond(CvTips.passage != "", rx.el.blockquote(CvTips.passage, class_name="cv-quote"), rx.fragment()),
        rx.el.div(
            rx.el.label(t("cvs.tip.text"), html_for="text"),
            rx.el.textarea(
                id="text",
                name="text",
                rows=2,
                max_length=600,
                class_name="input",
                aria_describedby="text-hint",
            ),
            rx.el.p(t("cvs.tip.text_hint"), id="text-hint", class_name="hint"),
            class_name="field",
        ),
        rx.cond(CvTips.can_suggest, suggestion, rx.fragment()),
        rx.el.div(
            rx.cond(
                CvTips.refused["nl"] != "",
                rx.el.p(tr(CvTips.refused), class_name="notice notice-late"),
                rx.fragment(),
            ),
            role="alert",
        ),
        rx.el.div(
            button(t("cvs.tip.give"), look="main", type="submit"),
            button(t("cvs.tip.stop"), look="quiet", on_click=CvTips.stop),
            class_name="row",
        ),
        on_submit=submits(CvTips.give),
        class_name="card stack cv-tip-form",
    )
    return rx.cond(CvTips.is_picking, form, rx.fragment())
