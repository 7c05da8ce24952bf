"""From the seating of the lists to a proposal: pins, fall back and counts."""

from collections import Counter
from collections.abc import Mapping

from mentorhub.matching.rules.fallback import place_left_over
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.values import (
    Assignment,
    Certificate,
    Objective,
    PairKey,
    Profile,
    Proof,
    Result,
    Source,
)


def propose(
    instance: Instance,
    objective: Objective,
    from_lists: Mapping[str, str],
    *,
    repairing: bool = False,
    prices: Mapping[str, int] | None = None,
    admitted: frozenset[PairKey] = frozenset(),
) -> Result:
    """Adds pins and fall back to the seating of the lists (mentor by mentee), and counts.

    The certificate is still a claim to be checked: it carries the prices and says nothing is proven.
    """
    placed = {**instance.pinned_mentor(), **from_lists}
    fallback = place_left_over(instance, repairing, placed)
    mentor_of = {**placed, **fallback.mentor_of}
    pairs = tuple(_assignment(instance, mentee, mentor_of[mentee]) for mentee in sorted(mentor_of))
    unmatched = tuple(sorted(mentee for mentee in instance.preferences if mentee not in mentor_of))
    claim = Certificate(False, Proof.NO_NEGATIVE_CYCLE, 0, False, (), prices or {}, fallback.prices)
    return Result(objective, repairing, pairs, unmatched, _count(instance, pairs), claim, admitted)


def _assignment(instance: Instance, mentee: str, mentor: str) -> Assignment:
    rank = instance.rank(mentee, mentor)
    if (mentee, mentor) in instance.pins:
        return Assignment(mentee, mentor, rank, Source.PINNED)
    if rank is not None:
        return Assignment(mentee, mentor, rank, Source.LIST)
    return Assignment(mentee, mentor, None, Source.MET if (mentee, mentor) in instance.met else Source.ANY)


def _count(instance: Instance, pairs: tuple[Assignment, ...]) -> Profile:
    counts = Counter(pair.rank for pair in pairs)
    ranks = tuple(counts[rank] for rank in range(1, instance.list_length + 1))
    return Profile(ranks, counts[None], len(instance.preferences) - len(pairs))
