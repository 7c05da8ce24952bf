"""The assignment gives the heaviest total, checked against brute force and against scipy."""

from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentorhub.speeddate.rules.assignment import heaviest_assignment


def total(weights: list[list[int]], columns: list[int]) -> int:
    return sum(weights[row][column] for row, column in enumerate(columns))


@st.composite
def tables(draw: st.DrawFn, widest: int) -> list[list[int]]:
    height = draw(st.integers(1, widest))
    width = draw(st.integers(height, widest))
    top = draw(st.sampled_from([1, 4, 10**6, 2**80]))
    return draw(
        st.lists(
            st.lists(st.integers(-top, top), min_size=width, max_size=width), min_size=height, max_size=height
        )
    )


@settings(max_examples=150, deadline=None)
@given(tables(5))
def test_no_other_assignment_is_heavier(weights: list[list[int]]) -> None:
    columns = heaviest_assignment(weights)
    assert len(set(columns)) == len(weights)
    best = max(total(weights, list(other)) for other in permutations(range(len(weights[0])), len(weights)))
    assert total(weights, columns) == best


@pytest.mark.parametrize(("height", "width", "top"), [(40, 40, 3), (40, 55, 3), (33, 33, 10**6), (1, 50, 9)])
def test_larger_tables_agree_with_scipy(height: int, width: int, top: int) -> None:
    random = Random(height * width)
    for _ in range(10):
        weights = [[random.randint(0, top) for _ in range(width)] for _ in range(height)]
        rows, columns = linear_sum_assignment(np.array(weights), maximize=True)
        assert total(weights, heaviest_assignment(weights)) == np.array(weights)[rows, columns].sum()


def test_weights_beyond_64_bits_stay_exact() -> None:
    huge = 2**100
    assert heaviest_assignment([[huge, huge + 1], [huge, huge + 3]]) == [0, 1]


def test_nobody_needs_no_assignment() -> None:
    assert heaviest_assignment([]) == []


def test_more_rows_than_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="more rows"):
        heaviest_assignment([[1], [2]])
