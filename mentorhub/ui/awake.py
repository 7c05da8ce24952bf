"""A phone on the table: its screen stays on, and it trembles when it is time to move (awake.jsx)."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "awake.jsx")


class Awake(rx.Component):
    """Keeps the screen on while ``on`` is true (Screen Wake Lock); does nothing where that is not allowed."""

    library = _LIBRARY
    tag = "Awake"
    on: rx.Var[bool]


class Tremble(rx.Component):
    """Trembles when ``moment`` changes while ``on`` is true; ``pattern`` in milliseconds on, off, on ...

    An empty ``moment`` is not known yet.
    Not for who asked for reduced motion, and not before this page was touched once.
    """

    library = _LIBRARY
    tag = "Tremble"
    on: rx.Var[bool]
    moment: rx.Var[str]
    pattern: rx.Var[list[int]]


def awake(on: Any) -> rx.Component:
    """Return what keeps the screen on; see ``Awake``."""
    return Awake.create(on=on)


def tremble(moment: Any, *, on: Any, pattern: list[int]) -> rx.Component:
    """Return what trembles at a new moment; see ``Tremble``."""
    return Tremble.create(moment=moment, on=on, pattern=pattern)
