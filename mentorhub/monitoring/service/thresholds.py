"""When the states of a programme begin: staff read it, a coordinator changes it and can take that back."""

import uuid
from dataclasses import asdict, dataclass

from sqlalchemy import true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.monitoring.rules.terms import OwnTerms, fault
from mentorhub.monitoring.service.gathering import thresholds_of
from mentorhub.monitoring.tables import WatchSetting
from mentorhub.programmes.holidays import REGIONS
from mentorhub.programmes.tables import Programme


@dataclass(frozen=True, slots=True)
class ProgrammeTerms:
    """A programme that runs and what holds for it."""

    programme_id: uuid.UUID
    name: str
    terms: OwnTerms


class TermsRefused(Exception):
    """The terms cannot be; its argument says why (see ``rules.terms.fault``, or ``region``)."""


async def terms_for(actor: Actor) -> list[ProgrammeTerms]:
    """Return the running programmes with their terms, the newest first: a teacher's own, a coordinator's all.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    own = true() if actor.role is Role.COORDINATOR else col(Programme.id) == actor.programme_id
    async with db.reading() as session:
        found = await session.exec(
            select(Programme, WatchSetting)
            .outerjoin(WatchSetting, col(WatchSetting.programme_id) == Programme.id)
            .where(Programme.school_id == actor.school, col(Programme.ended_at).is_(None), own)
            .order_by(col(Programme.created_at).desc(), col(Programme.name))
        )
        return [ProgrammeTerms(each.id, each.name, _terms(each, setting)) for each, setting in found]


def _terms(programme: Programme, setting: WatchSetting | None) -> OwnTerms:
    return OwnTerms(programme.first_contact_days, thresholds_of(setting), programme.region)


async def set_terms(actor: Actor, programme_id: uuid.UUID, new: OwnTerms) -> OwnTerms:
    """Set when the states of a programme begin; return what held before, to take it back with.

    Raises:
        NotFound: no such programme, another school's, or the actor is no coordinator.
        TermsRefused: a number is out of its limits, or the region is none.
    """
    why = fault(new) or ("" if new.region in REGIONS else "region")
    async with db.transaction() as session:
        programme = await _programme(session, actor, programme_id)
        setting = await session.get(WatchSetting, programme_id)
        before = _terms(programme, setting)
        if why:
            raise TermsRefused(why)
        if new == before:
            return before
        programme.first_contact_days, programme.region = new.first_contact_days, new.region
        row = setting or WatchSetting(
            programme_id=programme_id, school_id=actor.school, changed_at=clock.now()
        )
        row.sqlmodel_update(asdict(new.thresholds) | {"changed_at": clock.now()})
        session.add(row)
        audit.record(session, actor, "watch.set", programme_id, **new.numbers(), region=new.region)
    return before


async def _programme(session: AsyncSession, actor: Actor, programme_id: uuid.UUID) -> Programme:
    """The programme, locked against a second change at the same time."""
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    found = await session.exec(
        select(Programme)
        .where(
            Programme.id == programme_id,
            Programme.school_id == actor.school,
            col(Programme.ended_at).is_(None),
        )
        .with_for_update()
    )
    programme = found.first()
    if programme is None:
        raise NotFound
    return programme
