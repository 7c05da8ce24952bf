"""Stable for both sides: deferred acceptance, mentees proposing, and the search for blocking pairs.

Source: Gale and Shapley 1962. A mentor's order is wish, then fit, then lottery; two mentees whom the
mentor answered alike do not block each other (weak stability).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from heapq import heappush, heappushpop

from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.lottery import drawer
from mentorhub.matching.rules.values import PairKey, Result

Standing = tuple[int, int, int]


def standing_at(instance: Instance) -> Callable[[str, str], Standing]:
    """Returns `standing(mentor, mentee)`: how the mentor orders mentees, lowest first."""
    draw = drawer(instance.seed)

    def standing(mentor: str, mentee: str) -> Standing:
        return (instance.wish(mentor, mentee), -instance.shared(mentee, mentor), draw(mentee, mentor))

    return standing


def defer_acceptance(instance: Instance) -> dict[str, str]:
    """Mentor by mentee for all who are not pinned; best possible for mentees among stable matches.

    Each mentee asks the mentors of the list in order; a mentor holds the best as far as there is room.
    The outcome does not depend on who asks first.
    """
    held: dict[str, list[tuple[Standing, str]]] = defaultdict(list)
    pinned, standing = instance.pinned_mentor(), standing_at(instance)
    room = instance.room()
    lists = {mentee: iter(_asked(instance, mentee)) for mentee in instance.preferences}
    waiting = sorted(lists.keys() - pinned.keys())
    while waiting:
        mentee = waiting.pop()
        for mentor in lists[mentee]:
            if (mentee, mentor) in instance.forbidden or not room[mentor]:
                continue
            refused = _ask(held[mentor], room[mentor], standing(mentor, mentee), mentee)
            if refused != mentee:
                if refused is not None:
                    waiting.append(refused)
                break
    return {mentee: mentor for mentor, holders in held.items() for _, mentee in holders}


def _asked(instance: Instance, mentee: str) -> tuple[str, ...]:
    """The list, and those who fill a short one in the order of a lottery of its own."""
    draw, mentors = drawer(instance.seed, "fill"), instance.filled_with(mentee)
    return instance.preferences[mentee] + tuple(sorted(mentors, key=lambda mentor: draw(mentee, mentor)))


def _ask(holders: list[tuple[Standing, str]], room: int, standing: Standing, mentee: str) -> str | None:
    """Adds the mentee to a heap with the worst on top; returns who is refused, if anybody."""
    bid = (_negated(standing), mentee)
    if len(holders) < room:
        heappush(holders, bid)
        return None
    return heappushpop(holders, bid)[1]


def _negated(standing: Standing) -> Standing:
    return (-standing[0], -standing[1], -standing[2])


def blocking_pairs(instance: Instance, result: Result) -> tuple[PairKey, ...]:
    """All (mentee, mentor) pairs who would both rather have each other, sorted.

    The mentee prefers the mentor to what she got, and the mentor has a free place or holds a mentee
    whom she answered worse. Pinned and forbidden pairs are not theirs to change, so they do not count.
    """
    return blocking_among(instance, result.mentor_of)


def blocking_among(instance: Instance, mentor_of: Mapping[str, str]) -> tuple[PairKey, ...]:
    """The same for a seating given as mentor by mentee, pins included."""
    pinned, used = instance.pinned_mentor(), Counter(mentor_of.values())
    worst: dict[str, int] = defaultdict(int)
    for mentee, mentor in mentor_of.items():
        if mentee not in pinned:
            worst[mentor] = max(worst[mentor], instance.wish(mentor, mentee))

    def blocks(mentee: str, mentor: str) -> bool:
        free = used[mentor] < instance.capacities[mentor]
        wanted = free or instance.wish(mentor, mentee) < worst[mentor]
        return wanted and (mentee, mentor) not in instance.forbidden

    return tuple(
        sorted(
            (mentee, mentor)
            for mentee, choices in instance.preferences.items()
            if mentee not in pinned
            for mentor in _better(choices, mentor_of.get(mentee))
            if blocks(mentee, mentor)
        )
    )


def _better(choices: tuple[str, ...], mentor: str | None) -> tuple[str, ...]:
    return choices[: choices.index(mentor)] if mentor in choices else choices
