"""Reflex configuration, taken from mentorhub/settings.py."""

from mentorhub.core.reflex_config import make_config

config = make_config()
