"""Ranked choices, the teacher's rules, computed runs of the match and the pairs that come of one."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment


class PreferenceList(SQLModel, table=True):
    """A mentee's list: saved as it is made, handed in or not."""

    __tablename__ = "preference_list"

    mentee_id: uuid.UUID = link("enrolment.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    handed_in_at: datetime | None = moment(nullable=True)
    version: int = 0
    updated_at: datetime = moment()


class Preference(SQLModel, table=True):
    """A mentee's ranked choice; 1 is best."""

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("mentee_id", "rank"), UniqueConstraint("mentee_id", "mentor_id"))

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    mentor_id: uuid.UUID = link("enrolment.id")
    rank: int


class MatchRule(SQLModel, table=True):
    """A teacher's pin (``pin``) or ban (``forbid``) of one pair."""

    __tablename__ = "match_rule"
    __table_args__ = (UniqueConstraint("mentee_id", "mentor_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    mentor_id: uuid.UUID = link("enrolment.id")
    kind: str


class MatchRun(SQLModel, table=True):
    """One computed proposal. One per programme can be published: ``published_once`` is then the programme."""

    __tablename__ = "match_run"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    objective: str
    seed: int = Field(sa_type=BigInteger)
    profile: dict[str, Any] = Field(sa_type=JSON)
    certificate: dict[str, Any] = Field(sa_type=JSON)
    inputs_digest: str
    created_by: uuid.UUID = link("person.id")
    created_at: datetime = moment()
    published_at: datetime | None = moment(nullable=True)
    published_by: uuid.UUID | None = link("person.id", nullable=True)
    published_once: uuid.UUID | None = Field(default=None, unique=True)


class Proposal(SQLModel, table=True):
    """One mentee's line in a run: the mentor, where that mentor stood on the list, and why."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("run_id", "mentee_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    run_id: uuid.UUID = link("match_run.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    mentor_id: uuid.UUID | None = link("enrolment.id", nullable=True)
    rank: int | None = None
    source: str
    reason: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    own_reason: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Pair(SQLModel, table=True):
    """A mentee and a mentor from the match on."""

    __tablename__ = "pair"
    __table_args__ = (UniqueConstraint("run_id", "mentee_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    run_id: uuid.UUID = link("match_run.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    mentor_id: uuid.UUID = link("enrolment.id")
    started_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
