"""Which figures of a table may be shown: cells under five people are hidden, and cannot be computed either.

The rule is the programme's: *cells under 5 people are not shown to anyone but the group's own teacher*. The
method is that of official statistics (A. Hundepool and others, Statistical disclosure control, 2012, chapter
4): first the small cells themselves are hidden, then as many others as are needed.

A table has columns that count people, some of whom are counted in another column too (who was placed also
applied), and rows that add up: groups to a programme, programmes to a school year. A hidden cell is safe
when somebody can be moved, on paper, so that it becomes another number while everything shown stays as it is:
from one hidden cell to another, or in and out of rows whose totals are hidden as well. That is looked for
here; the table that comes of such a move is the proof that the number does not follow from what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from mentorhub.monitoring.figures.rules.cells import COLUMNS, FEWEST, INSIDE, WHOLE_OF, Cell, Row, Seen

Move = frozenset[str]
Place = tuple[str, str]
"""A cell: the key of its row and its column."""
Cells = frozenset[Place]


@lru_cache(maxsize=len(COLUMNS))
def _moves(column: str) -> tuple[Move, ...]:
    """Return the sets of columns, this one among them, that a person can join or leave at once.

    The smallest come first.
    """
    below = {name: [one for one, above in INSIDE.items() if above == name] for name in COLUMNS}

    def beneath(top: str) -> Iterator[Move]:
        made: list[Move] = [frozenset({top})]
        for one in below[top]:
            made += [have | more for have in made for more in beneath(one)]
        yield from made

    found = {move for name in COLUMNS for move in beneath(name) if column in move}
    return tuple(sorted(found, key=lambda move: (len(move), sorted(move))))


class _Table:
    """The rows and how each cell is seen so far."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = {row.key: row for row in rows}
        self.below: dict[str, list[str]] = {row.key: [] for row in rows}
        for row in rows:
            if row.parent:
                self.below[row.parent].append(row.key)
        self.own = {row.key for row in rows if self._is_own(row.key)}
        self.seen = {
            at: self._first_look(*at) for at in ((row.key, name) for row in rows for name in COLUMNS)
        }
        self._allowed: dict[tuple[str, Move, int], bool] = {}

    def _is_own(self, key: str) -> bool:
        """Whether the reader teaches it; who teaches every group of a programme knows its totals as well."""
        below = self.below[key]
        return self.rows[key].is_own or (bool(below) and all(self._is_own(one) for one in below))

    def _first_look(self, key: str, name: str) -> Seen:
        """Return how a cell is seen when nothing else is hidden."""
        if key in self.own:
            return Seen.EXACT
        counts = self.rows[key].counts
        count, whole = counts[name], counts.get(WHOLE_OF.get(name, ""), 0)
        if 0 < count < FEWEST:
            return Seen.FEW
        if 0 < whole < FEWEST:
            return Seen.HIDDEN
        return Seen.NEARLY if 0 < whole - count < FEWEST else Seen.EXACT

    def hide(self, key: str, column: str) -> None:
        """Hide a cell; what was told as nearly all of it says nothing any more."""
        self.seen[key, column] = Seen.HIDDEN
        for part, whole in WHOLE_OF.items():
            if whole == column and self.seen[key, part] is Seen.NEARLY:
                self.seen[key, part] = Seen.HIDDEN
        self._allowed = {at: fits for at, fits in self._allowed.items() if at[0] != key}

    def fits(self, key: str, move: Move, by: int) -> bool:
        """Whether a row could as well hold one more (``by`` 1) or less (-1) in each column of the move."""
        at = (key, move, by)
        if at not in self._allowed:
            self._allowed[at] = self._holds(key, move, by)
        return self._allowed[at]

    def _holds(self, key: str, move: Move, by: int) -> bool:
        after = self._after(key, move, by)
        return self._is_nested(after) and all(self._is_seen_alike(key, name, after) for name in move)

    def _after(self, key: str, move: Move, by: int) -> dict[str, int]:
        counts = self.rows[key].counts
        return {name: counts[name] + (by if name in move else 0) for name in COLUMNS}

    @staticmethod
    def _is_nested(after: Mapping[str, int]) -> bool:
        return all(0 <= after[part] <= after[whole] for part, whole in INSIDE.items())

    def _is_seen_alike(self, key: str, name: str, after: Mapping[str, int]) -> bool:
        seen = self.seen[key, name]
        if seen is Seen.EXACT:
            return False
        if seen is Seen.FEW:
            return 0 < after[name] < FEWEST
        if seen is Seen.NEARLY:
            return 0 < after[WHOLE_OF[name]] - after[name] < FEWEST
        return after[name] >= 0

    def _down(self, key: str, move: Move, by: int) -> bool:
        below = self.below[key]
        return self.fits(key, move, by) and (not below or any(self._down(one, move, by) for one in below))

    def _up(self, key: str, move: Move, by: int) -> bool:
        """Whether a change in a row can be made good beside it, or goes on up to the top."""
        parent = self.rows[key].parent
        if not parent:
            return True
        beside = (one for one in self.below[parent] if one != key)
        if any(self._down(one, move, -by) for one in beside):
            return True
        return self.fits(parent, move, by) and self._up(parent, move, by)

    def is_safe(self, key: str, column: str) -> bool:
        """Whether a hidden cell could as well be another number."""
        return any(
            self._down(key, move, by) and self._up(key, move, by) for move in _moves(column) for by in (1, -1)
        )

    def hidden(self) -> Iterator[Place]:
        """Return the cells that are not shown as a number."""
        return (at for at, seen in self.seen.items() if seen is not Seen.EXACT)

    def cheapest(self, key: str, column: str) -> Cells | None:
        """Return which cells to hide so that a hidden one is safe, as few and as small as can be.

        None when hiding numbers does not help.
        """
        ways = (
            self._with(self._price_down(key, move, by), self._price_up(key, move, by))
            for move in _moves(column)
            for by in (1, -1)
        )
        return self._least(ways)

    def _least(self, ways: Iterable[Cells | None]) -> Cells | None:
        return min((way for way in ways if way is not None), key=self._price, default=None)

    def _price(self, cells: Cells) -> tuple[float, list[Place]]:
        """Totals are worth more than groups, wholes more than parts, large groups more than small ones."""
        total = 0.0
        for key, name in cells:
            worth = (4 if self.below[key] else 1) * (2 if name in WHOLE_OF.values() else 1)
            total += worth + min(self.rows[key].counts[name], 1000) / 10_000
        return total, sorted(cells)

    @staticmethod
    def _with(first: Cells | None, second: Cells | None) -> Cells | None:
        return None if first is None or second is None else first | second

    def _price_here(self, key: str, move: Move, by: int) -> Cells | None:
        """Return what has to be hidden in a row before it fits a move; None when it never does."""
        after = self._after(key, move, by)
        if key in self.own or not self._is_nested(after):
            return None
        numbers = frozenset((key, name) for name in move if self.seen[key, name] is Seen.EXACT)
        words = (name for name in move if self.seen[key, name] is not Seen.EXACT)
        return numbers if all(self._is_seen_alike(key, name, after) for name in words) else None

    def _price_down(self, key: str, move: Move, by: int) -> Cells | None:
        here, below = self._price_here(key, move, by), self.below[key]
        if here is None or not below:
            return here
        return self._with(here, self._least(self._price_down(one, move, by) for one in below))

    def _price_up(self, key: str, move: Move, by: int) -> Cells | None:
        parent = self.rows[key].parent
        if not parent:
            return frozenset()
        beside = [self._price_down(one, move, -by) for one in self.below[parent] if one != key]
        over = self._with(self._price_here(parent, move, by), self._price_up(parent, move, by))
        return self._least([*beside, over])

    def say_less(self, key: str) -> None:
        """Say *hidden* where it says *fewer than five*: in a row, its neighbours and all above them."""
        parent = self.rows[key].parent
        for one in (key, parent, *self.below.get(parent, [])):
            for name in COLUMNS if one and one not in self.own else ():
                if self.seen[one, name] is not Seen.EXACT:
                    self.hide(one, name)


