"""Notices: what the hub tells a person by mail or in the hub, and how each person chose to hear of it."""

from mentorhub.people.notices.kinds import KINDS, Channel, Kind, kinds_for
from mentorhub.people.notices.telling import Told, channel_of, forget, respect_choices, tell, tell_with

__all__ = [
    "KINDS",
    "Channel",
    "Kind",
    "Told",
    "channel_of",
    "forget",
    "kinds_for",
    "respect_choices",
    "tell",
    "tell_with",
]
