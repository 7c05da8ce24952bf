"""Elements that the browser handles by itself, without Reflex in between.

A form that posts to a route of ours (Reflex's own form always stays on the page), and a link to a file or
into the same page (Reflex's own ``a`` asks its router, which knows neither).
"""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

# Printing happens in the browser; as a function in the page itself it needs no script from the server.
PRINT: Any = rx.Var("(() => window.print())", _var_type=rx.EventChain)


class NativeForm(BaseHTML):
    """The plain element, without Reflex's handler that keeps it from being sent."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]


def native_form(*children: Any, action: str, uploads: bool = False, **props: Any) -> rx.Component:
    """Return a form that posts to ``action``, a route declared with ``core.routes.route``.

    Args:
        children: the fields and a button of type ``submit``.
        action: path of the route.
        uploads: whether the form sends a file.
        props: other properties of the element.
    """
    kind = "multipart/form-data" if uploads else "application/x-www-form-urlencoded"
    return NativeForm.create(*children, action=action, method="post", enc_type=kind, **props)


def submits(handler: Any) -> Any:
    """Return the ``on_submit`` of a form whose handler takes a ``Form``.

    Reflex compares the annotation with a plain dict and refuses it; the guard makes the form of it.
    """

    def submit(data: rx.Var[dict[str, Any]]) -> Any:
        return handler(data)

    return submit


class NativeLink(BaseHTML):
    """The plain ``a``."""

    tag = "a"
    href: rx.Var[str]
    target: rx.Var[str]
    rel: rx.Var[str]


def native_link(*children: Any, href: Any, **props: Any) -> rx.Component:
    """Return a link that the browser follows itself: a file, another window, or a place in the page."""
    return NativeLink.create(*children, href=href, **props)
