"""Which CV an export shows: the owner's or a junior's, as it is now or as it was in a version."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.tables import StoredFile
from mentorhub.cvs.rules.content import Content, from_json
from mentorhub.cvs.service.scope import reach, the_cv
from mentorhub.cvs.tables import Cv, CvVersion


@dataclass(frozen=True, slots=True)
class Chosen:
    """A CV to export, and the template that its owner chose."""

    content: Content
    template: str


async def newest_cv(actor: Actor, of: uuid.UUID | None = None) -> Chosen:
    """Return the actor's own CV, or that of a junior, as it is now.

    Raises:
        NotFound: not reached by the actor, or nothing was saved yet.
    """
    async with db.reading() as session:
        whose = await reach(session, actor, of)
        cv = await the_cv(session, whose.enrolment.id)
        return Chosen(from_json(cv.content), cv.template)


async def earlier_cv(actor: Actor, version_id: uuid.UUID) -> Chosen:
    """Return a version of the actor's own CV, or of that of a junior; raises as ``newest_cv``."""
    async with db.reading() as session:
        cv, version = await _reached(session, actor, version_id)
        return Chosen(from_json(version.content), cv.template)


async def uploaded_file(actor: Actor, version_id: uuid.UUID) -> StoredFile:
    """Return the file of an uploaded version.

    Raises:
        NotFound: not the actor's own and not a junior's, or there is no file.
    """
    async with db.reading() as session:
        _, version = await _reached(session, actor, version_id)
        file = await session.get(StoredFile, version.file_id) if version.file_id else None
        if file is None:
            raise NotFound
        return file


async def _reached(session: AsyncSession, actor: Actor, version_id: uuid.UUID) -> tuple[Cv, CvVersion]:
    found = select(Cv, CvVersion).join(CvVersion, col(CvVersion.cv_id) == Cv.id)
    row = (await session.exec(found.where(CvVersion.id == version_id))).first()
    if row is None:
        raise NotFound
    await reach(session, actor, row[0].enrolment_id)
    return row[0], row[1]
