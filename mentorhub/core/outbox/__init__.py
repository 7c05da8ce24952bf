"""The outbox: mails are rows of the same transaction as what they tell; a worker sends each exactly once.

How, and what it cannot know, is told in ``working``; docs/decisions/0022-mail-exactly-once.md argues it.
"""

from mentorhub.core.outbox.delivering import ANSWER_SECONDS, MAIL_SECONDS, Line
from mentorhub.core.outbox.letters import as_bytes, as_message, footer_of
from mentorhub.core.outbox.working import CLAIM, FIRST_RETRY, retry_after, send_one, send_only_if, work
from mentorhub.core.outbox.writing import (
    ANSWER_KIND,
    PRIVATE_KINDS,
    enqueue,
    forget_unsent,
    new_mail,
    send_again,
)
from mentorhub.core.tables import OutboxMail

__all__ = [
    "ANSWER_KIND",
    "ANSWER_SECONDS",
    "CLAIM",
    "FIRST_RETRY",
    "MAIL_SECONDS",
    "PRIVATE_KINDS",
    "Line",
    "OutboxMail",
    "as_bytes",
    "as_message",
    "enqueue",
    "footer_of",
    "forget_unsent",
    "new_mail",
    "retry_after",
    "send_again",
    "send_one",
    "send_only_if",
    "work",
]
