"""Brute force over all assignments, straight from the definitions of the model; for few people only."""

import random
from collections import Counter
from itertools import product

from mentorhub.matching.rules import Instance, Objective, Wish
from mentorhub.matching.rules.lottery import drawer, orders


def random_instance(rng: random.Random, most_mentees: int = 7) -> Instance:
    """Any corner of the model: short lists, no places, pins, forbidden pairs, ties, an earlier run."""
    length = rng.randint(1, 4)
    mentees = [f"j{i}" for i in range(rng.randint(1, most_mentees))]
    mentors = [f"c{j}" for j in range(rng.randint(0, 6))]
    pairs = [(mentee, mentor) for mentee in mentees for mentor in mentors]
    capacities = {mentor: rng.choice((0, 1, 1, 1, 2, 3)) for mentor in mentors}
    pins = _random_pins(rng, mentees, capacities) if rng.random() < 0.3 else {}
    forbidden = [pair for pair in pairs if rng.random() < rng.choice((0, 0, 0.2, 0.5))]
    some = [pair for pair in pairs if rng.random() < rng.choice((0, 0.5, 1))]
    return Instance(
        preferences={m: _random_list(rng, mentors, length) for m in mentees},
        capacities=capacities,
        pins=frozenset(pins.items()),
        forbidden=frozenset(forbidden) - frozenset(pins.items()),
        current={m: rng.choice(mentors) for m in mentees if mentors and rng.random() < rng.choice((0, 0.7))},
        wishes={(mentor, mentee): rng.choice(list(Wish)) for mentee, mentor in some},
        fit={pair: rng.randint(-1, 5) for pair in pairs if rng.random() < rng.choice((0, 0.6))},
        met={pair: rng.randint(1, 8) for pair in pairs if rng.random() < 0.5},
        seed=rng.randint(0, 10**9),
        list_length=length,
    )


def _random_list(rng, mentors, length):
    popular = sorted(mentors, key=lambda mentor: rng.random() * (1 + int(mentor[1:])))
    return tuple(popular[: rng.randint(0, min(length, len(mentors)))])


def _random_pins(rng, mentees, capacities):
    pins, left = {}, dict(capacities)
    for mentee in rng.sample(mentees, rng.randint(0, len(mentees))):
        open_mentors = [mentor for mentor in left if left[mentor]]
        if open_mentors and rng.random() < 0.5:
            pins[mentee] = rng.choice(open_mentors)
            left[pins[mentee]] -= 1
    return pins


def seatings(options, room):
    """All ways to give each mentee one of her options (None included) within the places."""
    mentees = sorted(options)
    for chosen in product(*(options[mentee] for mentee in mentees)):
        used = Counter(mentor for mentor in chosen if mentor is not None)
        if all(count <= room[mentor] for mentor, count in used.items()):
            yield dict(zip(mentees, chosen, strict=True))


def best_lists(instance, objective, repairing, admitted=frozenset()):
    """The best seating of those who are not pinned over lists and admitted pairs, {mentee: mentor}."""
    options = {
        mentee: [
            None,
            *(
                mentor
                for mentor in instance.capacities
                if (instance.place(mentee, mentor) or (mentee, mentor) in admitted)
                and (mentee, mentor) not in instance.forbidden
            ),
        ]
        for mentee in instance.preferences
        if mentee not in dict(instance.pins)
    }
    taken = Counter(mentor for _, mentor in instance.pins)
    best = min(
        seatings(options, instance.room()),
        key=lambda seats: list_vector(instance, objective, repairing, seats, options, taken),
    )
    return {mentee: mentor for mentee, mentor in best.items() if mentor is not None}


