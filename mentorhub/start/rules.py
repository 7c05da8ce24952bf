"""The one thing to do now, and the way from the 5 qualities to the pair; pure: facts in, steps out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

QUALITIES = 5
_LIVE = frozenset({"lobby", "round", "changeover"})
_OVER = frozenset({"ranking", "closed"})


class Next(StrEnum):
    """The one next step of a student."""

    ROOM = "room"
    FIRST_CONTACT = "first_contact"
    PAIR = "pair"
    ACTION = "action"
    SEARCH = "search"
    TIP = "tip"
    PLACED = "placed"
    STAND_IN = "stand_in"
    NO_PAIR = "no_pair"
    TOP = "top"
    WISHES = "wishes"
    QUALITIES = "qualities"
    WAIT_FOR_EVENT = "wait_for_event"
    WAIT_FOR_PLAN = "wait_for_plan"
    WAIT_FOR_MATCH = "wait_for_match"


class Step(StrEnum):
    """A step on the way, in order."""

    QUALITIES = "qualities"
    EVENT = "event"
    TOP = "top"
    WISHES = "wishes"
    PAIR = "pair"
    INTERNSHIP = "internship"


@dataclass(frozen=True, slots=True)
class Event:
    """A speed date as one student sees it: when it starts, its phase, until when the top 4 is open."""

    starts_at: datetime
    phase: str
    ranking_until: datetime | None

    @property
    def is_live(self) -> bool:
        """Whether the room is open and the rounds are not over."""
        return self.phase in _LIVE

    @property
    def is_over(self) -> bool:
        """Whether the rounds are over."""
        return self.phase in _OVER


@dataclass(frozen=True, slots=True)
class Search:
    """The search for an internship of a mentee, or of all juniors of a mentor together.

    Attributes:
        running: applications that go on.
        is_placed: whether everybody concerned has an internship.
        due: days until the next action of the mentee, below 0 when it is late; None without one.
        tips: leads that a mentor shared.
    """

    running: int = 0
    is_placed: bool = False
    due: int | None = None
    tips: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides the next step.

    Attributes:
        is_mentee: whether the student hands in a top 4.
        qualities: how many qualities were chosen to look for.
        event: the speed date that counts now, None when none is planned.
        handed_in: whether the top 4 was handed in.
        pairs: running pairs.
        waiting: pairs that had no contact yet.
        asked: mentees about whom a mentor is asked, 0 when nothing is asked.
        answered: of how many of them the mentor said something.
        can_answer: whether that is still possible.
        stand_ins: mentees for whom a mentor stands in.
        is_published: whether the match is out.
        search: how far the search for an internship is; None without a pair.
    """

    is_mentee: bool
    qualities: int
    event: Event | None
    handed_in: bool
    pairs: int
    waiting: int
    asked: int = 0
    answered: int = 0
    can_answer: bool = False
    stand_ins: int = 0
    is_published: bool = False
    search: Search | None = None

    @property
    def is_over(self) -> bool:
        """Whether the student's speed date is behind."""
        return self.event is not None and self.event.is_over


def event_that_counts(events: Iterable[Event]) -> Event | None:
    """Return the speed date to speak of: the one going on, else the next, else the latest that is over."""
    known = sorted(events, key=lambda event: event.starts_at)
    live = [event for event in known if event.is_live]
    ahead = [event for event in known if not event.is_live and not event.is_over]
    return next(iter([*live, *ahead, *reversed(known)]), None)


def top_is_open(facts: Facts, now: datetime) -> bool:
    """Whether a mentee can still hand in the top 4."""
    if facts.event is None or not facts.is_mentee or not facts.is_over or facts.pairs:
        return False
    return facts.event.ranking_until is None or now < facts.event.ranking_until


def wishes_are_open(facts: Facts) -> bool:
    """Whether a mentor is asked now with whom it clicked: after the rounds, while answers count."""
    return facts.is_over and not facts.is_mentee and facts.can_answer and facts.asked > 0


def shows_wishes(facts: Facts) -> bool:
    """Whether the wishes are a step on the way: while they are asked, and later for who answered."""
    return wishes_are_open(facts) or facts.answered > 0


def next_step(facts: Facts, now: datetime) -> Next:
    """Return the one thing to do now; what happens in the room right now goes before all else."""
    if facts.event is not None and facts.event.is_live:
        return Next.ROOM
    if facts.pairs or facts.stand_ins:
        return _with_somebody(facts)
    if facts.is_published and (facts.event is None or facts.is_over):
        return Next.NO_PAIR
    if facts.is_over:
        return _after_the_rounds(facts, now)
    if facts.qualities < QUALITIES:
        return Next.QUALITIES
    return Next.WAIT_FOR_EVENT if facts.event else Next.WAIT_FOR_PLAN


def _with_somebody(facts: Facts) -> Next:
    if not facts.pairs:
        return Next.STAND_IN
    if facts.waiting:
        return Next.FIRST_CONTACT
    if facts.search is None:
        return Next.PAIR
    return _of_a_mentee(facts.search) if facts.is_mentee else _of_a_mentor(facts.search)


def _of_a_mentee(search: Search) -> Next:
    if search.is_placed:
        return Next.PLACED
    if search.due is not None and search.due <= 0:
        return Next.ACTION
    return Next.PAIR if search.running else Next.SEARCH


def _of_a_mentor(search: Search) -> Next:
    return Next.PAIR if search.tips or search.is_placed else Next.TIP


def _after_the_rounds(facts: Facts, now: datetime) -> Next:
    if top_is_open(facts, now) and not facts.handed_in:
        return Next.TOP
    return Next.WISHES if wishes_are_open(facts) and facts.answered < facts.asked else Next.WAIT_FOR_MATCH


_STEP_OF = {
    Next.ROOM: Step.EVENT,
    Next.FIRST_CONTACT: Step.PAIR,
    Next.PAIR: Step.PAIR,
    Next.ACTION: Step.INTERNSHIP,
    Next.SEARCH: Step.INTERNSHIP,
    Next.TIP: Step.INTERNSHIP,
    Next.PLACED: Step.INTERNSHIP,
    Next.STAND_IN: Step.PAIR,
    Next.NO_PAIR: Step.PAIR,
    Next.TOP: Step.TOP,
    Next.WISHES: Step.WISHES,
    Next.QUALITIES: Step.QUALITIES,
    Next.WAIT_FOR_EVENT: Step.EVENT,
    Next.WAIT_FOR_PLAN: Step.EVENT,
    Next.WAIT_FOR_MATCH: Step.PAIR,
}


def way(facts: Facts, now: datetime) -> tuple[tuple[Step, str], ...]:
    """Return every step with ``done``, ``now`` or ``later``; a mentor has wishes instead of a top 4."""
    done = {
        Step.QUALITIES: facts.qualities >= QUALITIES,
        Step.EVENT: facts.is_over,
        Step.TOP: facts.handed_in,
        Step.WISHES: facts.answered > 0 and (facts.answered == facts.asked or not facts.can_answer),
        Step.PAIR: facts.pairs > 0 and facts.waiting == 0,
        Step.INTERNSHIP: facts.search is not None and facts.search.is_placed,
    }
    current = _STEP_OF[next_step(facts, now)]
    left_out = {Step.WISHES} if facts.is_mentee else {Step.TOP}
    if not shows_wishes(facts):
        left_out.add(Step.WISHES)
    if facts.search is None:
        left_out.add(Step.INTERNSHIP)
    steps = [step for step in Step if step not in left_out]
    return tuple((step, "done" if done[step] else "now" if step is current else "later") for step in steps)
