"""An attacker with a solver: the range that each hidden cell can have, given everything that is shown."""

from collections.abc import Sequence

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

from mentorhub.monitoring.figures.rules.cells import COLUMNS, FEWEST, INSIDE, WHOLE_OF, Cell, Row, Seen

MOST = 400


class Attacker:
    """Knows the rules of the table and what is shown of it; solves for what is not."""

    def __init__(self, rows: Sequence[Row], shown: dict[tuple[str, str], Cell]) -> None:
        parents = {row.parent for row in rows}
        leaves = [row.key for row in rows if row.key not in parents]
        self.at = {(leaf, name): n for n, (leaf, name) in enumerate((x, y) for x in leaves for y in COLUMNS)}
        self.below = {
            row.key: [leaf for leaf in leaves if self._is_under(rows, leaf, row.key)] for row in rows
        }
        self.limits: list[LinearConstraint] = []
        for leaf in leaves:
            for part, whole in INSIDE.items():
                self._limit(self._sum([leaf], whole) - self._sum([leaf], part), 0, numpy.inf)
        for (key, name), cell in shown.items():
            self._learn(key, name, cell)

    @staticmethod
    def _is_under(rows: Sequence[Row], leaf: str, key: str) -> bool:
        parent = {row.key: row.parent for row in rows}
        while leaf and leaf != key:
            leaf = parent[leaf]
        return leaf == key

    def _sum(self, leaves: Sequence[str], name: str) -> numpy.ndarray:
        weights = numpy.zeros(len(self.at))
        for leaf in leaves:
            weights[self.at[leaf, name]] = 1
        return weights

    def _limit(self, weights: numpy.ndarray, low: float, high: float) -> None:
        self.limits.append(LinearConstraint(weights, low, high))

    def _learn(self, key: str, name: str, cell: Cell) -> None:
        weights = self._sum(self.below[key], name)
        if cell.seen is Seen.EXACT:
            self._limit(weights, cell.value or 0, cell.value or 0)
        elif cell.seen is Seen.FEW:
            self._limit(weights, 1, FEWEST - 1)
        elif cell.seen is Seen.NEARLY:
            self._limit(self._sum(self.below[key], WHOLE_OF[name]) - weights, 1, FEWEST - 1)

    def range_of(self, key: str, name: str) -> tuple[int, int]:
        """Return the smallest and the largest number that the cell can have."""
        weights = self._sum(self.below[key], name)
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * weights,
                constraints=self.limits,
                integrality=numpy.ones(len(self.at)),
                bounds=Bounds(0, MOST),
            )
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]
