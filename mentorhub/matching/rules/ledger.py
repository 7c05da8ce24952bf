"""What a set of moves adds to each component of the cost vector."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

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
        self._evened = result.evened
        self._seated = Counter(competing_pairs(instance, result).values())
        self._seated.update(mentor for _, mentor in instance.pins)

    def reason(self, choice: str, rank: int, steps: Sequence[NamedStep]) -> Reason:
        """The reason why the first step, to `choice`, was not taken: what all steps together cost."""
        before, after = Counter[int | None](), Counter[int | None]()
        for mentee, origin, goal in steps:
            before[self._rank(mentee, origin)] += 1
            after[self._rank(mentee, goal)] += 1
        places = [(self._place(m, origin), self._place(m, goal)) for m, origin, goal in steps]
        ranks_differ = Counter(origin for origin, _ in places) != Counter(goal for _, goal in places)
        moves = tuple(self._move(*step) for step in steps[1:])
        return Reason(
            choice=choice,
            rank=rank,
            obstacle=Obstacle.COSTS,
            decided_by=self._decided_by(steps, ranks_differ),
            delta=tuple(after[r] - before[r] for r in range(1, self._instance.list_length + 1)),
            without_choice=after[None] - before[None],
            left_out=sum(move.rank_from is not None and move.rank_to is None for move in moves),
            moves=moves,
        )

    def _rank(self, mentee: str, mentor: str | None) -> int | None:
        return self._instance.rank(mentee, mentor) if mentor is not None else None

    def _place(self, mentee: str, mentor: str | None) -> int | None:
        return self._instance.place(mentee, mentor) if mentor is not None else None

    def _move(self, mentee: str, origin: str | None, goal: str | None) -> Move:
        held = origin if origin is not None else self._mentor_of.get(mentee)
        return Move(mentee, held, goal, self._rank(mentee, origin), self._rank(mentee, goal))

    def _decided_by(self, steps: Sequence[NamedStep], ranks_differ: bool) -> Component:
        totals = self._totals(steps, ranks_differ)
        return next((component for component, worse in totals if worse), Component.LOTTERY)

    def _totals(self, steps: Sequence[NamedStep], ranks_differ: bool) -> Iterator[tuple[Component, int]]:
        """The components in their order; those after the one that decides are never added up."""
        yield Component.UNMATCHED, sum((goal is None) - (origin is None) for _, origin, goal in steps)
        if self._repairing:
            yield Component.CHANGED, self._sum(self._changed, steps)
        yield Component.BEYOND, self._sum(self._beyond, steps)
        yield Component.RANK, int(ranks_differ)
        if self._evened:
            yield Component.EVENNESS, 1
        if not self._repairing:
            yield Component.CHANGED, self._sum(self._changed, steps)
        yield Component.WISH, self._sum(self._wish, steps)
        yield Component.FIT, self._sum(self._fit, steps)
        yield Component.LOAD, self._load(steps)

    @staticmethod
    def _sum(of: Callable[[str, str | None], int], steps: Sequence[NamedStep]) -> int:
        return sum(of(mentee, goal) - of(mentee, origin) for mentee, origin, goal in steps)

    def _beyond(self, mentee: str, mentor: str | None) -> int:
        return int(mentor is not None and self._place(mentee, mentor) is None)

    def _changed(self, mentee: str, mentor: str | None) -> int:
        kept = self._keep.get(mentee)
        if mentor is not None:
            return int(kept is not None and kept != mentor)
        competes = kept is not None and (
            self._place(mentee, kept) is not None or (mentee, kept) in self._admitted
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
