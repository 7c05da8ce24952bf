"""Everybody types: one save a second each, posted as a phone does, answered when it is in the database."""

import asyncio
import time
from collections.abc import Sequence

from mentorhub.speeddate.page.talk import NOTE_ADDRESS
from mentorhub.speeddate.state.phone import PhoneRoom
from tests.load.room.doors import Doors
from tests.load.room.screens import LightPhone

SENTENCE = "Rustig gesprek, vertelt duidelijk over het stagebedrijf en stelt zelf ook vragen. "


async def notes(doors: Doors, phones: Sequence[LightPhone], seconds: int) -> tuple[list[float], int]:
    """Return the seconds that each save took, and how many failed.

    Args:
        doors: where to post.
        phones: who type, each about the one across the table; who has a break does not.
        seconds: how long, with one save in each.
    """
    taken: list[float] = []
    typing = [phone for phone in phones if phone.partner]
    failed = await asyncio.gather(
        *(_type(doors, phone, place / len(typing), seconds, taken) for place, phone in enumerate(typing))
    )
    return taken, sum(failed)


async def _type(doors: Doors, phone: LightPhone, wait: float, seconds: int, taken: list[float]) -> int:
    await asyncio.sleep(wait)
    failed = 0
    begun = time.perf_counter()
    for number in range(1, seconds + 1):
        await asyncio.sleep(max(0.0, begun + number - 1 - time.perf_counter()))
        before = time.perf_counter()
        failed += not await _save(doors, phone, number)
        taken.append(time.perf_counter() - before)
    return failed


async def _save(doors: Doors, phone: LightPhone, number: int) -> bool:
    """Save the note as it is by now; return whether the hub has it."""
    note = (SENTENCE * 3)[: 8 * number]
    sent = {
        "event": phone.of(PhoneRoom)["event"],
        "about": phone.partner,
        "note": note,
        "device": phone.token,
        "number": time.time_ns() // 1_000_000,
    }
    headers = doors.headers(phone.secret)
    async with doors.http.post(doors.origin + NOTE_ADDRESS, json=sent, headers=headers) as answer:
        return answer.status == 200 and (await answer.json())["note"] == note
