"""One call at the coordinator's desk: the words, who has it, what was done, and closing it."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.pairs.chips import chips
from mentorhub.pairs.help.page.closing import closing, does_not_fit
from mentorhub.pairs.help.page.parts import long_text, said, step, undo_button
from mentorhub.pairs.help.rows import AnswerRow, DeskStepRow
from mentorhub.pairs.help.rules import LONGEST_TEXT, STEP_KINDS
from mentorhub.pairs.help.state.call import HelpCallState
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, card, go, page_title, pill, tone_pill
from mentorhub.ui.texts import t, tr

READERS = ("caller", "both", "staff")


@page("/help/calls/[call_id]", title="help.page.call_title", on_load=(Me.load, HelpCallState.load))
def help_call() -> rx.Component:
    """Show the call."""
    return desk_page(
        rx.cond(HelpCallState.loaded, _loaded(), rx.el.h1(t("help.page.call_title"))), active="help"
    )


def _loaded() -> rx.Component:
    return rx.fragment(
        page_title(
            t("help.call.title", name=HelpCallState.caller),
            _take(),
            above=go(t("help.page.to_desk"), href="/help"),
        ),
        said(HelpCallState.said, HelpCallState.said_tone),
        rx.el.div(
            rx.el.div(_words(), _steps(), class_name="stack-lg"),
            rx.el.div(
                rx.cond(HelpCallState.answers, _answers(), rx.fragment()),
                rx.cond(
                    HelpCallState.is_mine, rx.fragment(_new_step(), does_not_fit(), closing()), _closed()
                ),
                class_name="stack-lg",
            ),
            class_name="help-columns",
        ),
    )


def _take() -> rx.Component:
    take = HelpCallState.take_up(HelpCallState.version)
    free = button(t("help.call.take"), look="main", on_click=take)
    over = button(t("help.call.take_over", name=HelpCallState.taken_by), on_click=take)
    mine = button(t("help.call.give_back"), on_click=HelpCallState.give_back)
    return rx.cond(
        HelpCallState.is_closed,
        rx.fragment(),
        rx.cond(HelpCallState.is_mine, mine, rx.cond(HelpCallState.taken_by == "", free, over)),
    )


def _words() -> rx.Component:
    return card(
        rx.el.div(
            tone_pill(tr(HelpCallState.category), "help"),
            rx.cond(HelpCallState.is_urgent, pill(t("help.desk.urgent"), "late"), rx.fragment()),
            tone_pill(tr(HelpCallState.state), HelpCallState.tone),
            class_name="row",
        ),
        rx.el.p(tr(HelpCallState.about), " · ", HelpCallState.programme, class_name="muted"),
        rx.el.p(tr(HelpCallState.asked_on), class_name="muted"),
        rx.el.h2(t("help.call.words", name=HelpCallState.caller)),
        rx.cond(
            HelpCallState.text != "",
            rx.el.blockquote(HelpCallState.text, class_name="help-words help-quote"),
            rx.el.p(t("help.call.no_words", name=HelpCallState.caller)),
        ),
        rx.el.p(t("help.call.only_you"), class_name="muted small"),
        rx.cond(
            HelpCallState.is_mine,
            rx.el.p(t("help.call.taken_text", when=tr(HelpCallState.taken_on)), class_name="notice"),
            rx.fragment(),
        ),
        class_name="stack",
    )


def _steps() -> rx.Component:
    none = rx.el.p(t("help.call.no_steps", name=HelpCallState.caller), class_name="muted mt-2")
    return card(
        rx.el.h2(t("help.call.steps")),
        rx.cond(
            HelpCallState.steps,
            rx.el.ol(rx.foreach(HelpCallState.steps, _step), class_name="help-list stack mt-3"),
            none,
        ),
    )


def _step(row: DeskStepRow) -> rx.Component:
    undo = undo_button(HelpCallState.undo_step(row["id"]), aria_label=tr(row["undo"]))
    return step(
        row["what"],
        row["by"],
        row["text"],
        rx.el.div(
            pill(tr(row["readers"])), rx.cond(row["can_undo"], undo, rx.fragment()), class_name="row mt-2"
        ),
    )


def _new_step() -> rx.Component:
    kinds = [(one, t(f"help.step.{one}")) for one in STEP_KINDS]
    readers = [(one, t(f"help.audience.{one}")) for one in READERS]
    without_other = [one for one in readers if one[0] != "both"]
    who = t("help.call.who_reads")
    return card(
        rx.el.h2(t("help.call.new_step")),
        rx.el.form(
            chips(t("help.call.what"), "kind", kinds, "spoke_caller"),
            rx.cond(
                HelpCallState.has_pair,
                chips(who, "audience", readers, "staff"),
                chips(who, "audience", without_other, "staff"),
            ),
            long_text(t("help.call.text"), "text", t("help.call.audience_hint"), LONGEST_TEXT, 3),
            button(t("help.call.save"), look="main", type="submit"),
            on_submit=submits(HelpCallState.add_step),
            reset_on_submit=True,
            class_name="stack mt-3",
        ),
    )


def _answers() -> rx.Component:
    return card(
        rx.el.h2(t("help.call.answers")),
        rx.el.ul(rx.foreach(HelpCallState.answers, _answer), class_name="help-list mt-2"),
    )


def _answer(row: AnswerRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(row["name"], class_name="strong"),
        ": ",
        tr(row["text"]),
        rx.el.span(" · ", tr(row["when"]), class_name="muted"),
        class_name="py-1",
    )


def _closed() -> rx.Component:
    undo = button(t("help.call.undo_close"), on_click=HelpCallState.undo_close)
    return rx.cond(HelpCallState.can_undo_close, card(undo), rx.fragment())
