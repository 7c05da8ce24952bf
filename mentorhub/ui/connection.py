"""What a page says about its connection with the hub (connection.jsx)."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "connection.jsx")


class Connection(rx.Component):
    """A word, and a class, for *connected* and for *not connected*."""

    library = _LIBRARY
    tag = "Connection"
    here_word: rx.Var[str]
    alone_word: rx.Var[str]
    here_class: rx.Var[str]
    alone_class: rx.Var[str]


class WhenAlone(rx.Component):
    """Shows what is inside while the connection is gone."""

    library = _LIBRARY
    tag = "WhenAlone"


def connection(**props: Any) -> rx.Component:
    """Return a word about the connection; see ``Connection``."""
    return Connection.create(**props)


def when_alone(*children: Any) -> rx.Component:
    """Return what is shown only while the connection is gone."""
    return WhenAlone.create(*children)
