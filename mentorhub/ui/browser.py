"""Components that run in the browser itself (browser.jsx): clock, ordering, page language."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "browser.jsx")


class Clock(rx.Component):
    """Time left until a deadline; ``role=timer``, spoken at 60, 30, 10 and 0 seconds.

    ``deadline`` and ``server_now`` are milliseconds since 1970, ``paused_left`` and ``total`` seconds;
    ``paused_left`` below 0 means that the clock runs.
    """

    library = _LIBRARY
    tag = "Clock"
    deadline: rx.Var[int]
    paused_left: rx.Var[float]
    server_now: rx.Var[int]
    total: rx.Var[int]
    ring: rx.Var[bool]
    label: rx.Var[str]
    spoken: rx.Var[str]


def _from_to(start: rx.Var[int], end: rx.Var[int]) -> tuple[rx.Var[int], rx.Var[int]]:
    return (start, end)


class SortableList(rx.Component):
    """An ordered list whose rows (``data-row``) are dragged by their grip (``data-grip``)."""

    library = _LIBRARY
    tag = "SortableList"
    label: rx.Var[str]
    on_move: rx.EventHandler[_from_to]


class Overtime(rx.Component):
    """Shows what is inside while ``on`` is true and the deadline has passed; see ``Clock`` for the others."""

    library = _LIBRARY
    tag = "Overtime"
    deadline: rx.Var[int]
    paused_left: rx.Var[float]
    server_now: rx.Var[int]
    on: rx.Var[bool]


class PageLanguage(rx.Component):
    """Sets the language of the whole page."""

    library = _LIBRARY
    tag = "PageLanguage"
    code: rx.Var[str]


class FocusKeeper(rx.Component):
    """Keeps the keyboard's place when what had the focus disappears."""

    library = _LIBRARY
    tag = "FocusKeeper"


class Newer(rx.Component):
    """Calls ``on_newer`` when ``latest`` passes ``seen``, within 0.4 s so that not all phones ask at once.

    While ``seen`` stays behind it calls again every 8 to 12 s: an answer may have been lost.
    """

    library = _LIBRARY
    tag = "Newer"
    seen: rx.Var[int]
    latest: rx.Var[int]
    on_newer: rx.EventHandler[rx.event.no_args_event_spec]


def clock(**props: Any) -> rx.Component:
    """Return a clock; see ``Clock``."""
    return Clock.create(**props)


def overtime(*children: Any, **props: Any) -> rx.Component:
    """Return what is said once the time is up; see ``Overtime``."""
    return Overtime.create(*children, **props)


def sortable(*rows: Any, **props: Any) -> rx.Component:
    """Return an ordered list that can be dragged; see ``SortableList``."""
    return SortableList.create(*rows, **props)


def newer(**props: Any) -> rx.Component:
    """Return a watcher for a newer version; see ``Newer``."""
    return Newer.create(**props)
