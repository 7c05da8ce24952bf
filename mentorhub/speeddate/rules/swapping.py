"""Two of the same side change places in one round; coaches keep their tables, so it is juniors who walk."""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from mentorhub.speeddate.rules.seats import Seat

Refusal = Literal["same", "roles", "seats", "met", "forbidden", "round"]


class CannotSwap(Exception):
    """Two who cannot change places; ``reason`` is a key for the screen.

    ``same``: one person twice. ``roles``: a mentee and a mentor. ``seats``: neither sits in this round, or
    one is not there. ``met``: one of them sat with the other's partner before. ``forbidden``: a teacher's
    wish, or what somebody needs of a table, is against it.
    ``round``: the round has been held, or there is no such round.
    """

    def __init__(self, reason: Refusal) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason: Refusal = reason


def swapped(
    seats: Sequence[Seat],
    number: int,
    first: str,
    second: str,
    *,
    tables: Mapping[str, int],
    may: Callable[[Seat], bool],
) -> tuple[Seat, ...]:
    """Return all seats with two people's places in one round exchanged.

    Where one of the two has a break in that round, the other gets it.

    Args:
        seats: of all rounds.
        number: the round, from 1.
        first: id of a mentee or mentor.
        second: id of another one of the same side.
        tables: each mentor's table.
        may: whether a seat is allowed.

    Raises:
        CannotSwap: with the reason.
    """
    in_round, met = _in_round(seats, number), _met_before(seats, number)
    touched, new = _exchange(in_round, met, first, second, tables=tables, may=may)
    kept = [seat for seat in seats if seat not in touched]
    return tuple(sorted([*kept, *new], key=lambda seat: (seat.round, seat.table, seat.mentor)))


def who_can_swap(
    seats: Sequence[Seat],
    number: int,
    first: str,
    others: Collection[str],
    *,
    tables: Mapping[str, int],
    may: Callable[[Seat], bool],
) -> frozenset[str]:
    """Return those of ``others`` with whom somebody can change places in one round.

    They are exactly those for whom ``swapped`` does not raise.

    Args:
        seats: of all rounds.
        number: the round, from 1.
        first: id of a mentee or mentor.
        others: ids of people of the same side.
        tables: each mentor's table.
        may: whether a seat is allowed.
    """
    in_round, met = _in_round(seats, number), _met_before(seats, number)

    def can(other: str) -> bool:
        try:
            _exchange(in_round, met, first, other, tables=tables, may=may)
        except CannotSwap:
            return False
        return True

    return frozenset(filter(can, others))


def _in_round(seats: Sequence[Seat], number: int) -> list[Seat]:
    return [seat for seat in seats if seat.round == number]


def _met_before(seats: Sequence[Seat], number: int) -> set[tuple[str, str]]:
    return {(seat.mentee, seat.mentor) for seat in seats if seat.round < number}


def _exchange(
    in_round: Sequence[Seat],
    met: Container[tuple[str, str]],
    first: str,
    second: str,
    *,
    tables: Mapping[str, int],
    may: Callable[[Seat], bool],
) -> tuple[list[Seat], list[Seat]]:
    """Return the seats of a round that two people leave, and those that come instead."""
    if first == second:
        raise CannotSwap("same")
    other = {first: second, second: first}
    touched = [seat for seat in in_round if seat.mentee in other or seat.mentor in other]
    if not touched:
        raise CannotSwap("seats")
    new = [_moved(seat, other, tables) for seat in touched]
    for seat in new:
        if (seat.mentee, seat.mentor) in met:
            raise CannotSwap("met")
        if not may(seat):
            raise CannotSwap("forbidden")
    return touched, new


def _moved(seat: Seat, other: Mapping[str, str], tables: Mapping[str, int]) -> Seat:
    mentor = other.get(seat.mentor, seat.mentor)
    if mentor not in tables:
        raise CannotSwap("seats")
    return replace(seat, mentee=other.get(seat.mentee, seat.mentee), mentor=mentor, table=tables[mentor])
