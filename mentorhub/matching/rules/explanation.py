"""Why not a better choice: for each one, what it would cost the others, as data for the teacher.

This tells about other people's lists and is for the teacher only; what a mentee reads about her own
result comes from `private.py`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mentorhub.matching.rules.errors import NotProven
from mentorhub.matching.rules.flow import NOBODY
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.network import list_network
from mentorhub.matching.rules.residual import Detour, Residual, Step
from mentorhub.matching.rules.stability import standing_at
from mentorhub.matching.rules.values import Objective, Result


class Obstacle(StrEnum):
    """Why a better choice was not given."""

    COSTS = "costs"
    PINNED = "pinned"
    FORBIDDEN = "forbidden"
    NO_PLACE = "no_place"
    PREFERS_OTHERS = "prefers_others"


class Component(StrEnum):
    """A component of the cost vector: the first one in which the forced match would be worse."""

    UNMATCHED = "unmatched"
    BEYOND = "beyond"
    RANK = "rank"
    CHANGED = "changed"
    WISH = "wish"
    FIT = "fit"
    LOAD = "load"
    LOTTERY = "lottery"


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody else who would move. No `mentor_to` means none of her choices; then the fall back applies."""

    mentee: str
    mentor_from: str | None
    mentor_to: str | None
    rank_from: int | None
    rank_to: int | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the mentee did not get `choice`, the `rank`-th of her list.

    With obstacle COSTS, `moves` is the cheapest way to give it to her; `delta[r - 1]` the change in
    the number of r-th choices and `without_choice` in the number with none of theirs, herself included;
    `left_out` the number of others who would end with none of their choices. `decided_by` is the first
    component of the vector that gets worse; with PREFERS_OTHERS what the mentor's order turned on.
    """

    choice: str
    rank: int
    obstacle: Obstacle
    decided_by: Component | None = None
    delta: tuple[int, ...] = ()
    without_choice: int = 0
    left_out: int = 0
    moves: tuple[Move, ...] = ()


def explain(instance: Instance, result: Result) -> dict[str, tuple[Reason, ...]]:
    """For every mentee a reason for each choice better than what she got, in the order of her list.

    Raises `NotProven` for a result without a valid certificate, as its costs would mean nothing.
    """
    reasons = reasons_for(instance, result)
    return {mentee: reasons(mentee) for mentee in sorted(instance.preferences)}


def reasons_for(instance: Instance, result: Result) -> Callable[[str], tuple[Reason, ...]]:
    """Returns `reasons(mentee)` for asking about a few mentees; the preparation is done once."""
    if not result.certificate.optimal:
        raise NotProven(result.objective.value)
    given = {pair.mentee: pair.rank for pair in result.pairs}
    room, pins = instance.room(), instance.pinned_mentor()
    weigh = _by_standing if result.objective is Objective.STABLE else _by_cost
    ask = weigh(instance, result)

    def reason(mentee: str, choice: str, rank: int) -> Reason:
        if mentee in pins:
            return Reason(choice, rank, Obstacle.PINNED)
        if (mentee, choice) in instance.forbidden:
            return Reason(choice, rank, Obstacle.FORBIDDEN)
        if not room[choice]:
            return Reason(choice, rank, Obstacle.NO_PLACE)
        return ask(mentee, choice, rank)

    def reasons(mentee: str) -> tuple[Reason, ...]:
        choices = instance.preferences[mentee]
        rank = given.get(mentee)
        better = choices if rank is None else choices[: rank - 1]
        return tuple(reason(mentee, choice, place) for place, choice in enumerate(better, start=1))

    return reasons


def _by_cost(instance: Instance, result: Result) -> Callable[[str, str, int], Reason]:
    network = list_network(instance, result.objective, result.repairing, result.admitted)
    mentor_index = {mentor: j for j, mentor in enumerate(network.mentors)}
    mentee_index = {mentee: i for i, mentee in enumerate(network.mentees)}
    mentor_of = result.mentor_of
    seats = [
        mentor_index[mentor_of[mentee]]
        if mentee in mentor_of and any(network.mentors[j] == mentor_of[mentee] for j, _ in network.arcs[i])
        else NOBODY
        for i, mentee in enumerate(network.mentees)
    ]
    residual = Residual(network, seats, result.certificate.prices)

    def ask(mentee: str, choice: str, rank: int) -> Reason:
        i, j = mentee_index[mentee], mentor_index[choice]
        detour = residual.force(i, j)
        steps = ((i, seats[i], j), *detour.steps)
        return _priced(instance, result, choice, rank, _moves(instance, result, network, steps))

    return ask
