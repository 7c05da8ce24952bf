"""How much of the best possible total of shared qualities a plan reaches."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from mentorhub.speeddate.rules import Participant, Seat, plan_rounds

Build = Callable[..., Any]


def shared_in(plan: Any, made: Any) -> int:
    return sum(made.fit[seat.mentee, seat.mentor] for seat in plan.seats)


def best_possible(made: Any, rounds: int) -> float:
    """Return the best total of any plan with full rounds and even breaks.

    A linear programme over pairs: everybody meets as many as an even share of seats. Its corners are
    whole numbers (the constraints are those of a network), and such a set of pairs can always be spread
    over the rounds (König 1916), so this bound can be reached.
    """
    n, m = len(made.mentees), len(made.mentors)
    seats, pairs, ones = rounds * min(n, m), np.arange(n * m), np.ones(n * m)
    mentee = csr_matrix((ones, (pairs // m, pairs)))
    mentor = csr_matrix((ones, (pairs % m, pairs)))
    most = [-(-seats // n)] * n + [-(-seats // m)] * m
    least = [-(seats // n)] * n + [-(seats // m)] * m
    cost = [-made.fit[one.id, other.id] for one in made.mentees for other in made.mentors]
    solved = linprog(
        cost,
        A_ub=vstack([mentee, mentor, -mentee, -mentor]),
        b_ub=most + least,
        A_eq=csr_matrix(ones.reshape(1, -1)),
        b_eq=[seats],
        bounds=(0, 1),
        method="highs",
    )
    return -solved.fun


def rotation(made: Any, rounds: int) -> int:
    """Return the total of the old way: everybody moves up one table each round."""
    width = max(len(made.mentees), len(made.mentors))
    return sum(
        made.fit[one.id, made.mentors[(at + turn) % width].id]
        for turn in range(rounds)
        for at, one in enumerate(made.mentees)
        if (at + turn) % width < len(made.mentors)
    )


@pytest.mark.parametrize(
    ("n", "m", "rounds", "words"),
    [(33, 32, 8, 60), (33, 32, 8, 20), (12, 12, 5, 20), (20, 14, 8, 30), (8, 8, 4, 20)],
)
def test_plans_reach_99_percent_of_the_best_and_far_more_than_rotation(
    hall: Build, n: int, m: int, rounds: int, words: int
) -> None:
    halls = [hall(n, m, seed, words) for seed in range(6)]
    plans = [plan_rounds(made.mentees, made.mentors, rounds, fit=made.fit) for made in halls]
    reached = sum(shared_in(plan, made) for plan, made in zip(plans, halls, strict=True))
    best = sum(best_possible(made, rounds) for made in halls)
    assert reached <= best + 1e-6
    assert reached >= 0.99 * best
    assert reached >= 1.25 * sum(rotation(made, rounds) for made in halls)


@pytest.mark.parametrize("seed", range(30))
def test_a_single_round_is_the_best_there_is_by_brute_force(hall: Build, seed: int) -> None:
    made = hall(5, 6, seed)
    plan = plan_rounds(made.mentees, made.mentors, 1, fit=made.fit, seed=seed)
    best = max(
        sum(made.fit[one.id, other.id] for one, other in zip(made.mentees, order, strict=True))
        for order in permutations(made.mentors, 5)
    )
    assert shared_in(plan, made) == best


def test_pods_keep_most_of_the_shared_qualities(hall: Build) -> None:
    made = hall(66, 66)
    whole = plan_rounds(made.mentees, made.mentors, 6, fit=made.fit, pod_size=66)
    pods = plan_rounds(made.mentees, made.mentors, 6, fit=made.fit)
    assert shared_in(pods, made) >= 0.9 * shared_in(whole, made)


def test_whoever_was_behind_in_shared_qualities_is_first_among_equals() -> None:
    mentees = [Participant(one) for one in ("behind", "ahead")]
    mentors = [Participant(one) for one in ("m1", "m2", "m3", "m4")]
    fit = {("ahead", "m1"): 5, ("behind", "m3"): 1, ("ahead", "m3"): 1}
    past = (Seat(1, 1, "ahead", "m1"), Seat(1, 2, "behind", "m2"))
    for seed in range(10):
        plan = plan_rounds(mentees, mentors, 2, fit=fit, past=past, seed=seed)
        assert ("behind", "m3") in {(seat.mentee, seat.mentor) for seat in plan.in_round(2)}
