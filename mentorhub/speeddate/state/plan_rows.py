"""The rows of one plan: tables per round, the list for the door, who has a break, coaches and their table."""

from typing import TypedDict
from uuid import UUID

from mentorhub.core.actor import Role
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.rules import PersonCoverage
from mentorhub.speeddate.service.overview import Overview


class TableRow(TypedDict):
    """One table in a round."""

    key: str
    table: str
    coach: str
    junior: str
    common: str


class DoorRow(TypedDict):
    """One junior on the list for the door: the table per round, a dash for a break."""

    name: str
    group: str
    tables: list[str]
    meets: str
    good: str


class CoachRow(TypedDict):
    """One coach and the table of the whole event."""

    table: str
    name: str


class BreakRow(TypedDict):
    """Who has a break in a round."""

    round: int
    names: str


def meets_text(least: int, most: int) -> Bilingual:
    """Return how many coaches a junior meets: 8, 7 of 8, or 3 tot 8."""
    if least == most:
        return say("planning.plan.meets_one", n=most)
    key = "meets_spread" if most - least == 1 else "meets_range"
    return say(f"planning.plan.{key}", least=least, most=most)


def tables_by_round(plan: Overview) -> dict[int, list[TableRow]]:
    """Return the tables of each round, by number."""
    name = {card.enrolment_id: card.full_name for card in plan.people}
    rounds: dict[int, list[TableRow]] = {}
    for seat in plan.seats:
        row = TableRow(
            key=str(seat.mentor_id),
            table=str(seat.table_number),
            coach=name.get(seat.mentor_id, ""),
            junior=name.get(seat.mentee_id, ""),
            common=str(plan.scores.get((seat.mentee_id, seat.mentor_id), 0)),
        )
        rounds.setdefault(seat.round, []).append(row)
    return rounds


def free_by_round(plan: Overview) -> dict[int, str]:
    """Return the names of who has a break, per round."""
    names = {str(card.enrolment_id): card.full_name for card in plan.people}
    free: dict[int, list[str]] = {}
    for one in (*plan.coverage.mentees, *plan.coverage.mentors):
        for number in one.breaks:
            free.setdefault(number, []).append(names[one.person])
    return {number: ", ".join(people) for number, people in free.items()}


def door_rows(plan: Overview) -> list[DoorRow]:
    """Return the juniors by last name, each with the table per round."""
    tables = {(seat.mentee_id, seat.round): str(seat.table_number) for seat in plan.seats}
    met = {one.person: one for one in plan.coverage.mentees}
    rounds = range(1, plan.speed_date.rounds + 1)
    return [
        DoorRow(
            name=card.full_name,
            group=card.group,
            tables=[tables.get((card.enrolment_id, number), "–") for number in rounds],
            meets=_meets(met, card.enrolment_id),
            good=_good(met, card.enrolment_id),
        )
        for card in plan.side(Role.MENTEE)
    ]


def _meets(met: dict[str, PersonCoverage], who: UUID) -> str:
    one = met.get(str(who))
    return str(one.meets) if one else "–"


def _good(met: dict[str, PersonCoverage], who: UUID) -> str:
    one = met.get(str(who))
    possible = min(one.meets, one.good_there) if one else 0
    return f"{one.good_met} / {possible}" if one and possible else "–"


def coach_rows(plan: Overview) -> list[CoachRow]:
    """Return the coaches by last name, each with their table."""
    return [
        CoachRow(table=str(card.table_number or "–"), name=card.full_name) for card in plan.side(Role.MENTOR)
    ]
