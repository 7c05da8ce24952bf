"""Pages: declared beside their state, added to the app in one go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from mentorhub.core.texts import catalogue


@dataclass(frozen=True, slots=True)
class DeclaredPage:
    """One page: its address, the key of its title, what it shows and what it loads."""

    address: str
    title: str
    component: Callable[[], rx.Component]
    on_load: tuple[Any, ...]


_pages: list[DeclaredPage] = []


def page(
    address: str, *, title: str, on_load: tuple[Any, ...] = ()
) -> Callable[[Callable[[], rx.Component]], Callable[[], rx.Component]]:
    """Declare a page.

    Args:
        address: such as ``/speed-dates/[speed_date_id]``.
        title: catalogue key of the title in the browser's tab.
        on_load: event handlers that load what the page shows.
    """

    def declare(component: Callable[[], rx.Component]) -> Callable[[], rx.Component]:
        _pages.append(DeclaredPage(address, title, component, on_load))
        return component

    return declare


def declared_pages() -> tuple[DeclaredPage, ...]:
    """Return every declared page."""
    return tuple(_pages)


def add_pages(app: rx.App) -> None:
    """Add every declared page to the app; the tab's title is Dutch, the heading follows the reader."""
    for declared in _pages:
        title = f"{catalogue()[declared.title]['nl']} · MentorHub"
        app.add_page(declared.component, route=declared.address, title=title, on_load=list(declared.on_load))
