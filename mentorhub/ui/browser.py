"""Components that run in the browser itself (browser.jsx): clock, ordering, drafts, page language."""

from typing import Any

import reflex as rx

_LIBRARY = "$/public" + rx.asset("browser.jsx", shared=True)


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


def _text(value: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (value,)


class Draft(rx.Component):
    """A text field that saves as you type and keeps unsaved text in the browser.

    ``value`` is the server's text, ``saved_text`` the text that the server saved last, ``ready`` whether
    the server's text has been loaded. ``name`` must be unique per text and person.
    """

    library = _LIBRARY
    tag = "Draft"
    value: rx.Var[str]
    saved_text: rx.Var[str]
    name: rx.Var[str]
    rows: rx.Var[int]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    saved_word: rx.Var[str]
    saving_word: rx.Var[str]
    max_length: rx.Var[int]
    ready: rx.Var[bool]
    described_by: rx.Var[str]
    on_save: rx.EventHandler[_text]


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
    """Calls ``on_newer`` once when ``latest`` passes ``seen``, spread over 0.4 s: not all phones at once."""

    library = _LIBRARY
    tag = "Newer"
    seen: rx.Var[int]
    latest: rx.Var[int]
    on_newer: rx.EventHandler[rx.event.no_args_event_spec]


class TablePlan(rx.Component):
    """Who sits at which table, as large as fits its box; turns the page every ``seconds`` when it must.

    ``rows`` have ``table``, ``mentee`` and ``mentor``; ``joint`` is the word between two names, which
    becomes a dot where room is scarce. Letters are never below 4 % of the screen's height.
    """

    library = _LIBRARY
    tag = "TablePlan"
    rows: rx.Var[list[dict[str, str]]]
    joint: rx.Var[str]
    seconds: rx.Var[int]
    label: rx.Var[str]


def clock(**props: Any) -> rx.Component:
    """Return a clock; see ``Clock``."""
    return Clock.create(**props)


def sortable(*rows: Any, **props: Any) -> rx.Component:
    """Return an ordered list that can be dragged; see ``SortableList``."""
    return SortableList.create(*rows, **props)


def table_plan(**props: Any) -> rx.Component:
    """Return the plan of tables for a projector; see ``TablePlan``."""
    return TablePlan.create(**props)


def newer(**props: Any) -> rx.Component:
    """Return a watcher for a newer version; see ``Newer``."""
    return Newer.create(**props)
