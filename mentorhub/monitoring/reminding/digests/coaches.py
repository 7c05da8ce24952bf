"""The digest of a coach: the juniors with something open, with the next appointment and what is to be done.

Open is a week without contact and without an appointment, or something on the list. Pairs that are reminded
today or were within three days, that pause, asked for help, or meet around today are left out: they hear
enough, or nothing should be asked of them.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import say_in
from mentorhub.monitoring.reminding.cases import cases_of
from mentorhub.monitoring.reminding.digests.teachers import first_names
from mentorhub.monitoring.reminding.digests.values import Digest
from mentorhub.monitoring.reminding.schools import SchoolDay, in_touch
from mentorhub.monitoring.rules import may_remind
from mentorhub.monitoring.rules.reminding import Case, due_today
from mentorhub.monitoring.service.facts import Watched
from mentorhub.pairs.tables import PairTask
from mentorhub.people.tables import Enrolment, Person
from mentorhub.settings import settings

ADDRESS = "/coach"
SILENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Junior:
    """One junior of a coach: first name, next appointment, days since contact, and how much is to be done."""

    name: str
    appointment_at: datetime | None
    days: int | None
    tasks: int


Coaches = dict[uuid.UUID, list[Junior]]


async def coaches_of(session: AsyncSession, day: SchoolDay) -> Coaches:
    """Return by enrolment of the coach the juniors with something open."""
    cases = await cases_of(session, in_touch(day), day)
    tasks = await _tasks(session, day)
    open_ = [
        pair
        for pair, case in cases
        if _may_be_told(case, day) and (tasks.get(pair.pair_id) or _lacks_plan(pair, day))
    ]
    names = await _names(session, [pair.pair_id for pair in open_])
    found: Coaches = defaultdict(list)
    for pair in open_:
        junior = _junior(pair, names[pair.pair_id], tasks.get(pair.pair_id, 0), day)
        found[pair.mentor_id].append(junior)
    return {coach: sorted(juniors, key=lambda one: one.name) for coach, juniors in found.items()}


def _lacks_plan(pair: Watched, day: SchoolDay) -> bool:
    since = pair.last_contact_on or pair.matched_on
    return pair.appointment_at is None and (day.today - since).days >= SILENT_DAYS


def _may_be_told(case: Case, day: SchoolDay) -> bool:
    due = due_today(case, day.today)
    if case.is_paused or case.has_call or case.is_near_plan or (due and "mentor" in due.readers):
        return False
    return may_remind(max((one.on for one in case.said if one.was_to("mentor")), default=None), day.today)


def _junior(pair: Watched, name: str, tasks: int, day: SchoolDay) -> Junior:
    last = pair.last_contact_on
    return Junior(name, pair.appointment_at, (day.today - last).days if last else None, tasks)


async def _tasks(session: AsyncSession, day: SchoolDay) -> dict[uuid.UUID, int]:
    """Return by pair how many things on the shared list the coach can do; not what they are."""
    found = await session.exec(
        select(PairTask.pair_id, func.count())
        .where(PairTask.school_id == day.school_id, col(PairTask.done_at).is_(None), PairTask.who != "mentee")
        .group_by(col(PairTask.pair_id))
    )
    return dict(found.all())


async def _names(session: AsyncSession, pair_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {pair_id: mentee for pair_id, (mentee, _) in (await first_names(session, pair_ids)).items()}


async def digest_for_coach(part: Enrolment, person: Person, juniors: Sequence[Junior], zone: str) -> Digest:
    """Return the digest of a coach about some juniors."""
    language, names = person.language, [one.name for one in juniors]
    body = [
        say_in(language, "reminding.coach.text", reader=person.first_name),
        *(_line(language, one, zone) for one in juniors),
        say_in(language, "reminding.coach.go", address=settings().origin + ADDRESS),
    ]
    subject = say_in(language, "reminding.coach.subject", names=_together(language, names))
    return Digest(person, part.id, subject, "\n\n".join(body), ADDRESS)


def _together(language: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return say_in(language, "reminding.coach.and", first=", ".join(names[:-1]), last=names[-1])


def _line(language: str, one: Junior, zone: str) -> str:
    plan = say_in(language, "reminding.coach.no_plan")
    if one.appointment_at:
        plan = say_in(language, "reminding.coach.planned", day=moment_text(one.appointment_at, zone))
    values = {"plan": plan, "contact": _contact(language, one.days), "tasks": _to_do(language, one.tasks)}
    return say_in(language, "reminding.coach.line", name=one.name, **values).rstrip()


def _contact(language: str, days: int | None) -> str:
    if days is None:
        return say_in(language, "reminding.coach.never")
    if days <= 0:
        return say_in(language, "reminding.coach.today")
    return say_in(
        language, "reminding.coach.since_one" if days == 1 else "reminding.coach.since_many", n=days
    )


def _to_do(language: str, tasks: int) -> str:
    if not tasks:
        return ""
    return say_in(
        language, "reminding.coach.tasks_one" if tasks == 1 else "reminding.coach.tasks_many", n=tasks
    )
