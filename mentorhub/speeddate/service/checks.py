"""What does not fit in a plan as it stands: counted from its numbers, and found from its seats."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.speeddate.rules import Issue, Participant, Seat, feasibility, plan_issues
from mentorhub.speeddate.service.arranging import (
    attendees_of,
    participants,
    rules_of,
    tables_of,
    wished,
)
from mentorhub.speeddate.service.seating import coming_round
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate

OVER = ("ranking", "closed")


async def issues_in(
    session: AsyncSession, speed_date: SpeedDate, seats: Sequence[PlannedSeat]
) -> list[Issue]:
    """Return what does not fit in the rounds that can still change; people by enrolment id, as text."""
    attendees = await attendees_of(session, speed_date.id)
    mentees, mentors = participants(attendees, tables_of(speed_date), coming_round(speed_date))
    placed = {str(one.enrolment_id): one.table_number for one in attendees if one.table_number}
    found = _from_numbers(speed_date, len(mentees), mentors, placed)
    if speed_date.phase not in OVER:
        pins = wished(await rules_of(session, speed_date.id)).pins
        found += plan_issues(
            mentees,
            [one for one in mentors if one.id in placed],
            [Seat(x.round, x.table_number, str(x.mentee_id), str(x.mentor_id)) for x in seats],
            placed=placed,
            tables=tables_of(speed_date),
            pinned=pins,
            coming=_rounds_to_check(speed_date),
        )
    return _once(found)


def _from_numbers(
    speed_date: SpeedDate, mentees: int, mentors: Sequence[Participant], placed: dict[str, int]
) -> list[Issue]:
    # Coaches who share a table need no table of their own.
    seated = [placed[one.id] for one in mentors if one.id in placed]
    shared = len(seated) - len(set(seated))
    return feasibility(
        mentees,
        len(mentors),
        speed_date.rounds,
        minutes=speed_date.round_seconds,
        changeover=speed_date.changeover_seconds,
        tables=speed_date.tables + shared,
    )


def _rounds_to_check(speed_date: SpeedDate) -> range:
    """Return the rounds to come; none in the lobby, where the start plans anew for those who are there."""
    first = speed_date.rounds + 1 if speed_date.phase == "lobby" else coming_round(speed_date)
    return range(first, speed_date.rounds + 1)


def _once(found: list[Issue]) -> list[Issue]:
    """Leave out what another issue says already."""
    codes = {issue.code for issue in found}
    if "more_rounds_than_partners" in codes:
        found = [issue for issue in found if issue.code != "round_not_full"]
    tables = [issue for issue in found if issue.code == "too_few_tables"]
    return [issue for issue in found if issue not in tables[1:]]
