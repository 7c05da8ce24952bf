"""Taking over what a coach suggests with one click, and putting the old words back."""

import uuid

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.cvs.rules.content import BeyondLimits, Content, Spot, from_json, text_at, with_text
from mentorhub.cvs.rules.passages import replaced
from mentorhub.cvs.service.comments import own_tip
from mentorhub.cvs.service.saving import write
from mentorhub.cvs.service.values import Taken


async def take_over(actor: Actor, tip_id: uuid.UUID) -> Taken:
    """Put the suggestion of a tip in the actor's own CV, as a new version, and end the tip.

    Nothing changes when the passage does not stand there exactly any more.

    Raises:
        NotFound: no tip on the actor's own CV, without a suggestion, or not open.
    """
    return await _exchange(actor, tip_id, is_back=False)


async def put_back_passage(actor: Actor, tip_id: uuid.UUID) -> Taken:
    """Undo ``take_over``: the old words come back and the tip is open again; raises as that does."""
    return await _exchange(actor, tip_id, is_back=True)


async def _exchange(actor: Actor, tip_id: uuid.UUID, *, is_back: bool) -> Taken:
    async with db.transaction() as session:
        tip, cv, whose = await own_tip(session, actor, tip_id)
        if not whose.is_own or not tip.suggestion or tip.state != ("taken" if is_back else "open"):
            raise NotFound
        old, new = (tip.suggestion, tip.passage) if is_back else (tip.passage, tip.suggestion)
        content, spot = from_json(cv.content), Spot(tip.section, tip.entry, tip.field)
        taken, changed = _try(content, spot, old, new)
        if taken.is_done:
            await write(session, actor, cv, changed, "written" if is_back else "taken_over")
            tip.state, tip.ended_at = ("open", None) if is_back else ("taken", clock.now())
        return taken


def _try(content: Content, spot: Spot, old: str, new: str) -> tuple[Taken, Content]:
    stands = text_at(content, spot) or ""
    text = replaced(stands, old, new)
    if text is None:
        return Taken(False, "changed", stands, new), content
    try:
        return Taken(True, "done", text, new), with_text(content, spot, text)
    except BeyondLimits:
        return Taken(False, "too_long", stands, new), content
