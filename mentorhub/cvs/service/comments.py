"""Tips of a coach on a CV, read by the two of the pair only: given, taken back, done, open again."""

import uuid

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.cvs.rules.content import (
    MOST_LETTERS,
    SECTIONS,
    Content,
    Spot,
    find,
    from_json,
    text_at,
)
from mentorhub.cvs.rules.passages import paragraphs
from mentorhub.cvs.service.mails import tell_of_tips, untell
from mentorhub.cvs.service.scope import Reach, newest, reach, the_cv
from mentorhub.cvs.service.values import NewTip, Stands, TipLine, TipRefused
from mentorhub.cvs.tables import Cv, CvComment, CvVersion
from mentorhub.people.tables import Enrolment, Person

MOST_TIPS = 100
TIP_LENGTH = 600
UPLOAD = "upload"


async def tips(actor: Actor, of: uuid.UUID | None = None) -> list[TipLine]:
    """Return the tips on a CV, open ones first, then the latest; a coach reads only the own ones.

    Raises:
        NotFound: the CV is not reached by the actor, or there is none.
    """
    async with db.reading() as session:
        whose = await reach(session, actor, of)
        cv = await the_cv(session, whose.enrolment.id)
        found = (
            select(CvComment, Person)
            .join(Enrolment, col(Enrolment.id) == CvComment.by_enrolment_id)
            .join(Person, col(Person.id) == Enrolment.person_id)
            .where(CvComment.cv_id == cv.id, *_readable(actor, whose))
            .order_by(col(CvComment.state) != "open", col(CvComment.created_at).desc())
            .limit(MOST_TIPS)
        )
        content = from_json(cv.content)
        return [_line(tip, person, actor, content) for tip, person in await session.exec(found)]


def _readable(actor: Actor, whose: Reach) -> tuple[bool, ...]:
    return () if whose.is_own else (CvComment.by_enrolment_id == actor.enrolment,)


def _line(tip: CvComment, person: Person, actor: Actor, content: Content) -> TipLine:
    spot = Spot(tip.section, tip.entry, tip.field)
    return TipLine(
        tip_id=tip.id,
        spot=spot,
        passage=tip.passage,
        text=tip.text,
        suggestion=tip.suggestion or "",
        state=tip.state,
        by=person.first_name,
        is_mine=tip.by_enrolment_id == actor.enrolment,
        created_at=tip.created_at,
        version_number=tip.version_number,
        stands=_stands(content, spot, tip.passage),
    )


def _stands(content: Content, spot: Spot, passage: str) -> Stands:
    if spot.section == UPLOAD:
        return Stands("", is_there=True)
    entry = find(content, spot.section, spot.entry)
    if spot.entry and entry is None:
        return Stands("", is_there=False)
    name = next((getattr(entry, x) for x in ("title", "name", "text", "where") if getattr(entry, x, "")), "")
    text = text_at(content, spot) if passage else ""
    return Stands(name, is_there=text is not None and passage in text)


async def give_tip(actor: Actor, of: uuid.UUID, new: NewTip) -> uuid.UUID:
    """Give a junior a tip and return its id; the junior hears it by mail, at most once an hour.

    Raises:
        NotFound: no junior of a running pair of the actor, or no CV yet.
        TipRefused: empty, about something that is not there, too long, or over ``MOST_TIPS`` tips.
    """
    async with db.transaction() as session:
        whose = await reach(session, actor, of, lock=True)
        if whose.is_own:
            raise NotFound
        cv = await the_cv(session, whose.enrolment.id)
        _check_words(new)
        await _check_room(session, cv)
        tip = CvComment(
            school_id=cv.school_id,
            cv_id=cv.id,
            version_number=await _number(session, cv, new),
            section=new.spot.section,
            entry=new.spot.entry,
            field=new.spot.field,
            passage=new.passage,
            text=new.text,
            suggestion=new.suggestion or None,
            by_enrolment_id=actor.enrolment,
            created_at=clock.now(),
        )
        session.add(tip)
        audit.record(session, actor, "cv.tip", tip.id, number=tip.version_number)
        await tell_of_tips(session, whose)
        return tip.id


