"""For each step one query: who did it, when last or first, and how many times.

What is private is not even read: no quality, no rank, nobody's choice, no word of a CV, no reason.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import case, null
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, func, or_, select, union_all

from mentorhub.cvs.tables import Cv, CvVersion
from mentorhub.internships.rules.applications import STEPS
from mentorhub.internships.tables import Application, ApplicationStep, Lead, Placement
from mentorhub.matching.tables import MentorWish, Pair, PreferenceList
from mentorhub.pairs.tables import Contact
from mentorhub.speeddate.tables import Attendee, QualityChoice, SpeedDate

CAME = ("present", "left")
SIDES = (Pair.mentee_id, Pair.mentor_id)


def _each(who: Any, at: Any, members: Any, *more: Any) -> Any:
    """Return a query with one row per student: ``who``, ``at``, ``number``."""
    columns = (col(who).label("who"), at.label("at"), func.count().label("number"), *more)
    return select(*columns).where(col(who).in_(members)).group_by(col(who))


def _qualities(members: Any) -> Any:
    return _each(QualityChoice.enrolment_id, null(), members).where(QualityChoice.side == "seeks")


def _speed_date(members: Any) -> Any:
    came = _each(Attendee.enrolment_id, func.max(SpeedDate.starts_at), members)
    return came.join(SpeedDate, col(SpeedDate.id) == Attendee.speed_date_id).where(
        col(Attendee.state).in_(CAME), col(SpeedDate.rehearsal_of).is_(None)
    )


def _top(members: Any) -> Any:
    handed_in = _each(PreferenceList.mentee_id, func.max(PreferenceList.handed_in_at), members)
    return handed_in.where(col(PreferenceList.handed_in_at).is_not(None))


def _wishes(members: Any) -> Any:
    return _each(MentorWish.mentor_id, func.max(MentorWish.updated_at), members)


def is_shown(side: Any) -> Any:
    """Return the condition for the pairs of a student: those that run, else those that staff ended.

    A pair that a match, a repair or its undo ended counts for nothing.

    Args:
        side: ``Pair.mentee_id`` or ``Pair.mentor_id``.
    """
    other = aliased(Pair)
    running = exists().where(getattr(other, side.key) == side, col(other.ended_at).is_(None))
    return or_(col(Pair.ended_at).is_(None), (col(Pair.end_reason) != "") & ~running)


def _matched(members: Any) -> Any:
    return union_all(
        *(_each(side, func.min(Pair.started_at), members).where(is_shown(side)) for side in SIDES)
    )


def _first_contact(members: Any) -> Any:
    first = (
        _each(side, func.min(Contact.happened_on), members)
        .select_from(Pair)
        .join(Contact, col(Contact.pair_id) == Pair.id)
        .where(is_shown(side))
        for side in SIDES
    )
    return union_all(*first)


def _cv(members: Any) -> Any:
    saved = _each(Cv.enrolment_id, func.max(CvVersion.saved_at), members)
    return saved.join(CvVersion, col(CvVersion.cv_id) == Cv.id)


def _applications(members: Any) -> Any:
    place = case({step: number for number, step in enumerate(STEPS)}, value=ApplicationStep.step, else_=0)
    return (
        select(
            col(Application.mentee_id).label("who"),
            null().label("at"),
            func.count(func.distinct(Application.id)).label("number"),
            func.max(place).label("furthest"),
        )
        .outerjoin(ApplicationStep, col(ApplicationStep.application_id) == Application.id)
        .where(col(Application.mentee_id).in_(members))
        .group_by(col(Application.mentee_id))
    )


def _placed(members: Any) -> Any:
    return _each(Placement.mentee_id, func.max(Placement.created_at), members)


def _leads(members: Any) -> Any:
    return _each(Lead.by_enrolment_id, func.max(Lead.created_at), members)


QUERIES: dict[str, Callable[[Any], Any]] = {
    "qualities": _qualities,
    "speed_date": _speed_date,
    "top": _top,
    "wishes": _wishes,
    "matched": _matched,
    "first_contact": _first_contact,
    "cv": _cv,
    "applications": _applications,
    "placed": _placed,
    "leads": _leads,
}
"""By step the query for a query of enrolment ids; ``at`` is a moment, of the first contact a day."""
