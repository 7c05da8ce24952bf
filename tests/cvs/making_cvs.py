"""A pair with a CV that has something in it, in one line."""

import uuid

from mentorhub.cvs import service
from mentorhub.cvs.rules.content import Spot, text_at
from tests.cast import Cast, make_cast
from tests.pairs.making import make_pair

PROFILE = Spot("profile", "", "profile")
STORY = "Ik ben Bram. ik werk graag samen. Ik zoek een stage."


async def write(actor, spot: Spot, text: str) -> service.Saved | service.Clash:
    """Save a field as a tab does that saw what stands there."""
    page = await service.open_cv(actor)
    return await service.save_text(actor, spot, text, {text_at(page.content, spot) or ""})


async def make_cv() -> tuple[Cast, uuid.UUID]:
    """Write the cast, the pair of Bram and Amina, another pair, and a profile in Bram's CV."""
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    await write(cast.bram, PROFILE, STORY)
    return cast, pair


def tip(
    text: str = "Begin met een hoofdletter.", *, passage: str = "", suggestion: str = "", spot: Spot = PROFILE
):
    """Return a tip to give; about the section when there is no passage."""
    where = spot if passage or spot.section == "upload" else Spot(spot.section, spot.entry, "")
    return service.NewTip(where, passage, text, suggestion)
