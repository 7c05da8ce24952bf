"""A school with groups of chosen sizes, with pairs, contacts and placements, in one line each."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.internships.tables import Application, ApplicationStep, Company, Lead, Placement
from mentorhub.matching.tables import MatchRun, Pair
from mentorhub.pairs.tables import Contact, HelpCall, PairRhythm
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group, Programme
from tests.cast import Cast, make_group


@dataclass
class Made:
    """Rows of one group: the juniors in order, each with the pair of the same place."""

    group: Group
    juniors: list[Enrolment] = field(default_factory=list)
    coaches: list[Enrolment] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)


async def enrol(session: AsyncSession, group: Group, role: Role, count: int, at: datetime) -> list[Enrolment]:
    made = []
    for _ in range(count):
        person = Person(first_name="Canary", last_name="Name-4471", created_at=at)
        session.add(person)
        await session.flush()
        made.append(
            Enrolment(
                school_id=group.school_id,
                programme_id=group.programme_id,
                person_id=person.id,
                group_id=group.id,
                role=role.value,
                created_at=at,
            )
        )
    session.add_all(made)
    await session.flush()
    return made


async def fill_group(
    group: Group, by: Actor, *, juniors: int = 0, paired: int | None = None, days_ago: float = 70
) -> Made:
    """Enrol juniors and give the first of them a coach each (all, unless ``paired`` says how many)."""
    paired = juniors if paired is None else paired
    at = ago(days_ago)
    async with db.transaction() as session:
        made = Made(group, await enrol(session, group, Role.MENTEE, juniors, at))
        made.coaches = await enrol(session, group, Role.MENTOR, paired, at)
        run = MatchRun(
            school_id=group.school_id,
            programme_id=group.programme_id,
            objective="generous",
            seed=1,
            profile={},
            certificate={},
            inputs_digest="",
            created_by=by.person_id,
            created_at=at,
            published_at=at,
        )
        session.add(run)
        await session.flush()
        made.pairs = [
            Pair(
                school_id=group.school_id,
                programme_id=group.programme_id,
                run_id=run.id,
                mentee_id=junior.id,
                mentor_id=coach.id,
                started_at=at,
            )
            for junior, coach in zip(made.juniors, made.coaches, strict=False)
        ]
        session.add_all(made.pairs)
    return made


async def new_group(cast: Cast, name: str, programme: Programme | None = None) -> Group:
    async with db.transaction() as session:
        return await make_group(session, programme or cast.programmes["north"], name)


async def earlier_programme(cast: Cast, name: str, starts_on: date) -> Programme:
    """A programme of school North that began earlier and lasts ten months."""
    async with db.transaction() as session:
        made = Programme(
            school_id=cast.schools["north"].id,
            name=name,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=300),
            created_at=ago(900),
        )
        session.add(made)
    return made


async def meet(pairs: Sequence[Pair], days_ago: float, *, rhythm: str = "") -> None:
    """Let each pair have contact, and agree on a rhythm when one is given."""
    async with db.transaction() as session:
        for pair in pairs:
            session.add(
                Contact(
                    school_id=pair.school_id,
                    pair_id=pair.id,
                    by_enrolment_id=pair.mentee_id,
                    happened_on=ago(days_ago).date(),
                    channel="seen",
                    minutes=15,
                    once_key=uuid.uuid4().hex,
                    created_at=ago(days_ago),
                )
            )
            if rhythm:
                session.add(
                    PairRhythm(
                        pair_id=pair.id,
                        school_id=pair.school_id,
                        rhythm=rhythm,
                        by_enrolment_id=pair.mentee_id,
                        set_at=pair.started_at,
                    )
                )


async def apply(
    juniors: Sequence[Enrolment], *steps: str, days_ago: float = 20, through: str = "own"
) -> None:
    """Let each junior have an application that came to some steps; ``placed`` records the placement."""
    async with db.transaction() as session:
        for junior in juniors:
            base = {"school_id": junior.school_id}
            company = Company(**base, name="Vos", plain_name="vos", created_at=ago(days_ago))
            session.add(company)
            await session.flush()
            own = base | {
                "programme_id": junior.programme_id,
                "mentee_id": junior.id,
                "company_id": company.id,
            }
            one = Application(
                **own,
                step=steps[-1],
                once_key=uuid.uuid4().hex,
                created_at=ago(days_ago),
                changed_at=ago(days_ago),
            )
            session.add(one)
            await session.flush()
            session.add_all(
                ApplicationStep(
                    **base, application_id=one.id, step=step, by_enrolment_id=junior.id, at=ago(days_ago)
                )
                for step in steps
            )
            if "placed" in steps:
                session.add(
                    Placement(
                        **own,
                        application_id=one.id,
                        through=through,
                        starts_on=date(2027, 2, 1),
                        ends_on=date(2027, 6, 1),
                        created_at=ago(days_ago),
                    )
                )


async def share_leads(coaches: Sequence[Enrolment], each: int = 1, days_ago: float = 10) -> None:
    async with db.transaction() as session:
        for coach in coaches:
            company = Company(
                school_id=coach.school_id, name="Vos", plain_name="vos", created_at=ago(days_ago)
            )
            session.add(company)
            await session.flush()
            session.add_all(
                Lead(
                    school_id=coach.school_id,
                    programme_id=coach.programme_id,
                    company_id=company.id,
                    by_person_id=coach.person_id,
                    by_enrolment_id=coach.id,
                    role="planning",
                    audience="programme",
                    expires_on=date(2030, 1, 1),
                    once_key=uuid.uuid4().hex,
                    created_at=ago(days_ago),
                )
                for _ in range(each)
            )


async def call_for_help(
    juniors: Sequence[Enrolment], *, category: str = "contact", asked: datetime, taken: datetime | None = None
) -> None:
    async with db.transaction() as session:
        session.add_all(
            HelpCall(
                school_id=junior.school_id,
                programme_id=junior.programme_id,
                by_enrolment_id=junior.id,
                category=category,
                text="canary-help-4471",
                once_key=uuid.uuid4().hex,
                created_at=asked,
                taken_at=taken,
            )
            for junior in juniors
        )