def shown(rows: Iterable[Row]) -> dict[tuple[str, str], Cell]:
    """Return by key and column what is shown of a table.

    Every reader gets a table of the same rows, so that two pages of one reader never tell more than one.
    """
    table = _Table(list(rows))
    while unsafe := next((at for at in table.hidden() if not table.is_safe(*at)), None):
        _help(table, unsafe)
    return {at: _cell(table, at) for at in table.seen}


def _help(table: _Table, unsafe: Place) -> None:
    """Hide what makes an unsafe cell safe; where no number helps, less is said of the small ones too."""
    cells = table.cheapest(*unsafe)
    if cells is None:
        _say_less(table, unsafe[0])
    for at in cells or ():
        table.hide(*at)


def _say_less(table: _Table, key: str) -> None:
    """Say less around a row, and around those above it."""
    before = dict(table.seen)
    while key and table.seen == before:
        table.say_less(key)
        key = table.rows[key].parent
    if table.seen == before:
        for at, seen in before.items():
            if seen in (Seen.FEW, Seen.NEARLY) and at[0] not in table.own:
                table.hide(*at)


def _cell(table: _Table, at: Place) -> Cell:
    seen = table.seen[at]
    return Cell(seen, table.rows[at[0]].counts[at[1]] if seen is Seen.EXACT else None)
