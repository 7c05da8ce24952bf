"""Half an hour of an evening, pressed together: does the server's memory stay bounded? `make soak` runs it.

In every minute of it the room turns, a round more or one fewer is planned and loaded by every phone, ten
phones fall away and come back as browsers do, one of them in a new tab, and everybody saves a note a second.
It ends with an error when memory grows in the second half.
"""

import argparse
import asyncio
import sys
import time

from mentorhub.speeddate.state.live import LiveRoom
from tests.load.room.doors import browsers
from tests.load.room.evening import MANY, ROUNDS_OF_MANY, Evening, begun, served_venue, sessions_of
from tests.load.room.screens import LightPhone, read_for, until_in
from tests.load.room.turns import turn
from tests.load.room.typing_notes import notes
from tests.load.room.venue import Event, Venue
from tests.story.conftest import Server

FALL_AWAY = 10
NOTES_SECONDS = 2
MOST_GROWTH = 0.05
"""Of what the server held halfway; more in the second half is a leak."""


async def _a_minute(evening: Evening) -> None:
    is_longer = evening.desk.of(LiveRoom)["rounds"] > ROUNDS_OF_MANY
    for step in ("next", "fewer" if is_longer else "more"):
        await turn(evening.desk, evening.screens, step)
        await read_for((evening.desk, *evening.screens), 0.5)
    away, evening.phones = evening.phones[:FALL_AWAY], evening.phones[FALL_AWAY:]
    for phone in away:
        phone.close(politely=False)
    back = [LightPhone(phone.origin, phone.secret) for phone in away]
    for phone, earlier in list(zip(back, away, strict=True))[1:]:
        # The tab is the same one, so is its state on the server.
        phone.token = earlier.token
    for phone in back:
        await phone.open()
    await until_in(back)
    evening.phones += back
    await notes(evening.doors, evening.phones, NOTES_SECONDS)


async def _soak(server: Server, school: Venue, event: Event, minutes: int, seconds: float) -> list[float]:
    """Return the megabytes that the server held at the end of each minute."""
    held: list[float] = []
    async with browsers() as http:
        evening = await begun(server, school, event, http)
        await evening.join(await sessions_of(evening, 0, MANY))
        await evening.start()
        for minute in range(1, minutes + 1):
            begin = time.perf_counter()
            await _a_minute(evening)
            await read_for((evening.desk, *evening.screens), max(0.0, begin + seconds - time.perf_counter()))
            held.append(evening.worker.kilobytes() / 1024)
            print(f"minute {minute:>3}: {held[-1]:8.1f} MB, {len(evening.phones)} phones", flush=True)
        await evening.close()
    return held


def main() -> None:
    """Soak, print the memory of every minute, and say whether it is bounded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=30, help="minutes of the evening")
    parser.add_argument("--seconds", type=float, default=8, help="real seconds for each, 60 at most")
    asked = parser.parse_args()
    with served_venue() as (server, school, events):
        held = asyncio.run(_soak(server, school, events[0], asked.minutes, asked.seconds))
    halfway, end = held[len(held) // 2], held[-1]
    growth = (end - halfway) / halfway
    print(f"second half: {growth:+.1%} (most: {MOST_GROWTH:+.0%})")
    if growth > MOST_GROWTH:
        sys.exit("memory grows")


if __name__ == "__main__":
    main()
