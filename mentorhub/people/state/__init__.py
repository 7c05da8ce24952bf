"""What the pages of people show, and their handlers."""

from mentorhub.people.state.me import Me, colour_of

__all__ = ["Me", "colour_of"]
