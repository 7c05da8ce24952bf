"""Print views of a match: the list for the classroom door, and the teacher's whole proposal."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.matching.state.door import MatchPaper
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.ui.native import PRINT, native_link
from mentorhub.ui.parts import button, go, link_button, notice, page_title
from mentorhub.ui.texts import t, tr

WHOLE_HEADS = ("mentee", "group", "mentor", "place")
ROOMY_ROWS = 22
"""Up to so many lines, the list for the door is printed in large letters on one sheet."""


@page("/match/print", title="matching.print.tab", on_load=(Me.load, MatchPaper.load))
def match_on_paper() -> rx.Component:
    """Show a run as it comes out of the printer."""
    return desk_page(
        rx.cond(MatchPaper.view != "", _loaded(), rx.el.h1(t("matching.print.tab"))), active="match"
    )


def _loaded() -> rx.Component:
    proposal = rx.el.div(notice(t("matching.print.not_published"), "soon"), class_name="mb-4")
    return rx.fragment(
        rx.el.div(
            page_title(
                t("matching.print.title"),
                button(t("matching.print.print"), look="main", on_click=PRINT),
                native_link(
                    t("matching.print.file"),
                    href="/match/proposal.xlsx?run=" + MatchPaper.run,
                    download=True,
                    class_name="btn",
                ),
                link_button(t("matching.print.back"), "/match?programme=" + MatchPaper.programme_id),
                above=MatchPaper.programme,
            ),
            _views(),
            rx.cond((MatchPaper.view == "door") & ~MatchPaper.is_published, proposal, rx.fragment()),
            class_name="no-print",
        ),
        rx.cond(MatchPaper.view == "door", _door(), _whole()),
    )


def _views() -> rx.Component:
    return rx.el.nav(
        rx.el.ul(_view("door"), _view("whole"), class_name="paper-views"),
        aria_label=t("matching.print.views"),
    )


def _view(name: str) -> rx.Component:
    link = go(
        t(f"matching.print.{name}"),
        href="/match/print?run=" + MatchPaper.run + f"&view={name}",
        aria_current=rx.cond(MatchPaper.view == name, "page", "false"),
        class_name="btn paper-view",
    )
    return rx.el.li(link)


def _door() -> rx.Component:
    return rx.el.div(rx.foreach(MatchPaper.door, _group), class_name="stack-lg")


def _group(group: Any) -> rx.Component:
    name = rx.cond(group["name"] != "", group["name"], MatchPaper.programme)
    helps = t("matching.print.substitute_title")
    title = rx.cond(MatchPaper.is_substitute, helps, t("matching.print.door_title"))
    return rx.el.section(
        rx.el.header(
            rx.el.p(MatchPaper.programme, class_name="paper-above"),
            rx.el.h2(title, class_name="paper-title"),
            rx.el.p(name, class_name="paper-group"),
        ),
        rx.el.table(
            rx.el.caption(name, class_name="sr"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(t("matching.export.mentee"), scope="col"),
                    rx.el.th(
                        rx.cond(
                            MatchPaper.is_substitute,
                            t("matching.print.substitute"),
                            t("matching.export.mentor"),
                        ),
                        scope="col",
                    ),
                )
            ),
            rx.el.tbody(rx.foreach(group["rows"].to(list[dict[str, str]]), _door_row)),
            class_name="paper-table",
        ),
        rx.el.footer(
            rx.el.p(t("matching.print.door_foot")),
            rx.el.p(rx.cond(MatchPaper.is_published, tr(MatchPaper.today), tr(MatchPaper.status))),
            class_name="paper-foot",
        ),
        class_name=rx.cond(
            group["rows"].to(list[dict[str, str]]).length() <= ROOMY_ROWS,
            "paper paper-door paper-roomy day",
            "paper paper-door day",
        ),
    )


def _door_row(row: Any) -> rx.Component:
    later = rx.el.span(t("matching.print.later"), class_name="muted")
    return rx.el.tr(
        rx.el.th(row["mentee"], scope="row"),
        rx.el.td(rx.cond(row["mentor"] != "", row["mentor"], later)),
    )


def _whole() -> rx.Component:
    heads = [rx.el.th(t(f"matching.export.{name}"), scope="col") for name in WHOLE_HEADS]
    heads.append(rx.el.th(t("matching.print.shared"), scope="col", class_name="paper-count"))
    heads.append(rx.el.th(t("matching.export.why"), scope="col"))
    return rx.el.section(
        rx.el.header(
            rx.el.p(MatchPaper.programme, class_name="paper-above"),
            rx.el.h2(t("matching.print.whole_title"), class_name="paper-title"),
            rx.el.p(tr(MatchPaper.status), " · ", t("matching.print.for_staff")),
        ),
        _figures(),
        rx.el.div(
            rx.el.table(
                rx.el.caption(t("matching.board.caption"), class_name="sr"),
                rx.el.thead(rx.el.tr(*heads)),
                rx.el.tbody(rx.foreach(MatchPaper.lines, _line)),
                class_name="paper-table paper-whole",
            ),
            class_name="paper-scroll",
            tab_index=0,
            role="region",
            aria_label=t("matching.board.caption"),
        ),
        class_name="paper day",
    )


def _line(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row["mentee"], scope="row"),
        rx.el.td(row["group"]),
        rx.el.td(rx.cond(row["mentor"] != "", row["mentor"], "–")),
        rx.el.td(tr(row["choice"])),
        rx.el.td(row["shared"], class_name="number paper-count"),
        rx.el.td(tr(row["why"])),
    )


def _figures() -> rx.Component:
    """Return what every way to match gives, the chosen one first."""
    ranks = rx.foreach(
        MatchPaper.ranks,
        lambda rank: rx.el.th(t("matching.export.choice", rank=rank), scope="col", class_name="paper-count"),
    )
    others = [
        rx.el.th(t("matching.board.beyond", length=MatchPaper.length), scope="col", class_name="paper-count"),
        rx.el.th(t("matching.export.without"), scope="col", class_name="paper-count"),
    ]
    return rx.el.div(
        rx.el.table(
            rx.el.caption(t("matching.export.figures"), class_name="sr"),
            rx.el.thead(rx.el.tr(rx.el.th(t("matching.export.way"), scope="col"), ranks, *others)),
            rx.el.tbody(rx.foreach(MatchPaper.figures, _figure)),
            class_name="paper-table paper-figures",
        ),
        class_name="paper-scroll",
        tab_index=0,
        role="region",
        aria_label=t("matching.export.figures"),
    )


def _figure(row: Any) -> rx.Component:
    chosen = rx.cond(row["is_chosen"], rx.fragment(" (", t("matching.export.chosen"), ")"), rx.fragment())
    return rx.el.tr(
        rx.el.th(tr(row["name"]), chosen, scope="row"),
        rx.foreach(
            row["counts"].to(list[int]), lambda count: rx.el.td(count, class_name="number paper-count")
        ),
        class_name=rx.cond(row["is_chosen"], "paper-chosen", ""),
    )
