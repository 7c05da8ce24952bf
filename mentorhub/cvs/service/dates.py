"""What staff may know of CVs: that there is one, and when it was saved last."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.cvs.tables import Cv, CvVersion


async def cv_dates(session: AsyncSession, mentee_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return the moment of the last version of those of these mentees who have a CV.

    Args:
        session: the caller's session; the caller has checked that the actor sees these mentees.
        mentee_ids: enrolments.
    """
    rows = await session.exec(
        select(Cv.enrolment_id, func.max(CvVersion.saved_at))
        .join(CvVersion, col(CvVersion.cv_id) == Cv.id)
        .where(col(Cv.enrolment_id).in_(mentee_ids))
        .group_by(col(Cv.enrolment_id))
    )
    return dict(rows.all())
