"""The page on which a room code is typed: short, for a phone in a hurry."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.speeddate.state.joining import REASONS, JoinPage
from mentorhub.ui.native import NativeForm
from mentorhub.ui.parts import button
from mentorhub.ui.shells import plain_shell
from mentorhub.ui.texts import t


def _reason() -> rx.Component:
    """Return why the last code did not work."""
    texts = rx.match(JoinPage.why, *[(why, t(f"room.join.{why}")) for why in REASONS], "")
    return rx.el.p(
        texts, id="code-help", role="status", class_name=rx.cond(JoinPage.why, "notice notice-soon", "")
    )


@page("/r", title="room.join.title", on_load=(JoinPage.load,))
def join_page() -> rx.Component:
    """Ask for the code; the form works before the page is alive."""
    return plain_shell(
        rx.el.h1(t("room.join.title")),
        rx.el.p(t("room.join.text"), class_name="muted"),
        _reason(),
        NativeForm.create(
            rx.el.div(
                rx.el.label(t("room.join.label"), html_for="code"),
                rx.el.input(
                    id="code",
                    name="code",
                    class_name="input input-code",
                    required=True,
                    max_length=20,
                    auto_complete="off",
                    auto_capitalize="characters",
                    spell_check=False,
                    aria_describedby="code-help",
                ),
                class_name="field",
            ),
            button(t("room.join.go"), look="main wide", type="submit"),
            action="/join",
            method="get",
            class_name="stack-lg",
        ),
    )
