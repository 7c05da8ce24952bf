"""Ids that come from an address or from the browser."""

import uuid

import reflex as rx

from mentorhub.core.actor import NotFound


def as_id(text: str) -> uuid.UUID:
    """Return an id.

    Raises:
        NotFound: the text is no id, so nothing can have it.
    """
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound from None


def speed_date_in(state: rx.State) -> uuid.UUID:
    """Return the speed date that the page's address names (``/speed-dates/[speed_date_id]``).

    Raises:
        NotFound: the address names none.
    """
    return as_id(getattr(state, "speed_date_id", ""))
