"""The sign-in page: with a printed card, or by e-mail."""

from typing import Any

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.people.state.sign_in import SignIn
from mentorhub.ui.native import native_form
from mentorhub.ui.parts import button, text_field
from mentorhub.ui.shells import plain_shell
from mentorhub.ui.texts import t


@page("/sign-in", title="people.sign_in.title", on_load=(SignIn.load,))
def sign_in() -> rx.Component:
    """Show the two ways to sign in, the card first: few students have school mail at hand in class."""
    return plain_shell(
        rx.el.div(
            rx.el.h1(t("people.sign_in.welcome")),
            rx.el.p(t("people.sign_in.intro"), class_name="muted mt-2"),
            rx.el.div(_outcome(), role="status"),
        ),
        rx.el.div(_by_card(), _by_mail(), class_name="sign-ways"),
        rx.el.p(t("people.sign_in.help"), class_name="muted small"),
        class_name="phone-wide",
    )


def _line(key: str, tone: str, **values: Any) -> rx.Component:
    return rx.el.p(t(key, **values), class_name=f"notice notice-{tone} mt-4")


def _outcome() -> rx.Component | rx.Var:
    return rx.match(
        SignIn.outcome,
        ("sent", _line("people.outcome.sent", "ok", minutes=SignIn.minutes)),
        ("held", _line("people.outcome.held", "soon")),
        ("wrong", _line("people.outcome.wrong", "late")),
        ("late", _line("people.outcome.late", "soon")),
        ("many", _line("people.outcome.many", "late")),
        ("unclear", _line("people.outcome.unclear", "late")),
        ("out", _line("people.outcome.out", "ok")),
        rx.fragment(),
    )


def _way(icon: rx.Component, title: str, text: str, *form: Any, action: str) -> rx.Component:
    return rx.el.section(
        rx.el.span(icon, class_name="way-mark", aria_hidden="true"),
        rx.el.h2(t(title)),
        rx.el.p(t(text), class_name="muted"),
        native_form(
            *form,
            rx.el.input(type="hidden", name="next", value=SignIn.next_path, read_only=True),
            action=action,
        ),
        class_name="card sign-way",
    )


def _by_card() -> rx.Component:
    field = text_field(
        t("people.sign_in.code"),
        "code",
        hint=t("people.sign_in.code_hint"),
        required=True,
        max_length=30,
        auto_complete="off",
        auto_capitalize="characters",
        spell_check=False,
        class_name="input-code",
    )
    return _way(
        _icon("M3 6h18v12H3zM7 10h4M7 14h2M15 10h2v4h-2z"),
        "people.sign_in.card_title",
        "people.sign_in.card_text",
        field,
        button(t("people.sign_in.enter"), look="main wide", type="submit"),
        action="/auth/code",
    )


def _by_mail() -> rx.Component:
    field = text_field(
        t("people.sign_in.email"),
        "email",
        hint=t("people.sign_in.email_hint"),
        kind="email",
        required=True,
        max_length=254,
        auto_complete="email",
    )
    return _way(
        _icon("M3 6h18v12H3zM3 7l9 7 9-7"),
        "people.sign_in.mail_title",
        "people.sign_in.mail_text",
        field,
        button(t("people.sign_in.send"), look="wide", type="submit"),
        action="/auth/email",
    )


def _icon(path: str) -> rx.Component:
    return rx.el.svg(
        rx.el.path(d=path, fill="none", stroke="currentColor", stroke_width="2", stroke_linejoin="round"),
        view_box="0 0 24 24",
    )
