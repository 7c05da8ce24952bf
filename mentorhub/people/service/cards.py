"""Printed login cards: made per student when they are printed, the same on every print, ended one by one."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.people import card_code
from mentorhub.people.service.card_reach import (
    PrintedClass,
    class_of,
    student_of,
    students_of,
    with_other_parts,
)
from mentorhub.people.tables import Enrolment, LoginCard, Person, SignInSession
from mentorhub.programmes.tables import School
from mentorhub.settings import settings

FRESH_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it is printed; ``valid_until`` is the last day it works, in the school's zone."""

    enrolment_id: uuid.UUID
    name: str
    group: str
    code: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class CardSheet:
    """The cards of a group, by last name.

    Attributes:
        school: name of the school.
        group: name of the group.
        cards: the cards.
        left_out: names of students who sign in by e-mail only, because they also play another part.
    """

    school: str
    group: str
    cards: tuple[Card, ...]
    left_out: tuple[str, ...]


async def cards_of_group(actor: Actor, group_id: uuid.UUID) -> CardSheet:
    """Return the cards of a group, making those that are missing.

    A card that is still valid for a week is printed again as it is; an older, expired or revoked one is
    followed by a new one.

    Raises:
        NotFound: the group is not in the actor's reach.
    """
    async with db.transaction() as session:
        found = await class_of(session, actor, group_id)
        students = await students_of(session, col(Enrolment.group_id) == group_id)
        sheet = await _sheet(session, found, students)
        audit.record(session, actor, "cards.printed", group_id, cards=len(sheet.cards))
    return sheet


async def card_of_student(actor: Actor, enrolment_id: uuid.UUID) -> CardSheet:
    """Return the card of one student, making it when it is missing.

    Raises:
        NotFound: the student is not in the actor's reach.
    """
    async with db.transaction() as session:
        found, student = await student_of(session, actor, enrolment_id)
        sheet = await _sheet(session, found, [student])
        audit.record(session, actor, "cards.printed", enrolment_id, cards=len(sheet.cards))
    return sheet


async def revoke_card(actor: Actor, enrolment_id: uuid.UUID) -> None:
    """End a student's card at once, and every session of the student: someone else may hold the card.

    Raises:
        NotFound: the student is not in the actor's reach.
    """
    async with db.transaction() as session:
        await _revoke(session, actor, enrolment_id)


async def renew_card(actor: Actor, enrolment_id: uuid.UUID) -> CardSheet:
    """End a student's card and return a new one with another code.

    Raises:
        NotFound: the student is not in the actor's reach.
    """
    async with db.transaction() as session:
        found, student = await _revoke(session, actor, enrolment_id)
        return await _sheet(session, found, [student])


async def last_days_of_cards(actor: Actor, group_id: uuid.UUID) -> dict[uuid.UUID, date]:
    """Return the last day of each valid card in a group by enrolment; who has no card is left out.

    Raises:
        NotFound: the group is not in the actor's reach.
    """
    async with db.reading() as session:
        found = await class_of(session, actor, group_id)
        students = await students_of(session, col(Enrolment.group_id) == group_id)
        valid = await _valid_cards(session, found.school.id, [person.id for _, person in students])
    return {
        enrolment.id: _last_day(valid[person.id], found.school)
        for enrolment, person in students
        if person.id in valid
    }


async def _revoke(
    session: AsyncSession, actor: Actor, enrolment_id: uuid.UUID
) -> tuple[PrintedClass, tuple[Enrolment, Person]]:
    found, student = await student_of(session, actor, enrolment_id)
    moment, person_id = clock.now(), student[1].id
    await session.exec(
        update(LoginCard)
        .where(
            col(LoginCard.person_id) == person_id,
            col(LoginCard.school_id) == found.school.id,
            col(LoginCard.revoked_at).is_(None),
        )
        .values(revoked_at=moment)
    )
    await session.exec(
        update(SignInSession)
        .where(col(SignInSession.person_id) == person_id, col(SignInSession.ended_at).is_(None))
        .values(ended_at=moment)
    )
    audit.record(session, actor, "card.revoked", enrolment_id)
    return found, student


async def _sheet(
    session: AsyncSession, found: PrintedClass, students: list[tuple[Enrolment, Person]]
) -> CardSheet:
    barred = await with_other_parts(session, found.school.id, [person.id for _, person in students])
    allowed = [(enrolment, person) for enrolment, person in students if person.id not in barred]
    cards = await _cards(session, found, [person.id for _, person in allowed])
    key = settings().signing_key()
    return CardSheet(
        school=found.school.name,
        group=found.group.name,
        cards=tuple(
            Card(
                enrolment_id=enrolment.id,
                name=person.full_name,
                group=found.group.name,
                code=card_code.code_of(cards[person.id].id, key),
                valid_until=_last_day(cards[person.id], found.school),
            )
            for enrolment, person in allowed
        ),
        left_out=tuple(person.full_name for _, person in students if person.id in barred),
    )


async def _valid_cards(
    session: AsyncSession, school_id: uuid.UUID, people: Iterable[uuid.UUID]
) -> dict[uuid.UUID, LoginCard]:
    """Return the card that works longest of each person who has one."""
    found = await session.exec(
        select(LoginCard)
        .where(
            LoginCard.school_id == school_id,
            col(LoginCard.person_id).in_(list(people)),
            col(LoginCard.revoked_at).is_(None),
            LoginCard.valid_until > clock.now(),
        )
        .order_by(col(LoginCard.valid_until), col(LoginCard.created_at), col(LoginCard.id))
    )
    return {card.person_id: card for card in found}


async def _cards(
    session: AsyncSession, found: PrintedClass, people: list[uuid.UUID]
) -> dict[uuid.UUID, LoginCard]:
    """Return a card for each person that works for a week, or as long as the programme lets it."""
    cards = await _valid_cards(session, found.school.id, people)
    until = found.end_of(found.last_day())
    enough = min(clock.now() + FRESH_FOR, until)
    for person_id in people:
        if person_id not in cards or cards[person_id].valid_until < enough:
            cards[person_id] = _new_card(found.school.id, person_id, until)
            session.add(cards[person_id])
    return cards


def _new_card(school_id: uuid.UUID, person_id: uuid.UUID, until: datetime) -> LoginCard:
    key, card_id = settings().signing_key(), uuid.uuid4()
    stored = card_code.code_digest(card_code.code_of(card_id, key), key)
    return LoginCard(
        id=card_id,
        school_id=school_id,
        person_id=person_id,
        digest=stored,
        created_at=clock.now(),
        valid_until=until,
    )


def _last_day(card: LoginCard, school: School) -> date:
    return local_day(card.valid_until - timedelta(seconds=1), school.zone)
