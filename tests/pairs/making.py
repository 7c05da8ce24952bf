"""Rows that publishing a match leaves behind, and what the two do afterwards, in one line each."""

import uuid
from datetime import date, datetime, timedelta

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.matching.tables import MatchRun, Pair, Proposal
from mentorhub.pairs.tables import Appointment, Contact


async def make_pair(
    mentee: Actor, mentor: Actor, *, days_ago: float = 0, own_reason: dict | None = None, run_id=None
) -> uuid.UUID:
    """Write a published run with one pair, matched ``days_ago`` days before now; returns the pair's id."""
    moment = clock.now() - timedelta(days=days_ago)
    school = {"school_id": mentee.school, "programme_id": mentee.programme_id}
    async with db.transaction() as session:
        run = MatchRun(
            **school,
            objective="generous",
            seed=1,
            profile={},
            certificate={},
            inputs_digest="",
            created_by=mentee.person_id,
            created_at=moment,
            published_at=moment,
        )
        session.add(run)
        await session.flush()
        session.add(
            Proposal(
                school_id=mentee.school,
                run_id=run.id,
                mentee_id=mentee.enrolment,
                mentor_id=mentor.enrolment,
                rank=1,
                source="choice",
                own_reason=own_reason or {},
            )
        )
        pair = Pair(
            **school, run_id=run.id, mentee_id=mentee.enrolment, mentor_id=mentor.enrolment, started_at=moment
        )
        session.add(pair)
    return pair.id


async def add_contact(
    pair_id: uuid.UUID, by: Actor, day: date, channel: str = "seen", minutes: int = 30
) -> None:
    """Write a contact moment on any day."""
    async with db.transaction() as session:
        session.add(
            Contact(
                school_id=by.school,
                pair_id=pair_id,
                by_enrolment_id=by.enrolment,
                happened_on=day,
                channel=channel,
                minutes=minutes,
                once_key=uuid.uuid4().hex,
                created_at=clock.now(),
            )
        )


async def add_appointment(pair_id: uuid.UUID, by: Actor, starts_at: datetime, place: str = "") -> uuid.UUID:
    """Write an appointment at any moment."""
    async with db.transaction() as session:
        row = Appointment(
            school_id=by.school,
            pair_id=pair_id,
            starts_at=starts_at,
            minutes=45,
            place=place,
            created_by=by.enrolment,
            created_at=clock.now(),
        )
        session.add(row)
    return row.id
