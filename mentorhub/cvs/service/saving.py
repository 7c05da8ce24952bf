"""Saving a CV: every save is a version, and no save wipes out a text that its writer did not see."""

from collections.abc import Collection
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.tables import StoredFile
from mentorhub.cvs.rules.content import Content, Spot, from_json, text_at, tidy, to_json, with_text
from mentorhub.cvs.rules.versions import Kind, Latest, goes_on
from mentorhub.cvs.service.scope import Reach, cv_of, newest, own_reach, starting, the_cv
from mentorhub.cvs.service.values import Clash, EntryGone, Saved
from mentorhub.cvs.tables import Cv, CvComment, CvShare, CvVersion

MOST_TEXT = 20_000
"""So many characters of an uploaded file's text are kept."""


async def save_text(actor: Actor, spot: Spot, text: str, over: Collection[str]) -> Saved | Clash:
    """Save one field of the actor's own CV as it is typed.

    Args:
        actor: the mentee.
        spot: the field.
        text: the new text.
        over: the texts that may stand there now: what the writer saw, and saved last.

    Raises:
        NotFound: the actor is no mentee.
        BeyondLimits: no such field, or the text is too long.
        EntryGone: the entry was removed meanwhile.
    """
    async with db.transaction() as session:
        mine = await own_reach(session, actor)
        cv, content = await cv_to_change(session, mine)
        stands, wanted = text_at(content, spot), tidy(text)
        if stands is None and spot.entry:
            raise EntryGone
        changed = with_text(content, spot, wanted)
        if stands == wanted:
            latest = await newest(session, cv.id)
            return Saved(wanted, latest.number if latest else 0)
        if stands is not None and stands not in over:
            return Clash(stands)
        return Saved(wanted, await write(session, actor, cv, changed))


async def cv_to_change(session: AsyncSession, mine: Reach) -> tuple[Cv, Content]:
    """Return the CV of a mentee and its content; one that begins is not in the database yet."""
    cv = await cv_of(session, mine.enrolment.id)
    if cv is not None:
        return cv, from_json(cv.content)
    now, content = clock.now(), starting(mine.person)
    cv = Cv(
        school_id=mine.enrolment.school_id,
        enrolment_id=mine.enrolment.id,
        content=to_json(content),
        created_at=now,
        changed_at=now,
    )
    return cv, content


async def write(
    session: AsyncSession, actor: Actor, cv: Cv, content: Content, kind: Kind = "written", **more: Any
) -> int:
    """Keep the content as the CV's and as a version; returns the number of that version.

    The same writer's next words go on in the newest version, see ``rules.versions``.
    """
    now = clock.now()
    cv.content, cv.changed_at, cv.version = to_json(content), now, cv.version + 1
    session.add(cv)
    await session.flush()
    last = await newest(session, cv.id)
    if last is not None and kind == "written" and goes_on(await _latest(session, actor, last), now):
        last.content, last.saved_at = to_json(content), now
        return last.number
    version = CvVersion(
        school_id=cv.school_id,
        cv_id=cv.id,
        number=last.number + 1 if last else 1,
        kind=kind,
        content=to_json(content),
        by_enrolment_id=actor.enrolment,
        created_at=now,
        saved_at=now,
        **more,
    )
    session.add(version)
    audit.record(session, actor, "cv.version", version.id, number=version.number, kind=kind)
    return version.number


async def _latest(session: AsyncSession, actor: Actor, last: CvVersion) -> Latest:
    leant_on = False
    for table in (CvComment, CvShare):
        found = select(col(table.id)).where(table.cv_id == last.cv_id, table.version_number == last.number)
        leant_on = leant_on or (await session.exec(found.limit(1))).first() is not None
    return Latest(last.kind, last.by_enrolment_id == actor.enrolment, last.saved_at, leant_on)


async def restore(actor: Actor, number: int) -> int:
    """Put an earlier version of the actor's own CV back, as a new version; returns the newest number.

    Of an upload comes back what was written in the hub at that time.

    Raises:
        NotFound: the actor has no such version.
    """
    async with db.transaction() as session:
        mine = await own_reach(session, actor)
        cv = await the_cv(session, mine.enrolment.id)
        found = select(CvVersion).where(CvVersion.cv_id == cv.id, CvVersion.number == number)
        version = (await session.exec(found)).first()
        if version is None:
            raise NotFound
        last = await newest(session, cv.id)
        if last is not None and from_json(version.content) == from_json(cv.content):
            return last.number
        return await write(session, actor, cv, from_json(version.content), "restored")


async def take_upload(session: AsyncSession, actor: Actor, file: StoredFile, text: str) -> int:
    """Keep a file as a version of the actor's own CV, in the caller's transaction; returns its number.

    What is written in the hub stays as it is.

    Args:
        session: the transaction in which the file's row was added.
        actor: the mentee.
        file: the stored file, of the same person.
        text: what was found in it; only the first ``MOST_TEXT`` characters are kept.

    Raises:
        NotFound: the actor is no mentee, or the file is somebody else's.
    """
    mine = await own_reach(session, actor)
    if file.person_id != actor.person_id:
        raise NotFound
    await session.flush()
    cv, content = await cv_to_change(session, mine)
    kept = tidy(text)[:MOST_TEXT]
    return await write(session, actor, cv, content, "uploaded", file_id=file.id, text=kept)
