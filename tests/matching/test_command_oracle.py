"""The profile that the command prints, against an assignment by scipy in which every place is a column."""

import random
from pathlib import Path

import numpy
import pytest
from scipy.optimize import linear_sum_assignment

from tests.matching.files import Desk

MOST = 14


def best_profile(lists, capacities, length, *, greedy, pins, forbidden):
    """Ranks and those without a choice, from weights that compare as (left over, without choice, ranks)."""
    radix = len(lists) + 1
    assert radix ** (length + 2) * len(lists) < 2**53, "a float must hold every sum"
    ranks = range(length)
    # Per rank: the later the dearer (generous), or whoever misses an early one pays for it (greedy).
    missed = sum(radix ** (length - 1 - rank) for rank in ranks)
    price = [missed - radix ** (length - 1 - rank) if greedy else radix**rank for rank in ranks]
    beyond, nobody = radix**length, radix ** (length + 1)
    seats = [mentor for mentor, places in capacities.items() for _ in range(places)]
    columns = [*seats, *(None for _ in lists)]

    def cost(mentee, mentor):
        if mentor is None or (mentee in pins and pins[mentee] != mentor) or (mentee, mentor) in forbidden:
            return nobody * (radix if mentee in pins else 1)
        return price[lists[mentee].index(mentor)] if mentor in lists[mentee] else beyond

    costs = numpy.array([[cost(mentee, mentor) for mentor in columns] for mentee in lists], dtype=float)
    given = dict(zip(lists, (columns[place] for place in linear_sum_assignment(costs)[1]), strict=True))
    allowed = {m: given[m] for m in lists if given[m] in lists[m] and (m, given[m]) not in forbidden}
    counts = [sum(lists[m].index(mentor) == rank for m, mentor in allowed.items()) for rank in ranks]
    return f"profile: {' '.join(map(str, counts))} | {len(lists) - sum(counts)}"


def random_match(chance):
    """Lists of any length, mentors with 0 to 3 places, some pins that fit and some forbidden pairs."""
    length = chance.randint(1, 4)
    mentors = [f"c{n}" for n in range(chance.randint(1, MOST))]
    capacities = {mentor: chance.choice((0, 1, 1, 2, 3)) for mentor in mentors}
    mentees = [f"j{n}" for n in range(chance.randint(1, MOST))]
    longest = min(length, len(mentors))
    weights = [chance.paretovariate(1) for _ in mentors]
    lists = {m: _list(chance, mentors, weights, chance.randint(0, longest)) for m in mentees}
    pins, room = {}, dict(capacities)
    for mentee in mentees:
        mentor = chance.choice(mentors)
        if room[mentor] and chance.random() < 0.1:
            pins[mentee] = mentor
            room[mentor] -= 1
    pairs = [(mentee, mentor) for mentee in mentees for mentor in mentors if pins.get(mentee) != mentor]
    forbidden = [pair for pair in pairs if chance.random() < chance.choice((0, 0.1))]
    return length, capacities, lists, pins, forbidden


def _list(chance, mentors, weights, size):
    chosen = {}
    while len(chosen) < size:
        chosen[chance.choices(mentors, weights)[0]] = None
    return list(chosen)


def as_csv(*rows):
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


@pytest.mark.parametrize("objective", ["generous", "greedy"])
def test_the_profile_is_the_one_that_an_independent_solver_finds(tmp_path: Path, objective):
    for seed in range(100):
        chance = random.Random(f"{objective} {seed}")
        length, capacities, lists, pins, forbidden = random_match(chance)
        done = Desk(tmp_path).match(
            as_csv(("mentor", "capacity"), *capacities.items()),
            as_csv(("mentee", *range(1, length + 1)), *((m, *chosen) for m, chosen in lists.items())),
            *("--objective", objective, "--seed", str(seed)),
            pins=as_csv(("mentee", "mentor"), *pins.items()),
            forbid=as_csv(("mentee", "mentor"), *forbidden),
        )
        wanted = best_profile(
            lists, capacities, length, greedy=objective == "greedy", pins=pins, forbidden=set(forbidden)
        )
        assert (done.code, done.profile, seed) == (0, wanted, seed)
        check_pairs(done.pairs, capacities, lists, pins, forbidden)


def check_pairs(pairs, capacities, lists, pins, forbidden):
    """The lines themselves: everybody once, places, pins and bans, and the rank as in the list."""
    given = {mentee: mentor for mentee, mentor, _, _ in pairs if mentor}
    assert [mentee for mentee, *_ in pairs] == list(lists)
    assert all(list(given.values()).count(mentor) <= places for mentor, places in capacities.items())
    assert pins.items() <= given.items()
    assert not given.items() & set(forbidden)
    for mentee, mentor, rank, _ in pairs:
        assert rank == (str(lists[mentee].index(mentor) + 1) if mentor in lists[mentee] else "")


def test_in_a_stable_match_nobody_would_rather_have_a_free_place(tmp_path):
    for seed in range(40):
        length, capacities, lists, _, _ = random_match(random.Random(f"stable {seed}"))
        done = Desk(tmp_path).match(
            as_csv(("mentor", "capacity"), *capacities.items()),
            as_csv(("mentee", *range(1, length + 1)), *((m, *chosen) for m, chosen in lists.items())),
            *("--objective", "stable", "--seed", str(seed)),
        )
        given = {mentee: mentor for mentee, mentor, _, _ in done.pairs}
        for mentee, chosen in lists.items():
            better = chosen[: chosen.index(given[mentee])] if given[mentee] in chosen else chosen
            used = list(given.values())
            assert all(used.count(mentor) >= capacities[mentor] for mentor in better)
