"""The question that a conversation begins with: one for the whole room in each round."""

import json
from functools import lru_cache
from importlib.resources import files
from random import Random

from mentorhub.core.texts import Bilingual
from mentorhub.speeddate.tables import SpeedDate


@lru_cache(maxsize=1)
def questions() -> tuple[Bilingual, ...]:
    """Return the catalogue of questions, Dutch and English (mentorhub/speeddate/data/questions.json)."""
    path = files("mentorhub.speeddate") / "data" / "questions.json"
    return tuple({"nl": row["nl"], "en": row["en"]} for row in json.loads(path.read_text(encoding="utf-8")))


def question_for(speed_date: SpeedDate, number: int) -> Bilingual:
    """Return the question of a round (from 1): no two rounds share one until all have been used.

    It follows from the seed of the evening, so every screen and every restart shows the same.
    """
    order = _order(speed_date.seed)
    return order[(max(1, number) - 1) % len(order)]


@lru_cache(maxsize=32)
def _order(seed: int) -> tuple[Bilingual, ...]:
    """Return all questions in the order of an evening, for as many evenings as run at once."""
    order = list(questions())
    Random(seed).shuffle(order)  # noqa: S311 - a choice of topics, no secret
    return tuple(order)
