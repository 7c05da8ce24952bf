"""A named cast of pairs at a school, matched on one day, for days that go by with a moved clock.

Wies and Wim meet every week, Noor and Nico never do, Quin and Quirijn went quiet, Puk and Paul pause, Hes and
Hugo asked for help, Pia and Piet have a placement. Vera and Vic are in a programme of another region, with a
holiday. Tess teaches all of them but Vera and Vic, Corrie coordinates.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.core.dates import local_day
from mentorhub.core.tables import OutboxMail
from mentorhub.internships.tables import Application, Company, Placement
from mentorhub.pairs.tables import HelpCall, PairPause, PairRhythm
from mentorhub.people.tables import Person
from mentorhub.programmes.tables import Group, Holiday, Programme, School
from tests.cast import make_group, make_person, make_school
from tests.pairs.making import add_contact, make_pair

ZONE = ZoneInfo("Europe/Amsterdam")
MATCHED = date(2027, 2, 26)
PAIRS = {"wies": "wim", "noor": "nico", "quin": "quirijn", "puk": "paul", "hes": "hugo", "pia": "piet"}
EASTER = (date(2027, 3, 26), date(2027, 3, 29))
NORTHERN_HOLIDAY = (date(2027, 3, 13), date(2027, 3, 21))


def to(day: date, hour: int = 9, minute: int = 0) -> None:
    """Move the clock to a time of a day at the school."""
    clock.move(datetime.combine(day, time(hour, minute), ZONE) - datetime.now(UTC))


@dataclass
class Month:
    """The rows of the month by name in lower case."""

    school: School
    programme: Programme
    other: Programme
    actors: dict[str, Actor] = field(default_factory=dict)
    pairs: dict[str, object] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.actors[name]
        except KeyError:
            raise AttributeError(name) from None


async def make_month() -> Month:
    """Write the school, its people and pairs as they stand at noon on the day of the match."""
    to(MATCHED, 12)
    month = await _school()
    for mentee, mentor in (*PAIRS.items(), ("vera", "vic")):
        month.pairs[mentee] = await make_pair(month.actors[mentee], month.actors[mentor])
    await _stories(month)
    return month


async def _school() -> Month:
    async with db.transaction() as session:
        school, programme = await make_school(session, "North")
        other = Programme(**_programme(school), name="Coaching noord", region="noord")
        session.add(other)
        await session.flush()
        month = Month(school, programme, other)
        group = await make_group(session, programme, "A")
        away = await make_group(session, other, "N")
        for mentee, mentor in PAIRS.items():
            await _person(session, month, mentee, Role.MENTEE, programme, group)
            await _person(session, month, mentor, Role.MENTOR, programme, group)
        await _person(session, month, "vera", Role.MENTEE, other, away)
        await _person(session, month, "vic", Role.MENTOR, other, away)
        await _person(session, month, "tess", Role.TEACHER, programme, group)
        await _person(session, month, "corrie", Role.COORDINATOR, programme, None)
        free = [("", *EASTER), ("noord", *NORTHERN_HOLIDAY)]
        for region, first, last in free:
            session.add(_holiday(school, region, first, last))
    return month


def _programme(school: School) -> dict:
    return {
        "school_id": school.id,
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2027, 7, 1),
        "created_at": clock.now(),
    }


async def _person(
    session, month: Month, name: str, role: Role, programme: Programme, group: Group | None
) -> None:
    month.actors[name] = await make_person(
        session, name.capitalize(), role, month.school, programme, group, last_name="Achternaam"
    )


def _holiday(school: School, region: str, first: date, last: date) -> Holiday:
    return Holiday(
        school_id=school.id,
        year="2026-2027",
        region=region,
        name="Vrij",
        from_on=first,
        until_on=last,
        created_at=clock.now(),
    )


async def _stories(month: Month) -> None:
    for mentee in ("wies", "quin", "puk", "pia"):
        await add_contact(month.pairs[mentee], month.actors[mentee], MATCHED)
    async with db.transaction() as session:
        session.add(_rhythm(month, "wies"))
        session.add(_rhythm(month, "pia"))
        session.add(_pause(month, "puk"))
        await _placed(session, month, "pia", date(2027, 3, 24))


def _of(month: Month, mentee: str) -> dict:
    return {"school_id": month.school.id, "pair_id": month.pairs[mentee]}


def _rhythm(month: Month, mentee: str) -> PairRhythm:
    by = month.actors[mentee].enrolment
    return PairRhythm(**_of(month, mentee), rhythm="week", by_enrolment_id=by, set_at=clock.now())


def _pause(month: Month, mentee: str) -> PairPause:
    return PairPause(
        **_of(month, mentee),
        reason="exams",
        from_on=date(2027, 3, 8),
        until_on=date(2027, 4, 30),
        by_enrolment_id=month.actors[mentee].enrolment,
        created_at=clock.now(),
    )


async def _placed(session, month: Month, mentee: str, starts_on: date) -> None:
    """An internship that was found, its agreement not there yet."""
    base, own = {"school_id": month.school.id}, month.actors[mentee].enrolment
    mine = {**base, "programme_id": month.programme.id, "mentee_id": own}
    company = Company(**base, name="Vos", plain_name="vos", created_at=clock.now())
    session.add(company)
    await session.flush()
    application = Application(
        **mine,
        company_id=company.id,
        role="planning",
        step="placed",
        once_key="placed",
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    session.add(application)
    await session.flush()
    session.add(
        Placement(
            **mine,
            company_id=company.id,
            application_id=application.id,
            through="own",
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=100),
            created_at=clock.now(),
        )
    )


async def ask_help(month: Month, mentee: str, *, taken: bool = False, urgent: bool = False) -> None:
    """Write a call for help of now, or let Corrie pick it up."""
    async with db.transaction() as session:
        if taken:
            for call in await session.exec(select(HelpCall)):
                call.taken_by, call.taken_at = month.corrie.person_id, clock.now()
            return
        session.add(
            HelpCall(
                **_of(month, mentee),
                programme_id=month.programme.id,
                by_enrolment_id=month.actors[mentee].enrolment,
                category="contact",
                text="canary-help",
                is_urgent=urgent,
                once_key=mentee,
                created_at=clock.now(),
            )
        )


async def mails() -> list[tuple[str, str, str]]:
    """Return every mail as (day, first name in lower case, kind), in order."""
    async with db.reading() as session:
        found = await session.exec(
            select(OutboxMail, Person.first_name)
            .join(Person, col(Person.id) == OutboxMail.person_id)
            .order_by(col(OutboxMail.created_at))
        )
        told = [(local_day(mail.created_at, ZONE.key), name.lower(), mail.kind) for mail, name in found]
    return sorted((day.strftime("%m-%d"), name, kind) for day, name, kind in told)
