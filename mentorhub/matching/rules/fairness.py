"""Even-handedness: how the mean rank differs between groups (classes, never origin)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.values import Result


@dataclass(frozen=True, slots=True)
class GroupMean:
    """Mean rank of a group's mentees, exact; none of the list counts as one below the last rank."""

    group: str
    mentees: int
    mean_rank: Fraction


@dataclass(frozen=True, slots=True)
class Spread:
    """Groups from the best off to the worst off, and the distance between those two in ranks."""

    groups: tuple[GroupMean, ...]
    distance: Fraction


def spread(instance: Instance, result: Result, group_of: Mapping[str, str]) -> Spread:
    """The spread of mean rank between groups; mentees without a group are left out of it."""
    rank_of = {pair.mentee: pair.rank for pair in result.pairs}
    ranks: dict[str, list[int]] = defaultdict(list)
    for mentee in instance.preferences:
        if mentee in group_of:
            ranks[group_of[mentee]].append(rank_of.get(mentee) or instance.list_length + 1)
    means = [GroupMean(group, len(got), Fraction(sum(got), len(got))) for group, got in ranks.items()]
    ordered = tuple(sorted(means, key=lambda mean: (mean.mean_rank, mean.group)))
    distance = ordered[-1].mean_rank - ordered[0].mean_rank if ordered else Fraction(0)
    return Spread(ordered, distance)
