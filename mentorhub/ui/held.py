"""Keeps showing what was loaded last while a page connects and loads again (held.jsx)."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "held.jsx")


class Held(rx.Component):
    """Everything inside sees the named states stand still from a lost connection until they are loaded anew.

    When a socket opens again, Reflex sends what the server still knows of this tab, which is old, or nothing
    at all after a restart, and then runs the page's loader. A page in the room would show an older round, or
    an empty screen, in between. ``on_stuck`` is called every 5 s while the loader has failed.
    """

    library = _LIBRARY
    tag = "Held"
    states: rx.Var[list[str]]
    marker_state: rx.Var[str]
    marker_name: rx.Var[str]
    on_stuck: rx.EventHandler[rx.event.no_args_event_spec]


def held(
    *children: Any, states: tuple[type[rx.State], ...], marker: tuple[type[rx.State], str], on_stuck: Any
) -> rx.Component:
    """Return ``children`` in a view of ``states`` that holds still while the page loads again.

    Args:
        children: components that show the states.
        states: the states that hold still.
        marker: one of them and the name of a var that its loader sets to another value each time it succeeds.
        on_stuck: the loader, to be tried again when it failed.
    """
    return Held.create(
        *children,
        states=[state.get_full_name() for state in states],
        marker_state=marker[0].get_full_name(),
        marker_name=marker[1],
        on_stuck=on_stuck,
    )
