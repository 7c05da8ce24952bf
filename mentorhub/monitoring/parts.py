"""Pieces of the staff pages: a figure with its whole, the pill with its sentence, the bars, the actions."""

from typing import Any

import reflex as rx

from mentorhub.monitoring.menus import menu
from mentorhub.monitoring.state import ActState
from mentorhub.monitoring.state.outcome import OutcomeState
from mentorhub.ui.parts import button, go, link_button, tone_pill
from mentorhub.ui.texts import t, tr


def figure(label: Any, number: Any, below: Any, whole: Any = None) -> rx.Component:
    """Return a card with a number, its whole when it has one, and a line or a bar below."""
    of = rx.el.span(" / ", whole, class_name="of") if whole is not None else rx.fragment()
    return rx.el.div(
        rx.el.p(label, class_name="muted"),
        rx.el.p(number, of, class_name="figure-large number my-1"),
        below,
        class_name="card",
    )


def bar(share: Any, label: Any) -> rx.Component:
    """Return a bar that is filled for a share such as ``84%``."""
    return rx.el.div(
        rx.el.span(style={"width": share}), role="img", aria_label=label, class_name="meter mt-3"
    )


def reason(row: Any) -> rx.Component:
    """Return the pill and the sentence that say why."""
    return rx.el.div(
        tone_pill(tr(row["pill"]), row["tone"]),
        " ",
        rx.cond(row["help"]["nl"] != "", tone_pill(tr(row["help"]), "plain"), rx.fragment()),
        " ",
        rx.el.span(tr(row["why"]), " ", tr(row["plan"]), class_name="muted"),
        class_name="watch-why",
    )


def lesser(row: Any) -> rx.Component:
    """Return the lesser findings, for who looks at one pair."""
    found = row["also"].to(list[dict[str, str]])
    return rx.el.div(rx.foreach(found, lambda one: tone_pill(tr(one), "plain")), class_name="row mt-2")


def weeks(row: Any) -> rx.Component:
    """Return the contact of eight weeks as a row of small bars, with the numbers as text."""
    return rx.el.span(
        rx.foreach(row["bars"], lambda height: rx.el.span(class_name="week week-" + height)),
        role="img",
        aria_label=tr(row["weeks"]),
        class_name="weeks",
    )


def main_action(row: Any) -> Any:
    """Return the one action that the state proposes."""
    names = {"mentee": row["mentee"], "mentor": row["mentor"]}
    pair_id = row["pair_id"]
    take_up = button(
        t("desk.act.take_up"),
        look="main",
        aria_label=t("desk.act.take_up_whom", **names),
        on_click=ActState.take_up(pair_id),
    )
    talk = button(
        t("desk.act.talk"),
        aria_label=t("desk.act.talk_whom", **names),
        on_click=ActState.open(pair_id, "talk"),
    )
    remind = button(
        t("monitoring.list.remind"),
        aria_label=t("monitoring.list.remind_whom", **names),
        on_click=ActState.remind(pair_id),
    )
    view = link_button(
        t("monitoring.list.view"), "/pairs/" + pair_id, aria_label=t("monitoring.list.view_whom", **names)
    )
    return rx.match(row["main"], ("take_up", take_up), ("talk", talk), ("remind", remind), view)


def more_actions(row: Any, *, with_view: bool = True) -> rx.Component:
    """Return the menu with all other actions."""
    pair_id = row["pair_id"]
    label = t("desk.act.more", mentee=row["mentee"], mentor=row["mentor"])
    runs = rx.fragment(
        rx.cond(row["can_remind"], _item("remind_choose", ActState.open(pair_id, "remind")), rx.fragment()),
        _item("talk", ActState.open(pair_id, "talk")),
        rx.cond(
            row["is_snoozed"],
            _item("later_undo", ActState.unsnooze(pair_id)),
            _item("later", ActState.open(pair_id, "later")),
        ),
        rx.cond(
            row["is_paused"],
            _item("resume", ActState.resume(pair_id)),
            _item("pause", ActState.open(pair_id, "pause")),
        ),
        _item("substitute", ActState.substitute(pair_id)),
        _item("end", ActState.open(pair_id, "end")),
    )
    view = go(t("desk.act.view"), href="/pairs/" + pair_id, class_name="menu-item")
    call = rx.cond(
        row["call"] != "", go(t("desk.act.to_call"), href=row["call"], class_name="menu-item"), rx.fragment()
    )
    return rx.cond(row["is_over"], rx.fragment(), menu(view if with_view else "", call, runs, label=label))


def _item(name: str, event: Any) -> rx.Component:
    return rx.el.button(t(f"desk.act.{name}"), type="button", on_click=event, class_name="menu-item")


def outcome() -> rx.Component:
    """Return the place where the outcome of an act appears and is read aloud, with its undo."""
    line = rx.el.div(
        rx.el.p(tr(OutcomeState.said), class_name="grow"),
        rx.cond(
            OutcomeState.can_undo,
            button(t("desk.act.undo"), look="quiet", on_click=ActState.undo),
            rx.fragment(),
        ),
        class_name="row mb-4 notice notice-" + OutcomeState.tone,
    )
    shown = rx.cond(OutcomeState.said["nl"] != "", line, rx.fragment())
    return rx.el.div(shown, role="status", class_name="outcome no-print")
