"""Mentors' answers that bind, if the teacher says so."""

from mentorhub.matching.rules import Instance, Wish, forbid_rather_not, solve

LISTS = {"ann": ("x", "y"), "bo": ("x", "y")}


def test_rather_not_forbids_only_when_the_teacher_says_so():
    wishes = {("x", "ann"): Wish.RATHER_NOT, ("x", "bo"): Wish.RATHER_NOT, ("y", "ann"): Wish.FINE}
    instance = Instance(LISTS, {"x": 2, "y": 2}, wishes=wishes, forbidden=frozenset({("bo", "y")}))
    assert solve(instance).mentor_of == {"ann": "x", "bo": "x"}
    bound = forbid_rather_not(instance)
    assert bound.forbidden == {("ann", "x"), ("bo", "x"), ("bo", "y")}
    assert solve(bound).mentor_of == {"ann": "y"}


def test_a_pin_wins_over_rather_not():
    wishes = {("x", "ann"): Wish.RATHER_NOT, ("y", "ann"): Wish.RATHER_NOT}
    instance = Instance(LISTS, {"x": 1, "y": 1}, wishes=wishes, pins=frozenset({("ann", "x")}))
    bound = forbid_rather_not(instance)
    assert bound.forbidden == {("ann", "y")}
    assert solve(bound).mentor_of == {"ann": "x", "bo": "y"}


def test_answers_about_people_who_left_forbid_nothing():
    wishes = {("x", "gone"): Wish.RATHER_NOT, ("left", "ann"): Wish.RATHER_NOT}
    assert forbid_rather_not(Instance(LISTS, {"x": 1, "y": 1}, wishes=wishes)).forbidden == frozenset()
