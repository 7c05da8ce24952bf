"""The words of the start page, in both languages, chosen from what the service found."""

from dataclasses import dataclass

from mentorhub.core.dates import hour_text, local_day, moment_text, short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.start.rules import Next, Step, next_step, top_is_open, wishes_are_open
from mentorhub.start.service import Start

NOTHING: Bilingual = {"nl": "", "en": ""}


@dataclass(frozen=True, slots=True)
class Card:
    """The card of the next step: deadline (may be empty), title, text, and where its one button leads."""

    deadline: Bilingual
    title: Bilingual
    text: Bilingual
    button: Bilingual
    address: str


_ADDRESS = {
    Next.ROOM: "/room",
    Next.FIRST_CONTACT: "/coach",
    Next.PAIR: "/coach",
    Next.ACTION: "/internships",
    Next.SEARCH: "/leads",
    Next.TIP: "/leads/new",
    Next.PLACED: "/internships",
    Next.STAND_IN: "/coach",
    Next.TOP: "/top",
    Next.WISHES: "/wishes",
    Next.QUALITIES: "/qualities",
}


def card_of(start: Start) -> Card:
    """Return the card of the one next step."""
    step = next_step(start.facts, start.now)
    button, address = _button(start, step)
    return Card(
        deadline=_deadline(start, step),
        title=_title(start, step),
        text=_text(start, step),
        button=say(f"start.button.{button}"),
        address=address,
    )


def _button(start: Start, step: Next) -> tuple[str, str]:
    """Return the name of the button's text, and where it leads."""
    if step in _ADDRESS:
        return step.value, _ADDRESS[step]
    if step is Next.WAIT_FOR_MATCH and start.facts.handed_in:
        return "handed_in", "/top"
    if step is Next.WAIT_FOR_MATCH and wishes_are_open(start.facts):
        return "answered", "/wishes"
    return "profile", "/profile"


def _title(start: Start, step: Next) -> Bilingual:
    if step is Next.STAND_IN:
        return say("pairs.stand_in.mentor_title", away=start.stand_ins[0].away)
    if step not in (Next.FIRST_CONTACT, Next.PAIR):
        return say(f"start.title.{step.value}")
    first, *more = start.pairs
    if more:
        return say(f"start.title.{step.value}_many")
    return say(f"start.title.{step.value}", name=first.first_name)


def _text(start: Start, step: Next) -> Bilingual:
    if step in _TEXT:
        return _TEXT[step](start)
    return say(f"start.text.{step.value}", n=start.facts.qualities)


def _stand_in_text(start: Start) -> Bilingual:
    first = start.stand_ins[0]
    return say("pairs.stand_in.mentor_text", away=first.away, name=first.other.first_name)


def _no_pair_text(start: Start) -> Bilingual:
    return say(f"pairs.empty.{'mentee' if start.facts.is_mentee else 'mentor'}_left")


def _top_text(start: Start) -> Bilingual:
    name = {0: "top_none", 1: "top_one"}.get(start.conversations, "top_many")
    return say(f"start.text.{name}", n=start.conversations)


def _wait_for_match_text(start: Start) -> Bilingual:
    facts = start.facts
    how = "mentor" if not facts.is_mentee else "handed_in" if facts.handed_in else "missed"
    return say(f"start.text.wait_for_match_{how}")


def _wait_for_event_text(start: Start) -> Bilingual:
    if start.facts.event is None:
        return NOTHING
    when = _capital(moment_text(start.facts.event.starts_at, start.zone))
    return say("start.text.wait_for_event", when=when)


def _wishes_text(start: Start) -> Bilingual:
    facts = start.facts
    if facts.answered:
        return say("start.text.wishes_more", n=facts.answered, whole=facts.asked)
    return say("start.text.wishes_one" if facts.asked == 1 else "start.text.wishes", n=facts.asked)


def _capital(text: Bilingual) -> Bilingual:
    return {language: words[:1].upper() + words[1:] for language, words in text.items()}


def _first_contact_text(start: Start) -> Bilingual:
    first, *more = start.pairs
    if more:
        return say("start.text.first_contact_many", n=start.facts.waiting)
    part = "mentee" if start.facts.is_mentee else "mentor"
    return say(f"start.text.first_contact_{part}", name=first.first_name)


_TEXT = {
    Next.FIRST_CONTACT: _first_contact_text,
    Next.STAND_IN: _stand_in_text,
    Next.NO_PAIR: _no_pair_text,
    Next.TOP: _top_text,
    Next.WISHES: _wishes_text,
    Next.WAIT_FOR_MATCH: _wait_for_match_text,
    Next.WAIT_FOR_EVENT: _wait_for_event_text,
}