def list_vector(instance, objective, repairing, seats, options, taken):
    """(unmatched, beyond, ranks by objective, changed, wish, -fit, load, lottery); lower is better."""
    ranks = Counter(instance.place(mentee, mentor) for mentee, mentor in seats.items() if mentor is not None)
    for mentee, mentor in seats.items():
        if mentor is None and instance.filled_with(mentee):
            # Whoever fills a list is as dear to leave out as a last choice would be less than a next one.
            ranks[len(instance.preferences[mentee]) + 1] += 1
            ranks[instance.list_length] -= 1
    up_to = range(1, instance.list_length + 1)
    if objective is Objective.GREEDY:
        by_rank = tuple(-ranks[rank] for rank in up_to)
    else:
        by_rank = tuple(ranks[rank] for rank in reversed(up_to))
    changed = 0
    for mentee, mentor in seats.items():
        before = instance.current.get(mentee)
        could_keep = before in options[mentee]
        kept_possible = (
            before is not None
            and instance.capacities.get(before, 0) > 0
            and (mentee, before) not in instance.forbidden
        )
        if kept_possible and before != mentor:
            changed += could_keep if mentor is None else 1
    unmatched = sum(mentor is None for mentor in seats.values())
    middle = (ranks[None], *by_rank)
    ordered = (changed, *middle) if repairing else (*middle, changed)
    return (unmatched, *ordered, *_tail(instance, seats, taken))


def order_draw(instance, mentees, mentors):
    """The lottery beyond the lists: the mentor's place in the mentee's own order, and the pair's draw."""
    mentees, mentors, draw = sorted(mentees), sorted(mentors), drawer(instance.seed)
    drawn = orders(instance.seed, mentees, len(mentors))

    def place_and_draw(mentee, mentor):
        place = drawn.place(mentees.index(mentee), mentors.index(mentor))
        return place * 2**32 + draw(mentee, mentor)

    return place_and_draw


def _tail(instance, seats, taken, draw=None):
    draw = draw or drawer(instance.seed)
    made = [(mentee, mentor) for mentee, mentor in seats.items() if mentor is not None]
    used = Counter(mentor for _, mentor in made)
    return (
        sum(instance.wish(mentor, mentee) for mentee, mentor in made),
        -sum(instance.fit.get(pair, 0) for pair in made),
        sum(sum(range(taken[mentor], taken[mentor] + count)) for mentor, count in used.items()),
        sum(draw(mentee, mentor) for mentee, mentor in made),
    )


def best_fallback(instance, repairing, placed):
    """The best seating of those left over, given everybody placed so far."""
    taken = Counter(placed.values())
    room = {mentor: places - taken[mentor] for mentor, places in instance.capacities.items()}
    options = {
        mentee: [
            None,
            *(m for m in instance.capacities if room[m] and (mentee, m) not in instance.forbidden),
        ]
        for mentee in instance.preferences
        if mentee not in placed
    }

    draw = order_draw(instance, options, (mentor for mentor in room if room[mentor]))

    def vector(seats):
        unmatched = sum(mentor is None for mentor in seats.values())
        strangers = sum(
            mentor is not None and (mentee, mentor) not in instance.met for mentee, mentor in seats.items()
        )
        changed = sum(
            instance.current.get(mentee) in options[mentee] and instance.current.get(mentee) != mentor
            for mentee, mentor in seats.items()
            if instance.current.get(mentee) is not None
        )
        ordered = (changed, strangers) if repairing else (strangers, changed)
        return (unmatched, *ordered, *_tail(instance, seats, taken, draw))

    best = min(seatings(options, room), key=vector)
    return {mentee: mentor for mentee, mentor in best.items() if mentor is not None}


def most_placed(instance):
    """The largest number of mentees who can have any mentor at all, pins held."""
    pins = dict(instance.pins)
    room = instance.room()
    holder: dict[tuple[str, int], str] = {}

    def place(mentee, tried):
        for mentor, places in room.items():
            if (mentee, mentor) in instance.forbidden:
                continue
            for seat in ((mentor, number) for number in range(places)):
                if seat not in tried:
                    tried.add(seat)
                    if seat not in holder or place(holder[seat], tried):
                        holder[seat] = mentee
                        return True
        return False

    return len(pins) + sum(place(m, set()) for m in instance.preferences if m not in pins)
