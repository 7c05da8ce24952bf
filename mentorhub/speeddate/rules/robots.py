"""What made-up students of a rehearsal do in one moment, by chance but the same for the same seed.

They come in within half a minute, a few stay away, now and then a phone loses its connection for a while,
and after the rounds the juniors hand in one by one.
"""

from collections.abc import Sequence
from random import Random

ARRIVE_SECONDS = 25
STAY_AWAY = 0.05
DROPS = 0.01
RETURNS = 0.15
HANDS_IN = 0.08


def arrivals(expected: Sequence[str], everyone: int, chance: Random) -> list[str]:
    """Return who comes in during this second.

    Args:
        expected: ids of who has not come.
        everyone: how many are on the list; one in twenty of them never comes.
        chance: the dice.
    """
    staying_away = round(everyone * STAY_AWAY)
    coming = max(0, len(expected) - staying_away)
    if not coming:
        return []
    number = min(coming, max(1, round(everyone / ARRIVE_SECONDS)))
    return chance.sample(list(expected), number)


def dropping(connected: Sequence[str], chance: Random) -> list[str]:
    """Return whose phone loses its connection during this second."""
    return [one for one in connected if chance.random() < DROPS]


def returning(away: Sequence[str], chance: Random) -> list[str]:
    """Return whose phone comes back during this second."""
    return [one for one in away if chance.random() < RETURNS]


def handing_in(waiting: Sequence[str], chance: Random) -> list[str]:
    """Return who hands in during this second; the last one does not wait for ever."""
    chosen = [one for one in waiting if chance.random() < HANDS_IN]
    return chosen or list(waiting[: len(waiting) == 1])
