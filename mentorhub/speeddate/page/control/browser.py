"""Components of the control page that run in the browser itself (control.jsx)."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "control.jsx")


class StepButton(rx.Component):
    """A button for a step of the room: a double press counts once.

    ``version`` is the room's; a press waits for the next version. For ``settle`` milliseconds after
    ``place`` changed a press does nothing: it was meant for what stood there before. ``off`` while there is
    no connection.
    """

    library = _LIBRARY
    tag = "StepButton"
    version: rx.Var[int]
    place: rx.Var[str]
    settle: rx.Var[int]
    off: rx.Var[bool]
    label: rx.Var[str]
    on_press: rx.EventHandler[rx.event.no_args_event_spec]


class UndoButton(rx.Component):
    """The button that takes a step back until ``until`` (milliseconds since 1970), with the seconds left."""

    library = _LIBRARY
    tag = "UndoButton"
    version: rx.Var[int]
    until: rx.Var[int]
    server_now: rx.Var[int]
    seconds: rx.Var[str]
    off: rx.Var[bool]
    on_press: rx.EventHandler[rx.event.no_args_event_spec]


class EndsAt(rx.Component):
    """At what time the rounds end if all goes on like this; ``text`` holds ``{time}``."""

    library = _LIBRARY
    tag = "EndsAt"
    phase: rx.Var[str]
    round: rx.Var[int]
    rounds: rx.Var[int]
    round_seconds: rx.Var[int]
    changeover_seconds: rx.Var[int]
    deadline: rx.Var[int]
    paused_left: rx.Var[float]
    server_now: rx.Var[int]
    zone: rx.Var[str]
    separator: rx.Var[str]
    text: rx.Var[str]


class RoomyDetails(rx.Component):
    """Something to open that is open already on a laptop."""

    library = _LIBRARY
    tag = "RoomyDetails"


class FocusHere(rx.Component):
    """A part that takes the focus when it appears."""

    library = _LIBRARY
    tag = "FocusHere"
    label: rx.Var[str]


class BackToTop(rx.Component):
    """Brings the part around it back to its top when ``place`` changes."""

    library = _LIBRARY
    tag = "BackToTop"
    place: rx.Var[str]


def back_to_top(**props: Any) -> rx.Component:
    """Return what brings the part around it back to its top; see ``BackToTop``."""
    return BackToTop.create(**props)


def ends_at(**props: Any) -> rx.Component:
    """Return the time at which the rounds end; see ``EndsAt``."""
    return EndsAt.create(**props)


def undo_button(*children: Any, **props: Any) -> rx.Component:
    """Return the button that takes a step back; see ``UndoButton``."""
    return UndoButton.create(*children, **props)


def roomy_details(*children: Any, **props: Any) -> rx.Component:
    """Return something to open; see ``RoomyDetails``."""
    return RoomyDetails.create(*children, **props)


def focus_here(*children: Any, **props: Any) -> rx.Component:
    """Return a part that takes the focus; see ``FocusHere``."""
    return FocusHere.create(*children, **props)
