"""Stable for both sides: deferred acceptance, mentees proposing, and the search for blocking pairs.

Source: Gale and Shapley 1962. A mentor's order is wish, then fit, then lottery; two mentees whom the
mentor answered alike do not block each other (weak stability).
"""

from collections import defaultdict
from collections.abc import Callable
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
    asking = [(mentee, iter(choices)) for mentee, choices in instance.preferences.items() if mentee not in pinned]
    lists = dict(asking)
    waiting = sorted(lists)
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
    worst, free = _worst_wish(instance, result), _free_places(instance, result)
    pinned = instance.pinned_mentor()
    given = {pair.mentee: pair for pair in result.pairs}
    found = []
    for mentee, choices in instance.preferences.items():
        if mentee in pinned:
            continue
        rank = given[mentee].rank if mentee in given else None
        for mentor in choices if rank is None else choices[: rank - 1]:
            wanted = free[mentor] > 0 or instance.wish(mentor, mentee) < worst.get(mentor, 0)
            if wanted and (mentee, mentor) not in instance.forbidden:
                found.append((mentee, mentor))
    return tuple(sorted(found))


def _worst_wish(instance: Instance, result: Result) -> dict[str, int]:
    pinned = instance.pinned_mentor()
    worst: dict[str, int] = defaultdict(int)
    for pair in result.pairs:
        if pair.mentee not in pinned:
            worst[pair.mentor] = max(worst[pair.mentor], instance.wish(pair.mentor, pair.mentee))
    return worst


def _free_places(instance: Instance, result: Result) -> dict[str, int]:
    free = dict(instance.capacities)
    for pair in result.pairs:
        free[pair.mentor] -= 1
    return free
