"""The same programme a year before, over by now: pairs, contacts, the search and who found an internship."""

import csv
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from importlib.resources import files
from random import Random

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.demo.cast import LAST_YEARS_TEACHER, MONTH_ON
from mentorhub.demo.days import Calendar
from mentorhub.demo.hunting import Hunt, write_hunts
from mentorhub.demo.pair_life import contact, help_call
from mentorhub.demo.school import teacher_of
from mentorhub.matching.tables import MatchRun, Pair
from mentorhub.pairs.tables import Contact, HelpCall, PairRhythm
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.school_year import school_year
from mentorhub.programmes.tables import Group, Programme

LISTS = ("summa-economie.csv", "summa-logistiek.csv")
PAIRS = 34
YEAR = 280
Names = list[tuple[str, str, str]]
GROUPS = {Role.MENTEE: ("EA1A", "EA1B"), Role.MENTOR: ("EA3A", "EA3B")}
COURSES = {
    Role.MENTEE: ("Medewerker financiële administratie", "1"),
    Role.MENTOR: ("Business Administration", "3"),
}
NUMBER = 411_300
MATCHED = (10, 12)
"""Month and day of the match."""
# Days from the match until the first contact, in turn; one never had any.
FIRST_CONTACT = (3, 8, 5, 14, 21, 9, 2, 26, 12, 33, 6, 17, 11, 4, 38, 19, 7)
NEVER = 20
STOPPED = {11: 95, 26: 150}
"""Place of a pair that ended before the year did, and after how many days."""
# Days from the match until the placement was recorded, by place of the pair; who is not here found none.
PLACED = (
    (0, 34), (1, 41), (2, 48), (3, 55), (4, 61), (5, 66), (6, 73), (7, 78), (8, 84), (9, 90), (10, 97),
    (12, 103), (13, 108), (14, 113), (15, 119), (16, 126), (17, 131), (18, 138), (19, 144), (21, 152),
    (22, 159), (23, 167), (24, 175), (25, 183), (27, 194), (28, 203), (29, 215), (30, 228), (31, 241),
    (32, 252),
)  # fmt: skip
THROUGH = ("mentor", "mentor", "own", "lead", "mentor", "staff", "own", "mentor", "lead", "other")
HELPED = ((4, 40, 2), (13, 77, 1), (20, 31, 3), (22, 120, 1), (29, 160, 5))
"""Place of a pair, days from the match until help was asked, and how many days later it was over."""


async def build(school_id: uuid.UUID, coordinator: Actor, at: Calendar) -> None:
    """Write the programme with its people and what they did, all at once."""
    chance = Random(PAIRS)
    first, last = school_year(school_year(at.today)[0] - timedelta(days=1))
    matched = (at.today - date(first.year, *MATCHED)).days
    async with db.transaction() as session:
        programme = await _programme(session, school_id, first, last, at)
        groups = await _groups(session, programme)
        await teacher_of(session, school_id, programme.id, LAST_YEARS_TEACHER)
        names = _names(chance)
        juniors = await _people(session, programme, groups, Role.MENTEE, names[:PAIRS])
        coaches = await _people(session, programme, groups, Role.MENTOR, names[PAIRS : 2 * PAIRS])
        run = await _run(session, programme, coordinator, at.moment(matched, 12))
        pairs = _pairs(run, zip(juniors, coaches, strict=True))
        session.add_all(pairs)
        await session.flush()
        session.add_all(_life(pairs, at, matched, chance))
        everyone = {enrolment.id: enrolment for enrolment in (*juniors, *coaches)}
        await write_hunts(session, at, pairs, _hunts(matched), everyone)
        session.add_all(_helped(pairs, coordinator, at, matched))


async def _programme(
    session: AsyncSession, school_id: uuid.UUID, first: date, last: date, at: Calendar
) -> Programme:
    over = (at.today - last).days
    programme = Programme(
        school_id=school_id,
        name=f"{MONTH_ON} {first.year}-{last.year}",
        starts_on=first,
        ends_on=last,
        created_at=at.moment((at.today - first).days),
        ended_at=at.moment(over),
    )
    session.add(programme)
    await session.flush()
    return programme


async def _groups(session: AsyncSession, programme: Programme) -> dict[str, uuid.UUID]:
    groups = [
        Group(school_id=programme.school_id, programme_id=programme.id, name=name)
        for names in GROUPS.values()
        for name in names
    ]
    session.add_all(groups)
    await session.flush()
    return {group.name: group.id for group in groups}


def _names(chance: Random) -> Names:
    """Return made-up names: first names and last names of this year's lists, put together anew."""
    rows = [row for name in LISTS for row in _rows_of(name)]
    firsts = [row["Roepnaam"] for row in rows]
    lasts = [(row["Tussenvoegsel"], row["Achternaam"]) for row in rows]
    chance.shuffle(firsts)
    chance.shuffle(lasts)
    return [(first, *last) for first, last in zip(firsts, lasts, strict=True)]


