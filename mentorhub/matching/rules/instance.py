"""What is to be matched: lists, places, pins, forbidden pairs, tie-breaks; checked at the door."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from mentorhub.matching.rules.errors import (
    BadCapacity,
    BadListLength,
    DuplicateChoice,
    ListTooLong,
    PinForbidden,
    PinOverCapacity,
    SecondPin,
    UnknownMentee,
    UnknownMentor,
)
from mentorhub.matching.rules.values import PairKey, Wish

LONGEST_LIST = 10


@dataclass(frozen=True, slots=True)
class Instance:
    """One matching problem. Ids are opaque strings; pairs are (mentee, mentor) unless said otherwise.

    `preferences`: each mentee's list, best first, empty when nothing was handed in.
    `capacities`: places per mentor, 0 or more.
    `pins`: pairs fixed beforehand; they use up places. `forbidden`: pairs that may not be made.
    `current`: mentor by mentee of an earlier run, for counting changed pairs; may name people who left.
    `wishes`: the mentor's answer by (mentor, mentee); none given counts as FINE.
    `fit`: shared qualities per pair, an integer, more is better; none given counts as 0.
    `met`: pairs who met, or the number of the round by pair.
    `seed`: the stored seed of the lottery. `list_length`: the longest list allowed, 1 to 10.
    `filling`: by mentee with a short list the mentors that fill it, all of them equally her next choice
    (`short_lists.py`); mentors on the list and fillings of full lists are ignored.

    Raises a `MatchingError` for an unknown person in lists, pins or forbidden pairs, a mentor listed
    twice, a list that is too long, a bad number of places, two pins for a mentee, pins over capacity,
    or a pair both pinned and forbidden.
    """

    preferences: Mapping[str, tuple[str, ...]]
    capacities: Mapping[str, int]
    pins: frozenset[PairKey] = frozenset()
    forbidden: frozenset[PairKey] = frozenset()
    current: Mapping[str, str] = field(default_factory=dict)
    wishes: Mapping[PairKey, Wish] = field(default_factory=dict)
    fit: Mapping[PairKey, int] = field(default_factory=dict)
    met: frozenset[PairKey] | Mapping[PairKey, int] = frozenset()
    seed: int = 0
    list_length: int = 4
    filling: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses what cannot be matched, see above."""
        _check_sizes(self)
        _check_lists(self)
        _check_pairs(self)
        _check_pins(self)

    def rank(self, mentee: str, mentor: str) -> int | None:
        """The place of the mentor on the mentee's list, 1 is best; None when not listed."""
        choices = self.preferences[mentee]
        return choices.index(mentor) + 1 if mentor in choices else None

    def filled_with(self, mentee: str) -> frozenset[str]:
        """The mentors who count, all equally, as the choice after the last of a short list."""
        choices = self.preferences[mentee]
        mentors = self.filling.get(mentee, frozenset())
        return mentors.difference(choices) if len(choices) < self.list_length else frozenset()

    def place(self, mentee: str, mentor: str) -> int | None:
        """The rank, or for a mentor who fills a short list the one after its last; None for others."""
        rank = self.rank(mentee, mentor)
        if rank is None and mentor in self.filled_with(mentee):
            return len(self.preferences[mentee]) + 1
        return rank

    def wish(self, mentor: str, mentee: str) -> Wish:
        """What the mentor answered about the mentee; FINE without an answer."""
        return self.wishes.get((mentor, mentee), Wish.FINE)

    def shared(self, mentee: str, mentor: str) -> int:
        """How many qualities the two share; 0 when nothing is known."""
        return self.fit.get((mentee, mentor), 0)

    def round_met(self, mentee: str, mentor: str) -> int | None:
        """The round in which the two met, None when unknown or not at all."""
        return self.met.get((mentee, mentor)) if isinstance(self.met, Mapping) else None

    def pinned_mentor(self) -> dict[str, str]:
        """Mentor by pinned mentee."""
        return dict(self.pins)

    def room(self) -> dict[str, int]:
        """Places left per mentor after the pins."""
        taken = Counter(mentor for _, mentor in self.pins)
        return {mentor: places - taken[mentor] for mentor, places in self.capacities.items()}

    def keepable(self) -> dict[str, str]:
        """Mentor by mentee of the earlier run, as far as that pair could still be made."""
        return {
            mentee: mentor
            for mentee, mentor in self.current.items()
            if mentee in self.preferences
            and self.capacities.get(mentor, 0) > 0
            and (mentee, mentor) not in self.forbidden
        }


def _check_sizes(instance: Instance) -> None:
    if not 1 <= instance.list_length <= LONGEST_LIST:
        raise BadListLength(instance.list_length)
    for mentor, places in instance.capacities.items():
        if not isinstance(places, int) or isinstance(places, bool) or places < 0:
            raise BadCapacity(mentor, places)


def _check_lists(instance: Instance) -> None:
    known, limit = instance.capacities.keys(), instance.list_length
    for mentee, choices in instance.preferences.items():
        if len(choices) > limit:
            raise ListTooLong(mentee, len(choices), limit)
        if len(set(choices)) < len(choices):
            raise DuplicateChoice(mentee, next(c for c in choices if choices.count(c) > 1))
        if not known >= set(choices):
            raise UnknownMentor(next(c for c in choices if c not in known), mentee, "preferences")
    for mentee, mentors in instance.filling.items():
        if mentee not in instance.preferences:
            raise UnknownMentee(mentee, "filling")
        if not known >= mentors:
            raise UnknownMentor(min(mentors - known), mentee, "filling")


def _check_pairs(instance: Instance) -> None:
    for where, pairs in (("pins", instance.pins), ("forbidden", instance.forbidden)):
        for mentee, mentor in sorted(pairs):
            if mentee not in instance.preferences:
                raise UnknownMentee(mentee, where)
            if mentor not in instance.capacities:
                raise UnknownMentor(mentor, mentee, where)


def _check_pins(instance: Instance) -> None:
    mentors: dict[str, list[str]] = defaultdict(list)
    mentees: dict[str, list[str]] = defaultdict(list)
    for mentee, mentor in sorted(instance.pins):
        mentors[mentee].append(mentor)
        mentees[mentor].append(mentee)
        if (mentee, mentor) in instance.forbidden:
            raise PinForbidden(mentee, mentor)
    for mentee, chosen in mentors.items():
        if len(chosen) > 1:
            raise SecondPin(mentee, tuple(chosen))
    for mentor, pinned in mentees.items():
        if len(pinned) > instance.capacities[mentor]:
            raise PinOverCapacity(mentor, instance.capacities[mentor], tuple(pinned))
