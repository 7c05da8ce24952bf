"""What a set of moves adds to each component of the cost vector."""

from collections import Counter
from collections.abc import Sequence

from mentorhub.matching.rules.certificate import competing_pairs
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.reasons import Component, Move, Obstacle, Reason
from mentorhub.matching.rules.values import Result

NamedStep = tuple[str, str | None, str | None]
"""(mentee, mentor before, mentor after) in the list stage; None for none of the choices."""


class Ledger:
    """Prices moves away from one result."""

    def __init__(self, instance: Instance, result: Result) -> None:
        """Takes the instance and the result whose pairs the moves start from."""
        self._instance = instance
        self._repairing = result.repairing
        self._keep = instance.keepable()
        self._mentor_of = result.mentor_of
        self._admitted = result.admitted
        self._seated = Counter(competing_pairs(instance, result).values())
        self._seated.update(mentor for _, mentor in instance.pins)

    def reason(self, choice: str, rank: int, steps: Sequence[NamedStep]) -> Reason:
        """The reason why the first step, to `choice`, was not taken: what all steps together cost."""
        before, after = Counter[int | None](), Counter[int | None]()
        for mentee, origin, goal in steps:
            before[self._rank(mentee, origin)] += 1
            after[self._rank(mentee, goal)] += 1
        moves = tuple(self._move(*step) for step in steps[1:])
        return Reason(
            choice=choice,
            rank=rank,
            obstacle=Obstacle.COSTS,
            decided_by=self._decided_by(steps, before != after),
            delta=tuple(after[r] - before[r] for r in range(1, self._instance.list_length + 1)),
            without_choice=after[None] - before[None],
            left_out=sum(move.rank_from is not None and move.rank_to is None for move in moves),
            moves=moves,
        )

    def _rank(self, mentee: str, mentor: str | None) -> int | None:
        return self._instance.rank(mentee, mentor) if mentor is not None else None

    def _move(self, mentee: str, origin: str | None, goal: str | None) -> Move:
        held = origin if origin is not None else self._mentor_of.get(mentee)
        return Move(mentee, held, goal, self._rank(mentee, origin), self._rank(mentee, goal))

    def _decided_by(self, steps: Sequence[NamedStep], ranks_differ: bool) -> Component:
        unmatched = sum((goal is None) - (origin is None) for _, origin, goal in steps)
        beyond = sum(self._beyond(m, goal) - self._beyond(m, origin) for m, origin, goal in steps)
        changed = sum(self._changed(m, goal) - self._changed(m, origin) for m, origin, goal in steps)
        ranked = [(Component.BEYOND, beyond), (Component.RANK, int(ranks_differ))]
        middle = [(Component.CHANGED, changed)]
        order = [
            (Component.UNMATCHED, unmatched),
            *(middle + ranked if self._repairing else ranked + middle),
            (Component.WISH, sum(self._wish(m, goal) - self._wish(m, origin) for m, origin, goal in steps)),
            (Component.FIT, sum(self._fit(m, origin) - self._fit(m, goal) for m, origin, goal in steps)),
            (Component.LOAD, self._load(steps)),
        ]
        return next((component for component, worse in order if worse), Component.LOTTERY)

    def _beyond(self, mentee: str, mentor: str | None) -> int:
        return int(mentor is not None and self._rank(mentee, mentor) is None)

    def _changed(self, mentee: str, mentor: str | None) -> int:
        kept = self._keep.get(mentee)
        if mentor is not None:
            return int(kept is not None and kept != mentor)
        competes = kept is not None and (
            kept in self._instance.preferences[mentee] or (mentee, kept) in self._admitted
        )
        return int(competes)

    def _wish(self, mentee: str, mentor: str | None) -> int:
        return self._instance.wish(mentor, mentee) if mentor is not None else 0

    def _fit(self, mentee: str, mentor: str | None) -> int:
        return self._instance.shared(mentee, mentor) if mentor is not None else 0

    def _load(self, steps: Sequence[NamedStep]) -> int:
        shift: Counter[str] = Counter()
        for _, origin, goal in steps:
            if origin is not None:
                shift[origin] -= 1
            if goal is not None:
                shift[goal] += 1
        return sum(
            _load_of(self._seated[mentor] + change) - _load_of(self._seated[mentor])
            for mentor, change in shift.items()
        )


def _load_of(mentees: int) -> int:
    return mentees * (mentees - 1) // 2
