"""A pair's history as lines: contacts with their minutes, appointments by their day, acts of staff."""

from datetime import date
from typing import TypedDict

from mentorhub.core.dates import day_text, moment_text, short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.service import Moment, PairFile
from mentorhub.monitoring.service.acts import Did, TalkLine
from mentorhub.pairs.rows import channel_text

_PER_WHOM = ("reminded", "talk")


class MomentRow(TypedDict):
    """One line of the timeline."""

    day: Bilingual
    text: Bilingual
    kind: str


class TalkRow(TypedDict):
    """A talk to come."""

    id: str
    text: Bilingual
    when: Bilingual


def moment_row(moment: Moment, file: PairFile) -> MomentRow:
    """Return a line of the timeline."""
    text = history_text(moment.did) if moment.did else _moment_text(moment, file.today)
    return MomentRow(day=day_text(moment.day, file.zone), text=text, kind=moment.kind)


def _moment_text(moment: Moment, today: date) -> Bilingual:
    if moment.kind == "contact":
        return say("monitoring.moment.contact", what=channel_text(moment.channel, moment.minutes))
    if moment.kind == "appointment":
        return say(f"monitoring.moment.appointment_{'ahead' if moment.day >= today else 'past'}")
    return say(f"monitoring.moment.{moment.kind}")


def history_text(did: Did) -> Bilingual:
    """Return what staff did and who, such as ``Herinnering aan beiden, door jou``."""
    name = did.kind
    if name in _PER_WHOM:
        name += f"_{did.whom or 'both'}"
    if name == "ended":
        name += f"_{did.reason or 'other'}"
    until = short_day_text(did.until, "UTC") if did.until else ""
    what = say(f"desk.history.{name}", until=until)
    return _by(what, did, "history")


def did_text(did: Did) -> Bilingual:
    """Return what was done last, when and by whom, for somebody whose page was old."""
    return _by(say(f"desk.did.{did.kind}", day=short_day_text(did.day, "UTC")), did, "did")


def _by(what: Bilingual, did: Did, section: str) -> Bilingual:
    if not did.by:
        return what
    by = "by_you" if did.is_mine else "by_other"
    return say(f"desk.{section}.{by}", what=what, name=did.by)


def talk_row(talk: TalkLine, zone: str) -> TalkRow:
    """Return a talk to come; where it is, stands in the mail of those who go."""
    by = "by_you" if talk.is_mine else "by_other"
    text = say(f"desk.history.{by}", what=say(f"monitoring.talk.{talk.whom}"), name=talk.by)
    return TalkRow(id=str(talk.talk_id), text=text, when=moment_text(talk.starts_at, zone))
