"""The trial run: how the file was read, what would change, what is wrong, and the yes."""

from typing import Any

import reflex as rx

from mentorhub.people.classlists.page.tables import pages, person_name, role_pill
from mentorhub.people.classlists.page.trial_file import file_card
from mentorhub.people.classlists.state.importing import ImportList
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import button, card
from mentorhub.ui.texts import t, tr


def trial() -> rx.Component:
    """Return the whole trial run."""
    return rx.el.div(
        file_card(),
        rx.cond(
            ImportList.missing["nl"] == "",
            rx.el.div(_counters(), _confirm(), _faulty(), _changed(), _new(), class_name="stack-lg"),
            rx.fragment(),
        ),
        class_name="stack-lg",
    )


def _counters() -> rx.Component:
    kinds = (
        (ImportList.new, "new"),
        (ImportList.changed, "changed"),
        (ImportList.unchanged, "unchanged"),
        (ImportList.faulty, "faulty"),
    )
    return rx.el.div(
        rx.el.ul(*[_counter(number, name) for number, name in kinds], class_name="counters"),
        rx.cond(
            ImportList.empty > 0,
            rx.el.p(t("classlists.trial.empty", count=ImportList.empty), class_name="muted mt-2"),
            rx.fragment(),
        ),
        role="status",
    )


def _counter(number: Any, name: str) -> rx.Component:
    tone = rx.cond(number > 0, f"counter counter-{name}", "counter")
    return rx.el.li(
        rx.el.span(number, class_name="figure-large number"),
        rx.el.span(t(f"classlists.trial.{name}")),
        class_name=tone,
    )


def _confirm() -> rx.Component:
    """Return the one button that writes, with what it will do on it."""
    new, changed = ImportList.new, ImportList.changed
    label = rx.cond(
        changed > 0,
        rx.cond(
            new > 0,
            t("classlists.trial.confirm_both", new=new, changed=changed),
            t("classlists.trial.confirm_changed", changed=changed),
        ),
        rx.cond(new == 1, t("classlists.trial.confirm_one"), t("classlists.trial.confirm_new", new=new)),
    )
    nothing = rx.cond(
        ImportList.unchanged > 0, t("classlists.trial.nothing_to_do"), t("classlists.trial.nothing_right")
    )
    return rx.cond(
        new + changed > 0,
        rx.el.div(
            button(
                rx.cond(ImportList.is_busy, t("classlists.trial.busy"), label),
                look="main",
                on_click=ImportList.confirm,
                disabled=ImportList.is_busy,
            ),
            rx.el.p(t("classlists.trial.nothing_yet"), class_name="muted"),
            class_name="row",
        ),
        rx.el.p(nothing, class_name="notice"),
    )


def _table(caption: Any, heads: tuple[str, ...], rows: Any) -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(*[rx.el.th(t(head), scope="col") for head in heads])),
            rx.el.tbody(rows),
            class_name="table",
        ),
        class_name="table-scroll",
    )


def _turning(part: str, total: Any) -> rx.Component:
    first, last = getattr(ImportList, f"{part}_first"), getattr(ImportList, f"{part}_last")
    return pages(
        (first, last, total),
        (t(f"classlists.trial.previous_{part}"), ImportList.turn(part, -1)),
        (t(f"classlists.trial.next_{part}"), ImportList.turn(part, 1)),
    )


def _faulty() -> rx.Component:
    heads = ("classlists.trial.line", "classlists.trial.who", "classlists.trial.why")
    title = t("classlists.trial.faulty_title")
    return rx.cond(
        ImportList.faulty > 0,
        card(
            rx.el.div(
                rx.el.h2(title),
                rx.el.p(t("classlists.trial.faulty_text"), class_name="muted"),
                fault_files(),
                class_name="stack table-top",
            ),
            _table(title, heads, rx.foreach(ImportList.faulty_shown, _fault)),
            _turning("faulty", ImportList.faulty),
            class_name="card-flush",
        ),
        rx.fragment(),
    )


def fault_files() -> rx.Component:
    """Return the links to the faulty rows as a file."""
    start = "/people/import/" + ImportList.file
    return rx.el.div(
        native_link(t("classlists.trial.download_xlsx"), href=start + "/faults.xlsx", class_name="btn"),
        native_link(t("classlists.trial.download_csv"), href=start + "/faults.csv", class_name="btn"),
        class_name="row",
    )


def _fault(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row["line"], class_name="number cell-line"),
        rx.el.td(
            person_name(row["who"]),
            rx.el.span(row["number"], class_name="muted small number block"),
            class_name="break cell-who",
        ),
        rx.el.td(tr(row["why"]), class_name="break"),
    )


def _changed() -> rx.Component:
    keys = ("line", "who", "what", "before", "after")
    title = t("classlists.trial.changed_title")
    return rx.cond(
        ImportList.changed > 0,
        card(
            rx.el.h2(title, class_name="table-top"),
            _table(
                title,
                tuple(f"classlists.trial.{key}" for key in keys),
                rx.foreach(ImportList.changed_shown, _change),
            ),
            _turning("changed", ImportList.changed_rows),
            class_name="card-flush",
        ),
        rx.fragment(),
    )


def _change(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row["line"], class_name="number cell-line"),
        rx.el.td(person_name(row["who"])),
        rx.el.td(tr(row["what"])),
        rx.el.td(tr(row["before"]), class_name="muted break"),
        rx.el.td(tr(row["after"]), class_name="strong break"),
    )


def _new() -> rx.Component:
    heads = ("trial.line", "trial.who", "field.class_name", "field.role")
    title = t("classlists.trial.new_title")
    return rx.cond(
        ImportList.new > 0,
        rx.el.details(
            rx.el.summary(
                rx.el.h2(title), rx.el.span(ImportList.new, class_name="pill number"), class_name="table-top"
            ),
            _table(
                title,
                tuple(f"classlists.{head}" for head in heads),
                rx.foreach(ImportList.new_shown, _newcomer),
            ),
            _turning("new", ImportList.new),
            class_name="card card-flush fold",
        ),
        rx.fragment(),
    )


def _newcomer(row: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row["line"], class_name="number cell-line"),
        rx.el.td(person_name(row["who"]), rx.el.span(row["number"], class_name="muted small number block")),
        rx.el.td(row["group"]),
        rx.el.td(role_pill(row["role"])),
    )
