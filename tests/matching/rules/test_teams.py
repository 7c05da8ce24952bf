"""Buddy teams: one lead and a few others per mentee, checked against all deals for few people."""

import random
from collections import Counter
from itertools import product

import pytest

from mentorhub.matching.rules import (
    BadTeam,
    Team,
    TeamInstance,
    UnknownMentee,
    UnknownMentor,
    form_teams,
)
from mentorhub.matching.rules.lottery import drawer


def names(letter, count):
    return [f"{letter}{number:02d}" for number in range(count)]


def test_sixty_buddies_of_whom_twenty_may_lead_make_fourteen_even_teams():
    buddies = names("b", 60)
    deal = form_teams(
        TeamInstance(frozenset(names("m", 14)), frozenset(buddies), frozenset(buddies[:20]), seed=4)
    )
    assert deal.optimal
    assert deal.incomplete == ()
    assert deal.unplaced == ()
    assert Counter(len(team.others) for team in deal.teams) == {3: 10, 4: 4}
    assert {team.lead for team in deal.teams} <= set(buddies[:20])
    members = [buddy for team in deal.teams for buddy in (team.lead, *team.others)]
    assert sorted(members) == buddies


def test_a_lead_is_a_listed_one_where_possible_and_never_an_unqualified_one():
    instance = TeamInstance(
        frozenset({"m"}),
        frozenset("abcd"),
        frozenset("bc"),
        choices={"m": ("a", "c", "b")},
        at_least=1,
        at_most=2,
    )
    deal = form_teams(instance)
    assert deal.teams[0].lead == "c"
    assert len(deal.unplaced) == 1


@pytest.mark.parametrize("seed", range(8))
def test_with_one_lead_for_two_mentees_one_team_is_whole_and_the_other_is_reported(seed):
    deal = form_teams(TeamInstance(frozenset({"m", "n"}), frozenset("abc"), frozenset("a"), seed=seed))
    whole, empty = sorted(deal.teams, key=lambda team: team.lead is None)
    assert (whole.lead, whole.others) == ("a", ("b", "c"))
    assert (empty.lead, empty.others) == (None, ())
    assert deal.incomplete == (empty.mentee,)


def test_too_few_others_are_reported_not_hidden():
    deal = form_teams(TeamInstance(frozenset({"m"}), frozenset("ab"), frozenset("a")))
    assert deal.teams == (Team("m", "a", ("b",)),)
    assert deal.incomplete == ("m",)
    assert form_teams(TeamInstance(frozenset({"m"}), frozenset(), frozenset())).teams == (
        Team("m", None, ()),
    )


def test_a_buddy_who_may_not_join_a_mentee_does_not():
    forbidden = frozenset(("m", buddy) for buddy in "ab")
    deal = form_teams(
        TeamInstance(frozenset({"m"}), frozenset("abcd"), frozenset("abcd"), forbidden=forbidden)
    )
    assert sorted([deal.teams[0].lead, *deal.teams[0].others]) == ["c", "d"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"at_least": 3, "at_most": 2}, BadTeam),
        ({"at_least": -1}, BadTeam),
        ({"forbidden": frozenset({("x", "a")})}, UnknownMentee),
        ({"choices": {"m": ("z",)}}, UnknownMentor),
    ],
)
def test_what_cannot_be_dealt_is_refused(change, refusal):
    with pytest.raises(refusal):
        TeamInstance(frozenset({"m"}), frozenset("ab"), frozenset("a"), **change)


def random_teams(rng):
    mentees, buddies = names("m", rng.randint(1, 2)), names("b", rng.randint(0, 5))
    pairs = [(mentee, buddy) for mentee in mentees for buddy in buddies]
    at_least = rng.randint(0, 2)
    return TeamInstance(
        frozenset(mentees),
        frozenset(buddies),
        frozenset(buddy for buddy in buddies if rng.random() < 0.6),
        choices={m: tuple(rng.sample(buddies, min(2, len(buddies)))) for m in mentees if rng.random() < 0.7},
        forbidden=frozenset(pair for pair in pairs if rng.random() < 0.15),
        fit={pair: rng.randint(0, 3) for pair in pairs if rng.random() < 0.5},
        seed=rng.randint(0, 999),
        at_least=at_least,
        at_most=at_least + rng.randint(0, 2),
    )


def every_deal(instance):
    """All ways to give each buddy nothing, a lead or another seat: {buddy: (mentee, leads) or None}."""
    buddies = sorted(instance.buddies)
    options = [
        [None]
        + [
            (mentee, leads)
            for mentee in sorted(instance.mentees)
            for leads in (False, True)
            if (mentee, buddy) not in instance.forbidden and (not leads or buddy in instance.qualified)
        ]
        for buddy in buddies
    ]
    for chosen in product(*options):
        seats = Counter(seat for seat in chosen if seat)
        if all(count <= (1 if leads else instance.at_most) for (_, leads), count in seats.items()):
            yield dict(zip(buddies, chosen, strict=True))


def vector(instance, deal):
    """(leads, needed others, next ones, unlisted, last to first choice, -fit, lottery); lower is better."""
    placed = [(buddy, *seat) for buddy, seat in deal.items() if seat]
    others = Counter(mentee for _, mentee, leads in placed if not leads)
    longest = max(map(len, instance.choices.values()), default=0)
    ranks = Counter()
    for buddy, mentee, leads in placed:
        if leads:
            choices = instance.choices.get(mentee, ())
            ranks[choices.index(buddy) + 1 if buddy in choices else longest + 1] += 1
    draw = drawer(instance.seed, "teams")
    return (
        -sum(leads for *_, leads in placed),
        -sum(min(count, instance.at_least) for count in others.values()),
        *(
            -sum(count >= size for count in others.values())
            for size in range(instance.at_least + 1, instance.at_most + 1)
        ),
        *(ranks[rank] for rank in range(longest + 1, 0, -1)),
        -sum(instance.fit.get((mentee, buddy), 0) for buddy, mentee, _ in placed),
        sum(draw(mentee, buddy) for buddy, mentee, _ in placed),
    )


def test_teams_are_the_best_of_all_deals():
    rng = random.Random(9)
    for _ in range(150):
        instance = random_teams(rng)
        found = form_teams(instance)
        most_leads = -min(vector(instance, deal)[0] for deal in every_deal(instance))
        led = frozenset(team.mentee for team in found.teams if team.lead)
        assert len(led) == most_leads
        instance = instance.only(led)
        dealt = dict.fromkeys(sorted(instance.buddies))
        for team in found.teams:
            if team.lead:
                dealt[team.lead] = (team.mentee, True)
            dealt |= dict.fromkeys(team.others, (team.mentee, False))
        best = min(vector(instance, deal) for deal in every_deal(instance))
        assert vector(instance, dealt) == best
        assert found.optimal
