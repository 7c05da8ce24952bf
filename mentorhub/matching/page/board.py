"""The board of a match: the ways beside each other, every pair with its reason, one button to publish."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.matching.page.board_parts import ban_list, lists_line, publishing, ways
from mentorhub.matching.page.board_table import pairs_table
from mentorhub.matching.state.board import Board
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.parts import button, empty, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/match", title="matching.board.tab", on_load=(Me.load, Board.load))
def match() -> rx.Component:
    """Show the match of a programme, or how to begin."""
    return desk_page(
        rx.match(
            Board.stage,
            ("", rx.el.h1(t("matching.board.tab"))),
            ("no_programme", _nobody("no_programme")),
            ("no_people", rx.fragment(_head(), _outcome(), _nobody("no_people"))),
            ("no_run", rx.fragment(_head(), _outcome(), _begin())),
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


def _outcome() -> rx.Component:
    """Return where the outcome of a click appears, is read aloud, and can be undone."""
    undo = button(t("matching.board.undo"), look="quiet", on_click=Board.undo)
    said = rx.el.div(
        rx.el.span(tr(Board.said), class_name="grow"),
        rx.cond(Board.can_undo, undo, rx.fragment()),
        class_name="notice notice-ok board-said",
    )
    problem = rx.el.p(tr(Board.problem), class_name="notice notice-late")
    return rx.el.div(
        rx.cond(Board.is_busy, rx.el.p(t("matching.board.busy"), class_name="notice"), rx.fragment()),
        rx.cond(Board.said["nl"] != "", said, rx.fragment()),
        rx.cond(Board.problem["nl"] != "", problem, rx.fragment()),
        role="status",
        class_name="board-status no-print",
    )


def _nobody(stage: str) -> rx.Component:
    to_people = link_button(t("matching.board.to_people"), "/people", look="main")
    text = empty(t(f"matching.board.{stage}"), t("matching.board.no_people_text"), to_people)
    if stage == "no_people":
        return text
    return rx.fragment(page_title(t("matching.board.tab")), text)


def _begin() -> rx.Component:
    """Return what an empty board says: how far the lists are, and what to do now."""
    all_in = Board.handed_in == Board.mentees
    now = button(t("matching.board.solve"), look="main", on_click=Board.solve)
    anyway = rx.fragment(
        link_button(t("matching.board.to_speed_dates"), "/speed-dates", look="main"),
        button(t("matching.board.solve_anyway"), on_click=Board.solve),
    )
    return rx.el.div(
        lists_line(),
        _room(),
        empty(
            t("matching.board.no_run"),
            t("matching.board.no_run_text"),
            rx.el.div(rx.cond(all_in, now, anyway), class_name="row justify-center"),
        ),
        class_name="stack-lg",
    )


def _room() -> rx.Component:
    """Return the advice for more mentees than places."""
    text = t("matching.board.room", mentees=Board.mentees, places=Board.places)
    return rx.cond(
        Board.places < Board.mentees,
        _advice(text, button(t("matching.board.make_room"), on_click=Board.make_room)),
        rx.fragment(),
    )


def _stale() -> rx.Component:
    again = button(t("matching.board.solve_again"), look="main", on_click=Board.solve)
    return rx.cond(Board.is_stale, _advice(t("matching.board.stale"), again), rx.fragment())


def _advice(text: Any, action: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.p(text, class_name="grow"), action, class_name="notice notice-soon board-advice no-print"
    )


def _board() -> rx.Component:
    is_open = Board.stage == "proposal"
    to_pairs = link_button(t("matching.board.to_pairs"), "/attention", look="main")
    working = rx.cond(is_open, rx.fragment(_stale(), _room(), lists_line()), rx.fragment())
    return rx.el.div(
        _head(rx.cond(is_open, publishing(), to_pairs)),
        _outcome(),
        working,
        ways(),
        pairs_table(),
        rx.cond(is_open & (Board.bans_count > 0), ban_list(), rx.fragment()),
        class_name="board stack-lg",
    )
