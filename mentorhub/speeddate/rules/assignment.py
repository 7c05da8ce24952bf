"""The heaviest assignment of rows to columns, in exact integers.

Shortest augmenting paths after R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for
dense and sparse linear assignment problems", Computing 38 (1987). Only columns carry a price; a free
column always has price 0, which is what makes it right for fewer rows than columns as well.
"""

from collections.abc import Sequence

Weights = Sequence[Sequence[int]]


def heaviest_assignment(weights: Weights) -> list[int]:
    """Return for each row the column it gets, so that the sum of the weights is as large as possible.

    `weights` has as many rows as people on the shorter side and at least as many columns; any integers.
    Every row gets a column of its own. Raises ValueError when there are more rows than columns.
    """
    if not weights:
        return []
    if len(weights) > len(weights[0]):
        raise ValueError("more rows than columns")
    return _Solver([[-weight for weight in row] for row in weights]).solve()


class _Solver:
    """The state of one run: costs, column prices, and who holds which column (-1: nobody)."""

    def __init__(self, costs: list[list[int]]) -> None:
        self.costs = costs
        self.width = len(costs[0])
        self.price = [0] * self.width
        self.holder = [-1] * self.width
        self.column = [-1] * len(costs)

    def solve(self) -> list[int]:
        for row in self._bid(list(range(len(self.costs)))):
            self._augment(row)
        return self.column

    def _bid(self, waiting: list[int]) -> list[int]:
        """Give rows their cheapest column by lowering its price; return the rows still without one.

        A bid keeps the prices right (reduced costs of held columns are the least of their row), so any
        number of bids may be made; the bound keeps near-ties from bidding each other down slowly.
        """
        bids_left = 3 * len(waiting)
        left: list[int] = []
        while waiting:
            row = waiting.pop()
            bids_left -= 1
            column, margin = self._cheapest(row)
            ousted = self.holder[column]
            if bids_left < 0 or (ousted >= 0 and margin == 0):
                left.append(row)
                continue
            self._take(row, column, margin if ousted >= 0 else 0)
            if ousted >= 0:
                self.column[ousted] = -1
                waiting.append(ousted)
        return left

    def _cheapest(self, row: int) -> tuple[int, int]:
        """Return the cheapest column at present prices and how much dearer the second one is."""
        reduced = [cost - price for cost, price in zip(self.costs[row], self.price, strict=True)]
        least = min(reduced)
        column = reduced.index(least)
        if self.holder[column] < 0 or self.width == 1:
            return column, 0
        reduced[column] = max(reduced) + 1
        return column, min(reduced) - least

    def _take(self, row: int, column: int, margin: int) -> None:
        self.price[column] -= margin
        self.holder[column] = row
        self.column[row] = column

    def _augment(self, start: int) -> None:
        """Seat one more row along the cheapest path of swaps (Dijkstra over columns)."""
        price, holder = self.price, self.holder
        distance = [cost - p for cost, p in zip(self.costs[start], price, strict=True)]
        came_from = [start] * self.width
        todo = list(range(self.width))
        done: list[int] = []
        while True:
            column = min(todo, key=distance.__getitem__)
            least = distance[column]
            if holder[column] < 0:
                break
            todo.remove(column)
            done.append(column)
            self._relax(column, least, todo, distance, came_from)
        for closed in done:
            price[closed] += distance[closed] - least
        self._swap_along(start, column, came_from)

    def _relax(
        self, column: int, least: int, todo: list[int], distance: list[int], came_from: list[int]
    ) -> None:
        row = self.holder[column]
        costs, price = self.costs[row], self.price
        base = costs[column] - price[column] - least
        for other in todo:
            length = costs[other] - price[other] - base
            if length < distance[other]:
                distance[other] = length
                came_from[other] = row

    def _swap_along(self, start: int, column: int, came_from: list[int]) -> None:
        while True:
            row = came_from[column]
            self.holder[column] = row
            self.column[row], column = column, self.column[row]
            if row == start:
                return