def _rows_of(name: str) -> list[dict[str, str]]:
    text = (files("mentorhub.demo") / "data" / name).read_text(encoding="cp1252")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


async def _people(
    session: AsyncSession, programme: Programme, groups: dict[str, uuid.UUID], role: Role, names: Names
) -> list[Enrolment]:
    """Write the students of a role and return their parts."""
    begun, number = programme.created_at, NUMBER + (PAIRS if role is Role.MENTOR else 0)
    people = [
        Person(
            first_name=first,
            infix=infix,
            last_name=last,
            email=f"0{number + place}@student.summa.example",
            created_at=begun,
        )
        for place, (first, infix, last) in enumerate(names)
    ]
    session.add_all(people)
    await session.flush()
    course, year = COURSES[role]
    parts = [
        Enrolment(
            school_id=programme.school_id,
            programme_id=programme.id,
            person_id=person.id,
            group_id=groups[GROUPS[role][place % 2]],
            role=role.value,
            course=course,
            year=year,
            created_at=begun,
        )
        for place, person in enumerate(people)
    ]
    session.add_all(parts)
    session.add_all(
        SchoolMember(school_id=programme.school_id, person_id=person.id, student_number=f"0{number + place}")
        for place, person in enumerate(people)
    )
    await session.flush()
    return parts


async def _run(session: AsyncSession, programme: Programme, coordinator: Actor, moment: datetime) -> MatchRun:
    """Write the run that was published."""
    run = MatchRun(
        school_id=programme.school_id,
        programme_id=programme.id,
        objective="generous",
        seed=PAIRS,
        profile={},
        certificate={},
        inputs_digest="",
        created_by=coordinator.person_id,
        created_at=moment,
        published_at=moment,
        published_by=coordinator.person_id,
        published_once=programme.id,
    )
    session.add(run)
    await session.flush()
    return run


def _pairs(run: MatchRun, two: Iterable[tuple[Enrolment, Enrolment]]) -> list[Pair]:
    """Return the pairs of a run; two of them ended before the year did."""
    moment = run.created_at
    pairs = [
        Pair(
            id=uuid.uuid4(),
            school_id=run.school_id,
            programme_id=run.programme_id,
            run_id=run.id,
            mentee_id=junior.id,
            mentor_id=coach.id,
            started_at=moment,
        )
        for junior, coach in two
    ]
    for place, days in STOPPED.items():
        pairs[place].ended_at, pairs[place].end_reason = moment + timedelta(days=days), "stopped"
    return pairs


def _life(pairs: list[Pair], at: Calendar, matched: int, chance: Random) -> Iterator[Contact | PairRhythm]:
    """Return the contacts: a first one, then every week or two until there is an internship."""
    placed = dict(PLACED)
    for place, pair in enumerate(pairs):
        if place == NEVER:
            continue
        every = chance.choice((7, 9, 14))
        until = min(placed.get(place, YEAR), STOPPED.get(place, YEAR))
        if every != 9:
            rhythm = "week" if every == 7 else "two_weeks"
            begun = at.moment(matched - FIRST_CONTACT[place % len(FIRST_CONTACT)])
            yield PairRhythm(
                pair_id=pair.id,
                school_id=pair.school_id,
                rhythm=rhythm,
                by_enrolment_id=pair.mentor_id,
                set_at=begun,
            )
        day = FIRST_CONTACT[place % len(FIRST_CONTACT)]
        while day <= until:
            yield contact(pair, at, matched - day, chance)
            day += every + chance.choice((-1, 0, 0, 1, 5))


def _hunts(matched: int) -> dict[int, Hunt]:
    """Return the search of each pair: those placed with their steps, the others with a refusal or nothing."""
    hunts = {
        place: Hunt(place % 6, (("sent", matched - 90), ("rejected", matched - 110)))
        for place in (11, 26, 33)
    }
    for number, (place, days) in enumerate(PLACED):
        steps = (("sent", 25), ("interview", 14), ("agreement", 4), ("placed", 0))
        since = tuple((step, matched - days + before) for step, before in steps)
        through = THROUGH[number % len(THROUGH)]
        hunts[place] = Hunt(number % 6, since, through, starts_in=days + 21 - matched)
    return hunts


def _helped(pairs: list[Pair], coordinator: Actor, at: Calendar, matched: int) -> Iterator[HelpCall]:
    for place, days, lasted in HELPED:
        call = help_call(pairs[place], at, matched - days, matched - days - lasted)
        call.taken_by = coordinator.person_id
        yield call
