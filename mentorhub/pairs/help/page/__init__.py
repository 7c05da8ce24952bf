"""The pages of help: a student's, and the coordinator's three."""

from mentorhub.pairs.help.page import ask, call, contacts, desk

__all__ = ["ask", "call", "contacts", "desk"]