def _check_words(new: NewTip) -> None:
    spot = new.spot
    may_suggest = bool(new.passage) and spot.section != UPLOAD
    if not (new.text or new.suggestion) or (new.suggestion and not may_suggest):
        raise TipRefused("empty")
    if len(new.text) > TIP_LENGTH:
        raise TipRefused("too_long")
    if len(new.suggestion) > MOST_LETTERS.get((spot.section, spot.field), TIP_LENGTH):
        raise TipRefused("too_long")


async def _check_room(session: AsyncSession, cv: Cv) -> None:
    count = await session.exec(select(func.count()).select_from(CvComment).where(CvComment.cv_id == cv.id))
    if count.one() >= MOST_TIPS:
        raise TipRefused("too_many")


async def _number(session: AsyncSession, cv: Cv, new: NewTip) -> int:
    """Return the number of the version that a tip is about, once what it is about stands there."""
    if new.spot.section == UPLOAD:
        return await _uploaded(session, cv, new)
    content = from_json(cv.content)
    spot = new.spot
    is_there = spot.section in SECTIONS and _stands(content, spot, new.passage).is_there
    if not is_there or (spot.field and not new.passage):
        raise TipRefused("gone")
    last = await newest(session, cv.id)
    return last.number if last else 0


async def _uploaded(session: AsyncSession, cv: Cv, new: NewTip) -> int:
    found = select(CvVersion).where(CvVersion.cv_id == cv.id, CvVersion.kind == "uploaded")
    rows = {str(row.number): row for row in await session.exec(found)}
    version = rows.get(new.spot.entry)
    if version is None or (new.passage and new.passage not in paragraphs(version.text)):
        raise TipRefused("gone")
    return version.number


async def own_tip(session: AsyncSession, actor: Actor, tip_id: uuid.UUID) -> tuple[CvComment, Cv, Reach]:
    """Return a tip on the actor's own CV, or one that the actor gave to a junior, with the CV locked.

    Raises:
        NotFound: no such tip, or not for this actor.
    """
    found = await session.exec(
        select(CvComment, Cv)
        .join(Cv, col(Cv.id) == CvComment.cv_id)
        .where(CvComment.id == tip_id, CvComment.school_id == actor.school)
    )
    row = found.first()
    if row is None:
        raise NotFound
    tip, cv = row
    whose = await reach(session, actor, cv.enrolment_id, lock=True)
    if not whose.is_own and tip.by_enrolment_id != actor.enrolment:
        raise NotFound
    # What was read before the lock may have changed while this waited for it.
    await session.refresh(tip)
    await session.refresh(cv)
    return tip, cv, whose


async def take_back(actor: Actor, tip_id: uuid.UUID) -> None:
    """Take an open tip back that the actor gave; the mail about it too, when it was the only one.

    Raises:
        NotFound: no such tip of the actor, or it is not open any more.
    """
    async with db.transaction() as session:
        tip, cv, whose = await own_tip(session, actor, tip_id)
        if whose.is_own or tip.state != "open":
            raise NotFound
        await session.delete(tip)
        await session.flush()
        audit.record(session, actor, "cv.tip_taken_back", tip_id)
        await untell(session, cv)


async def mark_done(actor: Actor, tip_id: uuid.UUID) -> None:
    """Mark an open tip as done; a second time changes nothing. Raises NotFound as ``own_tip``."""
    await _set_state(actor, tip_id, ("open",), "resolved")


async def reopen(actor: Actor, tip_id: uuid.UUID) -> None:
    """Open a tip again that was marked as done. Raises NotFound as ``own_tip``."""
    await _set_state(actor, tip_id, ("resolved",), "open")


async def _set_state(actor: Actor, tip_id: uuid.UUID, known: tuple[str, ...], state: str) -> None:
    async with db.transaction() as session:
        tip, _, _ = await own_tip(session, actor, tip_id)
        if tip.state in known:
            tip.state, tip.ended_at = state, None if state == "open" else clock.now()
