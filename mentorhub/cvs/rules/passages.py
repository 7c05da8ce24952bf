"""Passages: a text as the sentences that a coach can tap, and putting a suggestion in place of one."""

import re

_AFTER_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences and lines of a text, each exactly as it stands, without the space around it."""
    return tuple(part for part in (piece.strip() for piece in _AFTER_SENTENCE.split(text)) if part)


def replaced(text: str, passage: str, suggestion: str) -> str | None:
    """Return a text with a suggestion instead of a passage; the first one, when it stands there twice.

    Returns:
        None when the passage does not stand there exactly any more.
    """
    if not passage or passage not in text:
        return None
    return text.replace(passage, suggestion, 1)


MOST_PARAGRAPHS = 60
MOST_PARAGRAPH = 1000


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of an uploaded file's text that a coach can tap, without empty ones."""
    lines = (line.strip()[:MOST_PARAGRAPH].strip() for line in text.splitlines())
    return tuple([line for line in lines if line][:MOST_PARAGRAPHS])
