"""Even-handedness: among all seatings of the best profile, the one in which the worst-off group is best off.

Groups are classes, never origin. The integer programme (optional package highspy, extra `optimise`) works on
whole numbers only: a group of s mentees is better off than a mean of a/b exactly when its ranks total at
most ceil(s * a/b) - 1. It asks for ever better until there is no such seating, and of the best ones takes
one that moves the fewest from the proposal. Source: matching.md, Even-handedness.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any

from mentorhub.matching.rules.certificate import certify, competing_pairs
from mentorhub.matching.rules.cheapest import cheapest_seating
from mentorhub.matching.rules.errors import NotProven
from mentorhub.matching.rules.fairness import Spread, spread
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.network import profile_network
from mentorhub.matching.rules.optimiser import is_solved, optimiser, quiet_model
from mentorhub.matching.rules.proposal import propose
from mentorhub.matching.rules.values import Objective, PairKey, Result

PRECISION = 10_000
"""How finely the programme tells means apart on its way; what it finds is compared as fractions."""


@dataclass(frozen=True, slots=True)
class Evened:
    """The proposal with the worst-off group as well off as can be, and the spread before and after.

    Where that is no better than before, or forbidden pairs would leave somebody without a mentor, `result`
    is the proposal as it was.
    """

    result: Result
    before: Spread
    after: Spread


def even_out(instance: Instance, result: Result, group_of: Mapping[str, str]) -> Evened:
    """Makes the worst-off group better off at an equal profile; `group_of` gives the group by mentee.

    How well off a group is is its mean rank, as in `spread`. Stands right after the profile, hence before
    changed pairs (unless repairing), wishes, shared qualities, load and lottery. A result of the two-sided
    objectives is left as it is, as another one could be blocked. For one school: at 500 mentees it takes
    seconds. Raises `NotProven` for a result without a proof, `OptimiserMissing` without highspy.
    """
    if not result.certificate.optimal:
        raise NotProven(result.objective.value)
    before = spread(instance, result, group_of)
    if result.objective not in (Objective.GENEROUS, Objective.GREEDY) or len(before.groups) < 2:
        return Evened(result, before, before)
    programme = _Programme(instance, result, group_of)
    worst, found = before.groups[-1].mean_rank, None
    while better := programme.below(worst):
        found = better
        worst = spread(instance, programme.result(found), group_of).groups[-1].mean_rank
    if found is None:
        return Evened(result, before, before)
    evened = programme.result(programme.nearest(worst))
    if evened.profile != result.profile:
        return Evened(result, before, before)
    return Evened(evened, before, spread(instance, evened, group_of))


class _Programme:
    """Seatings of the best profile as whole-number programmes."""

    def __init__(self, instance: Instance, result: Result, group_of: Mapping[str, str]) -> None:
        """Needs highspy; see `even_out`."""
        self._highs = optimiser()
        self._instance, self._proposal = instance, result
        shape = (instance, result.objective, result.repairing, result.admitted)
        self._network = profile_network(*shape)
        self._seated = set(competing_pairs(instance, result).items())
        self._prices = cheapest_seating(self._network).price
        self._values = [self._value(i) for i in range(len(self._network.mentees))]
        self._tight = sorted(self._tight_pairs())
        self._groups: dict[str, list[str]] = defaultdict(list)
        for mentee in sorted(instance.preferences):
            if mentee in group_of:
                self._groups[group_of[mentee]].append(mentee)

    def _value(self, i: int) -> int:
        """What mentee i costs at the prices that prove the profile."""
        options = [cost + self._prices[j] for j, cost in self._network.arcs[i]]
        return min([self._network.left_out[i], *options])

    def _tight_pairs(self) -> Iterator[PairKey]:
        """The pairs that a seating of the best profile may use.

        A seating is the best exactly when everybody is where it is cheapest for her at the prices that prove
        it, and every place with a price is taken (complementary slackness).
        """
        network = self._network
        for i, mentee in enumerate(network.mentees):
            for j, cost in network.arcs[i]:
                if cost + self._prices[j] == self._values[i]:
                    yield mentee, network.mentors[j]

    def result(self, seats: Mapping[str, str]) -> Result:
        """The proposal with these seats (mentor by mentee) in the list stage, proven anew."""
        made = propose(
            self._instance,
            self._proposal.objective,
            seats,
            repairing=self._proposal.repairing,
            prices=dict(zip(self._network.mentors, self._prices, strict=True)),
            admitted=self._proposal.admitted,
        )
        made = replace(made, evened=True)
        return replace(made, certificate=certify(self._instance, made))

    def below(self, worst: Fraction) -> dict[str, str] | None:
        """A seating in which every group is better off than `worst`, or None if there is none."""
        return self._solve({group: -floor(-len(m) * worst) - 1 for group, m in self._groups.items()})

    def nearest(self, worst: Fraction) -> dict[str, str]:
        """Of those in which no group is worse off than `worst`, one that moves the fewest."""
        most = {group: floor(len(m) * worst) for group, m in self._groups.items()}
        return self._solve(most, stay=True) or {}

    def _solve(self, most: Mapping[str, int], stay: bool = False) -> dict[str, str] | None:
        """A seating in which the ranks of each group total at most so much; None if there is none."""
        use, model, total = {}, quiet_model(self._highs), self._highs.qsum
        for pair in self._tight:
            use[pair] = model.addBinary()
        if not use:
            return None
        self._seat(model, total, use)
        self._count_alike(model, total, use)
        mean = model.addVariable(lb=0, ub=self._instance.list_length + 1)
        for group, mentees in self._groups.items():
            ranks = self._ranks(total, mentees, use)
            model.addConstr(ranks <= most[group])
            model.addConstr(ranks - len(mentees) * mean <= 0)
        kept = total(use[pair] for pair in self._seated if pair in use)
        model.minimize(-1 * kept if stay else PRECISION * mean)
        if not is_solved(model):
            return None
        return {mentee: mentor for (mentee, mentor), chosen in use.items() if model.val(chosen) > 0.5}

    def _seat(self, model: Any, total: Any, use: Mapping[PairKey, Any]) -> None:
        """Everybody who must have a place has one, and every place that must be taken is."""
        of_mentee, of_mentor = _grouped(use, 0), _grouped(use, 1)
        network = self._network
        for i, mentee in enumerate(network.mentees):
            if mentee in of_mentee:
                chosen = total(of_mentee[mentee])
                must = self._values[i] < network.left_out[i]
                model.addConstr(chosen == 1 if must else chosen <= 1)
        for j, mentor in enumerate(network.mentors):
            if mentor in of_mentor:
                chosen = total(of_mentor[mentor])
                model.addConstr(chosen == network.room[j] if self._prices[j] else chosen <= network.room[j])

    def _count_alike(self, model: Any, total: Any, use: Mapping[PairKey, Any]) -> None:
        """As many of each own choice as in the proposal; who fills a short list could stand in for one."""
        counts = Counter(self._instance.rank(*pair) for pair in self._seated)
        by_rank: dict[int | None, list[Any]] = defaultdict(list)
        for pair, chosen in use.items():
            by_rank[self._instance.rank(*pair)].append(chosen)
        for rank, chosen in by_rank.items():
            model.addConstr(total(chosen) == counts[rank])

    def _ranks(self, total: Any, mentees: Collection[str], use: Mapping[PairKey, Any]) -> Any:
        """The total of the ranks of some mentees; none of the list counts as one below the last rank."""
        instance, below_last = self._instance, self._instance.list_length + 1
        pins, members = instance.pinned_mentor(), set(mentees)
        fixed = sum((instance.rank(m, pins[m]) if m in pins else None) or below_last for m in mentees)
        mine = [pair for pair in use if pair[0] in members]
        gains = total((below_last - (instance.rank(*pair) or below_last)) * use[pair] for pair in mine)
        # The last term keeps a group without any choice left an expression.
        return fixed - gains + 0 * next(iter(use.values()))


def _grouped(use: Mapping[PairKey, Any], side: int) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for pair, chosen in use.items():
        groups[pair[side]].append(chosen)
    return groups
