"""The page on which staff type in the lists that juniors wrote on paper (on_paper.jsx has the boxes)."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.matching.state.on_paper import FormRow, OnPaper, Saved
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.page.plan_parts import not_here
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import empty, go, notice, page_title
from mentorhub.ui.script import script
from mentorhub.ui.texts import t, tr

_LIBRARY = script(__name__, __file__, "on_paper.jsx")
WORDS = ("list", "search", "search_hint", "choice", "save", "save_name", "saving", "undo", "undo_name")
MORE_WORDS = ("again", "again_name", "absent", "empty", "unknown", "twice")
HANDED = ("handed_open", "handed_phone", "handed_paper")


def _junior_and_boxes(junior: rx.Var[str], boxes: rx.Var[list[int]]) -> tuple[rx.Var[str], rx.Var[list[int]]]:
    return (junior, boxes)


def _text(text: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (text,)


class PaperForms(rx.Component):
    """A row of boxes per junior; ``coaches`` names who sits at which table, ``on_save`` gets the numbers."""

    library = _LIBRARY
    tag = "PaperForms"
    rows: rx.Var[list[FormRow]]
    length: rx.Var[int]
    coaches: rx.Var[dict[str, str]]
    words: rx.Var[dict[str, str]]
    is_open: rx.Var[bool]
    saved: rx.Var[Saved]
    refused: rx.Var[dict[str, Any]]
    searched: rx.Var[str]
    on_save: rx.EventHandler[_junior_and_boxes]
    on_undo: rx.EventHandler[rx.event.no_args_event_spec]
    on_search: rx.EventHandler[_text]


@page("/speed-dates/[speed_date_id]/paper", title="paper.typing.tab", on_load=(Me.load, OnPaper.load))
def on_paper() -> rx.Component:
    """Show the forms."""
    shown = rx.match(OnPaper.found, ("here", _desk()), ("none", not_here()), rx.fragment())
    return desk_page(shown, active="speeddates")


def _desk() -> rx.Component:
    return rx.el.div(
        go("‹ ", t("paper.typing.back"), href=OnPaper.back, class_name="quiet-link"),
        page_title(
            t("paper.typing.title", n=OnPaper.length),
            native_link(t("paper.typing.print"), href=OnPaper.pdf, class_name="btn"),
            above=OnPaper.name,
        ),
        rx.el.p(tr(OnPaper.said), role="status", class_name="sr"),
        rx.cond(OnPaper.whole == 0, _nobody(), _forms()),
        class_name="stack",
    )


def _nobody() -> rx.Component:
    return empty(t("paper.typing.nobody"), t("paper.typing.nobody_text"))


def _forms() -> rx.Component:
    return rx.el.div(
        _how_far(),
        rx.cond(OnPaper.why_closed["nl"] != "", notice(tr(OnPaper.why_closed), "soon"), _lead()),
        PaperForms.create(
            rows=OnPaper.rows,
            length=OnPaper.length,
            coaches=OnPaper.coaches,
            words={name: t(f"paper.typing.{name}") for name in (*WORDS, *MORE_WORDS, *HANDED)},
            is_open=OnPaper.is_open & (OnPaper.length > 0),
            saved=OnPaper.saved,
            refused={
                "id": OnPaper.refused["id"],
                "turn": OnPaper.refused["turn"],
                "text": tr(OnPaper.refused["text"]),
            },
            searched=OnPaper.searched,
            on_save=OnPaper.save,
            on_undo=OnPaper.undo,
            on_search=OnPaper.look_for,
            class_name="card",
        ),
        rx.cond(OnPaper.rows, rx.fragment(), rx.el.p(t("paper.typing.found_none"), class_name="muted")),
        rx.cond(OnPaper.more > 0, rx.el.p(t("paper.typing.more", n=OnPaper.more)), rx.fragment()),
        _everyone(),
        rx.el.p(t("paper.typing.private"), class_name="hint"),
        class_name="stack",
    )


def _how_far() -> rx.Component:
    until = rx.cond(
        (OnPaper.deadline["nl"] != "") & OnPaper.is_open,
        rx.el.span(" ", t("paper.typing.until", when=tr(OnPaper.deadline))),
        rx.fragment(),
    )
    left = t("paper.typing.left", n=OnPaper.left, whole=OnPaper.whole)
    every = t("paper.typing.all_in", whole=OnPaper.whole)
    return rx.el.p(rx.el.span(rx.cond(OnPaper.left > 0, left, every), class_name="strong"), until)


def _lead() -> rx.Component:
    return rx.el.p(t("paper.typing.lead"), " ", t("paper.typing.keys"), class_name="muted")


def _everyone() -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=OnPaper.everyone,
            on_change=OnPaper.show_everyone,
            class_name="check",
        ),
        t("paper.typing.everyone"),
        class_name="option",
    )
