"""A note on its way in: what a phone sent earlier never overtakes what it sent later.

A request that hung in a dead network may arrive after the next one. A phone numbers its saves; this process
remembers the highest number that it kept, so that an older text changes nothing.
"""

import uuid
from collections import OrderedDict
from dataclasses import dataclass

from mentorhub.core.actor import Actor
from mentorhub.core.limits import limits
from mentorhub.speeddate.service import impressions

REMEMBERED = 20_000
"""Notes of which the last number is remembered: more than 500 people who write about 16 others each."""
Kept = tuple[uuid.UUID, uuid.UUID, uuid.UUID, str]


class Overtaken(Exception):
    """A newer text of the same phone is kept already; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A save as a phone sent it: which browser (``device``), and its number, 0 when it has none."""

    note: str
    device: str = ""
    number: int = 0


_kept: OrderedDict[Kept, int] = OrderedDict()


async def note_in_turn(actor: Actor, event: uuid.UUID, about: uuid.UUID, sent: Numbered) -> str:
    """Keep a private note about someone met; returns what was kept, at most 2,000 characters.

    Raises:
        NotFound: the actor takes no part, or has not sat with this person.
        Overtaken: this phone has sent a newer text, and that is kept.
        CannotWrite: the database cannot be written now.
    """
    which = actor.enrolment, event, about, sent.device
    async with limits().in_turn("note", f"{actor.enrolment}:{about}"):
        if sent.number and sent.number <= _kept.get(which, 0):
            raise Overtaken
        kept = await impressions.save_note(actor, event, about, sent.note)
        if sent.number:
            _remember(which, sent.number)
    return kept


def _remember(which: Kept, number: int) -> None:
    _kept[which] = number
    _kept.move_to_end(which)
    while len(_kept) > REMEMBERED:
        _kept.popitem(last=False)
