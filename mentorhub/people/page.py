"""Pages of people: signing in."""

import reflex as rx

from mentorhub.core.pages import page
from mentorhub.ui.browser import Draft, clock, sortable
from mentorhub.ui.parts import avatar, button, card, pill, text_field
from mentorhub.ui.shells import plain_shell
from mentorhub.ui.texts import t


@page("/sign-in", title="core.app.name")
def sign_in() -> rx.Component:
    """Show the two ways to sign in."""
    return plain_shell(rx.el.h1(t("core.app.name")), card(pill("x", "ok"), avatar("BO", 2), button("Ga", look="main wide"), text_field("E-mail", "email", hint="h")),
      clock(deadline=0, paused_left=90.0, server_now=0, total=200, ring=True, class_name="clock"), sortable(rx.el.li("a")), Draft.create(value="", name="x", rows=3))
