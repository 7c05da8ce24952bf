"""Why not a better choice, why this pair: computed for the teacher, who may see everybody's list.

What a mentee reads about her own outcome comes from `private.py` and knows less.
"""

from collections.abc import Callable, Iterator

from mentorhub.matching.rules.certificate import competing_pairs
from mentorhub.matching.rules.errors import NotProven
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.labels import NOBODY
from mentorhub.matching.rules.ledger import Ledger
from mentorhub.matching.rules.network import list_network, profile_network
from mentorhub.matching.rules.reasons import Component, Obstacle, PairKind, PairReason, Reason
from mentorhub.matching.rules.residual import Residual
from mentorhub.matching.rules.stability import standing_at
from mentorhub.matching.rules.values import Objective, Progress, Result

Asking = Callable[[str, str, int], Reason]

TOLD_EVERY = 64
"""Mentees between two calls of `on_progress`."""


def explain(
    instance: Instance, result: Result, on_progress: Progress | None = None
) -> dict[str, tuple[Reason, ...]]:
    """For every mentee a reason for each choice better than what she got, in the order of her list.

    `on_progress(done, all)` counts mentees and may raise to cancel. Raises `NotProven` for a result
    without a valid certificate, as its costs would mean nothing.
    """
    reasons = reasons_for(instance, result)
    return {mentee: reasons(mentee) for mentee in _counted(instance, on_progress)}


def _counted(instance: Instance, on_progress: Progress | None) -> Iterator[str]:
    """The mentees in order, telling every now and then how many are done."""
    mentees = sorted(instance.preferences)
    for done, mentee in enumerate(mentees):
        if on_progress and done % TOLD_EVERY == 0:
            on_progress(done, len(mentees))
        yield mentee
    if on_progress:
        on_progress(len(mentees), len(mentees))


def reasons_for(instance: Instance, result: Result) -> Callable[[str], tuple[Reason, ...]]:
    """Returns `reasons(mentee)` for asking about a few mentees; the preparation is done once."""
    if not result.certificate.optimal:
        raise NotProven(result.objective.value)
    given = {pair.mentee: pair.rank for pair in result.pairs}
    room, pins = instance.room(), instance.pinned_mentor()
    ask = _WEIGHING.get(result.objective, _by_cost)(instance, result)

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


def pair_reasons(
    instance: Instance, result: Result, on_progress: Progress | None = None
) -> dict[str, PairReason]:
    """For every mentee the main thing to say about her pair.

    `on_progress(done, all)` counts mentees and may raise to cancel. Raises `NotProven` as `explain` does.
    """
    reasons = reasons_for(instance, result)
    tell = _teller(instance, result)
    return {mentee: tell(mentee, reasons(mentee)) for mentee in _counted(instance, on_progress)}


def pair_reason(instance: Instance, result: Result, mentee: str) -> PairReason:
    """The main thing to say about one mentee's pair; for a whole board use `pair_reasons`."""
    return _teller(instance, result)(mentee, reasons_for(instance, result)(mentee))


def _teller(instance: Instance, result: Result) -> Callable[[str, tuple[Reason, ...]], PairReason]:
    given = {pair.mentee: pair for pair in result.pairs}

    def tell(mentee: str, reasons: tuple[Reason, ...]) -> PairReason:
        pair = given.get(mentee)
        mentor = pair.mentor if pair else None
        telling = [reason for reason in reasons if reason.obstacle in _TELLING] or [*reasons, None]
        return PairReason(
            mentee=mentee,
            mentor=mentor,
            kind=_kind(instance, result, mentee, mentor, telling[0]),
            rank=pair.rank if pair else None,
            source=pair.source if pair else None,
            reason=telling[0],
            round_met=instance.round_met(mentee, mentor) if mentor else None,
            fit=instance.shared(mentee, mentor) if mentor else 0,
            wish=instance.wishes.get((mentor, mentee)) if mentor else None,
            better=reasons,
        )

    return tell


_TELLING = {
    Obstacle.COSTS: PairKind.BETTER_CHOICE_COSTS,
    Obstacle.PREFERS_OTHERS: PairKind.BETTER_CHOICE_PREFERS_OTHERS,
}


def _kind(
    instance: Instance, result: Result, mentee: str, mentor: str | None, reason: Reason | None
) -> PairKind:
    if mentor is not None and (mentee, mentor) in instance.pins:
        return PairKind.PINNED
    if mentor is None:
        return PairKind.NO_MENTOR
    if reason is None:
        return PairKind.FIRST_CHOICE if instance.preferences[mentee] else PairKind.NO_LIST
    return _TELLING.get(reason.obstacle, PairKind.BETTER_CHOICES_NOT_POSSIBLE)


def _by_cost(instance: Instance, result: Result) -> Asking:
    make = profile_network if result.evened else list_network
    network = make(instance, result.objective, result.repairing, result.admitted)
    mentors = {mentor: j for j, mentor in enumerate(network.mentors)}
    mentees = {mentee: i for i, mentee in enumerate(network.mentees)}
    competing = competing_pairs(instance, result)
    seats = [mentors[competing[m]] if m in competing else NOBODY for m in network.mentees]
    residual = Residual(network, seats, result.certificate.prices)
    ledger = Ledger(instance, result)

    def ask(mentee: str, choice: str, rank: int) -> Reason:
        i, j = mentees[mentee], mentors[choice]
        steps = [(i, seats[i], j), *residual.force(i, j).steps]
        named = [
            (
                network.mentees[who],
                network.mentors[origin] if origin != NOBODY else None,
                network.mentors[goal] if goal != NOBODY else None,
            )
            for who, origin, goal in steps
        ]
        return ledger.reason(choice, rank, named)

    return ask


def _by_standing(instance: Instance, result: Result) -> Asking:
    """In a stable match a better choice holds only mentees whom the mentor puts before this one."""
    standing = standing_at(instance)
    worst: dict[str, tuple[int, int, int]] = {}
    for mentee, mentor in competing_pairs(instance, result).items():
        worst[mentor] = max(worst.get(mentor, standing(mentor, mentee)), standing(mentor, mentee))

    def ask(mentee: str, choice: str, rank: int) -> Reason:
        order = zip(standing(choice, mentee), worst[choice], _ORDER, strict=True)
        decided_by = next(component for mine, theirs, component in order if mine != theirs)
        return Reason(choice, rank, Obstacle.PREFERS_OTHERS, decided_by)

    return ask


def _by_whole(instance: Instance, result: Result) -> Asking:
    return lambda mentee, choice, rank: Reason(choice, rank, Obstacle.WHOLE)


_WEIGHING = {Objective.STABLE: _by_standing, Objective.FEWEST_BLOCKING: _by_whole}

_ORDER = (Component.WISH, Component.FIT, Component.LOTTERY)
