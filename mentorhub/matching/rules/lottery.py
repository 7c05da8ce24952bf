"""The lottery: a number per pair from a stored seed, so that a run can be repeated exactly.

Everybody gets a hashed number; a pair's draw is the product of the two modulo a prime. For one mentor the
draws of all mentees are as independent as the hash.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import isqrt

BITS = 32
HIGHEST = (1 << BITS) - 1

PRIME_BITS = 61
PRIME = (1 << PRIME_BITS) - 1
"""A Mersenne prime: no factor in common with anybody's number."""

SHIFT = PRIME_BITS - BITS
"""The upper 32 of the 61 bits are the draw."""


def drawer(seed: int, purpose: str = "match") -> Callable[[str, str], int]:
    """Returns `draw(mentee, mentor)`: an integer from 0 to 2**32 - 1, low wins.

    Draws for different purposes are independent, so that luck in one is no luck in another. A number
    depends on the seed and the two ids only, hence neither on the order of the input nor on who else
    takes part.
    """
    left, right = _Numbers(seed, purpose, "mentee"), _Numbers(seed, purpose, "mentor")

    def draw(mentee: str, mentor: str) -> int:
        return left[mentee] * right[mentor] % PRIME >> SHIFT

    return draw


@dataclass(frozen=True, slots=True)
class Orders:
    """Everybody's own random order of the same mentors, for those beyond their list.

    Mentor j (by place in the sorted ids) stands at `(step * j + start) % prime` in a mentee's order, with a
    step and start of her own; `prime` is the first prime not below the number of mentors, so that no two
    stand at the same place. What stands at the front can be read off without looking at the rest.
    """

    prime: int
    steps: list[int]
    starts: list[int]
    backs: list[int]

    def place(self, mentee: int, mentor: int) -> int:
        """Where the mentor stands in the mentee's order, 0 is best; some places stay empty."""
        return (self.steps[mentee] * mentor + self.starts[mentee]) % self.prime

    def front(self, mentee: int, places: int) -> list[int]:
        """The mentors at the first so many places, numbers from `mentors` on being nobody."""
        back, start, prime = self.backs[mentee], self.starts[mentee], self.prime
        first = -start * back
        return [(first + place * back) % prime for place in range(min(places, prime))]


def orders(seed: int, mentees: Sequence[str], mentors: int) -> Orders:
    """The orders of the mentees (ids) of so many mentors."""
    numbers, prime = _Numbers(seed, "order", "mentee"), _prime_from(max(2, mentors))
    drawn = [divmod(numbers[mentee], prime - 1) for mentee in mentees]
    steps = [1 + step for _, step in drawn]
    return Orders(prime, steps, [start % prime for start, _ in drawn], [pow(s, -1, prime) for s in steps])


def _prime_from(number: int) -> int:
    while any(number % factor == 0 for factor in range(2, isqrt(number) + 1)):
        number += 1
    return number


class _Numbers(dict[str, int]):
    """Everybody's number from 1 to PRIME - 1; each is hashed once, when it is asked for."""

    def __init__(self, seed: int, purpose: str, side: str) -> None:
        self._begun = blake2b(f"{seed}|{purpose}|{side}|".encode(), digest_size=16)

    def __missing__(self, person: str) -> int:
        hashed = self._begun.copy()
        hashed.update(person.encode())
        found = self[person] = 1 + int.from_bytes(hashed.digest(), "big") % (PRIME - 1)
        return found
