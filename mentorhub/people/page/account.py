"""The own account: contact details, language and colours, the part to play, signing out."""

from typing import Any

import reflex as rx
from reflex.style import set_color_mode

from mentorhub.core.language import Language
from mentorhub.core.pages import page
from mentorhub.people.frame import own_page
from mentorhub.people.state import Me
from mentorhub.people.state.account import Account
from mentorhub.ui.native import native_form
from mentorhub.ui.parts import avatar, button, card, draft, link_button
from mentorhub.ui.texts import t


@page("/me", title="people.me.title", on_load=(Me.load, Account.load))
def me() -> rx.Component:
    """Show the own details."""
    return own_page(
        rx.el.div(
            _heading(),
            rx.cond(Me.is_student, rx.fragment(_profile(), _contact()), _address()),
            _notices(),
            _looks(),
            rx.cond(Account.has_choice, _part(), rx.fragment()),
            _leaving(),
            class_name="stack-lg account",
        ),
        active="me",
    )


def _heading() -> rx.Component:
    name = rx.cond(Me.name != "", Me.name, t("people.me.title"))
    return rx.el.div(avatar(Me.initials, Me.colour, large=True), rx.el.h1(name), class_name="row")


def _profile() -> rx.Component:
    return card(
        rx.el.h2(t("people.me.profile_title")),
        rx.el.p(t("people.me.profile_text"), class_name="muted"),
        rx.el.div(link_button(t("people.me.profile_open"), "/profile")),
        class_name="stack",
    )


def _address() -> rx.Component:
    """Return the address of someone who is in no pair."""
    return card(
        rx.el.h2(t("people.sign_in.email")),
        rx.el.p(Account.email, class_name="break"),
        rx.el.p(t("people.me.name_wrong"), class_name="hint"),
        class_name="stack",
    )


def _contact() -> rx.Component:
    return card(
        rx.el.h2(t("people.me.contact_title")),
        rx.el.p(t("people.me.contact_text"), class_name="muted"),
        rx.cond(
            Account.email != "",
            rx.el.div(
                rx.el.p(t("people.sign_in.email"), class_name="label"),
                rx.el.p(Account.email, class_name="break"),
                _toggle(t("people.me.shows_email"), Account.shows_email, Account.show_email),
            ),
            rx.el.p(t("people.me.email_none")),
        ),
        rx.el.div(
            draft(
                t("people.me.phone"),
                Account.draft_name,
                Account.phone,
                Account.saved_phone,
                Account.save_phone,
                ready=Account.loaded,
                max_length=30,
                described_by="phone-help",
            ),
            rx.el.p(
                rx.cond(Account.is_phone_faulty, t("people.me.phone_fault"), t("people.me.phone_hint")),
                id="phone-help",
                role="status",
                class_name=rx.cond(Account.is_phone_faulty, "notice notice-soon small mt-2", "hint mt-2"),
            ),
            _toggle(t("people.me.shows_phone"), Account.shows_phone, Account.show_phone),
        ),
        rx.el.p(t("people.me.name_wrong"), class_name="hint"),
        class_name="stack",
    )


def _toggle(label: Any, value: Any, on_change: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", checked=value, on_change=on_change, class_name="check"),
        label,
        class_name="option",
    )


def _notices() -> rx.Component:
    return card(
        rx.el.h2(t("notices.choices.me_title")),
        rx.el.p(t("notices.choices.me_text"), class_name="muted"),
        rx.el.div(link_button(t("notices.choices.title"), "/notices/choices")),
        class_name="stack",
    )


def _looks() -> rx.Component:
    return card(
        rx.el.h2(t("people.me.looks_title")),
        rx.el.div(
            rx.el.p(t("people.me.language"), class_name="label", id="language-label"),
            rx.el.div(
                _segment("Nederlands", Language.lang != "en", Language.switch("nl"), lang="nl"),
                _segment("English", Language.lang == "en", Language.switch("en"), lang="en"),
                role="group",
                aria_labelledby="language-label",
                class_name="segments",
            ),
            class_name="stack",
        ),
        rx.el.div(
            rx.el.p(t("people.me.colours"), class_name="label", id="colours-label"),
            rx.el.div(
                _segment(t("people.me.light"), rx.color_mode_cond(True, False), set_color_mode("light")),
                _segment(t("people.me.dark"), rx.color_mode_cond(False, True), set_color_mode("dark")),
                role="group",
                aria_labelledby="colours-label",
                class_name="segments",
            ),
            class_name="stack",
        ),
        class_name="stack-lg",
    )


def _segment(label: Any, is_on: Any, on_click: Any, **props: Any) -> rx.Component:
    return button(label, on_click=on_click, aria_pressed=is_on, **props)


def _part() -> rx.Component:
    return card(
        rx.el.h2(t("people.me.role_title")),
        rx.el.p(t("people.me.role_text"), class_name="muted"),
        rx.el.div(link_button(t("people.me.change_role"), "/where")),
        class_name="stack",
    )


def _leaving() -> rx.Component:
    return card(
        rx.el.h2(t("people.me.out_title")),
        rx.el.p(t("people.me.out_text"), class_name="muted"),
        rx.el.div(
            _posting("/auth/sign-out", t("people.me.out"), ""),
            _posting("/auth/sign-out-everywhere", t("people.me.out_everywhere"), "quiet"),
            class_name="row",
        ),
        class_name="stack",
    )


def _posting(action: str, label: Any, look: str) -> rx.Component:
    return native_form(button(label, look=look, type="submit"), action=action)
