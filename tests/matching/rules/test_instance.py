"""What is refused at the door, and with which facts."""

import pytest

from mentorhub.matching.rules import (
    BadCapacity,
    BadListLength,
    DuplicateChoice,
    Instance,
    ListTooLong,
    MatchingError,
    PinForbidden,
    PinOverCapacity,
    SecondPin,
    UnknownMentee,
    UnknownMentor,
    Wish,
)

LISTS = {"ann": ("x", "y"), "bo": ("y",)}
PLACES = {"x": 1, "y": 2}


@pytest.mark.parametrize(
    ("change", "refusal", "facts"),
    [
        ({"list_length": 0}, BadListLength, {"list_length": 0}),
        ({"list_length": 11}, BadListLength, {"list_length": 11}),
        ({"list_length": 1}, ListTooLong, {"mentee": "ann", "length": 2, "limit": 1}),
        ({"capacities": {"x": -1, "y": 1}}, BadCapacity, {"mentor": "x", "capacity": -1}),
        ({"capacities": {"x": 1.5, "y": 1}}, BadCapacity, {"mentor": "x", "capacity": 1.5}),
        ({"capacities": {"x": True, "y": 1}}, BadCapacity, {"mentor": "x", "capacity": True}),
        ({"preferences": {"ann": ("x", "x")}}, DuplicateChoice, {"mentee": "ann", "mentor": "x"}),
        (
            {"capacities": {"x": 1}},
            UnknownMentor,
            {"mentor": "y", "mentee": "ann", "where": "preferences"},
        ),
        ({"pins": frozenset({("cy", "x")})}, UnknownMentee, {"mentee": "cy", "where": "pins"}),
        ({"forbidden": frozenset({("cy", "x")})}, UnknownMentee, {"mentee": "cy", "where": "forbidden"}),
        (
            {"forbidden": frozenset({("ann", "z")})},
            UnknownMentor,
            {"mentor": "z", "mentee": "ann", "where": "forbidden"},
        ),
        (
            {"pins": frozenset({("ann", "x"), ("bo", "x")})},
            PinOverCapacity,
            {"mentor": "x", "capacity": 1, "pinned": ("ann", "bo")},
        ),
        (
            {"pins": frozenset({("ann", "x"), ("ann", "y")})},
            SecondPin,
            {"mentee": "ann", "mentors": ("x", "y")},
        ),
        (
            {"pins": frozenset({("ann", "x")}), "forbidden": frozenset({("ann", "x")})},
            PinForbidden,
            {"mentee": "ann", "mentor": "x"},
        ),
    ],
)
def test_what_cannot_be_matched_is_refused_with_its_facts(change, refusal, facts):
    with pytest.raises(refusal) as refused:
        Instance(**({"preferences": LISTS, "capacities": PLACES} | change))
    assert refused.value.data == facts
    assert isinstance(refused.value, MatchingError)
    assert refused.value.code in str(refused.value)


def test_refusals_have_codes_of_their_own():
    kinds = MatchingError.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_what_is_known_of_people_who_left_is_no_trouble():
    instance = Instance(
        LISTS,
        PLACES,
        current={"gone": "x", "ann": "left"},
        wishes={("left", "gone"): Wish.PREFER},
        fit={("gone", "left"): 3},
        met={("gone", "left"): 1},
    )
    assert instance.keepable() == {}
    assert instance.round_met("ann", "x") is None
    assert instance.shared("ann", "x") == 0
    assert instance.wish("x", "ann") is Wish.FINE
