"""Pieces of the board: cards with bars, who handed in, what is forbidden, the step before publishing."""

from typing import Any

import reflex as rx

from mentorhub.matching.page.insight import differences
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.board_rows import BanRow, BarRow, CardRow
from mentorhub.matching.state.deciding import Deciding
from mentorhub.matching.state.insight import Insight
from mentorhub.ui.native import NativeForm
from mentorhub.ui.parts import button, pill
from mentorhub.ui.texts import t, tr

DIALOG = "publish-dialog"
# The browser opens its own dialog: focus goes in, Escape closes it, and focus comes back.
OPEN: Any = rx.Var(f"(() => document.getElementById('{DIALOG}').showModal())", _var_type=rx.EventChain)


def ways() -> rx.Component:
    """Return the ways to match beside each other, and the proof of the chosen one."""
    proof = rx.el.p(
        pill(tr(Board.proof), "ok"),
        rx.el.span(tr(Board.proof_text), class_name="muted"),
        class_name="row mt-3",
    )
    return rx.el.section(
        rx.el.h2(t("matching.board.ways"), class_name="sr"),
        rx.el.div(rx.foreach(Board.cards, _way), class_name="match-ways"),
        rx.cond(Board.proof["nl"] != "", proof, rx.fragment()),
        differences(),
        class_name="stack",
    )


def _way(card: CardRow) -> rx.Component:
    name = rx.el.button(
        tr(card["name"]),
        type="button",
        aria_pressed=card["is_chosen"],
        on_click=Deciding.choose(card["objective"]),
        class_name="way-name",
    )
    compare = button(
        t("matching.insight.compare"),
        look="quiet",
        on_click=Insight.compare(card["objective"]),
        aria_expanded=Insight.against == card["objective"],
        aria_label=t("matching.insight.compare_with", name=tr(card["name"])),
        class_name="way-compare no-print",
    )
    return rx.el.section(
        rx.el.h3(rx.cond(Board.stage == "proposal", name, rx.el.span(tr(card["name"])))),
        rx.el.dl(rx.foreach(card["bars"], _bar), class_name="bars"),
        rx.cond(card["is_chosen"], rx.el.p(pill(_chosen(), "brand")), compare),
        class_name=rx.cond(card["is_chosen"], "card match-way way-chosen", "card match-way"),
    )


def _chosen() -> Any:
    out, proposal = t("matching.board.chosen_out"), t("matching.board.chosen")
    return rx.cond(Board.stage == "published", out, proposal)


def _bar(bar: BarRow) -> rx.Component:
    return rx.el.div(
        rx.el.dt(tr(bar["label"])),
        rx.el.dd(
            bar["count"],
            rx.el.span(
                class_name="bar bar-" + bar["tone"], style={"height": bar["height"]}, aria_hidden="true"
            ),
        ),
    )


def lists_line() -> rx.Component:
    """Return how many lists are in, and whose are not."""
    count = rx.el.strong(t("matching.board.handed_in", n=Board.handed_in, whole=Board.mentees))
    until = rx.cond(
        Board.open_until["nl"] != "",
        rx.el.span(t("matching.board.open_until", when=tr(Board.open_until)), class_name="muted"),
        rx.fragment(),
    )
    names = rx.el.ul(
        rx.foreach(Board.waiting, rx.el.li),
        rx.cond(
            Board.waiting_more > 0,
            rx.el.li(t("matching.board.waiting_more", n=Board.waiting_more)),
            rx.fragment(),
        ),
        class_name="waiting",
    )
    who = rx.el.details(rx.el.summary(t("matching.board.waiting")), names)
    return rx.el.div(
        rx.el.p(count, until, class_name="row"),
        rx.cond(Board.handed_in < Board.mentees, who, rx.fragment()),
        class_name="lists no-print",
    )


def ban_list() -> rx.Component:
    """Return the forbidden pairs, each to be allowed again."""
    return rx.el.details(
        rx.el.summary(t("matching.board.bans", n=Board.bans_count)),
        rx.el.ul(rx.foreach(Board.bans, _ban), class_name="steps"),
        class_name="card no-print",
    )


def _ban(row: BanRow) -> rx.Component:
    pair = {"mentee": row["mentee"], "mentor": row["mentor"]}
    return rx.el.li(
        rx.el.span(t("matching.board.ban", **pair)),
        button(
            t("matching.board.allow"),
            aria_label=t("matching.board.allow_pair", **pair),
            on_click=Deciding.lift(row["mentee_id"], row["mentor_id"]),
        ),
        class_name="spread py-2",
    )


def publishing() -> rx.Component:
    """Return the button to publish, and the dialog that says what will happen."""
    left = Board.mentees - Board.pairs
    return rx.fragment(
        button(t("matching.board.publish"), look="main", on_click=OPEN, disabled=Board.is_stale),
        rx.el.dialog(
            rx.el.h2(t("matching.board.confirm"), id="publish-title"),
            rx.el.p(t("matching.board.confirm_text", n=Board.pairs), class_name="mt-3"),
            _if(left > 0, t("matching.board.confirm_left", n=left)),
            _if(Board.open_until["nl"] != "", t("matching.board.confirm_open", when=tr(Board.open_until))),
            NativeForm.create(
                button(t("matching.board.confirm_no"), type="submit"),
                button(
                    t("matching.board.confirm_yes"),
                    look="main",
                    type="submit",
                    on_click=Deciding.publish(Board.run_id),
                ),
                method="dialog",
                class_name="row justify-end mt-5",
            ),
            id=DIALOG,
            aria_labelledby="publish-title",
        ),
    )


def _if(condition: Any, text: Any) -> rx.Component:
    return rx.cond(condition, rx.el.p(text, class_name="mt-2"), rx.fragment())
