"""Links to the pages before and after one of a long list; the address keeps the page."""

from typing import Any

import reflex as rx

from mentorhub.ui.parts import link_button
from mentorhub.ui.texts import t


def page_links(number: Any, pages: Any, *, earlier: Any, later: Any) -> rx.Component:
    """Return the links, nothing when there is one page.

    ``number`` counts from 1 to ``pages``; ``earlier`` and ``later`` are addresses, empty at either end.
    """

    def turn(address: Any, name: str) -> rx.Component:
        return rx.cond(address != "", link_button(t(f"core.pages.{name}"), address), rx.fragment())

    return rx.cond(
        pages > 1,
        rx.el.nav(
            turn(earlier, "earlier"),
            rx.el.span(t("core.pages.number", page=number, pages=pages)),
            turn(later, "later"),
            aria_label=t("core.pages.label"),
            class_name="row mt-4 no-print",
        ),
        rx.fragment(),
    )
