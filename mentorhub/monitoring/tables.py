"""What staff did about pairs, what they planned, and when a programme counts as which state."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel

from mentorhub.core.columns import document, key, link, moment, personal


class StaffAct(SQLModel, table=True):
    """Something that staff, or the hub itself, did about a pair: the line in its history.

    ``kind`` is ``reminded``, ``checked_in`` (asked by the hub), ``talk`` or ``talk_cancelled``, ``snoozed``,
    ``paused``, ``resumed``, ``substitute`` (proposed), ``help_taken``, ``ended`` or ``reopened``;
    ``by_person_id`` is empty when the hub did it. ``detail`` holds words of ours and days, no personal text.
    """

    __tablename__ = "staff_act"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    kind: str
    by_person_id: uuid.UUID | None = link("person.id", nullable=True, outlives=True)
    at: datetime = moment(index=True)
    detail: dict[str, Any] = document()


class Snooze(SQLModel, table=True):
    """One of the staff does not want to see a pair before a day, unless it comes into a more urgent state.

    ``urgency`` is that of the moment itself (see the rules).
    """

    __tablename__ = "snooze"

    pair_id: uuid.UUID = link("pair.id", primary_key=True)
    person_id: uuid.UUID = link("person.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    until_on: date
    urgency: int
    at: datetime = moment()


class Talk(SQLModel, table=True):
    """A talk that staff planned with one of a pair or both; ``whom`` is ``mentee``, ``mentor`` or ``both``.

    ``sequence`` counts its changes for calendars (RFC 5545).
    """

    __tablename__ = "talk"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    by_person_id: uuid.UUID = link("person.id")
    whom: str
    starts_at: datetime = moment()
    minutes: int
    place: str = personal("place", default="")
    sequence: int = 0
    created_at: datetime = moment()
    cancelled_at: datetime | None = moment(nullable=True)


class WatchSetting(SQLModel, table=True):
    """When a state begins in a programme; without a row the defaults here hold (see the rules).

    In days: ``warn_from``, ``urgent_from`` (after the match), ``quiet_from`` (after the latest contact,
    without a rhythm), ``agreement_before`` (before an internship). ``rhythms_missed`` is a number of
    rhythms; in weeks: ``leads_after`` and ``applications_after`` (after the match).
    """

    __tablename__ = "watch_setting"

    programme_id: uuid.UUID = link("programme.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    warn_from: int = 14
    urgent_from: int = 23
    quiet_from: int = 21
    rhythms_missed: int = 2
    leads_after: int = 4
    applications_after: int = 8
    agreement_before: int = 14
    changed_at: datetime = moment()
