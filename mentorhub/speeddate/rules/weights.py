"""What a seat is worth in one round, as one integer per pair.

The weight is a number in mixed radix, so that each digit outweighs all lower ones over the whole round:

1. a seat at all: as many seats as possible;
2. pins that can no longer wait;
3. breaks: whoever had more than their due sits first;
4. pins that can still wait;
5. shared qualities;
6. catch-up: shared qualities rather for those who had few so far;
7. a lottery, so that the order of the input has no effect.

Digit 3 adds up over people, and the sets of people that a largest matching can seat form a matroid on
each side; therefore a sum of ranks seats the same people as comparing breaks from the top down would
(Mendelsohn and Dulmage 1958 join both sides).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.speeddate.rules.places import Tables
from mentorhub.speeddate.rules.seats import Pair, Participant
from mentorhub.speeddate.rules.tally import Tally

LOTTERY = 61


@dataclass(frozen=True, slots=True)
class RoundNeeds:
    """Who may sit with whom in one round, and what presses: the facts behind the weights."""

    tally: Tally
    placed: Mapping[str, int]
    tables: Tables
    pressing: Mapping[Pair, int]

    def allowed(self, mentee: Participant, mentor: Participant) -> bool:
        """Say whether the two may sit together: not met, not forbidden, and the table suits the mentee."""
        if (mentee.id, mentor.id) in self.tally.apart:
            return False
        return not mentee.limits or mentee.limits <= self.tables.get(self.placed[mentor.id], frozenset())

    def open(self, pin: Pair) -> bool:
        """Say whether a pin names two people of this event who may sit together."""
        people = self.tally.people
        return pin[0] in people and pin[1] in self.placed and self.allowed(people[pin[0]], people[pin[1]])


def pressing_pins(tally: Tally, number: int, rounds: int) -> dict[Pair, int]:
    """Return for each open pin how many of its two people can no longer put it off (0, 1 or 2).

    A person cannot put off when the rounds left are no more than their open pins. With the pins as a
    bipartite graph, seating those people in every round places all pins in time (König 1916). A pin
    of which one is not here in round `number` presses nobody: it cannot be placed now.
    """
    pins_of: Counter[str] = Counter(person for pin in tally.pins for person in pin)
    return {pin: _pressed(pin, pins_of, tally, range(number, rounds + 1)) for pin in tally.pins}


def _pressed(pin: Pair, pins_of: Mapping[str, int], tally: Tally, left: range) -> int:
    people = [tally.people[person] for person in pin if person in tally.people]
    if len(people) < 2 or not all(person.present(left.start) for person in people):
        return 0
    together = sum(all(person.present(number) for person in people) for number in left)
    alone = {one.id: sum(one.present(number) for number in left) for one in people}
    return sum(min(together, alone[one.id]) <= pins_of[one.id] for one in people)


def sit_first(people: Iterable[Participant], tally: Tally) -> dict[str, int]:
    """Return a rank per person: 0 for who had fewest breaks beyond their due, higher for who sits first."""
    owed = {person.id: tally.owed[person.id] for person in people}
    order = {value: rank for rank, value in enumerate(sorted(set(owed.values())))}
    return {person: order[value] for person, value in owed.items()}


def weigh(
    mentees: Sequence[Participant], mentors: Sequence[Participant], needs: RoundNeeds
) -> list[list[int]]:
    """Return the weight of every pair, mentees in rows; 0 for a pair that may not sit together."""
    unit = _units(mentees, mentors, needs.tally)
    tally = needs.tally
    lag = tally.lag(mentees) | tally.lag(mentors)
    worth = {one.id: unit.breaks * rank for side in (mentees, mentors) for one, rank in _ranked(side, tally)}
    columns = [(one, worth[one.id], lag[one.id], tally.lot[one.id]) for one in mentors]

    def row(mentee: Participant) -> list[int]:
        me, seat, behind, lot = mentee.id, unit.seat + worth[mentee.id], lag[mentee.id], tally.lot[mentee.id]
        apart, fit, weights = tally.apart, tally.fit, []
        for mentor, value, lagging, other in columns:
            pair = (me, mentor.id)
            if pair in apart or (mentee.limits and not needs.allowed(mentee, mentor)):
                weights.append(0)
                continue
            shared = fit.get(pair, 0)
            weights.append(
                seat + value + shared * (unit.fit + (behind + lagging) * LOTTERY) + lot * other % LOTTERY
            )
        return weights

    return _add_pins([row(mentee) for mentee in mentees], mentees, mentors, needs, unit)


@dataclass(frozen=True, slots=True)
class _Units:
    """The worth of one unit of each digit; the lottery's is 1 and that of catch-up is `LOTTERY`."""

    fit: int
    pin: int
    breaks: int
    pressing: int
    seat: int


def _units(mentees: Sequence[Participant], mentors: Sequence[Participant], tally: Tally) -> _Units:
    most = max((tally.fit.get((one.id, other.id), 0) for one in mentees for other in mentors), default=0)
    seats = max(1, min(len(mentees), len(mentors)))
    fit = seats * LOTTERY * (14 * most + 1)
    pin = fit * (seats * most + 1)
    breaks = pin * (seats + 1)
    pressing = breaks * (seats * (len(mentees) + len(mentors)) + 1)
    return _Units(fit, pin, breaks, pressing, seat=pressing * (2 * seats + 1))


def _ranked(side: Sequence[Participant], tally: Tally) -> list[tuple[Participant, int]]:
    ranks = sit_first(side, tally)
    return [(one, ranks[one.id]) for one in side]


def _add_pins(
    weights: list[list[int]],
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    needs: RoundNeeds,
    unit: _Units,
) -> list[list[int]]:
    rows = {mentee.id: row for row, mentee in enumerate(mentees)}
    columns = {mentor.id: column for column, mentor in enumerate(mentors)}
    for (mentee, mentor), pressed in needs.pressing.items():
        if mentee in rows and mentor in columns and weights[rows[mentee]][columns[mentor]]:
            weights[rows[mentee]][columns[mentor]] += unit.pin + pressed * unit.pressing
    return weights
