"""A screen for a whole room (projector.jsx): where its clock and plan stand, the plan, sound, full screen."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "projector.jsx")


class Stage(rx.Component):
    """A clock beside a plan; with class ``beam-strip`` above it, where the screen is narrow or the plan long.

    ``tables`` is how many tables the plan has, ``many`` from how many on the plan takes the whole width.
    """

    library = _LIBRARY
    tag = "Stage"
    tables: rx.Var[int]
    many: rx.Var[int]


class TablePlan(rx.Component):
    """Who sits at which table, as large as fits its box; turns the page every ``seconds`` when it must.

    ``rows`` have ``table``, ``mentee`` and ``mentor``; ``joint`` is the word between two names, which
    becomes a dot where room is scarce; a long pair then takes two lines. ``waiting`` are the names of who
    has no table, shown after the tables behind the word ``waiting_word``. No name is cut, and no letter
    is below 4 % of the screen's height.
    """

    library = _LIBRARY
    tag = "TablePlan"
    rows: rx.Var[list[dict[str, str]]]
    joint: rx.Var[str]
    waiting: rx.Var[list[str]]
    waiting_word: rx.Var[str]
    seconds: rx.Var[int]
    label: rx.Var[str]


class ScreenTools(rx.Component):
    """Two buttons for who stands at the screen: sound (also key g) and full screen (also key f).

    Sound is off until somebody turns it on, and is remembered on that screen: a gong when a round ends and
    a tick when 30 seconds are left. Both are made by the browser. ``phase`` is the room's phase. The
    buttons fade while the mouse rests; keyboard and screen readers always find them.
    """

    library = _LIBRARY
    tag = "ScreenTools"
    phase: rx.Var[str]
    label: rx.Var[str]
    sound_on: rx.Var[str]
    sound_off: rx.Var[str]
    sound_wait: rx.Var[str]
    full_on: rx.Var[str]
    full_off: rx.Var[str]


class Again(rx.Component):
    """Calls ``on_again`` every ``seconds`` while it is on the page: for what could not be loaded."""

    library = _LIBRARY
    tag = "Again"
    seconds: rx.Var[int]
    on_again: rx.EventHandler[rx.event.no_args_event_spec]


def stage(*children: Any, **props: Any) -> rx.Component:
    """Return a clock with a plan; see ``Stage``."""
    return Stage.create(*children, **props)


def table_plan(**props: Any) -> rx.Component:
    """Return the plan of tables; see ``TablePlan``."""
    return TablePlan.create(**props)


def screen_tools(**props: Any) -> rx.Component:
    """Return the buttons for sound and full screen; see ``ScreenTools``."""
    return ScreenTools.create(**props)


def again(**props: Any) -> rx.Component:
    """Return what tries again; see ``Again``."""
    return Again.create(**props)
