"""The own account: language, and what the other of the pair may see of it."""

import re
import uuid
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.texts import LANGUAGES
from mentorhub.people.parts import Part, parts_of
from mentorhub.people.tables import Person

_PHONE = re.compile(r"\+?[\d\s()./-]+")
PHONE_DIGITS = range(8, 16)
PHONE_LENGTH = 30


class PhoneUnclear(Exception):
    """The text is no telephone number."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a person sees of the own account; ``has_choice`` says whether there are more parts to play."""

    person_id: uuid.UUID
    name: str
    email: str
    phone: str
    shows_email: bool
    shows_phone: bool
    has_choice: bool


async def my_account(actor: Actor) -> Account:
    """Return the actor's own account."""
    async with db.reading() as session:
        person = await session.get_one(Person, actor.person_id)
        parts = await parts_of(session, actor.person_id)
    return Account(
        person_id=person.id,
        name=person.full_name,
        email=person.email or "",
        phone=person.phone or "",
        shows_email=person.shows_email,
        shows_phone=person.shows_phone,
        has_choice=len(parts) > 1,
    )


async def my_parts(actor: Actor) -> list[Part]:
    """Return every part that the actor may choose."""
    async with db.reading() as session:
        return await parts_of(session, actor.person_id)


def cleaned_phone(typed: str) -> str | None:
    """Return a telephone number as it is kept, None when it is empty.

    Raises:
        PhoneUnclear: it has other signs than a number, or not 8 to 15 digits (ITU-T E.164 has 15 at most).
    """
    phone = " ".join(typed.split())
    if not phone:
        return None
    digits = sum(sign.isdigit() for sign in phone)
    if len(phone) > PHONE_LENGTH or not _PHONE.fullmatch(phone) or digits not in PHONE_DIGITS:
        raise PhoneUnclear
    return phone


async def save_phone(actor: Actor, typed: str) -> None:
    """Keep the actor's telephone number; empty takes it away.

    Raises:
        PhoneUnclear: it is no telephone number.
    """
    await _write(actor, phone=cleaned_phone(typed))


async def show_email(actor: Actor, shown: bool) -> None:
    """Say whether the other of the pair may see the actor's e-mail address."""
    await _write(actor, shows_email=shown)


async def show_phone(actor: Actor, shown: bool) -> None:
    """Say whether the other of the pair may see the actor's telephone number."""
    await _write(actor, shows_phone=shown)


async def remember_language(actor: Actor, language: str) -> None:
    """Keep the language of the actor, for mails and for the next browser.

    Raises:
        ValueError: the hub does not speak it.
    """
    if language not in LANGUAGES:
        raise ValueError("unknown language")
    await _write(actor, language=language)


async def _write(actor: Actor, **values: str | bool | None) -> None:
    async with db.transaction() as session:
        await session.exec(update(Person).where(col(Person.id) == actor.person_id).values(**values))
