"""Profiles and the 5 qualities: the catalogue, what people chose, and how well two suit each other."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.rules import quality_key
from mentorhub.speeddate.rules.fitting import MOST_QUALITIES
from mentorhub.speeddate.service.catalogue import OWN_LENGTH, Quality, as_chosen, catalogue_qualities, label
from mentorhub.speeddate.service.chosen import Chosen, Side, fit_of, qualities_of, shared_of
from mentorhub.speeddate.tables import Profile, QualityChoice

ProfileField = Literal["study", "internship", "looking_for", "languages", "about"]
Refusal = Literal["too_many", "too_long", "twice", "blank"]
Edit = Callable[[tuple[str, ...]], Sequence[str]]
LENGTHS: dict[ProfileField, int] = {
    "study": 120,
    "internship": 300,
    "looking_for": 300,
    "languages": 120,
    "about": 500,
}
"""Most characters per field of the profile."""


class QualityRefused(Exception):
    """A list that cannot be saved; ``reason`` is a key for the screen."""

    def __init__(self, reason: Refusal) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason: Refusal = reason


@dataclass(frozen=True, slots=True)
class MyProfile:
    """The actor's own profile: the texts by field, the role (mentee or mentor) and the qualities."""

    role: Role
    texts: dict[ProfileField, str] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=Chosen)

    @property
    def filled(self) -> int:
        """How many fields hold a text."""
        return sum(bool(text) for text in self.texts.values())


async def profiles_of(session: AsyncSession, enrolment_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Profile]:
    """Return the profiles of those of these enrolments who wrote one."""
    rows = await session.exec(select(Profile).where(col(Profile.enrolment_id).in_(set(enrolment_ids))))
    return {row.enrolment_id: row for row in rows}


async def _own_enrolment(session: AsyncSession, actor: Actor, *, lock: bool = True) -> Enrolment:
    """Return the actor's own part as a student, locked so that two taps at once queue up.

    Raises:
        NotFound: the actor is not a mentee or mentor, or the part has ended.
    """
    mine = select(Enrolment).where(
        Enrolment.id == actor.enrolment,
        Enrolment.person_id == actor.person_id,
        Enrolment.school_id == actor.school,
        col(Enrolment.role).in_((Role.MENTEE, Role.MENTOR)),
        col(Enrolment.ended_at).is_(None),
    )
    found = (await session.exec(mine.with_for_update() if lock else mine)).first()
    if found is None:
        raise NotFound
    return found


async def my_profile(actor: Actor) -> MyProfile:
    """Return the actor's own profile and qualities.

    Raises:
        NotFound: the actor is not a student.
    """
    async with db.reading() as session:
        mine = await _own_enrolment(session, actor, lock=False)
        row = await session.get(Profile, mine.id)
        chosen = (await qualities_of(session, [mine.id]))[mine.id]
    texts: dict[ProfileField, str] = {name: getattr(row, name) if row else "" for name in LENGTHS}
    return MyProfile(role=Role(mine.role), texts=texts, chosen=chosen)


async def save_profile(actor: Actor, field: ProfileField, text: str) -> str:
    """Save one field of the actor's own profile; returns what was saved, cut at the field's length.

    Raises:
        NotFound: no such field for this actor; the internship they did is for mentors only.
    """
    if field not in LENGTHS:
        raise NotFound
    async with db.transaction() as session:
        mine = await _own_enrolment(session, actor)
        if field == "internship" and mine.role != Role.MENTOR:
            raise NotFound
        row = await session.get(Profile, mine.id)
        row = row or Profile(enrolment_id=mine.id, school_id=mine.school_id, updated_at=clock.now())
        setattr(row, field, text[: LENGTHS[field]])
        row.updated_at = clock.now()
        session.add(row)
    return text[: LENGTHS[field]]


async def edit_qualities(actor: Actor, side: Side, edit: Edit) -> Chosen:
    """Change one of the actor's lists: ``edit`` gets the list as it is now and returns the new one.

    Both happen in one transaction, so two taps or two tabs never lose or double an entry.

    Raises:
        NotFound: the actor is not a student, or there is no such list.
        QualityRefused: more than 5, the same one twice, empty, or own words above 30 characters.
    """
    if side not in get_args(Side):
        raise NotFound
    async with db.transaction() as session:
        mine = await _own_enrolment(session, actor)
        before = (await qualities_of(session, [mine.id]))[mine.id].side(side)
        wanted = checked(edit(before))
        if tuple(word for word, _ in wanted) != before:
            await _replace(session, mine, side, wanted)
        return (await qualities_of(session, [mine.id]))[mine.id]


async def save_qualities(actor: Actor, side: Side, qualities: Sequence[str]) -> Chosen:
    """Save one of the lists, most wanted first: catalogue keys or own words; see ``edit_qualities``."""
    return await edit_qualities(actor, side, lambda _: qualities)


def checked(words: Sequence[str]) -> list[tuple[str, bool]]:
    """Return a list as it is stored.

    Raises:
        QualityRefused: it cannot be.
    """
    if len(words) > MOST_QUALITIES:
        raise QualityRefused("too_many")
    wanted = [as_chosen(word) for word in words]
    if any(not word for word, _ in wanted):
        raise QualityRefused("blank")
    if any(is_own and len(word) > OWN_LENGTH for word, is_own in wanted):
        raise QualityRefused("too_long")
    if len({quality_key(word) for word, _ in wanted}) < len(wanted):
        raise QualityRefused("twice")
    return wanted


async def _replace(
    session: AsyncSession, mine: Enrolment, side: Side, wanted: list[tuple[str, bool]]
) -> None:
    await session.exec(
        delete(QualityChoice).where(
            col(QualityChoice.enrolment_id) == mine.id, col(QualityChoice.side) == side
        )
    )
    session.add_all(
        QualityChoice(
            school_id=mine.school_id,
            enrolment_id=mine.id,
            side=side,
            position=position,
            quality=word,
            is_own=is_own,
        )
        for position, (word, is_own) in enumerate(wanted, start=1)
    )
    await session.flush()


__all__ = [
    "LENGTHS",
    "OWN_LENGTH",
    "Chosen",
    "MyProfile",
    "ProfileField",
    "Quality",
    "QualityRefused",
    "Side",
    "catalogue_qualities",
    "checked",
    "edit_qualities",
    "fit_of",
    "label",
    "my_profile",
    "profiles_of",
    "qualities_of",
    "save_profile",
    "save_qualities",
    "shared_of",
]
