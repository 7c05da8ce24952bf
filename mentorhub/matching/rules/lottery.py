"""The lottery: a number per pair from a stored seed, so that a run can be repeated exactly."""

from collections.abc import Callable
from hashlib import blake2b

BITS = 32
HIGHEST = (1 << BITS) - 1


def drawer(seed: int, purpose: str = "match") -> Callable[[str, str], int]:
    """Returns `draw(mentee, mentor)`: an integer from 0 to 2**32 - 1, low wins.

    Draws for different purposes are independent, so that luck in one is no luck in another. A number
    depends on the seed and the two ids only, hence neither on the order of the input nor on who else
    takes part.
    """
    prefix = f"{seed}|{purpose}|"

    def draw(mentee: str, mentor: str) -> int:
        # The length keeps ("a", "bc") and ("ab", "c") apart.
        text = f"{prefix}{len(mentee)}|{mentee}{mentor}"
        return int.from_bytes(blake2b(text.encode(), digest_size=BITS // 8).digest(), "big")

    return draw
