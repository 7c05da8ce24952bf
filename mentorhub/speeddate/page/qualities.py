"""Choosing the 5 qualities: an ordered list above, the catalogue to choose from below."""

from typing import Any, Literal

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import student_page
from mentorhub.people.state import Me
from mentorhub.speeddate.rules.fitting import MOST_QUALITIES
from mentorhub.speeddate.state.qualities import Qualities
from mentorhub.ui.browser import sortable
from mentorhub.ui.parts import button, card, link_button, pill
from mentorhub.ui.texts import t, tr

Side = Literal["seeks", "fits"]


@page("/qualities", title="profile.qualities.title", on_load=(Me.load, Qualities.load))
def qualities() -> rx.Component:
    """Show both lists with the catalogue below each."""
    return student_page(
        rx.el.div(
            rx.el.h1(t("profile.qualities.title")),
            rx.el.p(t("profile.qualities.lead"), " ", t("profile.qualities.how"), class_name="muted mt-2"),
        ),
        rx.el.p(tr(Qualities.said), role="status", class_name="sr"),
        rx.cond(Qualities.loaded, rx.el.div(_seeks(), _fits(), class_name="stack-lg"), rx.fragment()),
        active="",
    )


def _seeks() -> rx.Component:
    return rx.el.div(
        _chosen("seeks"),
        rx.cond(_rows("seeks").length() == MOST_QUALITIES, _done(), _choosing("seeks")),
        class_name="stack-lg",
    )


def _done() -> rx.Component:
    return card(
        rx.el.p(t("profile.qualities.done"), class_name="strong"),
        link_button(t("profile.qualities.next"), "/", look="main wide"),
        link_button(t("profile.qualities.to_profile"), "/profile", look="quiet wide"),
        class_name="stack card-chosen",
    )


def _fits() -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.h2(t("profile.qualities.fits_title"), class_name="grow"),
            _count("fits"),
            class_name="fits-open",
        ),
        rx.el.div(
            rx.el.p(t("profile.qualities.fits_lead"), class_name="muted"),
            _chosen("fits"),
            rx.cond(_rows("fits").length() == MOST_QUALITIES, rx.fragment(), _choosing("fits")),
            class_name="stack-lg mt-2",
        ),
        class_name="card",
    )


def _rows(side: Side) -> Any:
    return Qualities.seeks if side == "seeks" else Qualities.fits


def _count(side: Side) -> rx.Component:
    n = _rows(side).length()
    tone = rx.cond(n == MOST_QUALITIES, "pill pill-ok", "pill")
    return rx.el.span(t("profile.qualities.count", n=n), class_name=tone)


def _chosen(side: Side) -> rx.Component:
    """Return the ordered list, with free places shown, and undo."""
    rows = _rows(side)
    free = rx.cond(
        rows.length() < MOST_QUALITIES,
        rx.el.p(
            rx.el.span((rows.length() + 1).to_string(), class_name="rank"),
            t("profile.qualities.free"),
            class_name="rank-free",
        ),
        rx.fragment(),
    )
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                _count(side) if side == "seeks" else rx.fragment(),
                rx.cond(Qualities.is_saved, pill(t("profile.qualities.saved"), "ok"), rx.fragment()),
                class_name="row",
            ),
            _undo(side),
            class_name="spread",
        ),
        sortable(
            rx.foreach(rows, lambda row: _row(side, row)),
            label=t("profile.qualities.list_seeks" if side == "seeks" else "profile.qualities.list_fits"),
            on_move=Qualities.drag_seeks if side == "seeks" else Qualities.drag_fits,
            class_name="ranks",
        ),
        free,
        rx.el.p(
            rx.cond(Qualities.refused_side == side, tr(Qualities.refused), ""),
            role="alert",
            class_name=rx.cond(Qualities.refused_side == side, "notice notice-soon", ""),
        ),
        class_name="stack",
    )


