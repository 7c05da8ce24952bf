"""Planning a whole evening round by round, and trying again where that ends in a dead end.

Choosing the best round now may leave too few new people later. With rounds well below the number of
partners that does not happen; where rounds come close to it (twelve people, ten rounds) it does about
once in a hundred times. Then other lots are tried, and at last without regard to shared qualities, which
leaves the most freedom; the best attempt counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mentorhub.speeddate.rules.one_round import best_pairs, pairs_in_pods
from mentorhub.speeddate.rules.places import Tables
from mentorhub.speeddate.rules.pods import Pods
from mentorhub.speeddate.rules.seats import Seat
from mentorhub.speeddate.rules.tally import Tally
from mentorhub.speeddate.rules.weights import RoundNeeds, pressing_pins

TRIES = 8
SMALL_HALL = 40 * 40
"""Up to this many pairs another try costs next to nothing; larger halls get one."""


@dataclass(frozen=True, slots=True)
class Hall:
    """What stays the same through an evening: each mentor's table, the tables' tags, the pods."""

    placed: Mapping[str, int]
    tables: Tables
    pods: Pods


class Attempt(NamedTuple):
    """The account afterwards, the seats planned, and what fell short.

    `short` counts empty seats, pins not placed, and breaks that differ by more than 1. `is_first` says
    that it needed no other lots.
    """

    tally: Tally
    seats: list[Seat]
    short: tuple[int, int, int]
    is_first: bool = True


def best_attempt(attempt: Callable[[int], Attempt], *, small: bool) -> Attempt:
    """Return the first attempt without shortfall, or else the one with the least."""
    best = attempt(0)
    for number in range(1, TRIES if small else 1):
        if not any(best.short):
            break
        best = min(best, attempt(number)._replace(is_first=False), key=lambda one: one.short)
    return best


def plan_once(tally: Tally, hall: Hall, past: Sequence[Seat], coming: range) -> Attempt:
    """Plan the rounds `coming` after `past`, each as good as it can be; fills `tally`."""
    for number in range(1, coming.start):
        tally.record(number, [seat for seat in past if seat.round == number])
    planned: list[Seat] = []
    empty = uneven = 0
    for number in coming:
        needs = RoundNeeds(tally, hall.placed, hall.tables, pressing_pins(tally, number, coming.stop - 1))
        seats = _seats(number, needs, hall.pods)
        tally.record(number, seats)
        planned += seats
        empty += min(len(tally.present(side, number)) for side in (0, 1)) - len(seats)
        uneven += sum(tally.uneven(side, number) for side in (0, 1))
    return Attempt(tally, planned, (empty, len(tally.pins), uneven))


def _seats(number: int, needs: RoundNeeds, pods: Pods) -> list[Seat]:
    mentees, mentors = needs.tally.present(0, number), needs.tally.present(1, number)
    if pods.count == 1:
        couples = best_pairs(mentees, mentors, needs)
    else:
        couples = pairs_in_pods(mentees, mentors, needs, pods)
    return sorted(Seat(number, needs.placed[mentor.id], mentee.id, mentor.id) for mentee, mentor in couples)
