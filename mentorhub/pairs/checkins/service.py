"""Answering a check-in by the link in a mail; nobody has to be signed in, so the link says who acts.

What an answer does is what the pair's room does with it: a contact moment, or a call for help.
"""

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.pairs.checkins.links import Answer, Claim, read_token, token_for, works_on
from mentorhub.pairs.help.service import NewCall, TooOften, ask_for_help
from mentorhub.pairs.rules import SPOKE, can_undo
from mentorhub.pairs.service import NewContact, confirm_contact, log_contact, take_answer_back, undo_contact
from mentorhub.pairs.tables import CheckIn, Contact, HelpCall
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.tables import School

Now = Literal["ask", "spoke", "not_yet", "help", "late", "over", "wrong", "too_often"]
"""``ask``: the link can be used. ``spoke``, ``not_yet``, ``help``: that was answered. ``late``: the link no
longer works. ``over``: the two are no pair any more. ``too_often``: many calls for help within the hour."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page behind a link shows.

    Attributes:
        now: what there is to tell or do.
        answer: what the link answers.
        other: first name of the other of the pair; empty when the link says nothing to anybody.
        language: of the reader, empty as above.
        at_once: whether the page may answer by itself when somebody sees it: never a call for help, and
            not again after an answer was taken back.
        can_undo: whether the answer can be taken back now.
        spoke_token: the end of the link that says that they spoke.
    """

    now: Now
    answer: Answer = "spoke"
    other: str = ""
    language: str = ""
    at_once: bool = False
    can_undo: bool = False
    spoke_token: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """A check-in with its pair, who was asked, and the school's zone."""

    check_in: CheckIn
    pair: Pair
    enrolment: Enrolment
    person: Person
    zone: str

    @property
    def now(self) -> Now:
        """Return ``late`` or ``over`` when nothing can be answered any more, else ``ask``."""
        if self.pair.ended_at is not None or self.enrolment.ended_at is not None:
            return "over"
        today = local_day(clock.now(), self.zone)
        return "ask" if works_on(self.check_in.asked_on, today) else "late"

    def actor(self) -> Actor:
        """Return who answers; the check-in stands for the session, as the link stands for signing in."""
        return Actor(
            person_id=self.person.id,
            session_id=self.check_in.id,
            school_id=self.pair.school_id,
            role=Role(self.enrolment.role),
            programme_id=self.pair.programme_id,
            enrolment_id=self.enrolment.id,
            first_name=self.person.first_name,
            full_name=self.person.full_name,
            language=self.person.language,
        )


async def look(token: str) -> Seen:
    """Return what a link would do, or what was answered; changes nothing."""
    claim = read_token(token)
    async with db.reading() as session:
        held = await _held(session, claim) if claim else None
        if held is None or claim is None:
            return Seen("wrong")
        other = await _other(session, held)
    now, row = held.now, held.check_in
    if now == "ask" and not _is_open(row, claim.answer):
        now = _answered(row)
    untouched = row.answered_at is None or row.answer == "not_yet"
    return Seen(
        now=now,
        answer=claim.answer,
        other=other,
        language=held.person.language,
        at_once=untouched and claim.answer != "help",
        can_undo=_can_undo(row),
        spoke_token=token_for(row.id, "spoke"),
    )


def _is_open(row: CheckIn, answer: Answer) -> bool:
    """Whether an answer can be given: any at first, another one after *not yet*, help also after *spoke*."""
    return row.answer == "" or (row.answer != "help" and answer not in (row.answer, "not_yet"))


def _answered(row: CheckIn) -> Now:
    return "help" if row.answer == "help" else "spoke" if row.answer == "spoke" else "not_yet"


def _can_undo(row: CheckIn) -> bool:
    """Whether *spoke* can be taken back: something came of it, within the hour."""
    if row.answer != "spoke" or row.contact_id is None or row.answered_at is None:
        return False
    return can_undo(row.answered_at, clock.now())


