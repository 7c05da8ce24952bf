"""What the stories about faults share: an evening in its first round, screens, and people who write."""

import sqlite3
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from sqlmodel import col, select, update

from mentorhub.core import clock, db, serving
from mentorhub.core.actor import Actor
from mentorhub.core.texts import say_in
from mentorhub.demo.cast import SCHOOL, as_actor, person_behind
from mentorhub.people import sessions
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import School
from mentorhub.speeddate.service import projector, room
from mentorhub.speeddate.service.attendance import mark_everyone
from mentorhub.speeddate.tables import Impression, PlannedSeat, SpeedDate
from tests.story.conftest import Server, in_database, make_server, wait_until

COOKIE = "mentorhub_session"
CHANGEOVER = 40


def faulty_hub(folder: Path, **more: str) -> Server:
    """Return the demo school's hub, filled, with its bytecode kept as every installed Python keeps it."""
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(serving.ROOT / "build" / "bytecode")}
    return make_server(folder, MENTORHUB_DEMO="1", MENTORHUB_EVENTS_PER_SECOND="200", **kept, **more)


@dataclass
class Student:
    """Someone at a table: a session of their own, and about whom they write."""

    secret: str
    author: uuid.UUID
    about: uuid.UUID


@dataclass
class Evening:
    """The event, the projector's address, and so many students of its first round."""

    id: uuid.UUID
    beam: str
    students: list[Student] = field(default_factory=list)


async def begin(count: int = 6) -> Evening:
    """Fill the demo school, start tonight's first round, and sign students in."""
    from mentorhub.demo.seed import fill

    await fill()
    actor, event = await begin_tonight()
    desk = await projector.desk(actor, event)
    return Evening(event, desk.beam_address, await _students(event, count))


async def begin_tonight() -> tuple[Actor, uuid.UUID]:
    """Start the first round of the demo school's evening; return who did, and the event."""
    async with db.reading() as session:
        person = await person_behind(session, "coordinator")
        school_id = (await session.exec(select(School.id).where(School.name == SCHOOL))).one()
        event = (await session.exec(select(SpeedDate).where(SpeedDate.phase == "draft"))).first()
    assert event is not None
    actor = as_actor(person, school_id, None)
    await room.step(actor, event.id, "open", event.version)
    await mark_everyone(actor, event.id)
    await room.step(actor, event.id, "start", (await row(event.id)).version)
    return actor, event.id


async def _students(event: uuid.UUID, count: int) -> list[Student]:
    async with db.transaction() as session:
        seats = await session.exec(
            select(PlannedSeat)
            .where(PlannedSeat.speed_date_id == event, PlannedSeat.round == 1)
            .order_by(col(PlannedSeat.table_number))
            .limit(count)
        )
        return [
            Student(await _signed_in(session, seat.mentee_id), seat.mentee_id, seat.mentor_id)
            for seat in list(seats)
        ]


async def _signed_in(session: Any, enrolment: uuid.UUID) -> str:
    query = select(Person).join(Enrolment, col(Enrolment.person_id) == Person.id)
    person = (await session.exec(query.where(Enrolment.id == enrolment))).one()
    return await sessions.begin(session, person)


async def row(event: uuid.UUID) -> SpeedDate:
    """Return the event as it is in the database."""
    async with db.reading() as session:
        return await session.get_one(SpeedDate, event)


async def set_clock(event: uuid.UUID, *, left: float) -> datetime:
    """Put the room in its first round with so many seconds left; returns the deadline."""
    deadline = clock.now() + timedelta(seconds=left)
    values = {"phase": "round", "round": 1, "deadline": deadline, "changeover_seconds": CHANGEOVER}
    async with db.transaction() as session:
        newer = SpeedDate.version + 1
        await session.exec(
            update(SpeedDate).where(col(SpeedDate.id) == event).values(version=newer, **values)
        )
    return deadline


async def impression(student: Student) -> Impression | None:
    """Return what is in the database of what a student wrote."""
    async with db.reading() as session:
        query = select(Impression).where(
            Impression.author_id == student.author, Impression.about_id == student.about
        )
        return (await session.exec(query)).first()