def _deadline(start: Start, step: Next) -> Bilingual:
    event = start.facts.event
    if step is Next.ROOM:
        return say("start.deadline.now")
    if step is Next.FIRST_CONTACT:
        left = min(pair.first_contact.days_left for pair in start.pairs if pair.first_contact)
        return _days(left, "last_day")
    if step is Next.ACTION and start.facts.search and start.facts.search.due is not None:
        return _days(start.facts.search.due, "today")
    if event and step in (Next.TOP, Next.WISHES) and event.ranking_until:
        left = (local_day(event.ranking_until, start.zone) - local_day(start.now, start.zone)).days
        return _days(left, "until_hour", hour=hour_text(event.ranking_until, start.zone))
    if event and step in (Next.QUALITIES, Next.WAIT_FOR_EVENT) and event.starts_at > start.now:
        return _ahead((local_day(event.starts_at, start.zone) - local_day(start.now, start.zone)).days)
    return NOTHING


def _days(left: int, on_the_day: str, **values: object) -> Bilingual:
    names = {1: "one_day_left", 0: on_the_day, -1: "one_day_over"}
    name = names.get(left, "days_left" if left > 0 else "days_over")
    return say(f"start.deadline.{name}", n=abs(left), **values)


def _ahead(days: int) -> Bilingual:
    name = {0: "today", 1: "tomorrow"}.get(days, "in_days")
    return say(f"start.deadline.{name}", n=days)


def step_title(step: Step, start: Start) -> Bilingual:
    """Return the name of a step."""
    if step is not Step.PAIR:
        return say(f"start.step.{step.value}")
    if start.facts.is_mentee:
        return say("start.step.coach")
    return say("start.step.juniors" if len(start.pairs) > 1 else "start.step.junior")


def step_about(step: Step, start: Start) -> Bilingual:
    """Return the line below a step: what was done, or when it comes."""
    about = {
        Step.QUALITIES: _about_qualities,
        Step.EVENT: _about_event,
        Step.TOP: _about_top,
        Step.WISHES: _about_wishes,
        Step.PAIR: _about_pair,
        Step.INTERNSHIP: _about_internship,
    }
    return about[step](start)


def _about_qualities(start: Start) -> Bilingual:
    return say("start.about.qualities", n=start.facts.qualities)


def _about_event(start: Start) -> Bilingual:
    event = start.facts.event
    if event is None:
        return say("start.about.event_none")
    if event.is_live:
        return say("start.about.event_live")
    if not event.is_over:
        return moment_text(event.starts_at, start.zone)
    many = "event_clicks" if start.clicks else "event_many"
    name = {0: "event_over", 1: "event_one"}.get(start.conversations, many)
    return say(f"start.about.{name}", n=start.conversations, clicks=start.clicks)


def _about_top(start: Start) -> Bilingual:
    if start.handed_in_at:
        return say("start.about.top_done", day=short_day_text(start.handed_in_at, start.zone))
    if not start.facts.is_over or start.facts.event is None:
        return say("start.about.top_later")
    if not top_is_open(start.facts, start.now):
        return say("start.about.top_missed")
    until = start.facts.event.ranking_until
    if until is None:
        return say("start.about.top_open")
    return say("start.about.top_until", when=moment_text(until, start.zone))


def _about_wishes(start: Start) -> Bilingual:
    return say("start.about.wishes", n=start.facts.answered, whole=start.facts.asked)


def _about_pair(start: Start) -> Bilingual:
    if not start.pairs:
        return say("start.about.pair_later")
    first, *more = start.pairs
    name = "pair_many" if more else "pair_one"
    return say(f"start.about.{name}", n=len(start.pairs), name=first.full_name)


def _about_internship(start: Start) -> Bilingual:
    search = start.facts.search
    if search is None or not (search.running or search.is_placed):
        return say("start.about.search_none")
    if search.is_placed:
        return say("start.about.search_placed")
    return say(
        "start.about.search_one" if search.running == 1 else "start.about.search_many", n=search.running
    )


def step_address(step: Step, start: Start) -> str:
    """Return where a step leads, empty while there is nothing to see."""
    facts = start.facts
    is_open = {
        Step.QUALITIES: True,
        Step.EVENT: facts.event is not None and facts.event.is_live,
        Step.TOP: facts.handed_in or top_is_open(facts, start.now),
        Step.WISHES: True,
        Step.PAIR: bool(start.pairs or start.stand_ins),
        Step.INTERNSHIP: True,
    }
    addresses = {
        Step.QUALITIES: "/qualities",
        Step.EVENT: "/room",
        Step.TOP: "/top",
        Step.WISHES: "/wishes",
        Step.PAIR: "/coach",
        Step.INTERNSHIP: "/internships",
    }
    return addresses[step] if is_open[step] else ""
