"""The agendas, materials and role-play cards, Dutch and English (mentorhub/pairs/meetings/data).

The agenda follows the workshops of the peer coaching pilots: getting to know, what you look for, the network,
the CV, practising the interview, giving and receiving feedback, role play.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from mentorhub.core.texts import Bilingual


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a meeting.

    Attributes:
        key: never changes, as ticks name it.
        minutes: how long it takes, about.
        title: what the two do.
        mentee: hint for the mentee.
        mentor: hint for the mentor.
        material: key of the material that goes with it, or empty.
    """

    key: str
    minutes: int
    title: Bilingual
    mentee: Bilingual
    mentor: Bilingual
    material: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with its aim and steps."""

    key: str
    title: Bilingual
    aim: Bilingual
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A short text to use in a meeting: an introduction and points."""

    key: str
    title: Bilingual
    intro: Bilingual
    points: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A situation with prejudice: what you could say, and what you can do after."""

    key: str
    title: Bilingual
    situation: Bilingual
    say: tuple[Bilingual, ...]
    after: tuple[Bilingual, ...]


def _data(name: str) -> Any:
    path = files("mentorhub.pairs.meetings") / "data" / name
    return json.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def agendas() -> dict[str, tuple[Meeting, ...]]:
    """Return the agenda of each kind of programme: three meetings."""
    found = _data("agendas.json")
    made = {name: tuple(_meeting(row) for row in rows) for name, rows in found["agendas"].items()}
    return {kind: made[name] for kind, name in found["kinds"].items()}


def _meeting(row: dict[str, Any]) -> Meeting:
    return Meeting(row["key"], row["title"], row["aim"], tuple(Step(**step) for step in row["steps"]))


def agenda_of(kind: str) -> tuple[Meeting, ...]:
    """Return the agenda of a kind of programme; of an unknown kind that of peer coaching."""
    return agendas().get(kind, agendas()["peer_coaching"])


@lru_cache(maxsize=1)
def materials() -> tuple[Material, ...]:
    """Return the materials, in the order in which the meetings need them."""
    return tuple(
        Material(row["key"], row["title"], row["intro"], tuple(row["points"]))
        for row in _data("materials.json")
    )


@lru_cache(maxsize=1)
def role_cards() -> tuple[RoleCard, ...]:
    """Return the role-play cards."""
    return tuple(
        RoleCard(row["key"], row["title"], row["situation"], tuple(row["say"]), tuple(row["after"]))
        for row in _data("cards.json")
    )
