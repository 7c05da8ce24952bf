"""An evening for the tests of the room: group A of school North with so many mentees and mentors."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.speeddate.service import attendance, joining, planning, room
from mentorhub.speeddate.service.planning import NewSpeedDate
from mentorhub.speeddate.service.room import Step
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate
from tests.cast import Cast, make_cast, make_person

MINUTE = timedelta(minutes=1)


@dataclass
class Evening:
    """The event, who runs it and who takes part; Bram is the first mentee, Amina the first mentor."""

    id: uuid.UUID
    cast: Cast
    mentees: list[Actor] = field(default_factory=list)
    mentors: list[Actor] = field(default_factory=list)

    @property
    def everyone(self) -> list[Actor]:
        return [*self.mentees, *self.mentors]

    async def row(self) -> SpeedDate:
        async with db.reading() as session:
            found = await session.get(SpeedDate, self.id)
        assert found is not None
        return found

    async def attendee(self, actor: Actor) -> Attendee:
        query = select(Attendee).where(
            Attendee.speed_date_id == self.id, Attendee.enrolment_id == actor.enrolment
        )
        async with db.reading() as session:
            return (await session.exec(query)).one()

    async def seats(self) -> set[tuple[int, int, uuid.UUID, uuid.UUID]]:
        """Every seat as (round, table, mentee, mentor)."""
        async with db.reading() as session:
            rows = await session.exec(select(PlannedSeat).where(PlannedSeat.speed_date_id == self.id))
            return {(seat.round, seat.table_number, seat.mentee_id, seat.mentor_id) for seat in rows}

    async def rounds_of(self, actor: Actor) -> list[int]:
        """The rounds in which someone has a seat."""
        me = actor.enrolment
        return sorted(number for number, _, mentee, mentor in await self.seats() if me in (mentee, mentor))

    async def step(self, wanted: Step, actor: Actor | None = None) -> None:
        await room.step(actor or self.cast.tess, self.id, wanted, (await self.row()).version)

    async def join(self, people: Iterable[Actor]) -> None:
        code = (await self.row()).room_code
        for person in people:
            assert (await joining.knock(person, code)).answer == "room"

    async def begin(self, *, without: Iterable[Actor] = ()) -> None:
        """Open the doors, let everyone join but some, and start round 1."""
        absent = {person.person_id for person in without}
        await self.step("open")
        await self.join(person for person in self.everyone if person.person_id not in absent)
        await self.step("start")

    async def leave(self, person: Actor) -> None:
        await attendance.mark(self.cast.tess, self.id, person.enrolment, "absent")


async def make_evening(
    *, mentees: int = 4, mentors: int = 4, rounds: int = 3, seconds: int = 240, changeover: int = 30
) -> Evening:
    """Write the cast, more students in group A, and a speed date of that group planned by Tess."""
    cast = await make_cast()
    evening = Evening(uuid.uuid4(), cast, [cast.bram], [cast.amina])
    async with db.transaction() as session:
        for side, role, count in (
            (evening.mentees, Role.MENTEE, mentees),
            (evening.mentors, Role.MENTOR, mentors),
        ):
            for number in range(1, count):
                side.append(
                    await make_person(
                        session,
                        f"{role.capitalize()}{number}",
                        role,
                        cast.schools["north"],
                        cast.programmes["north"],
                        cast.groups["a"],
                        last_name=f"Achternaam{number}",
                    )
                )
    new = NewSpeedDate(
        name="Speeddate A",
        group_ids=(cast.groups["a"].id,),
        starts_at=clock.now(),
        rounds=rounds,
        round_seconds=seconds,
        changeover_seconds=changeover,
        break_minutes=0,
        tables=mentors,
    )
    evening.id = await planning.create(cast.tess, new)
    return evening
