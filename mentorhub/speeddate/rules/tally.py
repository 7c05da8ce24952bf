"""What has happened so far, person by person: who met whom, breaks had and due, shared qualities."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from mentorhub.speeddate.rules.fits import Fits
from mentorhub.speeddate.rules.seats import Break, Pair, Participant, Seat


class Tally:
    """The running account of an event; `record` is called once per round, in order.

    `owed` is a person's breaks had minus breaks due. Due is this person's share of each round's breaks:
    (present - seated) / present of their side, for rounds in which they are present. So whoever was
    there the whole time has the same due as everybody else, and a late one is not asked to catch up.
    """

    def __init__(
        self,
        mentees: Sequence[Participant],
        mentors: Sequence[Participant],
        *,
        fit: Fits,
        apart: Collection[Pair],
        pins: Collection[Pair],
        seed: int,
    ) -> None:
        """Start an empty account; `apart` are pairs that must not meet (forbidden, or met before)."""
        self.sides = (tuple(mentees), tuple(mentors))
        self.people = {person.id: person for side in self.sides for person in side}
        self.fit = fit
        self.apart = set(apart)
        self.pins = {pin for pin in pins if pin not in self.apart}
        self.owed: dict[str, Fraction] = dict.fromkeys(self.people, Fraction(0))
        self.shared: Counter[str] = Counter()
        self.rounds_in: Counter[str] = Counter()
        self.breaks: list[Break] = []
        self.lot = {person: _lot(seed, person) for person in self.people}

    def present(self, side: int, number: int) -> list[Participant]:
        """Return who of side 0 (mentees) or 1 (mentors) is in the room in round `number`."""
        return [person for person in self.sides[side] if person.present(number)]

    def record(self, number: int, seats: Iterable[Seat]) -> None:
        """Add one round (from 1): its meetings, and breaks for those present without a seat."""
        seated: set[str] = set()
        for seat in seats:
            seated |= {seat.mentee, seat.mentor}
            self._meet((seat.mentee, seat.mentor))
        for side in (0, 1):
            self._count_breaks(number, self.present(side, number), seated)

    def _meet(self, pair: Pair) -> None:
        self.apart.add(pair)
        self.pins.discard(pair)
        for person in pair:
            self.shared[person] += self.fit.get(pair, 0)

    def _count_breaks(self, number: int, here: list[Participant], seated: set[str]) -> None:
        without = [person.id for person in here if person.id not in seated]
        due = Fraction(len(without), max(1, len(here)))
        for person in here:
            self.owed[person.id] -= due
            self.rounds_in[person.id] += 1
        for person in without:
            self.owed[person] += 1
            self.breaks.append(Break(number, person))

    def uneven(self, side: int, number: int) -> int:
        """Return by how much more than 1 breaks differ after round `number` among those always present.

        Someone with limits can have more breaks for want of a table, which no other plan would better.
        """
        free = (one.id for one in self.sides[side] if not one.limits)
        always = [self.owed[person] for person in free if self.rounds_in[person] == number]
        return max(0, int(max(always) - min(always)) - 1) if always else 0

    def lag(self, people: Iterable[Participant], steps: int = 8) -> dict[str, int]:
        """Return how far each is behind in shared qualities per round: 0 (ahead) to `steps - 1`."""
        per_round = {one.id: Fraction(self.shared[one.id], max(1, self.rounds_in[one.id])) for one in people}
        most = max(per_round.values(), default=Fraction(0))
        if not most:
            return dict.fromkeys(per_round, 0)
        return {person: int((1 - had / most) * (steps - 1)) for person, had in per_round.items()}


def _lot(seed: int, person: str) -> int:
    """Return a person's number in the lottery, the same for the same seed whatever the input order."""
    return int.from_bytes(hashlib.blake2b(f"{seed}:{person}".encode(), digest_size=4).digest())
