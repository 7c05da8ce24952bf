"""How a programme is matched: whether mentors are asked, what their answer does, how long a list is."""

import uuid
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, update
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor
from mentorhub.matching.rules import LONGEST_LIST
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.lists import is_published
from mentorhub.matching.tables import MatchSetting, Preference, PreferenceList
from mentorhub.programmes.tables import Programme

SettingRefusal = Literal["published", "handed_in", "range"]


class SettingRefused(Exception):
    """A list length that cannot be; ``reason`` is a key for the screen, ``count`` the lists handed in."""

    def __init__(self, reason: SettingRefusal, count: int = 0) -> None:
        """Keep the reason, and how many lists stand in the way."""
        super().__init__(reason)
        self.reason: SettingRefusal = reason
        self.count = count


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """How a programme is matched.

    Attributes:
        asks_wishes: mentors are asked with whom they would rather (not) work, and their answers count.
        rather_not_forbids: an answer *rather not* rules the pair out.
        evens_out: at an equal profile the group that comes off worst is helped.
        list_length: how many choices a list asks, 1 to 10.
        handed_in: how many lists have been handed in; the length stands still from the first one on.
        is_published: whether a match is out; the length then stands still as well.
    """

    asks_wishes: bool
    rather_not_forbids: bool
    evens_out: bool
    list_length: int
    handed_in: int
    is_published: bool


async def setting_of(session: AsyncSession, programme: Programme) -> MatchSetting:
    """Return the stored setting of a programme, or one with the defaults that is not stored (yet)."""
    stored = await session.get(MatchSetting, programme.id)
    return stored or MatchSetting(programme_id=programme.id, school_id=programme.school_id)


async def match_settings(actor: Actor, programme_id: uuid.UUID) -> MatchSettings:
    """Return how a programme is matched.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
    """
    async with db.reading() as session:
        return await _read(session, await programme_for(session, actor, programme_id))


async def _read(session: AsyncSession, programme: Programme) -> MatchSettings:
    setting = await setting_of(session, programme)
    return MatchSettings(
        asks_wishes=setting.asks_wishes,
        rather_not_forbids=setting.rather_not_forbids,
        evens_out=setting.evens_out,
        list_length=programme.list_length,
        handed_in=await _handed_in(session, programme.id),
        is_published=await is_published(session, programme.id),
    )


async def _handed_in(session: AsyncSession, programme_id: uuid.UUID) -> int:
    query = select(func.count()).where(
        col(PreferenceList.programme_id) == programme_id, col(PreferenceList.handed_in_at).is_not(None)
    )
    return (await session.exec(query)).one()


async def change_settings(
    actor: Actor,
    programme_id: uuid.UUID,
    *,
    asks_wishes: bool | None = None,
    rather_not_forbids: bool | None = None,
    evens_out: bool | None = None,
    list_length: int | None = None,
) -> MatchSettings:
    """Change what is given and leave the rest; a shorter list cuts the end off lists not yet handed in.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
        SettingRefused: another length than now while lists are handed in (``count``) or the match is out,
            or not from 1 to 10.
    """
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id, lock=True)
        if list_length is not None and list_length != programme.list_length:
            await _change_length(session, programme, list_length)
        setting = await setting_of(session, programme)
        setting.asks_wishes = setting.asks_wishes if asks_wishes is None else asks_wishes
        if rather_not_forbids is not None:
            setting.rather_not_forbids = rather_not_forbids
        if evens_out is not None:
            setting.evens_out = evens_out
        session.add(setting)
        given = {
            "wishes": setting.asks_wishes,
            "forbids": setting.rather_not_forbids,
            "evens": setting.evens_out,
        }
        audit.record(session, actor, "match.settings", programme.id, length=programme.list_length, **given)
        await session.flush()
        return await _read(session, programme)


async def _change_length(session: AsyncSession, programme: Programme, length: int) -> None:
    if not 1 <= length <= LONGEST_LIST:
        raise SettingRefused("range")
    if await is_published(session, programme.id):
        raise SettingRefused("published")
    if handed_in := await _handed_in(session, programme.id):
        raise SettingRefused("handed_in", handed_in)
    programme.list_length = length
    mentees = select(PreferenceList.mentee_id).where(PreferenceList.programme_id == programme.id)
    await session.exec(
        delete(Preference).where(col(Preference.mentee_id).in_(mentees), col(Preference.rank) > length)
    )
    # A page that still shows the longer list is told so at its next change.
    await session.exec(
        update(PreferenceList)
        .where(col(PreferenceList.programme_id) == programme.id)
        .values(version=PreferenceList.version + 1)
        .execution_options(synchronize_session=False)
    )