def _undo(side: Side) -> rx.Component:
    return button(
        t("profile.qualities.undo"),
        look="quiet",
        id=f"undo-{side}",
        aria_disabled=Qualities.undo_side != side,
        on_click=Qualities.undo(side),
    )


def _row(side: Side, row: Any) -> rx.Component:
    name = tr(row)
    return rx.el.li(
        rx.el.span(
            "⠿",
            class_name="rank-grip",
            title=t("profile.qualities.grip"),
            aria_hidden="true",
            custom_attrs={"data-grip": ""},
        ),
        rx.el.span(row["place"], class_name="rank"),
        rx.el.span(
            rx.el.span(name, class_name="strong block"),
            rx.cond(
                row["is_own"], rx.el.span(t("profile.qualities.own"), class_name="muted small"), rx.fragment()
            ),
            class_name="grow",
        ),
        _arrow("↑", "profile.qualities.up", name, row["is_first"], Qualities.move(side, row["quality"], -1)),
        _arrow("↓", "profile.qualities.down", name, row["is_last"], Qualities.move(side, row["quality"], 1)),
        button(
            "×",
            look="quiet icon",
            aria_label=t("profile.qualities.remove", name=name),
            on_click=Qualities.remove(side, row["quality"]),
        ),
        key=row["quality"],
        class_name="rank-row",
        custom_attrs={"data-row": ""},
    )


def _arrow(sign: str, key: str, name: Any, is_off: Any, on_click: Any) -> rx.Component:
    """Return an arrow; at the end of the list it stays focusable, so that the keyboard keeps its place."""
    return button(
        sign, look="quiet icon", aria_label=t(key, name=name), aria_disabled=is_off, on_click=on_click
    )


def _choosing(side: Side) -> rx.Component:
    chips: Any = Qualities.seeks_chips if side == "seeks" else Qualities.fits_chips
    query = Qualities.seeks_query if side == "seeks" else Qualities.fits_query
    has_own = Qualities.seeks_own if side == "seeks" else Qualities.fits_own
    return rx.el.div(
        _search(side),
        rx.el.p(
            rx.cond(
                query == "",
                "",
                rx.cond(
                    chips.length() > 0,
                    t("profile.qualities.found", n=chips.length()),
                    t("profile.qualities.nothing"),
                ),
            ),
            role="status",
            class_name="hint",
        ),
        rx.cond(
            has_own,
            button(
                t("profile.qualities.add_own", words=query),
                on_click=Qualities.add_own(side),
                class_name="own-words",
            ),
            rx.fragment(),
        ),
        rx.el.ul(
            rx.foreach(chips, lambda chip: _chip(side, chip)),
            aria_label=t(
                "profile.qualities.choose_seeks" if side == "seeks" else "profile.qualities.choose_fits"
            ),
            class_name="quality-chips",
        ),
        class_name="stack",
    )


def _search(side: Side) -> rx.Component:
    label = t("profile.qualities.search_seeks" if side == "seeks" else "profile.qualities.search_fits")
    return rx.el.form(
        rx.el.label(label, html_for=f"search-{side}"),
        rx.el.input(
            id=f"search-{side}",
            name="words",
            type="text",
            auto_complete="off",
            max_length=60,
            on_change=lambda text: Qualities.search(side, text),
            aria_describedby=f"search-{side}-hint",
            class_name="input",
        ),
        rx.el.p(t("profile.qualities.search_hint"), id=f"search-{side}-hint", class_name="hint"),
        on_submit=lambda data: Qualities.add_typed(side, data.to(dict[str, str])["words"]),
        reset_on_submit=True,
        class_name="field",
    )


def _chip(side: Side, chip: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.cond(chip["is_on"], "✓ ", "+ "),
            tr(chip),
            type="button",
            aria_disabled=chip["is_on"],
            on_click=Qualities.choose(side, chip["quality"]),
            class_name=rx.cond(chip["is_on"], "quality-chip chip-on", "quality-chip"),
        ),
        key=chip["quality"],
    )
