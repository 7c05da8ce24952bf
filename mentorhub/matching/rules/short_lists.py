"""Short lists: where they must be accepted they are filled from those met, as told in advance.

Filling them with everybody met as equals is the rule that never rewards bluffing. Theorem: in the generous
and the greedy match, whoever hands in only the first k names of a list of mentors she met never gets a
mentor she truly puts above the one that the longer list gets her. Proof: let V(y) be the cost of everybody
else when she is at y and c(y) her own, nothing (0) included. Filling changes c(y) to c'(y) = c(k + 1), the
cost of a (k + 1)-th choice, for every y met but not kept, and c(0) to c(0) - c(n) + c(k + 1), n the longest
list; choices that are kept cost what they did. So c' <= c for everything but the kept ones, which hence win
only where they won before; and a dropped choice s above the old outcome y has c'(y) - c'(s) <= c(y) - c(s),
so it loses to y as before. Costs are vectors compared lexicographically, and the lottery leaves no ties. It
holds as long as forbidden pairs do not force openings (`Result.admitted`) and there is no earlier run to
stay close to.

A short list filled in one random order has no such property: three mentors in a bad order can make her
dearer to move than her own list would have (a counterexample is in the tests). What then still holds is that
whoever would get one of the choices she keeps gains nothing by dropping those below it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from mentorhub.matching.rules.lottery import drawer
from mentorhub.matching.rules.values import PairKey


def fill_with_all_met(
    preferences: Mapping[str, tuple[str, ...]], met: Collection[PairKey], list_length: int = 4
) -> dict[str, frozenset[str]]:
    """For `Instance.filling`: by mentee with a short list all mentors met who are not on it, as equals.

    `met` holds (mentee, mentor) pairs. Which of them she gets, if any, the lottery decides. Nobody who met
    nobody else is in it.
    """
    meetings = _meetings(met)
    return {
        mentee: frozenset(meetings[mentee]).difference(choices)
        for mentee, choices in preferences.items()
        if len(choices) < list_length and not set(choices) >= set(meetings[mentee])
    }


def fill_short_list(
    preferences: Mapping[str, tuple[str, ...]],
    met: Collection[PairKey],
    seed: int,
    list_length: int = 4,
) -> dict[str, tuple[str, ...]]:
    """Every list filled up to `list_length` with mentors met, in an order drawn from the seed.

    `met` holds (mentee, mentor) pairs. A list stays short when too few were met. What is drawn depends
    on the mentee and her meetings only, never on other lists.
    """
    draw, meetings = drawer(seed, "fill"), _meetings(met)

    def filled(mentee: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        others = (mentor for mentor in meetings[mentee] if mentor not in choices)
        extra = sorted(others, key=lambda mentor: (draw(mentee, mentor), mentor))
        return choices + tuple(extra[: max(0, list_length - len(choices))])

    return {mentee: filled(mentee, choices) for mentee, choices in preferences.items()}


def _meetings(met: Collection[PairKey]) -> dict[str, list[str]]:
    """The mentors met by mentee."""
    meetings: dict[str, list[str]] = defaultdict(list)
    for mentee, mentor in met:
        meetings[mentee].append(mentor)
    return meetings
