"""The form of a speed date, with what it will give beside it."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.frame import desk_page
from mentorhub.people.state import Me
from mentorhub.speeddate.page.plan_parts import issue_line, not_here
from mentorhub.speeddate.service.planning import NAME_LENGTH
from mentorhub.speeddate.state.plan_form import CHANGEOVERS, Number, PlanForm
from mentorhub.ui.parts import button, card, go, link_button, page_title
from mentorhub.ui.texts import t, tr


@page("/speed-dates/new", title="planning.form.new_title", on_load=(Me.load, PlanForm.load))
def new_speed_date() -> rx.Component:
    """Show the form for a new speed date."""
    return _form_page(t("planning.form.new_title"))


@page("/speed-dates/[speed_date_id]/edit", title="planning.form.edit_title", on_load=(Me.load, PlanForm.load))
def edit_speed_date() -> rx.Component:
    """Show the form for a draft."""
    return _form_page(t("planning.form.edit_title"))


def _form_page(title: Any) -> rx.Component:
    # The fields keep their own text while typing, so they appear once their first values are known.
    shown = rx.cond(PlanForm.loaded, rx.el.div(_fields(), _outlook(), class_name="planner"), rx.fragment())
    return desk_page(
        rx.cond(PlanForm.is_missing, not_here(), rx.fragment(page_title(title), shown)), active="speeddates"
    )


def _fields() -> rx.Component:
    return rx.el.form(
        card(
            _field(
                t("planning.form.name"),
                "name",
                "text",
                PlanForm.name,
                lambda value: PlanForm.set_word("name", value),
                hint=t("planning.form.name_hint"),
                max_length=NAME_LENGTH,
            ),
            _groups(),
            class_name="stack-lg",
        ),
        card(rx.el.h2(t("planning.form.when_part")), _when(), class_name="stack"),
        card(rx.el.h2(t("planning.form.how_part")), _how(), class_name="stack"),
        rx.el.p(
            tr(PlanForm.refused),
            role="alert",
            class_name=rx.cond(PlanForm.refused["nl"] != "", "notice notice-late", ""),
        ),
        rx.el.div(
            button(
                rx.cond(PlanForm.is_new, t("planning.form.save_new"), t("planning.form.save_edit")),
                look="main",
                type="submit",
            ),
            link_button(t("planning.form.cancel"), PlanForm.back, look="quiet"),
            class_name="row",
        ),
        on_submit=lambda _: PlanForm.save(),
        no_validate=True,
        class_name="stack-lg",
    )


def _groups() -> rx.Component:
    none = rx.el.p(
        t("planning.form.no_groups"),
        " ",
        go(t("planning.form.to_groups"), href="/people"),
        class_name="notice",
    )
    return rx.el.fieldset(
        rx.el.legend(t("planning.form.groups"), class_name="label"),
        rx.cond(PlanForm.groups, rx.foreach(PlanForm.groups, _group), none),
        class_name="plain-set",
    )


def _group(row: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            default_checked=row["is_on"],
            on_change=lambda is_on: PlanForm.choose(row["id"], is_on),
            class_name="check",
        ),
        rx.el.span(row["name"], class_name="strong"),
        rx.el.span(
            t("planning.form.group_count", juniors=row["juniors"], coaches=row["coaches"]), class_name="muted"
        ),
        key=row["id"],
        class_name="option",
    )


def _when() -> rx.Component:
    return rx.el.div(
        _field(
            t("planning.form.date"), "date", "date", PlanForm.date, lambda v: PlanForm.set_word("date", v)
        ),
        _field(
            t("planning.form.time"), "time", "time", PlanForm.time, lambda v: PlanForm.set_word("time", v)
        ),
        class_name="grid-fields",
    )


def _how() -> rx.Component:
    tables = _number("tables", PlanForm.tables, 1, 400, hint=t("planning.form.tables_hint"))
    return rx.el.div(
        _number("rounds", PlanForm.rounds, 1, 30),
        _number("minutes", PlanForm.minutes, 1, 60, step=0.5),
        _changeover(),
        _number("break_minutes", PlanForm.break_minutes, 0, 120),
        # It follows the coaches until the teacher fills it in: a new key is a new field with the new number.
        rx.el.div(tables, key=PlanForm.tables_key),
        class_name="grid-fields",
    )


def _number(name: Number, value: Any, least: int, most: int, **props: Any) -> rx.Component:
    return _field(
        t(f"planning.form.{name}"),
        name,
        "number",
        value,
        lambda typed: PlanForm.set_number(name, typed),
        min=least,
        max=most,
        **props,
    )


def _changeover() -> rx.Component:
    options = [rx.el.option(t(f"planning.form.c{seconds}"), value=str(seconds)) for seconds in CHANGEOVERS]
    return rx.el.div(
        rx.el.label(t("planning.form.changeover"), html_for="changeover"),
        rx.el.select(
            *options,
            id="changeover",
            name="changeover",
            value=PlanForm.changeover,
            on_change=lambda value: PlanForm.set_word("changeover", value),
            class_name="input",
        ),
        class_name="field",
    )


def _field(
    label: Any, name: str, kind: Any, value: Any, on_change: Any, *, hint: Any = None, **props: Any
) -> rx.Component:
    described = {"aria_describedby": f"{name}-hint"} if hint is not None else {}
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            default_value=value,
            on_change=on_change,
            class_name="input",
            **described,
            **props,
        ),
        rx.el.p(hint, id=f"{name}-hint", class_name="hint") if hint is not None else rx.fragment(),
        class_name="field",
    )


def _outlook() -> rx.Component:
    """Return what the form as it is now will give, read aloud when it changes."""
    people = t("planning.outlook.people", juniors=PlanForm.juniors, coaches=PlanForm.coaches)
    told = rx.fragment(
        rx.el.p(people, class_name="strong"),
        rx.el.ul(rx.foreach(PlanForm.lines, lambda line: rx.el.li(tr(line))), class_name="told"),
        rx.cond(
            PlanForm.issues,
            rx.foreach(PlanForm.issues, issue_line),
            rx.el.p(t("planning.outlook.fits"), class_name="notice notice-ok"),
        ),
    )
    return rx.el.aside(
        rx.el.h2(t("planning.outlook.title")),
        rx.el.div(
            rx.cond(PlanForm.lines, told, rx.el.p(t("planning.outlook.none"), class_name="muted")),
            role="status",
            class_name="stack",
        ),
        class_name="card stack planner-side",
    )
