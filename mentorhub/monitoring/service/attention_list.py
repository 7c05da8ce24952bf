"""The teacher's list: all pairs in view sorted by urgency, one page of them with their details."""

import uuid
from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.internships.service.staff_scope import groups_seen
from mentorhub.monitoring.rules import Watch, contacts_by_week, may_remind
from mentorhub.monitoring.service.facts import Watched, contact_days, names_of, reminded_at, watched
from mentorhub.monitoring.service.help_calls import with_help
from mentorhub.monitoring.service.scope import seen_by
from mentorhub.monitoring.service.values import AttentionLine, AttentionList, Figures, GroupChoice
from mentorhub.speeddate.service.access import zone_of

PER_PAGE = 50


async def attention_list(actor: Actor, group_id: uuid.UUID | None = None, page: int = 1) -> AttentionList:
    """Return one page of the pairs that the actor may see; a page beyond the last is the last.

    The figures count all pairs in view, not the page. One query per section, whatever the number of pairs.

    Raises:
        NotFound: the actor is no staff, or the group is not one to filter by.
    """
    seen = seen_by(actor, group_id)
    async with db.reading() as session:
        zone = await zone_of(session, actor)
        groups = await groups_seen(session, actor)
        if group_id is not None and group_id not in [group.id for group in groups]:
            raise NotFound
        pairs = await with_help(session, await watched(session, seen, zone))
        pages = max(1, -(-len(pairs) // PER_PAGE))
        page = min(max(page, 1), pages)
        lines = await lines_of(session, pairs[(page - 1) * PER_PAGE : page * PER_PAGE], zone)
    choices = tuple(GroupChoice(group.id, group.name) for group in groups)
    return AttentionList(figures_of(pairs), choices, lines, page, pages, zone)


def figures_of(pairs: Sequence[Watched]) -> Figures:
    """Return the figures above the list."""
    return Figures(
        pairs=len(pairs),
        first_contact=sum(pair.has_contact for pair in pairs),
        quiet=sum(pair.attention.state is Watch.QUIET for pair in pairs),
        planned=sum(pair.appointment_at is not None for pair in pairs),
        needed=sum(pair.attention.is_needed for pair in pairs),
    )


async def lines_of(session: AsyncSession, pairs: Sequence[Watched], zone: str) -> tuple[AttentionLine, ...]:
    """Return the lines of some pairs, in their order; three queries."""
    today = local_day(clock.now(), zone)
    pair_ids = [pair.pair_id for pair in pairs]
    names = await names_of(session, pair_ids)
    contacts = await contact_days(session, pair_ids, today)
    reminders = await reminded_at(session, pair_ids)

    def line(pair: Watched) -> AttentionLine:
        reminder = reminders.get(pair.pair_id)
        reminded_on = local_day(reminder, zone) if reminder else None
        return AttentionLine(
            pair_id=pair.pair_id,
            mentee=names[pair.pair_id][0],
            mentor=names[pair.pair_id][1],
            attention=pair.attention,
            weeks=contacts_by_week(contacts.get(pair.pair_id, []), today),
            appointment_on=local_day(pair.appointment_at, zone) if pair.appointment_at else None,
            reminded_on=reminded_on,
            may_remind=may_remind(reminded_on, today),
            pause=pair.pause,
            help=pair.help,
        )

    return tuple(map(line, pairs))
