"""A closer look: the aims beside each other as a chart, what differs, the groups, who blocks whom."""

from typing import Any

import reflex as rx

from mentorhub.matching.state.board import Board
from mentorhub.matching.state.insight import BlockingRow, DifferenceRow, GroupRow, Insight, WayRow
from mentorhub.ui.charts import chart, number_table
from mentorhub.ui.parts import tone_pill
from mentorhub.ui.texts import t, tr


def insight_panel() -> rx.Component:
    """Return the panel with everything that helps to trust, or to doubt, this proposal."""
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("matching.insight.title"))),
        rx.el.div(
            _ways(),
            rx.cond(Insight.groups_rows, _groups(), rx.fragment()),
            rx.cond(Insight.is_two_sided, _blocking(), rx.fragment()),
            class_name="board-insight",
        ),
        class_name="card panel",
    )


def _ways() -> rx.Component:
    heads = [rx.el.th(t("matching.insight.up_to"), scope="col")]
    names = rx.foreach(Insight.ways, lambda name: rx.el.th(tr(name), scope="col"))
    return rx.el.section(
        chart(
            Insight.ways_chart,
            title=t("matching.insight.ways"),
            legend=Insight.ways,
            table=number_table(
                *heads, names, rows=Insight.ways_rows, row=_way_row, caption=t("matching.insight.ways")
            ),
        ),
        rx.el.p(t("matching.insight.ways_text"), class_name="muted"),
    )


def _way_row(row: WayRow) -> rx.Component:
    return rx.el.tr(
        rx.el.th(tr(row["label"]), scope="row"),
        rx.foreach(row["counts"], lambda count: rx.el.td(count, class_name="number")),
    )


def _groups() -> rx.Component:
    heads = [t("matching.insight.group"), t("matching.insight.juniors"), t("matching.insight.mean")]
    return rx.el.section(
        chart(
            Insight.groups_chart,
            title=t("matching.insight.groups"),
            table=number_table(
                *heads, rows=Insight.groups_rows, row=_group_row, caption=t("matching.insight.groups")
            ),
        ),
        rx.el.p(t("matching.insight.groups_text", distance=tr(Insight.distance)), class_name="muted"),
    )


def _group_row(row: GroupRow) -> rx.Component:
    return rx.el.tr(
        rx.el.th(row["name"], scope="row"),
        rx.el.td(row["mentees"], class_name="number"),
        rx.el.td(tr(row["mean"]), class_name="number"),
    )


def _blocking() -> rx.Component:
    pairs = rx.el.ul(rx.foreach(Insight.blocking, _blocking_row), class_name="waiting")
    return rx.el.section(
        rx.el.h3(t("matching.insight.blocking")),
        rx.cond(
            Insight.blocking_count > 0,
            rx.fragment(
                rx.el.p(
                    rx.cond(
                        Insight.blocking_count == 1,
                        t("matching.insight.blocking_one"),
                        t("matching.insight.blocking_text", n=Insight.blocking_count),
                    ),
                    class_name="muted",
                ),
                pairs,
            ),
            rx.el.p(t("matching.insight.blocking_none"), class_name="muted"),
        ),
    )


def _blocking_row(row: BlockingRow) -> rx.Component:
    return rx.el.li(t("matching.insight.blocking_pair", mentee=row["mentee"], mentor=row["mentor"]))


def differences() -> rx.Component:
    """Return what another aim would change, for the one that was asked."""
    heads = ("mentee", "here", "there")
    table = rx.el.table(
        rx.el.caption(t("matching.insight.differences", name=tr(Insight.against_name)), class_name="sr"),
        rx.el.thead(rx.el.tr(*[rx.el.th(t(f"matching.insight.{head}"), scope="col") for head in heads])),
        rx.el.tbody(rx.foreach(Insight.differences, _difference)),
        class_name="table",
    )
    count = t("matching.insight.differences_count", n=Insight.differences_count, whole=Board.mentees)
    shown = rx.el.section(
        rx.el.h3(t("matching.insight.differences", name=tr(Insight.against_name))),
        rx.el.p(
            rx.cond(Insight.differences_count > 0, count, t("matching.insight.differences_none")),
            class_name="muted",
            role="status",
        ),
        rx.cond(Insight.differences_count > 0, _scroll(table), rx.fragment()),
        class_name="card stack",
    )
    return rx.cond(Insight.against != "", shown, rx.fragment())


def _scroll(table: rx.Component) -> rx.Component:
    label: Any = t("matching.insight.differences", name=tr(Insight.against_name))
    return rx.el.div(table, tab_index=0, role="region", aria_label=label, class_name="table-scroll")


def _difference(row: DifferenceRow) -> rx.Component:
    def side(name: Any, choice: Any, tone: Any) -> rx.Component:
        return rx.el.td(
            rx.el.span(rx.el.span(name, class_name="strong"), tone_pill(tr(choice), tone), class_name="row")
        )

    return rx.el.tr(
        rx.el.th(row["mentee"], scope="row"),
        side(row["here"], row["here_choice"], row["here_tone"]),
        side(row["there"], row["there_choice"], row["there_tone"]),
    )
