"""The figures for a teacher of a programme or a coordinator of the school."""

import asyncio
from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.monitoring.figures.service.choosing import (
    Choice,
    Choices,
    choices_of,
    days_counted,
    year_of,
)
from mentorhub.monitoring.figures.service.facts import Gathering
from mentorhub.monitoring.figures.service.gathered import Facts, Id
from mentorhub.monitoring.figures.service.hiding import one_year
from mentorhub.monitoring.figures.service.values import Figures, OneYear
from mentorhub.programmes.tables import Programme
from mentorhub.programmes.zone import zone_of_school


async def figures_of(actor: Actor, show: str = "", against: str = "") -> Figures:
    """Return the figures of a programme or a school year, held against an earlier one.

    A teacher sees the own programme, with own groups as they are; a coordinator every programme and year of
    the school. A fixed number of queries, whatever the number of groups and students.

    What changes from one day to the next can still be told apart by who looks twice; that is so for every
    table that is kept up to date.

    Args:
        actor: who reads.
        show: id of a programme, a year such as ``2026``, or empty for the newest programme.
        against: the same, ``none``, or empty for the year before.

    Raises:
        NotFound: no staff, or one of the two is not for this actor.
    """
    async with db.reading() as session:
        choices = await choices_of(session, actor, show, against)
        zone = await zone_of_school(session, actor.school)
        if choices.chosen is None:
            return Figures(choices, None, None, None, zone)
        facts = await _facts(session, actor, choices, choices.chosen, zone)
    now, before = await asyncio.to_thread(_years, facts, choices, choices.chosen)
    return Figures(choices, choices.chosen, now, before, zone)


async def _facts(session: AsyncSession, actor: Actor, choices: Choices, chosen: Choice, zone: str) -> Facts:
    today = local_day(clock.now(), zone)
    days = days_counted(choices.everything, chosen, choices.held_against, today)
    programmes = {one.id: one for one in choices.everything if one.id in days}
    return await Gathering(session, actor.person_id, programmes, days, zone).facts()


def _years(facts: Facts, choices: Choices, chosen: Choice) -> tuple[OneYear, OneYear | None]:
    held = choices.held_against
    now = one_year(facts, _whole_year(choices.everything, chosen), chosen, with_rows=True)
    if held is None:
        return now, None
    return now, one_year(facts, _whole_year(choices.everything, held), held, with_rows=False)


def _whole_year(everything: Sequence[Programme], chosen: Choice) -> list[Id]:
    """Return every programme of the school years of a choice."""
    years = {year_of(one) for one in chosen.programmes}
    return [one.id for one in everything if year_of(one) in years]


async def exported(actor: Actor, figures: Figures, kind: str) -> None:
    """Keep in the audit that figures were taken out as a file of a kind: ``xlsx``, ``csv`` or ``pdf``."""
    chosen = figures.chosen
    programme_id = None if chosen is None or chosen.is_year else chosen.programmes[0].id
    async with db.transaction() as session:
        audit.record(session, actor, "figures.exported", programme_id, kind=kind)
