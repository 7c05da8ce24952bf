"""What each number of rounds would give, counted in one walk along a plan for the most rounds."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.speeddate.rules.forecast import GOOD_FIT
from mentorhub.speeddate.rules.seats import Pair, Participant, Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the first `rounds` rounds give the mentees.

    `mean` and `least` count good fits met, over those mentees who have a good fit in the hall at all:
    the average, and that of the worst off; `there` is how many good fits they have in the hall on average,
    and `none` of them met no good fit yet. `meets` is the fewest and
    the most people that a mentee meets, `breaks` the same for rounds in which a mentee sits alone.
    """

    rounds: int
    mean: float
    there: float
    least: int
    none: int
    meets: tuple[int, int]
    breaks: tuple[int, int]


def outcomes(
    plan: Plan, fit: Mapping[Pair, int], mentees: Sequence[Participant], *, good: int = GOOD_FIT
) -> tuple[Outcome, ...]:
    """Return the outcome after 1, 2, ... and all rounds of a plan.

    `fit` counts shared qualities per (mentee, mentor), 0 where missing; `good` is from how many on a
    pair is a good fit. Where `plan.begins_all` holds, a plan for fewer rounds would give exactly this.
    """
    people = [one.id for one in mentees]
    able = Counter(mentee for (mentee, _), shared in fit.items() if shared >= good)
    there = able.total() / max(1, len(able))
    met: Counter[str] = Counter()
    liked: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    found: list[Outcome] = []
    for number in range(1, plan.rounds + 1):
        seats = plan.in_round(number)
        met.update(seat.mentee for seat in seats)
        liked.update(seat.mentee for seat in seats if fit.get((seat.mentee, seat.mentor), 0) >= good)
        alone.update(one.person for one in plan.breaks if one.round == number)
        counts = [liked[one] for one in people if one in able]
        ends = _ends(met[one] for one in people), _ends(alone[one] for one in people)
        found.append(_outcome(number, counts, there, *ends))
    return tuple(found)


def _outcome(
    number: int, counts: list[int], there: float, meets: tuple[int, int], breaks: tuple[int, int]
) -> Outcome:
    return Outcome(
        rounds=number,
        mean=sum(counts) / len(counts) if counts else 0.0,
        there=there,
        least=min(counts, default=0),
        none=counts.count(0),
        meets=meets,
        breaks=breaks,
    )


def _ends(counts: Iterable[int]) -> tuple[int, int]:
    found = list(counts) or [0]
    return min(found), max(found)
