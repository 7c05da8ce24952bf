"""What a teacher says to everybody at once: one short message on all screens, until the room moves on."""

import uuid

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.texts import LANGUAGES, Bilingual
from mentorhub.core.texts import say as text
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce

PRESETS = ("two_minutes", "quiet", "seats", "front", "phones")
"""Ready messages: keys of ``saying.preset`` in the catalogue."""
MESSAGE_LENGTH = 120


async def say(actor: Actor, speed_date_id: uuid.UUID, preset: str) -> None:
    """Show one of the ready messages, in each reader's language.

    Raises:
        NotFound: no such event for this actor, it is over, or no such message.
    """
    if preset not in PRESETS:
        raise NotFound
    await _show(actor, speed_date_id, text(f"saying.preset.{preset}"), preset)


async def say_own(actor: Actor, speed_date_id: uuid.UUID, message: str) -> None:
    """Show a message in the teacher's own words, at most 120 characters; an empty one ends what is shown.

    Raises:
        NotFound: no such event for this actor, or it is over.
    """
    own = " ".join(message.split())[:MESSAGE_LENGTH]
    await _show(actor, speed_date_id, dict.fromkeys(LANGUAGES, own) if own else {}, "own")


async def silence(actor: Actor, speed_date_id: uuid.UUID) -> None:
    """Take the message off all screens.

    Raises:
        NotFound: no such event for this actor, or it is over.
    """
    await _show(actor, speed_date_id, {}, "")


async def _show(actor: Actor, speed_date_id: uuid.UUID, message: Bilingual, which: str) -> None:
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        if speed_date.phase == "closed":
            raise NotFound
        speed_date.message = dict(message)
        speed_date.message_at = clock.now() if message else None
        audit.record(session, actor, "room.said", speed_date_id, message=which)
    await announce(speed_date_id)
