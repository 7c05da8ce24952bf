"""After publishing: take it back in time, repair it when somebody left or came, plan substitutes."""

from typing import Any

import reflex as rx

from mentorhub.matching.state.after import After, ChangeRow
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.ui.parts import button, go, tone_pill
from mentorhub.ui.texts import t, tr


def after_publishing() -> rx.Component:
    """Return what can still be done: take it back, send the mails now, repair what no longer holds."""
    return rx.fragment(_mails(), _drift())


def _mails() -> rx.Component:
    back = rx.cond(After.can_withdraw, rx.fragment(" ", t("matching.after.until")), rx.fragment())
    return rx.cond(
        After.are_mails_waiting,
        rx.el.div(
            rx.el.p(t("matching.after.mails", when=tr(After.mails_at)), back, class_name="grow"),
            button(t("matching.after.send_now"), on_click=After.send_now),
            rx.cond(
                After.can_withdraw,
                button(
                    rx.cond(
                        After.is_repair, t("matching.after.withdraw_repair"), t("matching.after.withdraw")
                    ),
                    look="late",
                    on_click=After.withdraw,
                ),
                rx.fragment(),
            ),
            class_name="notice board-advice no-print",
        ),
        rx.fragment(),
    )


def _drift() -> rx.Component:
    advice = rx.el.div(
        rx.el.div(
            rx.el.p(t("matching.after.drift"), class_name="strong"),
            rx.el.ul(rx.foreach(After.drift, lambda text: rx.el.li(tr(text))), class_name="plain-list"),
            class_name="grow",
        ),
        button(t("matching.after.repair"), look="main", on_click=After.repair),
        class_name="notice notice-soon board-advice no-print",
    )
    return rx.cond(After.has_drift & (After.repair_id == ""), advice, rx.fragment())


def repair_panel() -> rx.Component:
    """Return the proposed repair: who changes, from whom to whom and why, and the button to publish it."""
    heads = ("mentee", "before", "after", "why")
    table = rx.el.table(
        rx.el.caption(tr(After.repair_title), class_name="sr"),
        rx.el.thead(
            rx.el.tr(
                *[rx.el.th(t(f"matching.after.{head}"), scope="col", role="columnheader") for head in heads],
                rx.el.th(
                    rx.el.span(t("matching.board.action"), class_name="sr"), scope="col", role="columnheader"
                ),
                role="row",
            ),
            role="rowgroup",
        ),
        rx.el.tbody(rx.foreach(After.changes, _change), role="rowgroup"),
        # On a phone the rows are no table any more to the browser; the roles keep it one when read aloud.
        role="table",
        class_name="table repair-table",
    )
    panel = rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(tr(After.repair_title)),
                rx.el.p(t("matching.after.repair_text"), class_name="muted mt-1"),
                class_name="grow",
            ),
            button(t("matching.after.again"), on_click=After.repair),
            button(
                t("matching.after.publish"),
                look="main",
                on_click=Deciding.publish(After.repair_id),
                disabled=After.repair_is_stale,
            ),
            class_name="row mb-3",
        ),
        rx.cond(
            After.repair_is_stale, rx.el.p(t("matching.board.stale"), class_name="notice"), rx.fragment()
        ),
        rx.el.div(
            table, tab_index=0, role="region", aria_label=tr(After.repair_title), class_name="table-scroll"
        ),
        rx.cond(
            After.changes_more > 0, rx.el.p(t("matching.after.more", n=After.changes_more)), rx.fragment()
        ),
        class_name="card card-chosen repair no-print",
    )
    return rx.cond(After.repair_id != "", panel, rx.fragment())


def _change(row: ChangeRow) -> rx.Component:
    forbid = button(
        t("matching.board.forbid"),
        look="quiet",
        on_click=Deciding.forbid(row["mentee_id"], row["after_id"]),
        aria_label=t("matching.board.forbid_pair", mentee=row["mentee"], mentor=row["after"]),
    )
    then = rx.el.span(
        rx.cond(row["after"] != "", rx.el.span(row["after"], class_name="strong"), rx.fragment()),
        rx.cond(row["choice"]["nl"] != "", tone_pill(tr(row["choice"]), row["tone"]), rx.fragment()),
        class_name="row",
    )
    return rx.el.tr(
        rx.el.th(row["mentee"], scope="row", role="rowheader"),
        rx.el.td(rx.cond(row["before"] != "", row["before"], "–"), role="cell"),
        rx.el.td(then, role="cell"),
        rx.el.td(tr(row["why"]), role="cell", class_name="muted"),
        rx.el.td(rx.cond(row["after_id"] != "", forbid, rx.fragment()), role="cell"),
        role="row",
    )


def substitutes_panel() -> rx.Component:
    """Return the plan of substitutes: make one, look at it, publish it, end it."""
    look: Any = go(
        t("matching.after.plan_look"),
        href="/match?programme=" + Board.programme + "&run=" + After.plan_id,
        class_name="btn",
    )
    ready = rx.el.div(
        rx.el.p(
            rx.cond(
                After.plan_is_out,
                t("matching.after.plan_out", n=After.plan_count),
                t("matching.after.plan_ready", n=After.plan_count),
            ),
            class_name="grow",
        ),
        # What ends them does not come where the button to publish was: a second click would end them.
        rx.cond(
            After.plan_is_out,
            button(t("matching.after.plan_end"), look="late", on_click=After.end_substitutes),
            rx.fragment(),
        ),
        look,
        rx.cond(
            After.plan_is_out,
            rx.fragment(),
            button(
                t("matching.after.plan_publish"),
                look="main",
                on_click=After.publish_substitutes(After.plan_id),
            ),
        ),
        class_name="row",
    )
    return rx.el.details(
        rx.el.summary(rx.el.h2(t("matching.after.plan"))),
        rx.el.p(t("matching.after.plan_text"), class_name="muted mb-3"),
        rx.cond(
            After.plan_id != "",
            ready,
            button(t("matching.after.plan_make"), on_click=After.plan_substitutes),
        ),
        class_name="card panel no-print",
    )
