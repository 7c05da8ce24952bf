"""The plan of rounds: mentors keep their table, mentees move, nobody meets the same person twice.

Each round is one assignment (`weights.py` says what counts), so the plan is repeatable, and planning
again in the middle of an event is the same call with what has happened so far.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from types import MappingProxyType

from mentorhub.speeddate.rules.attempts import SMALL_HALL, TRIES, Attempt, Hall, best_attempt, plan_once
from mentorhub.speeddate.rules.fits import FitOf, as_fits
from mentorhub.speeddate.rules.issues import plan_issues
from mentorhub.speeddate.rules.places import Tables, Wish, place_mentors
from mentorhub.speeddate.rules.pods import make_pods
from mentorhub.speeddate.rules.seats import Pair, Participant, Plan, PlanInputError, Seat
from mentorhub.speeddate.rules.tally import Tally

POD_SIZE = 60


def plan_rounds(
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    rounds: int,
    *,
    fit: FitOf,
    past: Sequence[Seat] = (),
    from_round: int | None = None,
    met_before: Collection[Pair] = (),
    pinned: Collection[Pair] = (),
    forbidden: Collection[Pair] = (),
    tables: Tables | None = None,
    reserved: Collection[int] = (),
    seed: int = 0,
    pod_size: int = POD_SIZE,
) -> Plan:
    """Plan rounds `from_round` to `rounds` (both from 1) and return the whole event.

    `fit` is the number of shared qualities per (mentee, mentor), 0 where missing; for a very large hall
    leave the zeros out, or give a function of the pair. `past` are the seats of rounds that have begun;
    they come back unchanged. `from_round` is the first round that may still change, by default the one
    after the last in `past`. `met_before` and `forbidden` pairs never meet; `pinned` ones do, when they
    can. `tables` gives the tags per table number; without it tables are numbered from 1 and have no tags;
    newcomers get `reserved` ones last. `seed` decides between equals.

    Promises: nobody meets the same person twice; one seat per person per round; each round has as many
    seats as the pairs left allow, which is all of the smaller side unless the rounds outnumber the
    partners or forbidden pairs stand in the way (then `issues` says so); among those present the whole
    time, without limits and pressing pins, breaks differ by at most 1; past rounds and tables stay.

    Raises PlanInputError: `no_rounds`, `same_person_twice`, `past_in_the_future`.
    """
    start = from_round if from_round is not None else 1 + max((seat.round for seat in past), default=0)
    _check(mentees, mentors, rounds, past, start)
    known = tables if tables is not None else {number: frozenset() for number in _numbers(mentors, past)}
    wanted = frozenset(tag for mentee in mentees for tag in mentee.limits)
    placed = place_mentors(mentors, known, past, Wish(wanted, frozenset(reserved)))
    worth = as_fits(fit)
    sides = sorted(mentees, key=_by_id), sorted(mentors, key=_by_id)

    pods = make_pods(*sides, placed, size=max(1, pod_size), rounds=rounds, fit=worth, past=past)
    hall = Hall(placed, known, pods)

    def attempt(number: int) -> Attempt:
        counted = worth if number < TRIES // 2 else {}
        tally = Tally(*sides, fit=counted, apart={*met_before, *forbidden}, pins=pinned, seed=seed + number)
        return plan_once(tally, hall, past, range(start, rounds + 1))

    best = best_attempt(attempt, small=len(mentees) * len(mentors) <= SMALL_HALL)
    every = (*past, *best.seats)
    return Plan(
        seats=every,
        breaks=tuple(sorted(best.tally.breaks)),
        rounds=rounds,
        planned_from=start,
        tables=MappingProxyType(placed),
        issues=tuple(
            plan_issues(
                mentees,
                mentors,
                every,
                placed=placed,
                tables=tables,
                pinned=pinned,
                coming=range(start, rounds + 1),
            )
        ),
        begins_all=best.is_first and not any(best.short) and pods.count == 1 and not pinned,
    )


def _check(
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    rounds: int,
    past: Sequence[Seat],
    start: int,
) -> None:
    if rounds < 1:
        raise PlanInputError("no_rounds")
    times = Counter(person.id for person in (*mentees, *mentors))
    if twice := tuple(sorted(person for person, count in times.items() if count > 1)):
        raise PlanInputError("same_person_twice", twice)
    if late := {person for seat in past if seat.round >= start for person in (seat.mentee, seat.mentor)}:
        raise PlanInputError("past_in_the_future", tuple(sorted(late)))


def _by_id(person: Participant) -> str:
    return person.id


def _numbers(mentors: Sequence[Participant], past: Sequence[Seat]) -> range:
    return range(1, 1 + len(mentors) + len({seat.mentor for seat in past}))
