"""The board of a match: the ways beside each other, every pair with its reason, one button to publish."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.matching.page.after import after_publishing, repair_panel, substitutes_panel
from mentorhub.matching.page.board_parts import ban_list, lists_line, publishing, ways
from mentorhub.matching.page.board_table import pairs_table
from mentorhub.matching.page.history import history_panel
from mentorhub.matching.page.insight import insight_panel
from mentorhub.matching.page.progress import outcome
from mentorhub.matching.page.setup import setup_panel
from mentorhub.matching.state.after import After
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, empty, link_button, notice, page_title
from mentorhub.ui.texts import t, tr


@page("/match", title="matching.board.tab", on_load=(Me.load, Board.load))
def match() -> rx.Component:
    """Show the match of a programme, or how to begin."""
    return desk_page(
        rx.match(
            Board.stage,
            ("", rx.el.h1(t("matching.board.tab"))),
            ("no_programme", _nobody("no_programme")),
            ("no_people", rx.fragment(_head(), outcome(), _nobody("no_people"))),
            ("no_run", rx.fragment(_head(), outcome(), _begin())),
            _board(),
        ),
        active="match",
    )


def _head(*actions: Any) -> rx.Component:
    return rx.el.div(
        page_title(tr(Board.title), _programmes(), *actions, above=tr(Board.above)), class_name="board-head"
    )


def _programmes() -> rx.Component:
    choice = rx.el.select(
        rx.foreach(Board.programmes, lambda one: rx.el.option(one["name"], value=one["id"])),
        value=Board.programme,
        on_change=Board.choose_programme,
        aria_label=t("matching.board.programme"),
        class_name="input pick",
    )
    return rx.cond(Board.has_choice, choice, rx.fragment())


def _nobody(stage: str) -> rx.Component:
    to_people = link_button(t("matching.board.to_people"), "/people", look="main")
    text = empty(t(f"matching.board.{stage}"), t("matching.board.no_people_text"), to_people)
    if stage == "no_people":
        return text
    return rx.fragment(page_title(t("matching.board.tab")), text)


def _begin() -> rx.Component:
    """Return what an empty board says: how far the lists are, and what to do now."""
    all_in = Board.handed_in == Board.mentees
    now = button(t("matching.board.solve"), look="main", on_click=Deciding.solve)
    anyway = rx.fragment(
        link_button(t("matching.board.to_speed_dates"), "/speed-dates", look="main"),
        button(t("matching.board.solve_anyway"), on_click=Deciding.solve),
    )
    return rx.el.div(
        lists_line(),
        _room(),
        empty(
            t("matching.board.no_run"),
            t("matching.board.no_run_text"),
            rx.el.div(rx.cond(all_in, now, anyway), class_name="row justify-center"),
        ),
        setup_panel(),
        class_name="stack-lg",
    )


def _room() -> rx.Component:
    """Return the advice for more mentees than places."""
    text = t("matching.board.room", mentees=Board.mentees, places=Board.places)
    return rx.cond(
        Board.places < Board.mentees,
        _advice(text, button(t("matching.board.make_room"), on_click=Deciding.make_room)),
        rx.fragment(),
    )


def _stale() -> rx.Component:
    again = button(t("matching.board.solve_again"), look="main", on_click=Deciding.solve)
    return rx.cond(Board.is_stale, _advice(t("matching.board.stale"), again), rx.fragment())


def _advice(text: Any, action: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(text, class_name="grow"), action, class_name="notice notice-soon board-advice no-print"
    )


def _board() -> rx.Component:
    """Return the board in its three forms: a proposal, what is out, and an older run to look at."""
    above = rx.match(
        Board.stage,
        ("proposal", rx.fragment(_stale(), _room(), lists_line())),
        ("published", rx.fragment(after_publishing(), _room(), repair_panel())),
        ("plan", notice(t("matching.after.plan_check"))),
        _old(),
    )
    is_open = Board.stage == "proposal"
    return rx.el.div(
        _head(_main_action()),
        outcome(),
        above,
        ways(),
        pairs_table(),
        rx.cond(is_open & (Board.bans_count > 0), ban_list(), rx.fragment()),
        rx.el.div(
            insight_panel(),
            rx.cond(Board.stage == "published", substitutes_panel(), rx.fragment()),
            rx.cond(is_open, setup_panel(), rx.fragment()),
            history_panel(),
            _paper(),
            class_name="stack no-print",
        ),
        class_name="board stack-lg",
    )


def _main_action() -> Any:
    return rx.match(
        Board.stage,
        ("proposal", publishing()),
        ("published", link_button(t("matching.board.to_pairs"), "/attention", look="main")),
        (
            "plan",
            button(
                t("matching.after.plan_publish"),
                look="main",
                on_click=After.publish_substitutes(Board.run_id),
            ),
        ),
        link_button(t("matching.board.to_current"), "/match?programme=" + Board.programme, look="main"),
    )


def _old() -> rx.Component:
    return notice(t("matching.board.is_old"))


def _paper() -> rx.Component:
    """Return the links to the run on paper and as a file."""
    asked = "?run=" + Board.run_id
    return rx.el.p(
        link_button(t("matching.board.print"), "/match/print" + asked),
        native_link(
            t("matching.board.file"), href="/match/proposal.xlsx" + asked, download=True, class_name="btn"
        ),
        class_name="row",
    )
