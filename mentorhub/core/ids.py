"""Ids as they come from a browser: text, of which anything may be made up."""

import uuid

from mentorhub.core.actor import NotFound


def as_id(text: str) -> uuid.UUID:
    """Return the id that a text writes.

    Raises:
        NotFound: the text is no id; that looks the same as an id that does not exist.
    """
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise NotFound from error