async def answer(token: str) -> Now:
    """Carry out what a link says, once; return what there is to tell."""
    claim = read_token(token)
    async with db.reading() as session:
        held = await _held(session, claim) if claim else None
    if held is None or claim is None:
        return "wrong"
    if held.now != "ask" or not _is_open(held.check_in, claim.answer):
        return _answered(held.check_in) if held.now == "ask" else held.now
    try:
        contact_id = await _do(held, claim.answer)
    except TooOften:
        return "too_often"
    except NotFound:
        # Ended between the look and the act.
        return "over"
    await _note(held, claim.answer, contact_id)
    return claim.answer


async def _do(held: _Held, what: Answer) -> uuid.UUID | None:
    """Do what an answer says and return the contact moment that was logged or confirmed.

    Each act has a key of its own, so that a second click at the same moment does nothing more.
    """
    actor, pair_id, once_key = held.actor(), held.pair.id, f"check-in:{held.check_in.id}"
    if what == "help":
        if not await _has_open_call(held):
            await ask_for_help(actor, pair_id, NewCall("contact", "week", "", once_key))
    elif what == "spoke":
        told = await _told_since(held)
        if told is None:
            return await log_contact(actor, pair_id, NewContact(SPOKE, 0, None, once_key))
        if told.by_enrolment_id != held.enrolment.id and told.answer == "":
            await confirm_contact(actor, told.id)
            return told.id
    return None


async def _has_open_call(held: _Held) -> bool:
    query = select(HelpCall.id).where(
        HelpCall.pair_id == held.pair.id,
        HelpCall.by_enrolment_id == held.enrolment.id,
        col(HelpCall.closed_at).is_(None),
    )
    async with db.reading() as session:
        return (await session.exec(query)).first() is not None


async def _told_since(held: _Held) -> Contact | None:
    """Return the latest contact moment that one of the two logged since the question was asked."""
    query = (
        select(Contact)
        .where(Contact.pair_id == held.pair.id, Contact.created_at >= held.check_in.created_at)
        .order_by(col(Contact.created_at).desc())
    )
    async with db.reading() as session:
        return (await session.exec(query)).first()


async def _note(held: _Held, what: Answer | Literal[""], contact_id: uuid.UUID | None) -> None:
    async with db.transaction() as session:
        row = await session.get_one(CheckIn, held.check_in.id, with_for_update=True)
        row.answer, row.answered_at = what, clock.now()
        row.contact_id = contact_id


async def undo(token: str) -> None:
    """Take *spoke* back within the hour, with the contact moment that came of it; else nothing happens."""
    claim = read_token(token)
    async with db.reading() as session:
        held = await _held(session, claim) if claim else None
        contact_id = held.check_in.contact_id if held and _can_undo(held.check_in) else None
        contact = await session.get(Contact, contact_id) if contact_id else None
    if held is None or contact is None or held.now != "ask":
        return
    try:
        if contact.by_enrolment_id == held.enrolment.id:
            await undo_contact(held.actor(), contact.id)
        else:
            await take_answer_back(held.actor(), contact.id)
    except NotFound:
        # Taken back in the room meanwhile.
        return
    await _note(held, "", None)


async def _held(session: AsyncSession, claim: Claim) -> _Held | None:
    """Return the check-in of a link, unless who was asked has no account (in this school) any more."""
    found = await session.exec(
        select(CheckIn, Pair, Enrolment, Person, School.zone)  # type: ignore[call-overload]  # sqlmodel types four
        .join(Pair, col(Pair.id) == CheckIn.pair_id)
        .join(Enrolment, col(Enrolment.id) == CheckIn.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(School, col(School.id) == CheckIn.school_id)
        .where(CheckIn.id == claim.check_in_id, col(Person.disabled_at).is_(None), _is_member())
    )
    row: Any = found.first()
    return _Held(*row) if row else None


def _is_member() -> Any:
    return (
        select(SchoolMember.id)
        .where(
            col(SchoolMember.person_id) == Person.id,
            col(SchoolMember.school_id) == CheckIn.school_id,
            col(SchoolMember.ended_at).is_(None),
        )
        .exists()
    )


async def _other(session: AsyncSession, held: _Held) -> str:
    is_mentee = held.enrolment.id == held.pair.mentee_id
    other = held.pair.mentor_id if is_mentee else held.pair.mentee_id
    query = select(Person.first_name).join(Enrolment, col(Enrolment.person_id) == Person.id)
    return (await session.exec(query.where(Enrolment.id == other))).one()
