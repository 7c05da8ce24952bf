"""What a mentee and a mentor may know about their own outcome: nothing that tells of anybody else's list.

A mentee's is a function of her own list, her own mentor, and which places are taken; a mentor's of the pair,
her own answer, what they share and whether they met. Tests hold both to that.
"""

from collections import Counter
from collections.abc import Collection

from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.reasons import OwnKind, OwnMentorKind, OwnMentorReason, OwnReason
from mentorhub.matching.rules.values import PairKey, Result, Wish


def private_reason(instance: Instance, result: Result, mentee: str) -> OwnReason:
    """What to tell one mentee about her own outcome, as data. Raises KeyError for a stranger."""
    mentor = next((pair.mentor for pair in result.pairs if pair.mentee == mentee), None)
    return _own_reason(instance, mentee, mentor, _full_mentors(instance, result))


def private_reasons(instance: Instance, result: Result) -> dict[str, OwnReason]:
    """The same for every mentee at once."""
    mentor_of, full = result.mentor_of, _full_mentors(instance, result)
    return {
        mentee: _own_reason(instance, mentee, mentor_of.get(mentee), full)
        for mentee in sorted(instance.preferences)
    }


def _own_reason(instance: Instance, mentee: str, mentor: str | None, full: Collection[str]) -> OwnReason:
    choices = instance.preferences[mentee]
    rank = instance.rank(mentee, mentor) if mentor else None
    better = choices if rank is None else choices[: rank - 1]
    taken = tuple(choice for choice in better if choice in full or (mentee, choice) in instance.forbidden)
    return OwnReason(
        kind=_kind(instance, mentee, mentor, rank),
        mentor=mentor,
        rank=rank,
        taken=taken,
        not_given=tuple(choice for choice in better if choice not in taken),
        round_met=instance.round_met(mentee, mentor) if mentor else None,
    )


def _kind(instance: Instance, mentee: str, mentor: str | None, rank: int | None) -> OwnKind:
    if mentor is None:
        return OwnKind.NO_MENTOR
    if rank is not None:
        return OwnKind.FIRST_CHOICE if rank == 1 else OwnKind.LOWER_CHOICE
    return OwnKind.MET if (mentee, mentor) in instance.met else OwnKind.ANY


def _full_mentors(instance: Instance, result: Result) -> set[str]:
    used = Counter(pair.mentor for pair in result.pairs)
    return {mentor for mentor, places in instance.capacities.items() if used[mentor] >= places}


def mentor_reasons(instance: Instance, result: Result) -> dict[PairKey, OwnMentorReason]:
    """What to tell a mentor about each of her mentees, as data, by (mentee, mentor)."""
    return {
        (pair.mentee, pair.mentor): _own_mentor_reason(instance, pair.mentee, pair.mentor)
        for pair in result.pairs
    }


def _own_mentor_reason(instance: Instance, mentee: str, mentor: str) -> OwnMentorReason:
    fit = instance.shared(mentee, mentor)
    if instance.wish(mentor, mentee) is Wish.PREFER:
        kind = OwnMentorKind.WISHED
    elif fit > 0:
        kind = OwnMentorKind.SHARED
    else:
        kind = OwnMentorKind.MET if (mentee, mentor) in instance.met else OwnMentorKind.PLAIN
    return OwnMentorReason(kind, mentee, max(0, fit), instance.round_met(mentee, mentor))
