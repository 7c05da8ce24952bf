"""The whole list as a view shows it, for a file; that it was taken out stands in the audit."""

from dataclasses import dataclass
from datetime import date

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.service.attention_list import choices_of, in_view, lines_of
from mentorhub.monitoring.service.details import snoozes_of
from mentorhub.monitoring.service.facts import judged, watched_of
from mentorhub.monitoring.service.scope import seen_by
from mentorhub.monitoring.service.values import AttentionLine, View
from mentorhub.speeddate.service.access import zone_of

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class TakenOut:
    """All lines of a view, the most urgent first, and the day at the school."""

    lines: tuple[AttentionLine, ...]
    today: date
    zone: str


async def take_out(actor: Actor, view: View) -> TakenOut:
    """Return all lines of a view.

    Raises:
        NotFound: as ``attention_list``.
    """
    condition = seen_by(actor, view.group_id, view.programme_id, over=view.state is Watch.ENDED)
    async with db.reading() as session:
        zone = await zone_of(session, actor)
        await choices_of(session, actor, view)
        gathered, pairs = await judged(session, condition, zone)
        away = await snoozes_of(session, actor.person_id, gathered.today)
        found = [watched_of(pair, gathered) for pair in in_view(pairs, view, away)[:MOST_ROWS]]
        lines = await lines_of(session, found, zone, actor)
    async with db.transaction() as session:
        audit.record(session, actor, "attention.exported", view.group_id, rows=len(lines))
    return TakenOut(lines, local_day(clock.now(), zone), zone)
