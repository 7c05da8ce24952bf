"""Made-up profiles and qualities for the students of the demo."""

import json
from functools import lru_cache
from importlib.resources import files
from random import Random

from mentorhub.core.actor import Actor, Role
from mentorhub.speeddate.service.qualities import (
    ProfileField,
    Side,
    catalogue_qualities,
    save_profile,
    save_qualities,
)

SPOKEN = (
    "Nederlands en Engels",
    "Nederlands, Engels en Duits",
    "Nederlands en Turks",
    "Nederlands, Arabisch en Frans",
    "Nederlands en Pools",
)
# So many qualities are chosen by most; the others now and then, as in a real class.
POPULAR = 18


@lru_cache(maxsize=1)
def _texts() -> list[dict[str, str]]:
    return json.loads((files("mentorhub.demo") / "data/profiles.json").read_text(encoding="utf-8"))


def profile_for(role: Role, place: int, field_of_study: str) -> dict[ProfileField, str]:
    """Return the texts of one profile, put together so that few in a class are alike.

    Args:
        role: mentee or mentor.
        place: the student's place in the list, from 0.
        field_of_study: ``logistics``, ``business`` or ``legal``.
    """
    own = [text for text in _texts() if text["role"] == role and text["key"].startswith(field_of_study)]
    count = len(own)
    made: dict[ProfileField, str] = {
        "about": own[place % count]["about"],
        "looking_for": own[place // count % count]["looking_for"],
        "languages": SPOKEN[place % len(SPOKEN)],
    }
    if role is Role.MENTOR:
        made["internship"] = own[(place + place // count) % count]["internship"]
    return made


def qualities_for(chance: Random, count: int) -> list[str]:
    """Return ``count`` different qualities of the catalogue, popular ones more often."""
    keys = [quality.key for quality in catalogue_qualities()]
    popular = chance.sample(keys[:POPULAR], min(count, 3 + (chance.random() < 0.5)))
    rest = chance.sample(keys[POPULAR:], count - len(popular))
    chosen = popular + rest
    chance.shuffle(chosen)
    return chosen


async def write_profile(actor: Actor, place: int, field_of_study: str) -> None:
    """Let a student of the demo write a profile."""
    role = Role(actor.role or "")
    for name, text in profile_for(role, place, field_of_study).items():
        await save_profile(actor, name, text)


async def write_qualities(actor: Actor, chance: Random) -> None:
    """Let a student of the demo choose qualities: always what they look for, mostly what fits them."""
    sides: list[tuple[Side, int]] = [("seeks", 5)]
    if chance.random() < 0.85:
        sides.append(("fits", chance.randint(3, 5)))
    for side, count in sides:
        await save_qualities(actor, side, qualities_for(chance, count))
