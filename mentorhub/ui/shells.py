"""Shells: the frame around a page for a student's phone, a desk, the room and the projector."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from mentorhub.core.language import Language
from mentorhub.core.trouble_bar import Trouble
from mentorhub.ui.browser import FocusKeeper, PageLanguage
from mentorhub.ui.native import native_link
from mentorhub.ui.parts import avatar, go
from mentorhub.ui.texts import t


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the navigation: a name of its own, a catalogue key and an address."""

    name: str
    key: str
    href: str


def _everywhere() -> tuple[rx.Component, ...]:
    """Return what every page has: its language and the quiet word about a lost connection."""
    return (
        *_unseen(),
        rx.el.div(
            rx.cond(
                has_connection_errors, rx.el.p(t("core.app.offline"), class_name="quiet-bar"), _trouble()
            ),
            role="status",
        ),
    )


def _unseen() -> tuple[rx.Component, ...]:
    return PageLanguage.create(code=Language.lang), FocusKeeper.create()


def _trouble() -> Any:
    """Return what is wrong with the database in plain words, nothing while all is well."""
    kinds = ("busy", "full", "away")
    words = [(kind, rx.el.p(t(f"core.trouble.{kind}"), class_name="quiet-bar")) for kind in kinds]
    return rx.match(Trouble.kind, *words, rx.fragment())


def _skip() -> rx.Component:
    """Return the link past the frame, the first stop of the keyboard."""
    return native_link(t("core.app.skip"), href="#content", class_name="skip")


def logo(href: str = "/") -> rx.Component:
    """Return the mark with the name, linking to the start page."""
    return go(
        rx.el.img(src="/logo.svg", alt="", width="28", height="18"), "MentorHub", href=href, class_name="logo"
    )


def language_switch() -> rx.Component:
    """Return the button that shows everything in the other language at once."""
    return rx.el.button(
        rx.cond(Language.lang == "en", "Nederlands", "English"),
        on_click=rx.cond(Language.lang == "en", Language.switch("nl"), Language.switch("en")),
        lang=rx.cond(Language.lang == "en", "nl", "en"),
        class_name="btn btn-quiet",
        type="button",
    )


def theme_switch() -> rx.Component:
    """Return the button that changes between light and dark, in the browser only."""
    return rx.el.button(
        rx.color_mode_cond(t("core.app.dark"), t("core.app.light")),
        on_click=rx.toggle_color_mode,
        class_name="btn btn-quiet",
        type="button",
    )


def plain_shell(*content: Any, class_name: str = "") -> rx.Component:
    """Return a page for someone who is not signed in yet, or reads one thing."""
    return rx.fragment(
        *_everywhere(),
        rx.el.div(
            rx.el.header(
                _skip(),
                logo(),
                rx.el.div(theme_switch(), language_switch(), class_name="row"),
                class_name="bar-top",
            ),
            rx.el.main(*content, id="content", class_name="stack-lg"),
            class_name=f"phone {class_name}".strip(),
        ),
    )


def _current(place: Place, active: str) -> dict[str, str]:
    return {"aria_current": "page"} if place.name == active else {}


def phone_shell(
    *content: Any,
    places: tuple[Place, ...],
    active: str,
    initials: Any,
    colour: Any,
    bell: rx.Component | None = None,
) -> rx.Component:
    """Return a student's page: logo, bell and avatar above, the places below under the thumb."""
    links = [rx.el.li(go(t(p.key), href=p.href, **_current(p, active))) for p in places]
    return rx.fragment(
        *_everywhere(),
        rx.el.div(
            rx.el.header(
                _skip(),
                logo(),
                rx.el.div(
                    bell or rx.fragment(),
                    go(
                        avatar(initials, colour),
                        href="/me",
                        aria_label=t("core.app.me"),
                        class_name="inline-flex",
                    ),
                    class_name="row",
                ),
                class_name="bar-top",
            ),
            rx.el.main(*content, id="content", class_name="stack-lg"),
            class_name="phone",
        ),
        rx.el.nav(rx.el.ul(*links), aria_label=t("core.app.menu"), class_name="bar-bottom"),
    )


def desk_shell(
    *content: Any,
    places: Any,
    active: str,
    initials: Any,
    colour: Any,
    name: Any,
    role: Any,
    bell: rx.Component | None = None,
) -> rx.Component:
    """Return a page of a teacher or coordinator: a side bar and a wide page; ``places`` are list items."""
    return rx.fragment(
        *_everywhere(),
        rx.el.div(
            rx.el.header(
                _skip(),
                rx.el.div(logo(), bell or rx.fragment(), class_name="spread"),
                rx.el.nav(
                    rx.el.ul(*[item(active) for item in places]),
                    aria_label=t("core.app.menu"),
                    class_name="grow",
                ),
                rx.el.div(theme_switch(), language_switch(), class_name="row"),
                go(
                    avatar(initials, colour),
                    rx.el.span(
                        rx.el.span(name, class_name="strong block"),
                        rx.el.span(role, class_name="muted small"),
                    ),
                    href="/me",
                    class_name="row no-underline text-inherit",
                ),
                class_name="side",
            ),
            rx.el.main(*content, id="content", class_name="desk-main"),
            class_name="desk",
        ),
    )


def desk_place(place: Place) -> Any:
    """Return a maker of one side bar item, given the active place."""

    def item(active: str) -> rx.Component:
        return rx.el.li(go(t(place.key), href=place.href, class_name="place", **_current(place, active)))

    return item


def night_shell(*content: Any, class_name: str = "", quiet: bool = False) -> rx.Component:
    """Return a dark page for the room: the phone during a round, or the projector.

    ``quiet`` leaves out the word about a lost connection, for a screen that says so in its own way.
    """
    return rx.fragment(
        *(_unseen() if quiet else _everywhere()),
        rx.el.main(*content, id="content", class_name=f"night {class_name}".strip()),
    )
