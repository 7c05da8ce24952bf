"""Garbage is looked for once the sockets are still, and then it is found."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from mentorhub.core import tidy


class Ring:
    """Something that only a search for garbage finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def ours() -> Iterator[None]:
    """Python leaves it to us, as in a server; afterwards all is as before."""
    before = gc.get_threshold()
    tidy.leave_it_to_us()
    yield
    gc.set_threshold(*before)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock to set, and much that was made since the last look."""
    moment = [1000.0]
    monkeypatch.setattr(tidy, "monotonic", lambda: moment[0])
    monkeypatch.setattr(tidy, "_since", [moment[0]])
    monkeypatch.setattr(tidy, "MUCH", 0)
    tidy.sent()
    return moment


def lost() -> weakref.ref[Ring]:
    """Something that nobody holds, and that the looks at what is young have left alone."""
    ring = Ring()
    gc.collect(1)
    gc.collect(1)
    return weakref.ref(ring)


@pytest.mark.parametrize(("later", "is_found"), [(0.1, False), (0.4, True)])
async def test_nothing_is_looked_for_just_after_something_was_sent(
    ours: None, now: list[float], later: float, is_found: bool
) -> None:
    ring = lost()
    now[0] += later
    await tidy.look()
    assert (ring() is None) is is_found


async def test_where_something_is_sent_all_the_time_it_waits_a_minute_and_no_longer(
    ours: None, now: list[float]
) -> None:
    ring = lost()
    found_after = 0
    for second in range(1, 100):
        now[0] += 1
        tidy.sent()
        await tidy.look()
        if ring() is None:
            found_after = second
            break
    assert found_after == 60


async def test_little_is_left_alone(ours: None, now: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "MUCH", 1_000_000)
    ring = lost()
    now[0] += 500
    await tidy.look()
    assert ring() is not None


def test_python_itself_looks_through_everything_no_more(ours: None) -> None:
    gc.collect()
    before = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(300_000)]
    assert gc.get_stats()[2]["collections"] == before
    assert len(kept) == 300_000
