"""Small cells: what is hidden cannot be computed, by a solver that knows all that is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.monitoring.figures.rules.cells import COLUMNS, INSIDE, WHOLE_OF, Row, Seen
from mentorhub.monitoring.figures.rules.small_cells import shown
from tests.monitoring.figures.attacking import Attacker

NOBODY = dict.fromkeys(COLUMNS, 0)


def counted(**counts) -> dict[str, int]:
    """Counts by column; who is counted in one is in the columns around it."""
    full = NOBODY | counts
    for part, whole in reversed(INSIDE.items()):
        full[whole] = max(full[whole], full[part])
    return full


def school(programmes: dict[str, list[dict[str, int]]], own: frozenset[str] = frozenset()) -> list[Row]:
    """A school year with its programmes and their groups, such as ``p1``, ``p1.0``."""

    def total(many):
        return {name: sum(one[name] for one in many) for name in COLUMNS}

    rows = [Row("year", "", total([total(groups) for groups in programmes.values()]))]
    for name, groups in programmes.items():
        rows.append(Row(name, "year", total(groups)))
        rows += [Row(f"{name}.{n}", name, one, f"{name}.{n}" in own) for n, one in enumerate(groups)]
    return rows


def placed_in(*groups: tuple[int, int]) -> list[dict[str, int]]:
    return [counted(placed=placed, juniors=juniors) for juniors, placed in groups]


def seen_of(rows, column="placed"):
    return {key: (cell.value, cell.seen.value) for (key, name), cell in shown(rows).items() if name == column}


@st.composite
def groups(draw):
    juniors = draw(st.integers(0, 14))
    values = {"juniors": juniors}
    for part, whole in INSIDE.items():
        if whole != "coaches":
            values[part] = draw(st.integers(0, values[whole]))
    values["coaches"] = draw(st.integers(0, 9))
    values["sharers"] = draw(st.integers(0, values["coaches"]))
    return values


@st.composite
def schools(draw):
    count = draw(st.integers(1, 2))
    programmes = {f"p{n}": draw(st.lists(groups(), min_size=1, max_size=3)) for n in range(count)}
    names = [f"{name}.{n}" for name, many in programmes.items() for n in range(len(many))]
    own = draw(st.frozensets(st.sampled_from(names), max_size=2))
    return school(programmes, own)


@settings(max_examples=10, deadline=None)
@given(schools())
def test_no_hidden_cell_can_be_computed_from_everything_that_is_shown(rows):
    found = shown(rows)
    attacker = Attacker(rows, found)
    for (key, name), cell in found.items():
        if cell.seen is not Seen.EXACT:
            low, high = attacker.range_of(key, name)
            assert low < high, (key, name)


@settings(max_examples=60, deadline=None)
@given(schools())
def test_no_number_under_five_and_no_missing_few_are_shown_but_to_the_own_teacher(rows):
    own = {row.key for row in rows if row.is_own}
    for row in reversed(rows):  # who teaches all of a programme knows its totals
        below = [one.key for one in rows if one.parent == row.key]
        own |= {row.key} if below and own.issuperset(below) else set()
    for (key, name), cell in shown(rows).items():
        row = next(row for row in rows if row.key == key)
        if cell.seen is Seen.EXACT and key not in own:
            assert cell.value == 0 or cell.value >= 5
            whole = row.counts.get(WHOLE_OF.get(name, ""), 0)
            assert whole == 0 or whole >= 5
            assert not 0 < whole - cell.value < 5


@settings(max_examples=40, deadline=None)
@given(schools())
def test_a_teacher_sees_own_groups_as_they_are(rows):
    found = shown(rows)
    for row in (row for row in rows if row.is_own):
        assert {name: found[row.key, name].value for name in COLUMNS} == dict(row.counts)


def test_a_table_of_large_numbers_is_shown_whole():
    rows = school({"p": placed_in((20, 10), (25, 12), (30, 0))})
    assert seen_of(rows) == {
        "year": (22, "exact"),
        "p": (22, "exact"),
        "p.0": (10, "exact"),
        "p.1": (12, "exact"),
        "p.2": (0, "exact"),
    }


def test_one_small_group_takes_the_smallest_other_with_it():
    rows = school({"p": placed_in((20, 3), (25, 12), (30, 15))})
    assert seen_of(rows) == {
        "year": (30, "exact"),
        "p": (30, "exact"),
        "p.0": (None, "few"),
        "p.1": (None, "hidden"),
        "p.2": (15, "exact"),
    }


def test_who_is_missing_is_a_cell_as_well():
    rows = school({"p": placed_in((20, 17), (25, 12), (30, 15))})
    assert seen_of(rows)["p.0"] == (None, "nearly")
    assert seen_of(rows)["p.1"] == (None, "hidden")


def test_the_only_other_group_of_a_teacher_is_not_told_by_the_total():
    rows = school({"p": placed_in((20, 8), (25, 2))}, frozenset({"p.0"}))
    seen = seen_of(rows)
    assert seen["p.0"] == (8, "exact")
    assert (seen["p"][0], seen["p.1"][0], seen["year"][0]) == (None, None, None)


def test_four_groups_of_one_under_a_total_of_a_few_do_not_tell_each_other():
    rows = school({"p": placed_in(*[(20, 1)] * 4)})
    found = shown(rows)
    attacker = Attacker(rows, found)
    assert all(attacker.range_of(f"p.{n}", "placed")[0] == 0 for n in range(4)) or all(
        attacker.range_of(f"p.{n}", "placed")[1] > 1 for n in range(4)
    )


@pytest.mark.parametrize("column", ["matched", "placed"])
def test_a_group_under_five_people_is_not_described_at_all(column):
    rows = school({"p": [counted(juniors=4), *placed_in((20, 10), (25, 12))]})
    assert shown(rows)["p.0", "juniors"].seen is Seen.FEW
    assert shown(rows)["p.0", column].value is None
