"""Contact moments and what the other says of them: rows and texts in both languages."""

from typing import TypedDict

from mentorhub.core.dates import day_text, short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.rules import CHANNELS, MINUTES
from mentorhub.pairs.service import ContactLine, PairLine


class ContactRow(TypedDict):
    """One contact moment.

    ``asks`` whether the reader can say that it is right; ``channel``, ``minutes`` and ``on`` are what the
    form begins with that corrects it.
    """

    id: str
    day: Bilingual
    what: Bilingual
    who: Bilingual
    undo: Bilingual
    can_undo: bool
    answer: Bilingual
    asks: bool
    confirm: Bilingual
    wrong: Bilingual
    channel: str
    minutes: str
    on: str


def channel_text(channel: str, minutes: int) -> Bilingual:
    """Return for example ``Gebeld, 30 minuten``; without the minutes when they were not asked."""
    word = say(f"pairs.channel.{channel}")
    return say("pairs.history.minutes", channel=word, n=minutes) if minutes else word


def contact_row(contact: ContactLine, line: PairLine) -> ContactRow:
    """Return the row of a contact moment."""
    day, what = day_text(contact.happened_on, line.zone), _what(contact)
    by = "by_you" if contact.is_mine else "by_other"
    return ContactRow(
        id=str(contact.contact_id),
        day=day,
        what=what,
        who=say(f"pairs.history.{by}", name=line.first_name),
        undo=say("pairs.history.undo_which", what=what, day=day),
        can_undo=contact.can_undo,
        answer=answer_text(contact, line),
        asks=not contact.is_mine and contact.answer == "",
        confirm=say("together.contact.confirm_which", what=what, day=day),
        wrong=say("together.contact.wrong_which", what=what, day=day),
        channel=contact.channel if contact.channel in CHANNELS else "seen",
        minutes=str(min(MINUTES, key=lambda minutes: abs(minutes - contact.minutes))),
        on=contact.happened_on.isoformat(),
    )


def _what(contact: ContactLine) -> Bilingual:
    what = channel_text(contact.channel, contact.minutes)
    return say("together.contact.planned", what=what) if contact.planned else what


def answer_text(contact: ContactLine, line: PairLine) -> Bilingual:
    """Return what the other of the two says of a moment: that it is right, or what stood there first."""
    # The other of who logged it: the reader, when the moment is not the reader's own.
    by = "by_other" if contact.is_mine else "by_you"
    if contact.answer == "confirmed":
        return say(f"together.contact.confirmed_{by}", name=line.first_name)
    if contact.before is None:
        return {"nl": "", "en": ""}
    was = channel_text(contact.before.channel, contact.before.minutes)
    day = short_day_text(contact.before.happened_on, line.zone)
    return say(f"together.contact.corrected_{by}", name=line.first_name, what=was, day=day)
