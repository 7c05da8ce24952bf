"""What the coordinators of a school read: the calls, the most urgent and oldest first, and one of them."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any, Literal

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.tables import MatchRule, Pair, Substitute
from mentorhub.pairs.help.rules import can_undo, other_knows
from mentorhub.pairs.help.service.contacts import has_contacts
from mentorhub.pairs.help.service.scope import names_of, other_in, people_of, school_of
from mentorhub.pairs.help.service.values import AnswerLine, CallFile, DeskLine, DeskStep, HelpDesk
from mentorhub.pairs.tables import HelpAnswer, HelpCall, HelpStep
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme
from mentorhub.programmes.zone import zone_of_school

PER_PAGE = 50
_WORST_FIRST = ("no", "some", "yes")


async def help_desk(actor: Actor, show: Literal["open", "closed"] = "open", page: int = 1) -> HelpDesk:
    """Return a page of the calls of the coordinator's school; a page beyond the last is the last.

    Raises:
        NotFound: the actor is no coordinator.
    """
    school_id = school_of(actor)
    async with db.reading() as session:
        counts = {which: await _count(session, _which(school_id, which)) for which in ("open", "closed")}
        pages = max(1, -(-counts[show] // PER_PAGE))
        page = min(max(page, 1), pages)
        calls = await _calls(session, school_id, show, page)
        return HelpDesk(
            lines=await _lines(session, actor, calls),
            open_calls=counts["open"],
            closed_calls=counts["closed"],
            has_contacts=await has_contacts(session, school_id),
            page=page,
            pages=pages,
            zone=await zone_of_school(session, school_id),
        )


def _which(school_id: uuid.UUID, show: str) -> tuple[Any, ...]:
    closed = col(HelpCall.closed_at)
    return HelpCall.school_id == school_id, closed.is_(None) if show == "open" else closed.is_not(None)


async def _count(session: AsyncSession, which: tuple[Any, ...]) -> int:
    return (await session.exec(select(func.count()).select_from(HelpCall).where(*which))).one()


async def _calls(session: AsyncSession, school_id: uuid.UUID, show: str, page: int) -> list[HelpCall]:
    order = (
        (col(HelpCall.is_urgent).desc(), col(HelpCall.created_at))
        if show == "open"
        else (col(HelpCall.closed_at).desc(),)
    )
    query = select(HelpCall).where(*_which(school_id, show)).order_by(*order, col(HelpCall.id))
    return list(await session.exec(query.offset((page - 1) * PER_PAGE).limit(PER_PAGE)))


async def _lines(session: AsyncSession, actor: Actor, calls: Sequence[HelpCall]) -> tuple[DeskLine, ...]:
    """Return the lines of some calls, in their order; a fixed number of queries."""
    pair_ids = [call.pair_id for call in calls if call.pair_id]
    pairs = {pair.id: pair for pair in await session.exec(select(Pair).where(col(Pair.id).in_(pair_ids)))}
    others = {call.id: other_in(pairs[call.pair_id], call.by_enrolment_id) for call in calls if call.pair_id}
    callers = {call.by_enrolment_id for call in calls}
    people = await people_of(session, callers | set(others.values()))
    roles = await _pairs_of(session, select(Enrolment.id, Enrolment.role), Enrolment.id, callers)
    programmes = await _pairs_of(
        session, select(Programme.id, Programme.name), Programme.id, {call.programme_id for call in calls}
    )
    names = await names_of(session, [call.taken_by for call in calls])
    answers = await _answers(session, calls)
    return tuple(
        DeskLine(
            call_id=call.id,
            caller=people[call.by_enrolment_id].full_name,
            caller_role=roles[call.by_enrolment_id],
            other=people[others[call.id]].full_name if call.id in others else "",
            programme=programmes[call.programme_id],
            category=call.category,
            is_urgent=call.is_urgent,
            created_at=call.created_at,
            taken_by=names.get(call.taken_by, "") if call.taken_by else "",
            is_mine=call.taken_by == actor.person_id,
            closed_at=call.closed_at,
            outcome=call.outcome,
            answer=next((one for one in _WORST_FIRST if one in answers.get(call.id, ())), ""),
        )
        for call in calls
    )


async def _pairs_of(
    session: AsyncSession, query: Any, column: Any, ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, str]:
    return dict((await session.exec(query.where(col(column).in_(ids)))).all())


async def _answers(session: AsyncSession, calls: Sequence[HelpCall]) -> dict[uuid.UUID, set[str]]:
    found = await session.exec(
        select(HelpAnswer.help_call_id, HelpAnswer.better).where(
            col(HelpAnswer.help_call_id).in_([call.id for call in calls])
        )
    )
    answers: dict[uuid.UUID, set[str]] = {}
    for call_id, better in found:
        answers.setdefault(call_id, set()).add(better)
    return answers


async def call_file(actor: Actor, call_id: uuid.UUID) -> CallFile:
    """Return a call of the coordinator's school with its text and steps.

    Raises:
        NotFound: no such call, another school's, or the actor is no coordinator.
    """
    school_id = school_of(actor)
    async with db.reading() as session:
        query = select(HelpCall).where(HelpCall.id == call_id, HelpCall.school_id == school_id)
        call = (await session.exec(query)).first()
        if call is None:
            raise NotFound
        pair = await session.get(Pair, call.pair_id) if call.pair_id else None
        steps = await _steps(session, actor, call)
        suggested, name = await _suggested(session, call, pair) if pair else ("", "")
        closed_now = call.closed_at is not None and can_undo(call.closed_at, clock.now())
        return CallFile(
            line=(await _lines(session, actor, (call,)))[0],
            text=call.text,
            version=call.version,
            taken_at=call.taken_at,
            programme_id=call.programme_id,
            pair_id=call.pair_id,
            is_running=pair is not None and pair.ended_at is None,
            other_knows=other_knows(
                frozenset(step.kind for step in steps), frozenset(step.audience for step in steps)
            ),
            steps=steps,
            answers=await _answer_lines(session, call),
            suggested=suggested,
            suggested_name=name,
            is_kept_apart=pair is not None and await _is_kept_apart(session, pair),
            can_undo_close=closed_now and call.taken_by == actor.person_id,
            zone=await zone_of_school(session, school_id),
        )


async def _steps(session: AsyncSession, actor: Actor, call: HelpCall) -> tuple[DeskStep, ...]:
    query = select(HelpStep).where(HelpStep.help_call_id == call.id)
    rows = list(await session.exec(query.order_by(col(HelpStep.created_at))))
    names = await names_of(session, [row.by_person_id for row in rows])
    now = clock.now()

    def mine_now(row: HelpStep) -> bool:
        is_mine = row.by_person_id == actor.person_id == call.taken_by
        return is_mine and call.closed_at is None and can_undo(row.created_at, now)

    return tuple(
        DeskStep(
            row.id, row.kind, row.text, row.audience, names[row.by_person_id], row.created_at, mine_now(row)
        )
        for row in rows
    )


async def _answer_lines(session: AsyncSession, call: HelpCall) -> tuple[AnswerLine, ...]:
    query = select(HelpAnswer).where(HelpAnswer.help_call_id == call.id)
    rows = list(await session.exec(query.order_by(col(HelpAnswer.created_at))))
    people = await people_of(session, [row.enrolment_id for row in rows])
    return tuple(AnswerLine(people[row.enrolment_id].full_name, row.better, row.created_at) for row in rows)


async def _suggested(session: AsyncSession, call: HelpCall, pair: Pair) -> tuple[str, str]:
    """Return the outcome that the match shows by now, and whose name belongs to it."""
    if pair.ended_at is not None:
        newer = select(Pair.mentor_id).where(Pair.mentee_id == pair.mentee_id, col(Pair.ended_at).is_(None))
        mentor = (await session.exec(newer)).first()
        return ("new_match", await _name(session, mentor)) if mentor else ("ended", "")
    since = select(Substitute.mentor_id).where(
        Substitute.mentee_id == pair.mentee_id,
        col(Substitute.ended_at).is_(None),
        Substitute.started_at >= call.created_at,
    )
    substitute = (await session.exec(since)).first()
    return ("substitute", await _name(session, substitute)) if substitute else ("", "")


async def _name(session: AsyncSession, enrolment_id: uuid.UUID) -> str:
    return (await people_of(session, (enrolment_id,)))[enrolment_id].full_name


async def _is_kept_apart(session: AsyncSession, pair: Pair) -> bool:
    rule = select(MatchRule.id).where(
        MatchRule.mentee_id == pair.mentee_id,
        MatchRule.mentor_id == pair.mentor_id,
        MatchRule.kind == "forbid",
    )
    return (await session.exec(rule)).first() is not None
