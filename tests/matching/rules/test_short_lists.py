"""Filling short lists from those met."""

import random
from collections import Counter
from dataclasses import replace
from statistics import mean

from mentorhub.matching.rules import Instance, fill_short_list, solve

MET = frozenset(("ann", mentor) for mentor in "abcdefgh")


def test_a_short_list_is_filled_from_those_met_behind_the_own_choices():
    filled = fill_short_list({"ann": ("c",), "bo": ("a",)}, MET, seed=1)
    assert filled["bo"] == ("a",)
    assert filled["ann"][0] == "c"
    assert len(set(filled["ann"])) == 4
    assert set(filled["ann"]) <= set("abcdefgh")


def test_a_full_list_stays_as_it_is_and_too_few_meetings_leave_it_short():
    full = ("h", "g", "f", "e")
    assert fill_short_list({"ann": full}, MET, seed=1) == {"ann": full}
    assert fill_short_list({"ann": ()}, frozenset({("ann", "a")}), seed=1) == {"ann": ("a",)}


def test_every_mentor_met_is_as_likely_and_the_seed_decides():
    drawn = [fill_short_list({"ann": ("a",)}, MET, seed)["ann"] for seed in range(1_400)]
    assert drawn == [fill_short_list({"ann": ("a",)}, sorted(MET), seed)["ann"] for seed in range(1_400)]
    second = Counter(choices[1] for choices in drawn)
    assert all(150 < second[mentor] < 250 for mentor in "bcdefgh")


def test_what_is_drawn_does_not_depend_on_other_lists():
    alone = fill_short_list({"ann": ("a",)}, MET, seed=5)["ann"]
    others = fill_short_list({"bo": ("b",), "ann": ("a",)}, MET | {("bo", "c")}, seed=5)["ann"]
    assert alone == others


def test_handing_in_a_single_name_does_not_pay():
    """Over 300 schools the mean true rank of one bluffer gets no better by naming only her first."""
    rng = random.Random(20)
    honest, bluffing = [], []
    for seed in range(300):
        mentors = [f"c{j}" for j in range(12)]
        met = {f"j{i}": rng.sample(mentors, 8) for i in range(12)}
        truth = {mentee: tuple(seen[:4]) for mentee, seen in met.items()}
        pairs = frozenset((mentee, mentor) for mentee, seen in met.items() for mentor in seen)
        instance = Instance(truth, dict.fromkeys(mentors, 1), met=pairs, seed=seed)
        told = fill_short_list({**truth, "j0": truth["j0"][:1]}, pairs, seed)
        for outcomes, lists in ((honest, truth), (bluffing, told)):
            got = solve(replace(instance, preferences=lists)).mentor_of["j0"]
            outcomes.append(met["j0"].index(got) if got in truth["j0"] else 4)
    assert mean(honest) < mean(bluffing)
