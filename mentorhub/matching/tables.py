"""Ranked choices, the teacher's rules, computed runs of the match and the pairs that come of one."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import document, key, link, moment, personal, word, yes_or_no


class PreferenceList(SQLModel, table=True):
    """A mentee's list: saved as it is made, handed in or not; ``on_paper`` when staff typed it from paper."""

    __tablename__ = "preference_list"

    mentee_id: uuid.UUID = link("enrolment.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    handed_in_at: datetime | None = moment(nullable=True)
    on_paper: bool = yes_or_no(False)
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


class MentorWish(SQLModel, table=True):
    """A mentor's answer about a mentee: ``prefer``, ``fine`` or ``rather_not``; optional, for staff only."""

    __tablename__ = "mentor_wish"
    __table_args__ = (UniqueConstraint("mentor_id", "mentee_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    mentor_id: uuid.UUID = link("enrolment.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    wish: str = personal("wish about a mentee")
    updated_at: datetime = moment()


class MatchSetting(SQLModel, table=True):
    """How a programme is matched; without a row the defaults here hold.

    ``asks_wishes``: mentors are asked with whom they would rather (not) work; ``rather_not_forbids``: an
    answer ``rather_not`` then counts as a ban; ``evens_out``: at an equal profile the group that comes off
    worst is helped.
    """

    __tablename__ = "match_setting"

    programme_id: uuid.UUID = link("programme.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    asks_wishes: bool = yes_or_no(True)
    rather_not_forbids: bool = yes_or_no(False)
    evens_out: bool = yes_or_no(False)


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
    """One computed proposal. One per programme is out at a time: ``published_once`` is then the programme.

    ``kind``: ``match``; ``repair`` of the published run ``base_id``; ``substitute`` for its mentors.
    ``alternatives``: by objective the mentor and rank per mentee. ``outlook``: spread between groups, who
    blocks whom. ``terms``: what was asked (list length, counts of pins and bans). A run that was out ends
    by ``withdrawn_at`` (taken back) or ``replaced_at`` (a repair took its place). ``mails_due_at``: until
    then the mails wait, so that it can be taken back.
    """

    __tablename__ = "match_run"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    kind: str = Field(default="match", sa_column_kwargs={"server_default": "match"})
    base_id: uuid.UUID | None = link("match_run.id", nullable=True)
    objective: str
    seed: int = Field(sa_type=BigInteger)
    profile: dict[str, Any] = Field(sa_type=JSON)
    certificate: dict[str, Any] = Field(sa_type=JSON)
    alternatives: dict[str, Any] = document()
    outlook: dict[str, Any] = document()
    terms: dict[str, Any] = document()
    inputs_digest: str
    created_by: uuid.UUID = link("person.id")
    created_at: datetime = moment()
    published_at: datetime | None = moment(nullable=True)
    published_by: uuid.UUID | None = link("person.id", nullable=True)
    published_once: uuid.UUID | None = Field(default=None, unique=True)
    mails_due_at: datetime | None = moment(nullable=True)
    withdrawn_at: datetime | None = moment(nullable=True)
    withdrawn_by: uuid.UUID | None = link("person.id", nullable=True)
    replaced_at: datetime | None = moment(nullable=True)


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
    """A mentee and a mentor from the match on.

    ``end_reason`` says why staff ended it: ``stopped``, ``placed``, ``no_fit``, ``no_contact`` or ``other``;
    empty when a match, a repair or its undo did. ``ended_by`` is who.
    """

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
    end_reason: str = word()
    ended_by: uuid.UUID | None = link("person.id", nullable=True, outlives=True)


class Substitute(SQLModel, table=True):
    """Who helps a mentee while the own mentor is absent; comes of a run of the kind ``substitute``."""

    __tablename__ = "substitute"
    __table_args__ = (UniqueConstraint("run_id", "mentee_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    run_id: uuid.UUID = link("match_run.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    mentor_id: uuid.UUID = link("enrolment.id")
    started_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
