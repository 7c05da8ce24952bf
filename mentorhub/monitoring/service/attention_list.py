"""The list of staff: all pairs in view sorted by urgency, one page of them with their details."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.internships.service.staff_scope import groups_seen
from mentorhub.monitoring.rules import Watch, band_of, contacts_by_week, may_remind
from mentorhub.monitoring.service.details import (
    contact_days,
    last_acts,
    names_of,
    reminded_at,
    snoozes_of,
)
from mentorhub.monitoring.service.facts import Gathered, Judged, Watched, judged, watched_of
from mentorhub.monitoring.service.gathering import as_uuid
from mentorhub.monitoring.service.scope import seen_by
from mentorhub.monitoring.service.values import (
    AttentionLine,
    AttentionList,
    Figures,
    GroupChoice,
    ProgrammeChoice,
    View,
)
from mentorhub.monitoring.tables import Snooze
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.service.access import zone_of

PER_PAGE = 50
NO_VIEW = View()
Snoozes = Mapping[uuid.UUID, Snooze]


async def attention_list(actor: Actor, view: View = NO_VIEW) -> AttentionList:
    """Return one page of the pairs that the actor may see; a page beyond the last is the last.

    The figures count all pairs of the group and programme, not the page. A fixed number of queries, whatever
    the number of pairs.

    Raises:
        NotFound: the actor is no staff, or the group or programme is not one to filter by.
    """
    over = view.state is Watch.ENDED
    condition = seen_by(actor, view.group_id, view.programme_id, over=over)
    async with db.reading() as session:
        zone = await zone_of(session, actor)
        groups, programmes = await choices_of(session, actor, view)
        gathered, pairs = await judged(session, condition, zone)
        snoozes = await snoozes_of(session, actor.person_id, gathered.today)
        found = in_view(pairs, view, snoozes)
        pages = max(1, -(-len(found) // PER_PAGE))
        page = min(max(view.page, 1), pages)
        shown = [watched_of(pair, gathered) for pair in found[(page - 1) * PER_PAGE : page * PER_PAGE]]
        lines = await lines_of(session, shown, zone, actor)
    figures = figures_of(pairs, gathered, snoozes)
    return AttentionList(figures, groups, lines, page, pages, zone, programmes, len(found))


async def choices_of(
    session: AsyncSession, actor: Actor, view: View
) -> tuple[tuple[GroupChoice, ...], tuple[ProgrammeChoice, ...]]:
    """Return the groups and programmes to filter by; those that the view names must be among them."""
    own: Any = [Programme.school_id == actor.school]
    if actor.role is not Role.COORDINATOR:
        own.append(Programme.id == actor.programme_id)
    found = await session.exec(
        select(Programme.id, Programme.name, Programme.ended_at)
        .where(*own)
        .order_by(col(Programme.ended_at).is_not(None), col(Programme.created_at).desc(), Programme.name)
    )
    programmes = tuple(ProgrammeChoice(id_, name, ended_at is not None) for id_, name, ended_at in found)
    groups = tuple(GroupChoice(group.id, group.name) for group in await groups_seen(session, actor))
    if view.group_id not in (None, *(group.group_id for group in groups)):
        raise NotFound
    if view.programme_id not in (None, *(programme.programme_id for programme in programmes)):
        raise NotFound
    return groups, programmes


def snoozed(pair: Judged, snoozes: Snoozes) -> Snooze | None:
    """Return what put a pair away: until its day, or until the pair comes into a more urgent state."""
    snooze = snoozes.get(as_uuid(pair.row[0])) if snoozes else None
    return snooze if snooze and pair.attention.band <= band_of(snooze.urgency) else None


def in_view(pairs: Sequence[Judged], view: View, snoozes: Snoozes) -> Sequence[Judged]:
    """Return the pairs that a view asks for, in the order given."""
    found = pairs
    if snoozes or view.snoozed:
        found = [pair for pair in found if (snoozed(pair, snoozes) is not None) is view.snoozed]
    if view.state is None:
        return found
    return [pair for pair in found if view.state is pair.attention.state or view.state in pair.attention.also]


def figures_of(pairs: Sequence[Judged], gathered: Gathered, snoozes: Snoozes) -> Figures:
    """Return the figures above the list."""
    states = Counter(pair.attention.state for pair in pairs)
    for pair in pairs:
        if pair.attention.also:
            states.update(pair.attention.also)
    away = [pair for pair in pairs if snoozed(pair, snoozes)] if snoozes else []
    return Figures(
        pairs=len(pairs),
        first_contact=sum(pair.row[6] is not None for pair in pairs),
        quiet=states[Watch.QUIET],
        planned=sum(pair.row[0] in gathered.plans for pair in pairs),
        needed=sum(pair.attention.urgency > 0 for pair in pairs)
        - sum(pair.attention.urgency > 0 for pair in away),
        placed=sum(pair.row[2] in gathered.internships.placed for pair in pairs),
        help_open=states[Watch.HELP],
        snoozed=len(away),
        states=dict(states),
    )


async def lines_of(
    session: AsyncSession, pairs: Sequence[Watched], zone: str, actor: Actor
) -> tuple[AttentionLine, ...]:
    """Return the lines of some pairs for one of the staff, in their order; six queries."""
    today = local_day(clock.now(), zone)
    pair_ids = [pair.pair_id for pair in pairs]
    names = await names_of(session, pair_ids)
    contacts = await contact_days(session, pair_ids, today)
    reminders = await reminded_at(session, pair_ids)
    acts = await last_acts(session, pair_ids, zone)
    snoozes = await snoozes_of(session, actor.person_id, today)
    opens_calls = actor.role is Role.COORDINATOR

    def line(pair: Watched) -> AttentionLine:
        who, reminder = names[pair.pair_id], reminders.get(pair.pair_id)
        reminded_on = local_day(reminder, zone) if reminder else None
        snooze = snoozes.get(pair.pair_id)
        holds = snooze is not None and pair.attention.band <= band_of(snooze.urgency)
        return AttentionLine(
            pair_id=pair.pair_id,
            mentee=who.mentee,
            mentor=who.mentor,
            attention=pair.attention,
            weeks=contacts_by_week(contacts.get(pair.pair_id, []), today),
            appointment_on=local_day(pair.appointment_at, zone) if pair.appointment_at else None,
            reminded_on=reminded_on,
            may_remind=may_remind(reminded_on, today),
            pause=pair.pause,
            help=pair.help,
            programme_id=pair.programme_id,
            mentee_group=who.mentee_group,
            mentor_group=who.mentor_group,
            is_placed=pair.is_placed,
            snoozed_until=snooze.until_on if snooze and holds else None,
            last_act=acts.get(pair.pair_id),
            help_call_id=pair.help_call_id if opens_calls else None,
        )

    return tuple(map(line, pairs))
