"""Buddy teams: per mentee one qualified lead and a few others, dealt as one network.

Each buddy joins at most one team. Source: product.md, `buddy_team` (Talententelers: one lead, 2 to 4 others).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mentorhub.matching.rules.certificate import check_no_negative_cycle
from mentorhub.matching.rules.cheapest import cheapest_seating, named, named_prices
from mentorhub.matching.rules.errors import BadTeam, UnknownMentee, UnknownMentor
from mentorhub.matching.rules.lottery import HIGHEST, drawer
from mentorhub.matching.rules.network import Network
from mentorhub.matching.rules.values import PairKey
from mentorhub.matching.rules.weights import mixed_radix

LEAD = 0


@dataclass(frozen=True, slots=True)
class TeamInstance:
    """Who is to be put together. Pairs are (mentee, buddy).

    `qualified` are the buddies who may lead; `choices` a mentee's ranked wishes for a lead, may be
    missing; `fit` shared qualities per pair. A team needs `at_least` others and takes `at_most`. Raises
    `UnknownMentee`, `UnknownMentor` (for a buddy) or `BadTeam`.
    """

    mentees: frozenset[str]
    buddies: frozenset[str]
    qualified: frozenset[str]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forbidden: frozenset[PairKey] = frozenset()
    fit: Mapping[PairKey, int] = field(default_factory=dict)
    seed: int = 0
    at_least: int = 2
    at_most: int = 4

    def __post_init__(self) -> None:
        """Refuses what cannot be dealt, see above."""
        if not 0 <= self.at_least <= self.at_most:
            raise BadTeam(self.at_least, self.at_most)
        named_pairs = [(mentee, buddy) for mentee, buddies in self.choices.items() for buddy in buddies]
        for mentee, buddy in sorted([*named_pairs, *self.forbidden]):
            if mentee not in self.mentees:
                raise UnknownMentee(mentee, "teams")
            if buddy not in self.buddies:
                raise UnknownMentor(buddy, mentee, "teams")

    def only(self, mentees: frozenset[str]) -> "TeamInstance":
        """The same for some of the mentees."""
        return replace(
            self,
            mentees=mentees,
            choices={mentee: buddies for mentee, buddies in self.choices.items() if mentee in mentees},
            forbidden=frozenset(pair for pair in self.forbidden if pair[0] in mentees),
        )


@dataclass(frozen=True, slots=True)
class Team:
    """One mentee's team; `lead` is None when there were not enough qualified buddies."""

    mentee: str
    lead: str | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Teams:
    """All teams by mentee, the buddies without one, and whether the deal is proven the best.

    `incomplete` names mentees without a lead or with fewer others than needed.
    """

    teams: tuple[Team, ...]
    unplaced: tuple[str, ...]
    incomplete: tuple[str, ...]
    optimal: bool


def form_teams(instance: TeamInstance) -> Teams:
    """The lexicographic optimum of: leads, needed others, then a next one for as many teams as possible
    and so on, leads by rank (as few unlisted and last choices as possible), shared qualities, lottery.

    Without a lead there is no team: where leads are too few, the others are dealt to those who have one.
    """
    deal, optimal = _deal(instance)
    led = frozenset(team.mentee for team in deal if team.lead is not None)
    if led != instance.mentees:
        deal, optimal = _deal(instance.only(led))
    dealt = {team.mentee: team for team in deal}
    teams = tuple(dealt.get(mentee, Team(mentee, None, ())) for mentee in sorted(instance.mentees))
    placed = {buddy for team in teams for buddy in (team.lead, *team.others)}
    short = [team.mentee for team in teams if team.lead is None or len(team.others) < instance.at_least]
    return Teams(teams, tuple(sorted(instance.buddies - placed)), tuple(short), optimal)


def _deal(instance: TeamInstance) -> tuple[list[Team], bool]:
    """The best deal as one network, and whether that is proven."""
    network, mentee_of = _network(instance)
    seating = cheapest_seating(network)
    seat_of = named(network, seating)
    check = check_no_negative_cycle(network, seat_of, named_prices(network, seating))
    leads: dict[str, str] = {}
    others: dict[str, list[str]] = defaultdict(list)
    for buddy, seat in sorted(seat_of.items()):
        mentee, level = mentee_of[seat]
        if level == LEAD:
            leads[mentee] = buddy
        else:
            others[mentee].append(buddy)
    return [Team(m, leads.get(m), tuple(others[m])) for m in sorted(instance.mentees)], not check.cycle


def _network(instance: TeamInstance) -> tuple[Network, dict[str, tuple[str, int]]]:
    """Buddies on one side; on the other the seats of each team, as (mentee, level) by name of the seat.

    Level 0 is the lead, 1 the needed others, from 2 on the next ones, each dearer to leave empty than
    the ones after it.
    """
    buddies = sorted(instance.buddies)
    levels = [LEAD, 1, *range(2, 2 + instance.at_most - instance.at_least)]
    seats = [(mentee, level) for mentee in sorted(instance.mentees) for level in levels]
    names = [f"{number:08d}" for number in range(len(seats))]
    room = [instance.at_least if level == 1 else 1 for _, level in seats]
    unit = _units(instance, levels)
    arcs = [
        [
            (j, _cost(instance, unit, mentee, buddy, level))
            for j, (mentee, level) in enumerate(seats)
            if room[j]
            and (mentee, buddy) not in instance.forbidden
            and (level != LEAD or buddy in instance.qualified)
        ]
        for buddy in buddies
    ]
    left_out = [unit["level 0"]] * len(buddies)
    network = Network(buddies, names, arcs, left_out, [0] * len(seats), room, 0)
    return network, dict(zip(names, seats, strict=True))


def _units(instance: TeamInstance, levels: list[int]) -> dict[str, int]:
    people, teams = len(instance.buddies), len(instance.mentees)
    longest = max(map(len, instance.choices.values()), default=0)
    spread = max(0, *instance.fit.values()) - min(0, *instance.fit.values()) if instance.fit else 0
    return mixed_radix(
        [
            *((f"level {level}", teams * max(1, instance.at_least)) for level in levels),
            *((f"rank {rank}", teams) for rank in range(longest + 1, 0, -1)),
            ("fit", spread * people),
            ("lottery", HIGHEST * people),
        ]
    )


def _cost(instance: TeamInstance, unit: Mapping[str, int], mentee: str, buddy: str, level: int) -> int:
    """Filling a seat of a level gains one unit of it; gains are losses against the dearest seat."""
    best = max(0, *instance.fit.values()) if instance.fit else 0
    cost = unit["level 0"] - unit[f"level {level}"]
    if level == LEAD:
        choices = instance.choices.get(mentee, ())
        longest = max(map(len, instance.choices.values()), default=0)
        cost += unit[f"rank {choices.index(buddy) + 1 if buddy in choices else longest + 1}"]
    cost += unit["fit"] * (best - instance.fit.get((mentee, buddy), 0))
    return cost + unit["lottery"] * drawer(instance.seed, "teams")(mentee, buddy)
