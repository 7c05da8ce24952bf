"""The facts of many pairs as raw rows: a fixed number of queries, however many pairs there are.

Ten thousand pairs are gathered for every opening of the list, so nothing here becomes an object of the ORM.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import String, case, exists, type_coerce
from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.internships.tables import Application, ApplicationStep, Lead, LeadLike
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.rules import DaysOff, Thresholds
from mentorhub.monitoring.tables import WatchSetting
from mentorhub.pairs.tables import Appointment, Contact, HelpCall, PairPause, PairRhythm
from mentorhub.programmes.days_off import days_off_of
from mentorhub.programmes.tables import Programme

APPLIED = ("sent", "interview", "offer", "agreement", "placed", "rejected")
"""Steps of an application that was sent; what was withdrawn can have been, its history says."""
HAS_LEADS, HAS_APPLIED = 1, 2
"""How far a search is; who applied is not asked for leads, so they are not even looked up."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the pairs of one programme."""

    first_contact_days: int
    thresholds: Thresholds
    days_off: DaysOff
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call for help that is not closed; what it says is not even read."""

    call_id: uuid.UUID
    is_taken: bool
    asked_at: datetime


Raw = Any
"""An id or a moment as the driver gives it: a UUID or its 32 digits, a moment or its text."""


def raw(column: Any) -> Any:
    """Return a column whose values stay as the driver gives them: making them Python's costs the most."""
    return type_coerce(column, String)


def as_uuid(value: Raw) -> uuid.UUID:
    """Return a raw id as a UUID."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def as_moment(value: Raw) -> datetime:
    """Return a raw moment as one in UTC."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


async def rows_of(session: AsyncSession, query: Any) -> Sequence[Any]:
    """Return all rows of a query, past the ORM."""
    return (await (await session.connection()).execute(query)).all()


async def basics(session: AsyncSession, condition: Any) -> Sequence[Any]:
    """Return one row per pair for which ``condition`` holds.

    Raw are its first six columns: id, programme, mentee, mentor, start, end; then day of the latest contact,
    rhythm, and how far the search is (``HAS_APPLIED``, ``HAS_LEADS`` or 0).
    """
    last = select(func.max(Contact.happened_on)).where(Contact.pair_id == Pair.id)
    columns: Any = (
        *map(raw, (Pair.id, Pair.programme_id, Pair.mentee_id, Pair.mentor_id)),
        *map(raw, (Pair.started_at, Pair.ended_at)),
        *(last.scalar_subquery(), PairRhythm.rhythm),
        case((_has_applied(), HAS_APPLIED), (_has_leads(), HAS_LEADS), else_=0),
    )
    query = select(*columns).outerjoin(PairRhythm, col(PairRhythm.pair_id) == Pair.id).where(condition)
    return await rows_of(session, query)


def _has_leads() -> Any:
    """A lead for the mentee, by one of the two, or of others but kept in mind."""
    return or_(
        exists().where(col(Lead.for_enrolment_id) == Pair.mentee_id),
        exists().where(col(Lead.by_enrolment_id) == Pair.mentor_id),
        exists().where(col(Lead.by_enrolment_id) == Pair.mentee_id),
        exists().where(col(LeadLike.enrolment_id) == Pair.mentee_id),
    )


def _has_applied() -> Any:
    own = col(Application.mentee_id) == Pair.mentee_id
    was_sent = and_(
        col(ApplicationStep.application_id) == Application.id, col(ApplicationStep.step).in_(APPLIED)
    )
    return or_(
        exists().where(own, col(Application.step).in_(APPLIED)),
        exists().where(own, col(Application.step) == "withdrawn", was_sent),
    )


async def terms_of(session: AsyncSession, programme_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Terms]:
    """Return by programme when its states begin and which days are off; two queries."""
    found = await session.exec(
        select(Programme, WatchSetting)
        .outerjoin(WatchSetting, col(WatchSetting.programme_id) == Programme.id)
        .where(col(Programme.id).in_(programme_ids))
    )
    rows = found.all()
    days_off = await days_off_of(session, [programme for programme, _ in rows])
    return {
        programme.id: Terms(
            programme.first_contact_days,
            thresholds_of(setting),
            days_off[programme.id],
            programme.ended_at,
        )
        for programme, setting in rows
    }


def thresholds_of(setting: WatchSetting | None) -> Thresholds:
    """Return the thresholds of a programme, the defaults when nobody set any."""
    if setting is None:
        return Thresholds()
    return Thresholds(
        warn_from=setting.warn_from,
        urgent_from=setting.urgent_from,
        quiet_from=setting.quiet_from,
        rhythms_missed=setting.rhythms_missed,
        leads_after=setting.leads_after,
        applications_after=setting.applications_after,
        agreement_before=setting.agreement_before,
    )


async def pauses_of(
    session: AsyncSession, programme_ids: Collection[uuid.UUID]
) -> dict[Raw, list[tuple[date, date, str]]]:
    """Return by pair its pauses: first day, last day and reason."""
    query = (
        select(raw(PairPause.pair_id), col(PairPause.from_on), col(PairPause.until_on), PairPause.reason)
        .join(Pair, col(Pair.id) == PairPause.pair_id)
        .where(col(Pair.programme_id).in_(programme_ids))
    )
    pauses: dict[Raw, list[tuple[date, date, str]]] = defaultdict(list)
    for pair_id, from_on, until_on, reason in await rows_of(session, query):
        # One that was ended on its first day holds no day.
        if from_on <= until_on:
            pauses[pair_id].append((from_on, until_on, reason))
    return pauses


async def open_calls(session: AsyncSession, programme_ids: Collection[uuid.UUID]) -> dict[Raw, OpenCall]:
    """Return by pair the call for help that is open; of several one that nobody has taken, the oldest.

    Neither what the call is about, nor its text, nor who of the two asked is even read.
    """
    found = await session.exec(
        select(raw(HelpCall.pair_id), HelpCall.id, HelpCall.taken_by, HelpCall.created_at)
        .where(
            col(HelpCall.programme_id).in_(programme_ids),
            col(HelpCall.closed_at).is_(None),
            col(HelpCall.pair_id).is_not(None),
        )
        .order_by(col(HelpCall.created_at).desc(), col(HelpCall.id))
    )
    calls: dict[Raw, OpenCall] = {}
    for pair_id, call_id, taken_by, asked_at in found:
        known = calls.get(pair_id)
        if known is None or known.is_taken or taken_by is None:
            calls[pair_id] = OpenCall(call_id, taken_by is not None, asked_at)
    return calls


async def plans_of(session: AsyncSession, programme_ids: Collection[uuid.UUID]) -> dict[Raw, Raw]:
    """Return by pair the moment of its next appointment; who has none is left out."""
    query = (
        select(raw(Appointment.pair_id), raw(func.min(Appointment.starts_at)))
        .join(Pair, col(Pair.id) == Appointment.pair_id)
        .where(
            col(Pair.programme_id).in_(programme_ids),
            Appointment.starts_at > clock.now(),
            col(Appointment.cancelled_at).is_(None),
        )
        .group_by(col(Appointment.pair_id))
    )
    return dict(map(tuple, await rows_of(session, query)))
