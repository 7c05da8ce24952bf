"""Everybody in the hall for the control page: seat, partner and phone; and who is missed at a table."""

import uuid
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.speeddate.service import presence
from mentorhub.speeddate.service.access import speed_date_for, zone_of
from mentorhub.speeddate.service.people import Card, people_of
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.presence import Seen
from mentorhub.speeddate.service.snapshot import shown_round
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate


@dataclass(frozen=True, slots=True)
class Place:
    """Someone with the table of the round that is shown, who sits there with them, and their phone.

    ``table`` and ``partner`` are None without a seat; ``seen`` is None when no phone was ever opened.
    """

    card: Card
    table: int | None = None
    partner: Card | None = None
    seen: Seen | None = None

    @property
    def is_present(self) -> bool:
        """Whether they are marked present."""
        return self.card.state == "present"

    @property
    def is_away(self) -> bool:
        """Whether they are present, but their phone was here and is not now."""
        return self.is_present and self.seen is not None and not self.seen.connected

    @property
    def is_without_phone(self) -> bool:
        """Whether they are present and never opened a phone."""
        return self.is_present and self.seen is None

    @property
    def leaves_alone(self) -> bool:
        """Whether somebody sits alone because of them."""
        return not self.is_present and self.partner is not None and self.partner.state == "present"


@dataclass(frozen=True, slots=True)
class Hall:
    """Everybody expected, by last name; the round that is shown and the school's time zone.

    ``has_phones`` while phones may be in the room: from the doors to the end.
    """

    places: tuple[Place, ...]
    round: int
    zone: str
    has_phones: bool


async def hall_of(actor: Actor, speed_date_id: uuid.UUID) -> Hall:
    """Return who is where.

    Raises:
        NotFound: the event is not the actor's.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        cards = await people_of(session, speed_date)
        seats = await _seats_now(session, speed_date)
        zone = await zone_of(session, actor)
    has_phones = speed_date.phase not in ("draft", "closed")
    return Hall(tuple(_places(cards, seats, speed_date_id)), shown_round(speed_date), zone, has_phones)


async def _seats_now(session: AsyncSession, speed_date: SpeedDate) -> list[PlannedSeat]:
    """Return the seats of now, or of after the changeover; before and after the rounds nobody sits."""
    if speed_date.phase not in ("round", "changeover"):
        return []
    return await seats_in(session, speed_date.id, shown_round(speed_date))


def _places(cards: list[Card], seats: list[PlannedSeat], speed_date_id: uuid.UUID) -> list[Place]:
    by_id = {card.enrolment_id: card for card in cards}
    tables, partners = {}, {}
    for seat in seats:
        tables |= {seat.mentee_id: seat.table_number, seat.mentor_id: seat.table_number}
        partners |= {seat.mentee_id: by_id.get(seat.mentor_id), seat.mentor_id: by_id.get(seat.mentee_id)}
    seen = presence.seen(speed_date_id)
    return [
        Place(
            card,
            tables.get(card.enrolment_id),
            partners.get(card.enrolment_id),
            seen.get(card.enrolment_id),
        )
        for card in cards
    ]
