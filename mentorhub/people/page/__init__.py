"""Pages of people: signing in, choosing a part, the own account, the mailbox."""

from mentorhub.core import language
from mentorhub.people.page import account, mailbox, sign_in, where
from mentorhub.people.service.account import remember_language

language.remember_with(remember_language)

__all__ = ["account", "mailbox", "sign_in", "where"]