@dataclass
class Screens:
    """A phone and the projector in real browsers; the phone types a note."""

    phone: Page
    beam: Page
    contexts: tuple[BrowserContext, ...]
    typed: str = ""

    @property
    def place(self) -> str:
        """The phone's heading: the table."""
        return self.phone.get_by_role("heading", level=1).first.inner_text()

    def type(self, letters: str) -> None:
        """Type on in the note."""
        self.typed += letters
        field = self.phone.locator("textarea").first
        # Not only to the end of the line that the caret is in.
        field.press("Control+End")
        field.press_sequentially(letters)

    def left(self) -> list[int]:
        """The seconds left on both clocks."""
        timers = [page.locator("[role=timer]").first for page in (self.phone, self.beam)]
        return [int(timer.get_attribute("data-left") or -1) for timer in timers]

    def says(self, phone_key: str, beam_key: str) -> bool:
        """Whether both say something."""
        return say_in("nl", phone_key) in _text(self.phone) and say_in("nl", beam_key) in _text(self.beam)

    def are_connected(self) -> bool:
        """Whether both are connected and without a word of trouble."""
        words = ("room.phone.alone_text", "room.phone.trouble", "room.beam.offline", "room.beam.trouble")
        shown = _text(self.phone) + _text(self.beam)
        return not any(say_in("nl", key) in shown for key in words)

    def close(self) -> None:
        """Close both."""
        for context in self.contexts:
            context.close()


def _text(page: Page) -> str:
    return page.locator("body").inner_text()


def open_screens(server: Server, browser: Browser, evening: Evening, student: Student) -> Screens:
    """Open a student's phone and the projector."""
    phone = browser.new_context(viewport={"width": 390, "height": 844})
    phone.add_cookies([{"name": COOKIE, "value": student.secret, "url": server.origin}])
    beam = browser.new_context(viewport={"width": 1280, "height": 720})
    screens = Screens(phone.new_page(), beam.new_page(), (phone, beam))
    screens.phone.goto(f"{server.origin}/room")
    screens.beam.goto(server.origin + "/beam/" + evening.beam.rpartition("/")[2])
    for page in (screens.phone, screens.beam):
        page.locator("[role=timer]").first.wait_for()
    screens.typed = note_of(server, evening)
    shown = screens.phone.locator("textarea").first
    wait_until(lambda: shown.input_value() == screens.typed, 15, "the note of before is shown")
    return screens


def hold(server: Server) -> sqlite3.Connection:
    """Take the right to write in the hub's SQLite file, as another process."""
    other = sqlite3.connect(server.folder / "mentorhub.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def wind(hub: Server, evening: Evening, left: float) -> datetime:
    """Put the room in its first round with so many seconds left; returns the deadline."""
    made = in_database(hub, lambda: set_clock(evening.id, left=left))
    assert isinstance(made, datetime)
    return made


def row_of(hub: Server, evening: Evening) -> SpeedDate:
    """Return the event as it is in the hub's database."""
    found = in_database(hub, lambda: row(evening.id))
    assert isinstance(found, SpeedDate)
    return found


def note_of(hub: Server, evening: Evening) -> str:
    """Return what the first student noted, as it is in the hub's database."""
    found = in_database(hub, lambda: impression(evening.students[0]))
    return getattr(found, "note", "")


def goes_on(hub: Server, evening: Evening, screens: Screens) -> None:
    """The trouble is over: nobody speaks of it any more, and the room took one step with its full time."""
    began = clock.now()
    wait_until(lambda: row_of(hub, evening).phase == "changeover", 6, "the clock goes on")
    wait_until(screens.are_connected, 6, "somebody still speaks of trouble")
    deadline = row_of(hub, evening).deadline
    assert deadline is not None
    assert CHANGEOVER - 1 <= (deadline - began).total_seconds() <= CHANGEOVER + 6
    wait_until(lambda: screens.beam.locator(".beam-change").count() == 1, 5, "the projector follows")
    wait_until(lambda: note_of(hub, evening) == screens.typed, 15, "what was typed is saved")
