"""A menu beside a row and a sheet over the page (sheet.jsx), both with the focus where it belongs."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "sheet.jsx")


class Menu(rx.Component):
    """A button with three dots that shows its children, buttons and links; ``label`` says whose it is."""

    library = _LIBRARY
    tag = "Menu"
    label: rx.Var[str]


class Sheet(rx.Component):
    """A modal sheet that is there while ``open``; ``labelled_by`` is the id of its heading."""

    library = _LIBRARY
    tag = "Sheet"
    open: rx.Var[bool]
    labelled_by: rx.Var[str]
    on_close: rx.EventHandler[rx.event.no_args_event_spec]


def menu(*items: Any, label: Any) -> rx.Component:
    """Return a menu."""
    return Menu.create(*items, label=label, class_name="menu no-print")


def sheet(*content: Any, open: Any, on_close: Any, labelled_by: str) -> rx.Component:
    """Return a sheet."""
    return Sheet.create(*content, open=open, on_close=on_close, labelled_by=labelled_by, class_name="sheet")
