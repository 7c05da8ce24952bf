"""Halls for the projector: evenings of a given size with names as they are, set to any moment by hand."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, update

from mentorhub.core import clock, db
from mentorhub.core.actor import Role
from mentorhub.core.guard import digest
from mentorhub.people.tables import SignInSession
from mentorhub.speeddate.service import planning
from mentorhub.speeddate.service.planning import NewSpeedDate, beam_key
from mentorhub.speeddate.tables import Attendee, SpeedDate
from tests.cast import Cast, make_cast, make_group, make_person

# First names of Dutch and Flemish classes, short and long; some occur twice, as in every school.
TOGETHER = """
Yasmin Bilal Daan Samira Sem Noor Fatima Tim Levi Amina Mo Lotte Jesse Esra Sara Milan Nina Eva
Youssef Thijs Ruben Omar Aya Fleur Zoë Koen Lars Roos Hanna Adam Stijn Hiba Naïma Imane Mohammed
Christiaan Anne-Fleur Jasmijn Sebastiaan Oumaima Abdelkarim Maximiliaan Wout Femke Bo Quinten Zeynep
Anouk Ilias Sofie Lieke Emre Julia Noah Finn Mees Tess Jip Kiki Rayan Dina Pim Isa Hamza Loes Teun
"""
NAMES = TOGETHER.split()
ROUND_SECONDS = 300
SECRET = "projector"


@dataclass(frozen=True, slots=True)
class Hall:
    """An evening: its id, its projector's key and address, its room code and how many sit at tables."""

    id: uuid.UUID
    key: str
    code: str
    tables: int

    @property
    def path(self) -> str:
        return f"/beam/{self.key}"


async def make_halls(*sizes: int, waiting: int = 2) -> list[Hall]:
    """Write the cast and one evening for each number of tables; ``waiting`` mentees more than mentors.

    The coordinator is signed in where the session cookie is ``SECRET``.
    """
    cast = await make_cast()
    async with db.transaction() as session:
        row = await session.get(SignInSession, cast.corrie.session_id)
        assert row is not None
        row.digest = digest(SECRET)
    return [await make_hall(cast, tables, waiting) for tables in sizes]


async def make_hall(cast: Cast, tables: int, waiting: int = 2) -> Hall:
    """Write an evening of group ``hall <tables>`` in which everybody is present."""
    async with db.transaction() as session:
        group = await make_group(session, cast.programmes["north"], f"hall {tables}")
        for role, count in ((Role.MENTEE, tables + waiting), (Role.MENTOR, tables)):
            for number in range(count):
                name = NAMES[(number * 7 + (role is Role.MENTOR) * 31) % len(NAMES)]
                await make_person(
                    session,
                    name,
                    role,
                    cast.schools["north"],
                    cast.programmes["north"],
                    group,
                    last_name=f"{'BKVWSJ'[number % 6]}akker",
                )
    new = NewSpeedDate(
        name=f"Speeddate {tables}",
        group_ids=(group.id,),
        starts_at=clock.now(),
        rounds=3,
        round_seconds=ROUND_SECONDS,
        changeover_seconds=60,
        break_minutes=0,
        tables=tables,
    )
    chosen = await planning.create(cast.corrie, new)
    async with db.transaction() as session:
        mine = update(Attendee).where(col(Attendee.speed_date_id) == chosen)
        await session.exec(mine.values(state="present", joined_at=clock.now()))
        row = await session.get(SpeedDate, chosen)
        assert row is not None
        return Hall(chosen, beam_key(row), row.room_code, tables)


async def set_hall(hall: Hall, *, seconds: float | None = None, **values: object) -> None:
    """Put a hall at a moment: ``seconds`` are left on its clock (None: no clock runs)."""
    quiet: dict[str, object] = {"paused_left": None, "message": {}, "message_at": None, "rehearsal_of": None}
    deadline = None if seconds is None else clock.now() + timedelta(seconds=seconds)
    async with db.transaction() as session:
        mine = update(SpeedDate).where(col(SpeedDate.id) == hall.id)
        await session.exec(mine.values({"deadline": deadline, **quiet, **values}))
