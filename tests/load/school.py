"""A school of many pairs, written in bulk: contacts, plans, pauses, help, leads, applications, placements."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import SQLModel, insert

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.internships.tables import Application, ApplicationStep, Company, Lead, Placement
from mentorhub.matching.tables import MatchRun, Pair
from mentorhub.monitoring.tables import Snooze, StaffAct
from mentorhub.pairs.tables import Appointment, Contact, HelpCall, PairPause, PairRhythm
from mentorhub.people.tables import Enrolment, GroupTeacher, Person
from mentorhub.programmes.tables import Group, Holiday, Programme, School

GROUP_SIZE = 25
TAUGHT = 4
"""Groups of the one teacher."""
RUNS = 20
"""Matches were published on this many days."""
STEPS = ("lead", "prepared", "sent", "interview", "offer", "agreement", "placed")


@dataclass(frozen=True, slots=True)
class LargeSchool:
    """Who looks at it."""

    coordinator: Actor
    teacher: Actor


Rows = list[dict[str, Any]]


class Writer:
    """Collects rows by table and writes them in bulk, in the order in which they stand on each other."""

    TABLES = (
        *(School, Programme, Group, Person, Enrolment, GroupTeacher, Holiday, MatchRun, Pair),
        *(PairRhythm, PairPause, Contact, Appointment, HelpCall, StaffAct, Snooze),
        *(Company, Lead, Application, ApplicationStep, Placement),
    )

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rows: dict[type[SQLModel], Rows] = {table: [] for table in self.TABLES}

    def add(self, row: Any) -> Any:
        """Take a row and return it."""
        self.rows[type(row)].append(row.model_dump())
        return row

    async def write(self) -> None:
        """Write all rows."""
        async with db.engine().begin() as connection:
            for table in self.TABLES:
                if rows := self.rows[table]:
                    await connection.execute(insert(table), rows)


async def fill(pairs: int) -> LargeSchool:
    """Write a school with this many pairs to an empty database and return who looks at it."""
    writer, chance, now = Writer(), Random(pairs), clock.now()
    school = writer.add(School(name="Noord", zone="Europe/Amsterdam", created_at=now))
    begun = now.date() - timedelta(days=120)
    programme = writer.add(
        Programme(
            school_id=school.id,
            name="Coaching",
            starts_on=begun,
            ends_on=begun + timedelta(days=300),
            created_at=now,
        )
    )
    for first in (20, 60):
        writer.add(_holiday(school, begun + timedelta(days=first), now))
    scene = Scene(writer, chance, now, school.id, programme.id)
    looks = scene.staff()
    scene.company = writer.add(
        Company(school_id=school.id, name="Bouw", plain_name="bouw", created_at=now)
    ).id
    runs = [scene.run(looks.coordinator, n) for n in range(RUNS)]
    for number in range(pairs):
        scene.pair(runs[number % RUNS], number)
    await writer.write()
    return looks


def _holiday(school: School, first: date, now: datetime) -> Holiday:
    return Holiday(
        school_id=school.id,
        year="2026-2027",
        name="vakantie",
        from_on=first,
        until_on=first + timedelta(days=8),
        created_at=now,
    )


class Scene:
    """What the rows of one programme share."""

    company: uuid.UUID

    def __init__(
        self, writer: Writer, chance: Random, now: datetime, school_id: uuid.UUID, programme_id: uuid.UUID
    ) -> None:
        """Take what every row names."""
        self.writer, self.chance, self.now = writer, chance, now
        self.school = {"school_id": school_id}
        self.programme = {"school_id": school_id, "programme_id": programme_id}
        self.groups: list[Group] = []

    def group(self, number: int) -> Group:
        """Return the group of a pair, a new one for every so many."""
        if number // GROUP_SIZE == len(self.groups):
            self.groups.append(self.writer.add(Group(**self.programme, name=f"Groep {len(self.groups)}")))
            if len(self.groups) <= TAUGHT:
                group = self.groups[-1]
                self.writer.add(GroupTeacher(group_id=group.id, person_id=self.teacher))
        return self.groups[number // GROUP_SIZE]

    def person(
        self, name: str, role: str = "", group: Group | None = None
    ) -> tuple[Person, Enrolment | None]:
        """Add a person with a part."""
        person = self.writer.add(Person(first_name=name, last_name="Voorbeeld", created_at=self.now))
        if not role:
            return person, None
        part = Enrolment(
            **self.programme,
            person_id=person.id,
            role=role,
            group_id=group.id if group else None,
            created_at=self.now,
        )
        return person, self.writer.add(part)

    def staff(self) -> LargeSchool:
        """Add a coordinator and a teacher."""
        corrie, _ = self.person("Corrie")
        tess, part = self.person("Tess", "teacher")
        self.teacher = tess.id
        return LargeSchool(self._actor(corrie, Role.COORDINATOR, None), self._actor(tess, Role.TEACHER, part))

    def _actor(self, person: Person, role: Role, part: Enrolment | None) -> Actor:
        return Actor(
            person_id=person.id,
            session_id=uuid.uuid4(),
            school_id=self.school["school_id"],
            role=role,
            programme_id=part.programme_id if part else None,
            enrolment_id=part.id if part else None,
            first_name=person.first_name,
            full_name=person.full_name,
            language="nl",
        )

    def run(self, by: Actor, number: int) -> MatchRun:
        """Add a published match."""
        at = self.now - timedelta(days=5 * number + 1)
        return self.writer.add(
            MatchRun(
                **self.programme,
                objective="generous",
                seed=1,
                profile={},
                certificate={},
                inputs_digest="",
                created_by=by.person_id,
                created_at=at,
                published_at=at,
            )
        )

    def pair(self, run: MatchRun, number: int) -> None:
        """Add a pair with a life of its own."""
        group = self.group(number)
        _, mentee = self.person(f"M{number}", "mentee", group)
        _, mentor = self.person(f"C{number}", "mentor", group)
        assert mentee
        assert mentor
        assert run.published_at
        pair = self.writer.add(
            Pair(
                **self.programme,
                run_id=run.id,
                mentee_id=mentee.id,
                mentor_id=mentor.id,
                started_at=run.published_at,
            )
        )
        self._contact(pair)
        self._search(pair)

    def _maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def _contact(self, pair: Pair) -> None:
        of_pair = {**self.school, "pair_id": pair.id}
        if self._maybe(0.7):
            rhythm = self.chance.choice(("week", "two_weeks", "month"))
            self.writer.add(
                PairRhythm(**of_pair, rhythm=rhythm, by_enrolment_id=pair.mentee_id, set_at=self.now)
            )
        for day in self._days(pair):
            self.writer.add(
                Contact(
                    **of_pair,
                    by_enrolment_id=pair.mentee_id,
                    happened_on=day,
                    channel="seen",
                    minutes=30,
                    once_key=uuid.uuid4().hex,
                    created_at=self.now,
                )
            )
        for ahead in (-20, -6, 4)[: self.chance.randrange(4)]:
            at = self.now + timedelta(days=ahead)
            self.writer.add(
                Appointment(
                    **of_pair, starts_at=at, minutes=45, created_by=pair.mentee_id, created_at=self.now
                )
            )
        self._troubles(pair, of_pair)

    def _days(self, pair: Pair) -> Iterator[date]:
        day = pair.started_at.date() + timedelta(days=self.chance.randrange(35))
        while day <= self.now.date() and not self._maybe(0.05):
            yield day
            day += timedelta(days=self.chance.randrange(4, 16))

    def _troubles(self, pair: Pair, of_pair: dict[str, Any]) -> None:
        today = self.now.date()
        if self._maybe(0.05):
            first = today - timedelta(days=self.chance.randrange(40))
            until = first + timedelta(days=14)
            self.writer.add(
                PairPause(
                    **of_pair,
                    reason="exams",
                    from_on=first,
                    until_on=until,
                    by_enrolment_id=pair.mentee_id,
                    created_at=self.now,
                )
            )
        if self._maybe(0.01):
            self.writer.add(
                HelpCall(
                    **self.programme,
                    pair_id=pair.id,
                    by_enrolment_id=pair.mentee_id,
                    category="contact",
                    once_key=uuid.uuid4().hex,
                    created_at=self.now,
                )
            )
        if self._maybe(0.2):
            self.writer.add(
                StaffAct(**of_pair, kind="reminded", by_person_id=self.teacher, at=self.now, detail={})
            )
        if self._maybe(0.005):
            self.writer.add(
                Snooze(
                    **of_pair,
                    person_id=self.teacher,
                    until_on=today + timedelta(days=5),
                    urgency=0,
                    at=self.now,
                )
            )

    def _search(self, pair: Pair) -> None:
        for _ in range(self.chance.randrange(3)):
            self.writer.add(
                Lead(
                    **self.programme,
                    company_id=self.company,
                    by_person_id=self.teacher,
                    role="magazijn",
                    audience="mentee",
                    for_enrolment_id=pair.mentee_id,
                    expires_on=self.now.date(),
                    once_key=uuid.uuid4().hex,
                    created_at=self.now,
                )
            )
        for _ in range(self.chance.randrange(4)):
            self._application(pair)

    def _application(self, pair: Pair) -> None:
        reached = self.chance.randrange(1, len(STEPS) + 1)
        application = self.writer.add(
            Application(
                **self.programme,
                mentee_id=pair.mentee_id,
                company_id=self.company,
                step=STEPS[reached - 1],
                once_key=uuid.uuid4().hex,
                created_at=self.now,
                changed_at=self.now,
            )
        )
        for step in STEPS[:reached]:
            self.writer.add(
                ApplicationStep(
                    **self.school,
                    application_id=application.id,
                    step=step,
                    by_enrolment_id=pair.mentee_id,
                    at=self.now,
                )
            )
        if application.step == "placed":
            starts = self.now.date() + timedelta(days=self.chance.randrange(-30, 90))
            self.writer.add(
                Placement(
                    **self.programme,
                    mentee_id=pair.mentee_id,
                    company_id=self.company,
                    application_id=application.id,
                    through="mentor",
                    starts_on=starts,
                    ends_on=starts + timedelta(days=100),
                    created_at=self.now,
                )
            )
