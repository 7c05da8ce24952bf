"""Garbage is looked for between turns, not in them.

To go through all that 400 phones keep in memory takes Python 0.2 s, in which nothing else happens. By itself
it does so whenever much was made since, which is in the middle of what makes much: a turn of the room. Here
what is young is looked through as ever, in a millisecond, and all of it once the sockets are still.
"""

import gc
from time import monotonic

from mentorhub.core.forever import forever

NEVER = 2**30
MUCH = 30
"""Looks through what is young, after which all is looked through: some 200,000 objects."""
LOOK_SECONDS, STILL_SECONDS, PATIENCE_SECONDS = 0.1, 0.3, 60

_sent_at = [0.0]
_since = [0.0]


def leave_it_to_us() -> None:
    """Let Python no longer look through everything by itself."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)


def sent() -> None:
    """Note that something was sent to a room."""
    _sent_at[0] = monotonic()


async def look() -> None:
    """Look for garbage when there is reason to, and nothing was sent just now or it has waited for long."""
    now = monotonic()
    if gc.get_count()[2] < MUCH:
        _since[0] = now
    elif now - _sent_at[0] >= STILL_SECONDS or now - _since[0] >= PATIENCE_SECONDS:
        gc.collect()


async def work() -> None:
    """Look for ever."""
    leave_it_to_us()
    await forever(look, pause=LOOK_SECONDS, failed="garbage not looked for")
