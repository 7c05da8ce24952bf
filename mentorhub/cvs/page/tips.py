"""Tips on a CV: the junior takes them over, the coach sees what came of them."""

from typing import Any

import reflex as rx

from mentorhub.cvs.state.tips import CvTips, TipRow
from mentorhub.ui.parts import button, card, tone_pill
from mentorhub.ui.texts import t, tr


def tips(*, is_coach: bool) -> rx.Component:
    """Return the open tips, and the ended ones folded."""
    title = t("cvs.tips.title_coach") if is_coach else t("cvs.tips.title")
    none = t("cvs.tips.none_coach") if is_coach else t("cvs.tips.none")
    return card(
        rx.el.div(
            rx.el.h2(title),
            rx.cond(CvTips.count["nl"] != "", rx.el.span(tr(CvTips.count), class_name="muted small")),
            class_name="spread",
        ),
        said(),
        rx.cond(CvTips.count["nl"] == "", rx.el.p(none, class_name="muted"), rx.fragment()),
        rx.cond(
            CvTips.open,
            rx.el.ul(
                rx.foreach(CvTips.open, lambda row: _tip(row, is_coach=is_coach)), class_name="cv-entries"
            ),
            rx.fragment(),
        ),
        rx.cond(CvTips.ended, _ended(is_coach=is_coach), rx.fragment()),
        class_name="stack",
    )


def said() -> rx.Component:
    """Return what was just done with a tip, with *undo*; or both texts when it could not be taken over."""
    undo = button(t("cvs.tips.undo"), look="quiet", on_click=CvTips.undo)
    both = rx.el.div(
        rx.el.p(t("cvs.tips.stands"), class_name="strong"),
        rx.el.blockquote(CvTips.stands, class_name="cv-quote"),
        rx.el.p(t("cvs.tips.wanted"), class_name="strong mt-2"),
        rx.el.blockquote(CvTips.wanted, class_name="cv-quote"),
        class_name="w-full",
    )
    line = rx.el.div(
        rx.el.p(tr(CvTips.said), class_name="grow"),
        rx.cond(CvTips.undo_kind != "", undo, rx.fragment()),
        rx.cond(CvTips.wanted != "", both, rx.fragment()),
        class_name="row notice notice-" + CvTips.said_tone,
    )
    return rx.el.div(rx.cond(CvTips.said["nl"] != "", line, rx.fragment()), role="status")


def _ended(*, is_coach: bool) -> rx.Component:
    return rx.el.details(
        rx.el.summary(t("cvs.tips.ended", n=CvTips.ended_count)),
        rx.el.ul(rx.foreach(CvTips.ended, lambda row: _tip(row, is_coach=is_coach)), class_name="cv-entries"),
    )


def _tip(row: TipRow, *, is_coach: bool) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(tr(row["by"]), class_name="strong grow"),
            tone_pill(tr(row["state"]), row["tone"]),
            class_name="row",
        ),
        rx.cond(row["passage"] != "", _quote(t("cvs.tips.now"), row["passage"]), rx.fragment()),
        rx.cond(row["text"] != "", rx.el.p(row["text"], class_name="cv-kept"), rx.fragment()),
        rx.cond(row["suggestion"] != "", _quote(t("cvs.tips.instead"), row["suggestion"]), rx.fragment()),
        rx.cond(row["is_changed"], rx.el.p(t("cvs.tips.changed"), class_name="muted small"), rx.fragment()),
        rx.fragment() if is_coach else _acts(row),
        class_name="stack",
        key=row["id"],
    )


def _quote(label: Any, text: Any) -> rx.Component:
    return rx.el.div(rx.el.p(label, class_name="muted small"), rx.el.blockquote(text, class_name="cv-quote"))


def _acts(row: TipRow) -> rx.Component:
    return rx.el.div(
        rx.cond(
            row["can_take"],
            button(t("cvs.tips.take"), look="main", on_click=CvTips.take_over(row["id"])),
            rx.fragment(),
        ),
        rx.cond(row["is_open"], button(t("cvs.tips.done"), on_click=CvTips.done(row["id"])), rx.fragment()),
        rx.cond(
            row["can_reopen"],
            button(t("cvs.tips.reopen"), look="quiet", on_click=CvTips.reopen(row["id"])),
            rx.fragment(),
        ),
        class_name="row",
    )
