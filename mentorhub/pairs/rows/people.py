"""Who the other is, why the two are together, who stands in: rows and texts in both languages."""

from typing import Any, TypedDict

from mentorhub.core.dates import day_text, short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.service.wishes import MentorFacts
from mentorhub.matching.wording import own_reason_text
from mentorhub.pairs.rules import FirstContact, international
from mentorhub.pairs.service import PairLine, PairRoom, StandIn
from mentorhub.people.state import colour_of

NOTHING: Bilingual = {"nl": "", "en": ""}


class PairRow(TypedDict):
    """One of several pairs, to choose from."""

    pair_id: str
    name: str
    initials: str
    colour: int
    course: str
    text: Bilingual
    tone: str


class StandInRow(TypedDict):
    """Who helps while a mentor is away, or whom I help."""

    id: str
    name: str
    initials: str
    colour: int
    title: Bilingual
    text: Bilingual
    email: str
    phone: str
    whatsapp: str


def first_contact_text(deadline: FirstContact) -> Bilingual:
    """Return how many days are left, or over, for the first contact."""
    days = deadline.days_left
    names = {1: "one_day_left", 0: "last_day", -1: "one_day_over"}
    return say(f"pairs.first.{names.get(days, 'days_left' if days > 0 else 'days_over')}", n=abs(days))


def pair_row(line: PairLine) -> PairRow:
    """Return the row of a pair in the list of a mentor with several."""
    return PairRow(
        pair_id=str(line.pair_id),
        name=line.full_name,
        initials=line.initials,
        colour=colour_of(line.person_id),
        course=line.course,
        text=_state_text(line),
        tone=_tone(line.first_contact),
    )


def _state_text(line: PairLine) -> Bilingual:
    if line.first_contact:
        return first_contact_text(line.first_contact)
    if line.last_contact_on is None:
        return say("pairs.list.none_yet")
    return say("pairs.list.last", day=short_day_text(line.last_contact_on, line.zone))


def _tone(deadline: FirstContact | None) -> str:
    if deadline is None:
        return "ok"
    return "late" if deadline.days_left < 0 else "soon"


def until_text(deadline: FirstContact, zone: str) -> Bilingual:
    """Return the day before which, or since which, the first contact is due."""
    key = "pairs.first.was_due" if deadline.days_left < 0 else "pairs.first.due"
    return say(key, day=day_text(deadline.due_on, zone))


def why_text(room: PairRoom) -> Bilingual:
    """Return why the two are together in one honest sentence, from what the reader may know."""
    if room.facts is not None:
        return mentor_why_text(room.facts, room.line.first_name)
    return own_reason_text(room.own_reason) if room.own_reason else NOTHING


def mentor_why_text(facts: MentorFacts, name: str) -> Bilingual:
    """Return a mentor's sentence: own wish, round met, shared qualities; never where she stood on a list."""
    begin = "wish" if facts.wish == "prefer" else "met" if facts.round_met else ""
    if not begin:
        return say(
            f"pairs.why.{'shared' if facts.shared else 'any'}", shared=_shared(facts.shared), name=name
        )
    whole = f"{begin}_shared" if facts.shared else begin
    return say(f"pairs.why.{whole}", shared=_shared(facts.shared), name=name, round=facts.round_met)


def _shared(count: int) -> Bilingual:
    return say("pairs.why.one" if count == 1 else "pairs.why.more", n=count)


def stand_in_row(one: StandIn, *, for_mentee: bool) -> StandInRow:
    """Return the card of a substitute for a mentee, or of the mentee for the substitute."""
    part, other = "mentee" if for_mentee else "mentor", one.other
    names = {"away": one.away, "name": other.first_name}
    return StandInRow(
        id=str(other.enrolment_id),
        name=other.full_name,
        initials=other.initials,
        colour=colour_of(other.person_id),
        title=say(f"pairs.stand_in.{part}_title", **names),
        text=say(f"pairs.stand_in.{part}_text", **names),
        email=other.email,
        phone=other.phone,
        whatsapp=international(other.phone, one.zone),
    )


def unmatched_text(reason: dict[str, Any], *, for_mentee: bool) -> Bilingual:
    """Return what who has no pair after the match reads: the own reason, else what happens now."""
    if reason.get("kind") == "no_mentor":
        return own_reason_text(reason)
    return say("pairs.empty.mentee_left" if for_mentee else "pairs.empty.mentor_left")
