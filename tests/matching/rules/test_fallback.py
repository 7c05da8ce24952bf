"""Those beyond their lists: exact at any size, rows made when asked for or all at once."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from mentorhub.matching.rules import Instance, Source, Wish, certify, solve
from mentorhub.matching.rules.certificate import check_no_negative_cycle
from mentorhub.matching.rules.cheapest import cheapest_seating, named, named_prices
from mentorhub.matching.rules.fallback import fallback_network, free_seats
from mentorhub.matching.rules.lottery import orders
from mentorhub.matching.rules.wide import WideRows, proves, wide_seating


def left_over(seed, mentees, mentors, known=0.1):
    """Empty lists only: everybody goes to the fall back."""
    rng = random.Random(seed)
    names = [f"c{j}" for j in range(mentors)]
    people = [f"j{i}" for i in range(mentees)]
    pairs = [(mentee, mentor) for mentee in people for mentor in names]

    def some():
        return rng.sample(pairs, round(known * len(pairs) * rng.random()))

    return Instance(
        dict.fromkeys(people, ()),
        {mentor: rng.choice((0, 1, 1, 2, 3)) for mentor in names},
        forbidden=frozenset(some()),
        current=dict(some()),
        wishes={(mentor, mentee): rng.choice(list(Wish)) for mentee, mentor in some()},
        fit={pair: rng.randint(-2, 4) for pair in some()},
        met=dict.fromkeys(some(), 1),
        seed=seed,
    )


@pytest.mark.parametrize("repairing", [False, True])
@pytest.mark.parametrize("known", [0, 0.1, 1.0])
def test_rows_made_when_asked_for_give_the_same_seating_as_all_arcs_at_once(known, repairing):
    for seed in range(12):
        instance = left_over(seed, 5 + 7 * seed, 4 + 5 * seed, known)
        people, seats = sorted(instance.preferences), free_seats(instance, ())
        wide = fallback_network(instance, repairing, people, seats, wide_from=0)
        plain = fallback_network(instance, repairing, people, seats, wide_from=10**9)
        assert isinstance(wide.arcs, WideRows)
        seating = wide_seating(wide, wide.arcs)
        assert seating.mentor_of == cheapest_seating(plain).mentor_of
        found, prices = named(wide, seating), named_prices(wide, seating)
        assert proves(wide, wide.arcs, seating.mentor_of, seating.price)
        assert not check_no_negative_cycle(plain, found, prices).cycle
        assert not check_no_negative_cycle(wide, found, {}).cycle


def test_a_worse_seating_is_not_proven_by_any_prices():
    instance = left_over(3, 30, 30)
    people, seats = sorted(instance.preferences), free_seats(instance, ())
    wide = fallback_network(instance, False, people, seats, wide_from=0)
    seating = wide_seating(wide, wide.arcs)
    one, other = [i for i, j in enumerate(seating.mentor_of) if j >= 0][:2]
    swapped = list(seating.mentor_of)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert not proves(wide, wide.arcs, swapped, seating.price)
    prices = named_prices(wide, seating)
    assert check_no_negative_cycle(wide, named(wide, replace(seating, mentor_of=swapped)), prices).cycle
    one_less = dict(list(named(wide, seating).items())[1:])
    assert check_no_negative_cycle(wide, one_less, prices).cycle


def test_prices_of_free_and_taken_places_are_part_of_the_proof():
    instance = Instance({"ann": (), "bo": ()}, {"x": 2, "y": 1, "z": 1}, seed=5)
    wide = fallback_network(instance, False, ["ann", "bo"], free_seats(instance, ()), wide_from=0)
    seating = wide_seating(wide, wide.arcs)
    far = wide.left_out[0]
    assert proves(wide, wide.arcs, seating.mentor_of, seating.price)
    for shift in (far, -far):
        assert not proves(wide, wide.arcs, seating.mentor_of, [price + shift for price in seating.price])


def test_a_free_place_that_costs_less_than_its_price_proves_nothing():
    instance = Instance({"ann": ()}, {"x": 1, "y": 1, "z": 1}, seed=5)
    wide = fallback_network(instance, False, ["ann"], free_seats(instance, ()), wide_from=0)
    seating = wide_seating(wide, wide.arcs)
    for j in {0, 1, 2} - set(seating.mentor_of):
        dearer = [price + (k == j) for k, price in enumerate(seating.price)]
        assert not proves(wide, wide.arcs, seating.mentor_of, dearer)


def test_the_search_of_a_row_finds_every_arc_below_the_limit_and_no_other():
    rng = random.Random(2)
    for seed in range(30):
        instance = left_over(seed, 6, rng.randint(1, 40), 0.3)
        seats = free_seats(instance, ())
        rows = fallback_network(instance, False, sorted(instance.preferences), seats, wide_from=0).arcs
        prices = [rng.randint(0, rng.choice((10, 2**36))) for _ in seats]
        below = rows.searcher(prices)
        for i in range(len(rows)):
            for limit in [cost + prices[j] + more for j, cost in rows[i][:6] for more in (0, 1)]:
                wanted = {(j, cost) for j, cost in rows[i] if cost + prices[j] < limit}
                assert set(below(i, limit)) == wanted


def test_two_thousand_left_over_are_placed_and_proven():
    instance = Instance(
        {f"j{i}": () for i in range(2_000)},
        {f"c{j}": 1 for j in range(1_900)},
        met={(f"j{i}", f"c{i}"): 1 for i in range(0, 1_900, 2)},
        forbidden=frozenset({("j1", f"c{j}") for j in range(1_900)}),
    )
    result = solve(instance)
    assert certify(instance, result).fallback_optimal
    assert len(result.pairs) == 1_900
    assert Counter(pair.source for pair in result.pairs)[Source.MET] == 950
    assert "j1" in result.unmatched


def test_beyond_the_lists_every_mentor_is_as_likely():
    drawn = Counter(
        solve(Instance({"ann": ()}, dict.fromkeys("vwxyz", 1), seed=seed)).mentor_of["ann"]
        for seed in range(1_500)
    )
    assert all(240 < drawn[mentor] < 360 for mentor in "vwxyz")


def test_the_front_of_an_order_is_its_first_places():
    drawn = orders(7, ["ann", "bo", "cy"], 20)
    for mentee in range(3):
        places = [drawn.place(mentee, mentor) for mentor in range(20)]
        assert len(set(places)) == 20
        in_order = sorted(range(20), key=places.__getitem__)
        assert [mentor for mentor in drawn.front(mentee, drawn.prime) if mentor < 20] == in_order
        assert all(places[m] < 5 for m in drawn.front(mentee, 5) if m < 20)
