"""Whose phone is connected, also when it is connected to another worker."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest

from mentorhub.core import clock, workers
from mentorhub.speeddate.service import presence, roll_call

EVENT, BRAM, DAAN = uuid.UUID(int=1), uuid.UUID(int=2), uuid.UUID(int=3)


def said(*people: uuid.UUID) -> list[list[str]]:
    return [[str(EVENT), str(one)] for one in people]


def connected() -> dict[uuid.UUID, bool]:
    return {one: seen.connected for one, seen in presence.seen(EVENT).items()}


@pytest.fixture(autouse=True)
def changes() -> Iterator[list[uuid.UUID]]:
    """What is told of changes, and nobody there before or after."""
    told: list[uuid.UUID] = []
    before = list(presence._changed)
    presence.tell_changes_to(told.append)
    yield told
    for worker in ("one", "two"):
        presence.hear(worker, ())
    presence.forget(EVENT)
    roll_call._heard_at.clear()
    presence._changed[:] = before


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The even clock, to set."""
    now = [1000.0]
    monkeypatch.setattr(roll_call, "monotonic", lambda: now[0])
    monkeypatch.setattr(roll_call, "_told", (0.0, frozenset()))
    return now


async def test_phones_of_another_worker_count_until_it_names_them_no_more(changes: list[uuid.UUID]) -> None:
    await roll_call.hear(("one", said(BRAM, DAAN)))
    await roll_call.hear(("one", said(BRAM, DAAN)))
    assert connected() == {BRAM: True, DAAN: True}
    assert changes == [EVENT, EVENT]
    clock.move(timedelta(seconds=7))
    await roll_call.hear(("one", said(DAAN)))
    assert connected() == {BRAM: False, DAAN: True}
    assert presence.seen(EVENT)[BRAM].since - presence.seen(EVENT)[DAAN].since >= timedelta(seconds=7)
    assert len(changes) == 3


async def test_who_moves_from_one_worker_to_another_was_never_away(changes: list[uuid.UUID]) -> None:
    presence.come(EVENT, BRAM, "socket")
    await roll_call.hear(("one", said(BRAM)))
    presence.gone("socket")
    await roll_call.hear(("two", said(BRAM)))
    await roll_call.hear(("one", said()))
    assert connected() == {BRAM: True}
    assert changes == [EVENT]
    await roll_call.hear(("two", said()))
    assert connected() == {BRAM: False}


async def test_a_worker_that_falls_silent_takes_its_phones_along(moment: list[float]) -> None:
    await roll_call.hear(("one", said(BRAM)))
    moment[0] += 10
    await roll_call.hear(("two", said(DAAN)))
    await roll_call.call()
    assert connected() == {BRAM: True, DAAN: True}
    moment[0] += 10
    await roll_call.call()
    assert connected() == {BRAM: False, DAAN: True}


async def test_a_worker_tells_all_it_has_when_that_changes_and_now_and_then(
    moment: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, object]] = []

    async def tell(topic: str, data: object) -> None:
        calls.append((topic, data))

    monkeypatch.setattr(workers, "tell", tell)
    monkeypatch.setattr(roll_call, "_told", (moment[0], presence.here()))
    await roll_call.call()
    assert calls == []
    presence.come(EVENT, BRAM, "socket")
    await roll_call.call()
    await roll_call.call()
    assert len(calls) == 1
    topic, (me, there) = calls[0]  # type: ignore[misc]  # what is told has no type
    assert (topic, [str(EVENT), str(BRAM)] in there) == ("phones", True)
    moment[0] += 6
    await roll_call.call()
    assert len(calls) == 2
    # What a worker hears of itself changes nothing.
    presence.gone("socket")
    await roll_call.hear((me, there))
    assert connected() == {BRAM: False}


def test_who_was_never_here_is_not_said_to_be_away() -> None:
    presence.gone("nobody")
    presence.hear("one", ())
    assert connected() == {}
