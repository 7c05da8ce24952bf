"""How many pairs are doing: their facts put together and judged by the rules, the most urgent first."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.dates import local_day
from mentorhub.monitoring.rules import Attention, DaysOff, Facts, Judge, attention
from mentorhub.monitoring.service.gathering import (
    HAS_APPLIED,
    HAS_LEADS,
    OpenCall,
    Raw,
    Terms,
    as_moment,
    as_uuid,
    basics,
    open_calls,
    pauses_of,
    plans_of,
    terms_of,
)
from mentorhub.monitoring.service.internships import Internships, internships_of
from mentorhub.monitoring.service.values import HelpSeen, Pause
from mentorhub.pairs.rules import DAYS_OF


@dataclass(frozen=True, slots=True)
class Watched:
    """One pair with its state, and what a mail or a list says about it.

    Attributes:
        pair_id: the pair.
        programme_id: its programme.
        mentee_id: the junior's enrolment.
        mentor_id: the coach's enrolment.
        attention: how it is doing.
        matched_on: the day of the match.
        due_on: the deadline of the first contact, days off left out.
        last_contact_on: the day of the latest contact, None before the first.
        rhythm_days: the rhythm that was agreed, None without one.
        appointment_at: the next appointment, None without one.
        pause: the pause that runs, None without one.
        is_placed: whether an internship was found.
        help: ``asked`` or ``taken`` when a call for help is open.
        help_call_id: that call; never for teachers or students.
    """

    pair_id: uuid.UUID
    programme_id: uuid.UUID
    mentee_id: uuid.UUID
    mentor_id: uuid.UUID
    attention: Attention
    matched_on: date
    due_on: date
    last_contact_on: date | None
    rhythm_days: int | None
    appointment_at: datetime | None
    pause: Pause | None
    is_placed: bool = False
    help: HelpSeen = ""
    help_call_id: uuid.UUID | None = None

    @property
    def has_contact(self) -> bool:
        """Whether there was a first contact."""
        return self.last_contact_on is not None


class Judged(NamedTuple):
    """A pair's state with the row it came of (see ``basics``); ``watched_of`` fills in the rest."""

    attention: Attention
    row: Any


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was read of the programmes of some pairs; ids of pairs and mentees are raw (see gathering)."""

    today: date
    zone: str
    terms: dict[uuid.UUID, Terms]
    pauses: dict[Raw, list[tuple[date, date, str]]]
    calls: dict[Raw, OpenCall]
    plans: dict[Raw, Raw]
    internships: Internships
    days: dict[Raw, date] = field(default_factory=dict)
    judges: dict[Raw, Judge] = field(default_factory=dict)

    def day(self, moment: Raw) -> date:
        """Return the day of a raw moment at the school; the pairs of one match share theirs."""
        found = self.days.get(moment)
        if found is None:
            found = self.days[moment] = local_day(as_moment(moment), self.zone)
        return found

    def judge(self, programme: Raw) -> Judge:
        """Return the rules of a programme; all its pairs share what they work out."""
        found = self.judges.get(programme)
        if found is None:
            terms = self.terms[as_uuid(programme)]
            found = self.judges[programme] = Judge(
                self.today, terms.first_contact_days, terms.thresholds, terms.days_off
            )
        return found


async def watched(
    session: AsyncSession, condition: Any, zone: str, *, with_help: bool = True
) -> list[Watched]:
    """Return all pairs for which ``condition`` on ``Pair`` holds, the most urgent first; eight queries.

    Args:
        session: to read with.
        condition: which pairs; the caller answers for who may see them.
        zone: the school's time zone.
        with_help: False leaves calls for help out, for what the two of a pair see themselves.
    """
    gathered, pairs = await judged(session, condition, zone, with_help=with_help)
    return [watched_of(pair, gathered) for pair in pairs]


async def judged(
    session: AsyncSession, condition: Any, zone: str, *, with_help: bool = True
) -> tuple[Gathered, list[Judged]]:
    """Return what was read and the state of every pair, the most urgent first."""
    today = local_day(clock.now(), zone)
    rows = await basics(session, condition)
    programmes = {as_uuid(programme) for programme in {row[1] for row in rows}}
    gathered = Gathered(
        today,
        zone,
        await terms_of(session, programmes),
        await pauses_of(session, programmes),
        await open_calls(session, programmes) if with_help else {},
        await plans_of(session, programmes),
        await internships_of(session, programmes, today),
    )
    pairs = _judge(rows, gathered)
    pairs.sort(key=lambda pair: (-pair[0].urgency, pair[0].days, pair[1][0]))
    return gathered, pairs


def _judge(rows: Sequence[Any], gathered: Gathered) -> list[Judged]:
    """The loop over ten thousand rows: most pairs are plain, and share their state with many."""
    special = (gathered.pauses.keys() | gathered.calls.keys(), gathered.internships.starts)
    over = {one for one in {row[1] for row in rows} if gathered.terms[as_uuid(one)].ended_at}
    plans, placed, day = gathered.plans, gathered.internships.placed, gathered.day
    found: list[Judged] = []
    for row in rows:
        pair_id, programme, mentee, _, started, ended, last, rhythm, search = row
        if ended or pair_id in special[0] or mentee in special[1] or programme in over:
            found.append(Judged(_special(row, gathered), row))
            continue
        seen = (last, DAYS_OF[rhythm] if rhythm else None, pair_id in plans)
        searched = (search == HAS_LEADS, search == HAS_APPLIED, mentee in placed)
        found.append(Judged(gathered.judge(programme).plain(day(started), seen, searched), row))
    return found


def _special(row: Any, gathered: Gathered) -> Attention:
    """A pair that has more to it than its contact and its search."""
    pair_id, programme, mentee, _, started, ended, last, rhythm, search = row
    judge, terms = gathered.judge(programme), gathered.terms[as_uuid(programme)]
    call, ended = gathered.calls.get(pair_id), ended or terms.ended_at
    facts = Facts(
        matched_on=gathered.day(started),
        first_contact_days=terms.first_contact_days,
        last_contact_on=last,
        rhythm_days=DAYS_OF[rhythm] if rhythm else None,
        pauses=tuple((first, until) for first, until, _ in gathered.pauses.get(pair_id, ())),
        has_plan=pair_id in gathered.plans,
        help_on=gathered.day(call.asked_at) if call and not call.is_taken else None,
        has_leads=search == HAS_LEADS,
        has_applied=search == HAS_APPLIED,
        is_placed=mentee in gathered.internships.placed,
        starts_on=gathered.internships.starts.get(mentee),
        ended_on=gathered.day(ended) if ended else None,
    )
    return attention(facts, judge.today, judge.thresholds, judge.days_off)


def watched_of(pair: Judged, gathered: Gathered) -> Watched:
    """Return a pair with all that a line or a mail says of it."""
    raw_id, programme, mentee, mentor, started, _, last, rhythm, *_ = pair.row
    terms, call = gathered.terms[as_uuid(programme)], gathered.calls.get(raw_id)
    ahead, pauses = gathered.plans.get(raw_id), gathered.pauses.get(raw_id, [])
    matched_on = gathered.day(started)
    return Watched(
        pair_id=as_uuid(raw_id),
        programme_id=as_uuid(programme),
        mentee_id=as_uuid(mentee),
        mentor_id=as_uuid(mentor),
        attention=pair.attention,
        matched_on=matched_on,
        due_on=_deadline(terms, matched_on, pauses),
        last_contact_on=last,
        rhythm_days=DAYS_OF[rhythm] if rhythm else None,
        appointment_at=as_moment(ahead) if ahead else None,
        pause=_running(pauses, gathered.today),
        is_placed=mentee in gathered.internships.placed,
        help=("taken" if call.is_taken else "asked") if call else "",
        help_call_id=call.call_id if call else None,
    )


def _deadline(terms: Terms, matched_on: date, pauses: Iterable[tuple[date, date, str]]) -> date:
    days_off: DaysOff = terms.days_off.also((first, last) for first, last, _ in pauses)
    return days_off.deadline(matched_on, terms.first_contact_days)


def _running(pauses: Iterable[tuple[date, date, str]], today: date) -> Pause | None:
    """The pause of today; what is personal stays with the two."""
    running = [(last, reason) for first, last, reason in pauses if first <= today <= last]
    if not running:
        return None
    until_on, reason = max(running)
    return Pause(until_on, "other" if reason == "personal" else reason)
