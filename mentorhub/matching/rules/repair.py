"""After publishing: somebody leaves or arrives, or everybody gets a substitute."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.solver import solve
from mentorhub.matching.rules.values import Objective, PairKey, Result


@dataclass(frozen=True, slots=True)
class Change:
    """One mentee whose mentor differs; None before for a newcomer, None after for nobody (any more)."""

    mentee: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Repair:
    """A proposal that moves as few as possible, and whom it moves, sorted by mentee."""

    result: Result
    changes: tuple[Change, ...]


def repair(instance: Instance, objective: Objective = Objective.GENEROUS) -> Repair:
    """The proposal closest to `instance.current` among those that leave the fewest without a choice.

    The instance describes the situation now: who left is not in `preferences`, or has capacity 0 as a
    mentor; who arrived is. Source: matching.md, Repair.
    """
    result = solve(instance, objective, repairing=True)
    return Repair(result, changes_between(instance.current, result))


def changes_between(before: Mapping[str, str], result: Result) -> tuple[Change, ...]:
    """Everybody whose mentor is another one than `before`, those who left included."""
    after = result.mentor_of
    return tuple(
        Change(mentee, before.get(mentee), after.get(mentee))
        for mentee in sorted(before.keys() | after.keys())
        if before.get(mentee) != after.get(mentee)
    )


def substitute_instance(instance: Instance, first_pairs: Collection[PairKey]) -> Instance:
    """The instance in which everybody gets a second mentor, who is not the first.

    Places are dealt afresh and evenly: as many per mentor as it takes to give every mentee one, for
    mentors who had a place at all. Pins and the earlier run concerned the first mentor and are dropped.
    """
    mentors = [mentor for mentor, places in instance.capacities.items() if places]
    each = -(-len(instance.preferences) // len(mentors)) if mentors else 0
    known = {
        (mentee, mentor)
        for mentee, mentor in first_pairs
        if mentee in instance.preferences and mentor in instance.capacities
    }
    return replace(
        instance,
        capacities={mentor: each if places else 0 for mentor, places in instance.capacities.items()},
        pins=frozenset(),
        forbidden=instance.forbidden | known,
        current={},
    )


def substitute(
    instance: Instance,
    first_pairs: Collection[PairKey],
    objective: Objective = Objective.GENEROUS,
) -> Result:
    """A substitute for every mentee, for when the first mentor is absent (matching.md, Substitute)."""
    return solve(substitute_instance(instance, first_pairs), objective)
