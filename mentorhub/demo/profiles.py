"""Made-up profiles and qualities for the students of the demo."""

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from random import Random

from mentorhub.core import clock
from mentorhub.core.actor import Actor, Role
from mentorhub.speeddate.service.qualities import LENGTHS, ProfileField, Side, catalogue_qualities
from mentorhub.speeddate.tables import Profile, QualityChoice

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


def profile_row(actor: Actor, place: int, field_of_study: str) -> Profile:
    """Return the profile of a student of the demo as a row."""
    texts = profile_for(Role(actor.role or ""), place, field_of_study)
    row = Profile(enrolment_id=actor.enrolment, school_id=actor.school, updated_at=clock.now())
    for name, text in texts.items():
        setattr(row, name, text[: LENGTHS[name]])
    return row


def quality_rows(actor: Actor, chance: Random) -> Iterator[QualityChoice]:
    """Return the qualities of a student as rows: always what they look for, mostly what fits them."""
    sides: list[tuple[Side, int]] = [("seeks", 5)]
    if chance.random() < 0.85:
        sides.append(("fits", chance.randint(3, 5)))
    for side, count in sides:
        for position, quality in enumerate(qualities_for(chance, count), start=1):
            yield QualityChoice(
                school_id=actor.school,
                enrolment_id=actor.enrolment,
                side=side,
                position=position,
                quality=quality,
            )
