"""The form to share a lead, or to change one."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.internships.page.company_field import company_field
from mentorhub.internships.page.leads_parts import leads_page
from mentorhub.internships.rules.leads import LONGEST_LINK, LONGEST_NAME, LONGEST_ROLE, LONGEST_TEXT
from mentorhub.internships.state.lead_form import LeadFormState
from mentorhub.people.state import Me
from mentorhub.ui.native import submits
from mentorhub.ui.parts import button, empty, go, notice, text_field
from mentorhub.ui.texts import t, tr

STATE: Any = LeadFormState


@page("/leads/new", title="leads.form.title_new", on_load=(Me.load, LeadFormState.load))
def lead_form() -> rx.Component:
    """Show the form."""
    return leads_page(
        rx.el.div(
            go(t("leads.form.back"), href=STATE.back, class_name="inline-block py-2"),
            rx.el.h1(rx.cond(STATE.is_new, t("leads.form.title_new"), t("leads.form.title_change"))),
            rx.cond(STATE.loaded, rx.cond(STATE.readers, _form(), _nobody()), rx.fragment()),
            class_name="stack lead-narrow",
        )
    )


def _nobody() -> rx.Component:
    return empty(t("leads.empty.title"), t("leads.form.nobody"))


def _form() -> rx.Component:
    return rx.fragment(
        rx.el.p(t("leads.form.text"), class_name="muted"),
        rx.el.form(
            company_field(
                STATE.hits,
                STATE.search,
                on_pick=STATE.pick,
                value=STATE.company,
                place=STATE.place,
                on_place=STATE.type_place,
                error=rx.cond(STATE.error_field == "company", tr(STATE.error), ""),
            ),
            _field("role", hint="role_hint", required=True, max_length=LONGEST_ROLE),
            rx.el.div(
                _field("starts_on", hint="optional", error="start", kind="date"),
                _field("hours", hint="optional", input_mode="numeric", pattern="[0-9]{1,2}", max_length=2),
                class_name="grid-auto",
            ),
            _field("contact_name", hint="contact_hint", max_length=LONGEST_NAME),
            _field("how_known", hint="how_hint", max_length=LONGEST_TEXT),
            _introduces(),
            _field("web_address", hint="web_hint", error="link", kind="url", max_length=LONGEST_LINK),
            rx.el.div(
                _audience(),
                _field(
                    "expires_on",
                    hint="expires_hint",
                    error="expires",
                    kind="date",
                    required=True,
                    max=STATE.last_day,
                ),
                class_name="grid-auto",
            ),
            rx.cond(STATE.error["nl"] != "", notice(tr(STATE.error), "late"), rx.fragment()),
            button(
                rx.cond(STATE.is_new, t("leads.form.save"), t("leads.form.save_change")),
                look="main wide",
                type="submit",
            ),
            on_submit=submits(STATE.save),
            # A new key gives the fields the values that the page begins with.
            key=STATE.form_key,
            class_name="stack-lg",
        ),
    )


def _field(name: str, *, hint: str, error: str = "", **props: Any) -> rx.Component:
    return text_field(
        t(f"leads.form.{name}"),
        name,
        hint=t(f"leads.form.{hint}"),
        error=rx.cond(STATE.error_field == (error or name), tr(STATE.error), ""),
        default_value=STATE.draft[name],
        on_blur=STATE.keep(name),
        auto_complete="off",
        **props,
    )


def _introduces() -> rx.Component:
    return rx.el.div(
        rx.el.label(
            rx.el.input(
                type="checkbox",
                name="introduces",
                default_checked=STATE.draft["introduces"] == "on",
                on_change=STATE.keep_introduces,
                aria_describedby="introduces-help",
                class_name="check",
            ),
            rx.el.span(t("leads.form.introduces"), class_name="strong"),
            class_name="option",
        ),
        rx.el.p(t("leads.form.introduces_hint"), id="introduces-help", class_name="hint"),
    )


def _audience() -> rx.Component:
    options = rx.foreach(STATE.readers, lambda row: rx.el.option(tr(row["label"]), value=row["value"]))
    return rx.el.div(
        rx.el.label(t("leads.form.audience"), html_for="audience"),
        rx.el.select(
            options,
            id="audience",
            name="audience",
            required=True,
            default_value=STATE.draft["audience"],
            on_change=STATE.keep("audience"),
            class_name="input",
        ),
        class_name="field",
    )
