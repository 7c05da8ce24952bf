"""Two versions of a CV beside each other."""

import uuid

from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.cvs.rules.comparing import Compared, compare, compare_text
from mentorhub.cvs.rules.content import from_json, plain_text
from mentorhub.cvs.service.scope import reach, the_cv
from mentorhub.cvs.tables import CvVersion


async def two_versions(actor: Actor, old: int, new: int, of: uuid.UUID | None = None) -> tuple[Compared, ...]:
    """Return what changed between two versions, per section; files are compared by the text found in them.

    Raises:
        NotFound: not reached by the actor, or no such versions.
    """
    async with db.reading() as session:
        whose = await reach(session, actor, of)
        cv = await the_cv(session, whose.enrolment.id)
        found = select(CvVersion).where(CvVersion.cv_id == cv.id, col(CvVersion.number).in_((old, new)))
        rows = {row.number: row for row in await session.exec(found)}
    if not {old, new} <= rows.keys():
        raise NotFound
    before, after = rows[old], rows[new]
    if "uploaded" not in (before.kind, after.kind):
        return compare(from_json(before.content), from_json(after.content))
    return (Compared("upload", *compare_text(_whole(before), _whole(after))),)


def _whole(version: CvVersion) -> str:
    return version.text if version.kind == "uploaded" else plain_text(from_json(version.content))
