"""A mail as it travels: plain text and HTML of the same words, a footer, and how to end such mails.

The one-click end of mails is that of RFC 8058; the headers are those of RFC 2369 and RFC 3834.
"""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from mentorhub.core import clock
from mentorhub.core.outbox.html import html_of
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import catalogue, say_in
from mentorhub.settings import settings

# Seven bits pass every server.
_WRITTEN = SMTP.clone(cte_type="7bit")
# The standard library spoils a header with a long address when it may not be on one line (RFC 5322, 2.1.1).
_SENT = _WRITTEN.clone(max_line_length=998)


def as_message(mail: OutboxMail) -> EmailMessage:
    """Return the message as it goes to the mail server; its id stays the same over retries.

    Raises:
        ValueError: an address or the subject cannot be written.
    """
    message = EmailMessage(policy=_WRITTEN)
    sender = settings().mail_from
    message["From"], message["To"], message["Subject"] = sender, mail.to_address, mail.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{mail.id}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    _say_how_to_stop(message, mail.stop_address)
    footer = footer_of(mail)
    message.set_content(f"{mail.body.rstrip()}\n\n-- \n" + "\n".join(footer) + "\n")
    message.add_alternative(html_of(mail, footer), subtype="html")
    message["Content-Language"] = mail.language
    if mail.attachment:
        method = "CANCEL" if "METHOD:CANCEL" in mail.attachment else "REQUEST"
        message.add_attachment(
            mail.attachment, subtype="calendar", filename="afspraak.ics", params={"method": method}
        )
    return message


def _say_how_to_stop(message: EmailMessage, address: str) -> None:
    if not address:
        return
    message["List-Unsubscribe"] = f"<{address}>"
    if address.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def footer_of(mail: OutboxMail) -> tuple[str, ...]:
    """Return the lines at the foot: why this mail came, and where to end such mails when that is possible."""
    why = f"outbox.why.{mail.kind}"
    lines = (say_in(mail.language, why if why in catalogue() else "outbox.why.other"),)
    if mail.stop_address:
        lines += (say_in(mail.language, "outbox.foot.stop", address=mail.stop_address),)
    return lines


def as_bytes(message: EmailMessage, *, utf8: bool = False) -> bytes:
    """Return the message as it is sent; ``utf8`` is for addresses in other letters (RFC 6532)."""
    return message.as_bytes(policy=_SENT.clone(utf8=utf8))
