"""Places in the pair's room for what features above it have: leads and applications, CV drafts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A card in the pair's room.

    Attributes:
        component: what it shows; called once, when the pages are made.
        load: handler that fills it for one pair, called with the pair's id whenever the room opens.
        position: cards stand in the order of this number.
    """

    component: Callable[[], rx.Component]
    load: Any
    position: int


_cards: list[RoomCard] = []


def add_room_card(component: Callable[[], rx.Component], load: Any, *, position: int) -> None:
    """Put a card of a feature above into the room of every pair."""
    _cards.append(RoomCard(component, load, position))


def room_cards() -> list[rx.Component]:
    """Return the cards, in their order."""
    return [card.component() for card in sorted(_cards, key=lambda card: card.position)]


def fill_room_cards(pair_id: str) -> list[Any]:
    """Return the events that fill the cards for a pair."""
    return [card.load(pair_id) for card in _cards]
