"""What happens in a pair of the demo as rows: contacts, the rhythm, a pause, a call for help, its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from mentorhub.demo.days import Calendar
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import CHANNELS
from mentorhub.pairs.tables import Contact, HelpCall, PairPause, PairRhythm

MINUTES = (10, 15, 20, 30, 45)
Row = Contact | HelpCall | PairPause | PairRhythm


@dataclass(frozen=True, slots=True)
class Story:
    """What one pair did, in days ago of those that count.

    Attributes:
        matched: when it began.
        contacts: when the two were in contact.
        rhythm: what they agreed on, empty when they did not.
        pause: first and last day of a pause; a negative day is still to come.
        help_asked: calendar days since one of them asked for help, None when nobody did.
        help_closed: calendar days since that was closed, None while it is open.
        ended: calendar days since staff ended it, None while it runs.
    """

    matched: int
    contacts: tuple[int, ...]
    rhythm: str = ""
    pause: tuple[int, int] | None = None
    help_asked: int | None = None
    help_closed: int | None = None
    ended: int | None = None


def rows(pair: Pair, story: Story, at: Calendar, chance: Random) -> Iterator[Row]:
    """Return the rows of a story; a pair that staff ended is marked so."""
    if story.ended is not None:
        pair.ended_at, pair.end_reason = at.moment(story.ended), "stopped"
    for counted in story.contacts:
        yield contact(pair, at, at.ago(counted), chance)
    mine: dict[str, Any] = {"school_id": pair.school_id, "pair_id": pair.id}
    begun = at.moment(at.ago(story.matched) - 1)
    if story.rhythm:
        yield PairRhythm(**mine, rhythm=story.rhythm, by_enrolment_id=pair.mentor_id, set_at=begun)
    if story.pause:
        first, last = story.pause
        yield PairPause(
            **mine,
            reason="exams",
            from_on=at.day(first),
            until_on=at.day(last),
            by_enrolment_id=pair.mentee_id,
            created_at=at.moment(first, 9),
        )
    if story.help_asked is not None:
        yield help_call(pair, at, story.help_asked, story.help_closed)


def contact(pair: Pair, at: Calendar, days: int, chance: Random) -> Contact:
    """Return a contact moment of so many days ago."""
    return Contact(
        school_id=pair.school_id,
        pair_id=pair.id,
        by_enrolment_id=chance.choice((pair.mentee_id, pair.mentor_id)),
        happened_on=at.day(days),
        channel=chance.choice(CHANNELS),
        minutes=chance.choice(MINUTES),
        once_key=f"demo {days}",
        created_at=at.moment(days, 17),
    )


def help_call(pair: Pair, at: Calendar, asked: int, closed: int | None) -> HelpCall:
    """Return a call for help; one that was closed was taken up a day after it was asked."""
    call = HelpCall(
        school_id=pair.school_id,
        programme_id=pair.programme_id,
        pair_id=pair.id,
        by_enrolment_id=pair.mentee_id,
        category="contact",
        text="We vinden geen dag die ons allebei past.",
        once_key=f"demo help {pair.id}",
        created_at=at.moment(asked, 11),
    )
    if closed is not None:
        call.taken_at = call.created_at + timedelta(days=1)
        call.closed_at, call.outcome = at.moment(closed), "better"
    return call
