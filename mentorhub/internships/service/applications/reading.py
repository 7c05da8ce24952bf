"""Reading applications: the list of a mentee or mentor, and one with everything that belongs to it."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import case, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.internships.rules import applications as rules
from mentorhub.internships.rules.applications import Came
from mentorhub.internships.service.applications.documents import documents_of
from mentorhub.internships.service.applications.history import histories
from mentorhub.internships.service.applications.origins import origins_of, proposed_through
from mentorhub.internships.service.applications.scope import read_application, read_by
from mentorhub.internships.service.applications.values import Applications, File, Line, Origin, Placed
from mentorhub.internships.service.companies.taking import CompanyName, company_names
from mentorhub.internships.tables import Application, Placement
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.zone import zone_of_school

MOST = 100
USUAL_LENGTH = timedelta(weeks=20)


async def applications_of(actor: Actor, mentee_id: uuid.UUID | None = None) -> Applications:
    """Return the applications that a mentee or mentor reads, of all or of one mentee; at most ``MOST``.

    Those that go on come first, by the day of the next action, then the latest changed.

    Raises:
        NotFound: the actor is no mentee or mentor.
    """
    condition = read_by(actor)
    async with db.reading() as session:
        query = select(Application).where(condition).order_by(*_order()).limit(MOST)
        if mentee_id is not None:
            query = query.where(Application.mentee_id == mentee_id)
        lines = await _lines(session, list(await session.exec(query)))
        zone = await zone_of_school(session, actor.school)
    now = clock.now()
    return Applications(lines, local_day(now, zone), now, zone)


async def applications_of_pair(actor: Actor, pair_id: uuid.UUID) -> Applications:
    """Return the applications of the mentee of one of the actor's own pairs.

    Raises:
        NotFound: not the actor's pair.
    """
    async with db.reading() as session:
        found = await session.exec(select(Pair.mentee_id).where(Pair.id == pair_id, *own(actor)))
        mentee_id = found.first()
    if mentee_id is None:
        raise NotFound
    return await applications_of(actor, mentee_id)


def _order() -> tuple[Any, ...]:
    ended = case((col(Application.step).in_(rules.ENDED), 1), else_=0)
    undated = case((col(Application.next_on).is_(None), 1), else_=0)
    newest = col(Application.changed_at).desc()
    return ended, undated, col(Application.next_on), newest, col(Application.id)


async def _lines(session: AsyncSession, found: Sequence[Application]) -> tuple[Line, ...]:
    companies = await company_names(session, [one.company_id for one in found])
    came = await histories(session, [one.id for one in found])
    names = await _first_names(session, {one.mentee_id for one in found})
    origins = await origins_of(session, found)
    return tuple(
        _line(one, companies[one.company_id], came[one.id], names[one.mentee_id], origins.get(one.id))
        for one in found
    )


def _line(
    one: Application, company: CompanyName, came: Sequence[Came], mentee: str, origin: Origin | None
) -> Line:
    return Line(
        application_id=one.id,
        mentee_id=one.mentee_id,
        mentee=mentee,
        company=company.name,
        place=company.place,
        role=one.role,
        step=one.step,
        since=came[-1].at if came else one.created_at,
        next_action=one.next_action,
        next_on=one.next_on,
        version=one.version,
        origin=origin,
    )


async def _first_names(session: AsyncSession, mentee_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    found = await session.exec(
        select(Enrolment.id, col(Person.first_name))
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_(mentee_ids))
    )
    return dict(found.all())


async def application_file(actor: Actor, application_id: uuid.UUID) -> File:
    """Return one application that a mentee or mentor reads; a mentor never gets the reason.

    Raises:
        NotFound: no such application, or not for this actor.
    """
    async with db.reading() as session:
        application = await read_application(session, actor, application_id)
        zone = await zone_of_school(session, actor.school)
        (line,) = await _lines(session, [application])
        came = (await histories(session, [application.id]))[application.id]
        documents = await documents_of(session, application.id)
        placement = await _placement(session, application.id)
        through = await proposed_through(session, application)
    now, is_mine = clock.now(), actor.role is Role.MENTEE
    today = local_day(now, zone)
    return File(
        line=line,
        stays=rules.stays(came, now),
        reason=application.reason if is_mine else "",
        may_talk=application.may_talk if is_mine else "",
        can_undo=is_mine and application.step != "placed" and rules.may_undo(came, now),
        documents=documents,
        placed=_placed(placement),
        can_correct=_can_correct(placement, is_mine),
        proposed=_placed(placement) or _proposed(today, through),
        today=today,
        now=now,
        zone=zone,
    )


async def _placement(session: AsyncSession, application_id: uuid.UUID) -> Placement | None:
    found = await session.exec(select(Placement).where(Placement.application_id == application_id))
    return found.first()


def _can_correct(placement: Placement | None, is_mine: bool) -> bool:
    if placement is None or not is_mine:
        return False
    return rules.may_correct(placement.created_at, clock.now(), is_staff=False)


def _placed(placement: Placement | None) -> Placed | None:
    return Placed(placement.starts_on, placement.ends_on, placement.through) if placement else None


def _proposed(today: date, through: str) -> Placed:
    monday = today + timedelta(days=7 - today.weekday())
    return Placed(monday, monday + USUAL_LENGTH - timedelta(days=3), through)
