"""The mail to a junior about new tips: one an hour at most, however many tips there are."""

import uuid
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, outbox
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from mentorhub.cvs.service.scope import Reach
from mentorhub.cvs.tables import Cv, CvComment
from mentorhub.settings import settings

TOGETHER = timedelta(hours=1)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _once(enrolment_id: uuid.UUID, hour: datetime) -> str:
    return f"cv-tips:{enrolment_id}:{hour.isoformat()}"


async def tell_of_tips(session: AsyncSession, whose: Reach) -> None:
    """Put one mail ready for the end of this hour, unless it stands ready."""
    reader, hour = whose.person, _hour(clock.now())
    if not reader.email:
        return
    values = {"reader": reader.first_name, "address": f"{settings().origin}/cv"}
    mail = outbox.new_mail(
        school_id=whose.enrolment.school_id,
        person_id=reader.id,
        to_address=reader.email,
        kind="cv_tips",
        language=reader.language,
        subject=say_in(reader.language, "cvs.mail.subject", **values),
        body=say_in(reader.language, "cvs.mail.body", **values),
        once_key=_once(whose.enrolment.id, hour),
        due_at=hour + TOGETHER,
    )
    await outbox.enqueue(session, mail)


async def untell(session: AsyncSession, cv: Cv) -> None:
    """Take this hour's mail away when it was not sent and no tip of this hour is left."""
    hour = _hour(clock.now())
    left = select(col(CvComment.id)).where(CvComment.cv_id == cv.id, CvComment.created_at >= hour)
    if (await session.exec(left.limit(1))).first() is not None:
        return
    ready = select(OutboxMail).where(
        OutboxMail.once_key == _once(cv.enrolment_id, hour), col(OutboxMail.attempts) == 0
    )
    mail = (await session.exec(ready)).first()
    if mail is not None:
        await session.delete(mail)
