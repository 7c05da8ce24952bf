"""Any order of events from any actor, on a real database: the room stays valid and no seat is ever double."""

import asyncio
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.schema import metadata
from mentorhub.settings import settings as hub_settings
from mentorhub.speeddate.rules import NotPossible
from mentorhub.speeddate.service import attendance, clockwork, joining, room, saying
from mentorhub.speeddate.service.room import STEPS, NobodyThere, NothingToUndo, StaleRoom, state_of
from mentorhub.speeddate.service.swapping import CannotSwap, swap
from mentorhub.speeddate.tables import Attendee
from tests.speeddate.evening import Evening, make_evening

MENTEES, MENTORS, ROUNDS = 5, 4, 3
REFUSALS = (NotFound, StaleRoom, NotPossible, NobodyThere, NothingToUndo, CannotSwap)
PHASES = ("draft", "lobby", "round", "changeover", "ranking", "closed")
Somebody = st.integers(0, MENTEES + MENTORS - 1)
Seats = set[tuple[int, int, Any, Any]]


class Template:
    """A database with an evening in it, made once and copied for every try."""

    folder: Path | None = None
    party: Evening

    @classmethod
    def copy(cls, runner: asyncio.Runner) -> tuple[Path, Evening]:
        if cls.folder is None:
            made = Path(tempfile.mkdtemp(prefix="any-order-"))
            use(made)
            cls.party = runner.run(cls._make())
            cls.folder = made
        folder = Path(tempfile.mkdtemp(prefix="any-order-"))
        for file in cls.folder.iterdir():
            shutil.copy(file, folder)
        use(folder)
        return folder, cls.party

    @staticmethod
    async def _make() -> Evening:
        # Whatever a test before this one left open is another database.
        await db.forget_engine()
        async with db.engine().begin() as connection:
            await connection.run_sync(metadata().create_all)
        party = await make_evening(mentees=MENTEES, mentors=MENTORS, rounds=ROUNDS, seconds=60, changeover=20)
        await db.forget_engine()
        return party


def use(folder: Path) -> None:
    """Let the hub use the database in a folder."""
    os.environ["MENTORHUB_DATA_DIR"] = str(folder)
    hub_settings.cache_clear()


class AnyOrder(RuleBasedStateMachine):
    """Two teachers, nine students and the clock, each doing whatever at any time."""

    @initialize(begun=st.sampled_from((True, True, True, False)), missing=st.integers(0, 3))
    def doors(self, begun: bool, missing: int) -> None:
        self.before = {name: value for name, value in os.environ.items() if name == "MENTORHUB_DATA_DIR"}
        self.runner = asyncio.Runner()
        self.folder, self.party = Template.copy(self.runner)
        self.version = -1
        self.held: Seats = set()
        if begun:
            self.runner.run(self.party.begin(without=self.party.everyone[2 : 2 + missing]))

    def teardown(self) -> None:
        if not hasattr(self, "runner"):
            return
        self.runner.run(db.forget_engine())
        self.runner.close()
        clock.move(timedelta())
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)
        os.environ.pop("MENTORHUB_DATA_DIR")
        os.environ.update(self.before)
        hub_settings.cache_clear()

    def do(self, work: Coroutine[Any, Any, object]) -> bool:
        """Do it, or be refused; returns whether it was done."""
        try:
            self.runner.run(work)
        except REFUSALS:
            return False
        return True

    def who(self, number: int) -> Actor:
        return self.party.everyone[number]

    @property
    def row(self) -> Any:
        return self.runner.run(self.party.row())

    @rule(wanted=st.sampled_from(sorted(STEPS)), behind=st.sampled_from((0, 0, 0, 1)), second=st.booleans())
    def a_teacher_presses(self, wanted: Any, behind: int, second: bool) -> None:
        teacher = self.party.cast.corrie if second else self.party.cast.tess
        done = self.do(room.step(teacher, self.party.id, wanted, self.row.version - behind))
        assert not (done and behind), "a button of an old page did something"

    @rule()
    def two_teachers_press_next_at_once(self) -> None:
        row = self.row
        cast, steps = self.party.cast, []

        async def both() -> None:
            presses = (room.step(one, self.party.id, "next", row.version) for one in (cast.tess, cast.corrie))
            steps.extend(await asyncio.gather(*presses, return_exceptions=True))

        self.runner.run(both())
        assert all(one is None or isinstance(one, REFUSALS) for one in steps)
        assert self.row.version - row.version == sum(one is None for one in steps) <= 1

    @rule()
    def a_teacher_takes_back(self) -> None:
        self.do(room.undo(self.party.cast.tess, self.party.id, self.row.version))

    @rule(length=st.integers(20, 120), change=st.integers(0, 40))
    def a_teacher_changes_the_lengths(self, length: int, change: int) -> None:
        self.do(room.set_times(self.party.cast.tess, self.party.id, length, change, self.row.version))

    @rule(number=Somebody, to=st.sampled_from(("present", "absent")))
    def a_teacher_ticks(self, number: int, to: Any) -> None:
        self.do(attendance.mark(self.party.cast.tess, self.party.id, self.who(number).enrolment, to))

    @rule(number=Somebody)
    def a_student_scans_the_code(self, number: int) -> None:
        self.do(joining.knock(self.who(number), self.row.room_code))

    @rule(one=Somebody, two=Somebody, ahead=st.integers(0, 1))
    def a_teacher_swaps_two(self, one: int, two: int, ahead: int) -> None:
        first, second, row = self.who(one).enrolment, self.who(two).enrolment, self.row
        number = row.round + (row.phase == "changeover") + ahead
        if self.do(swap(self.party.cast.tess, self.party.id, first, second, number)):
            self.held = {seat for seat in self.held if seat[0] != number}

    @rule()
    def a_teacher_says_something(self) -> None:
        self.do(saying.say(self.party.cast.tess, self.party.id, "quiet"))

    @rule(seconds=st.integers(1, 70))
    def time_passes(self, seconds: int) -> None:
        clock.move(clock._offset + timedelta(seconds=seconds))
        self.runner.run(clockwork.advance())

    @invariant()
    def the_room_is_valid(self) -> None:
        row = self.row
        state = state_of(row)
        assert state.phase in PHASES
        assert state.version >= self.version
        assert 0 <= state.round <= state.rounds
        assert (state.deadline is not None) + (state.paused_left is not None) == state.timed
        assert state.phase != "changeover" or state.round < state.rounds
        rounds = [one["round"] for one in row.held]
        assert rounds == sorted(set(rounds))
        assert (row.undo_until is None) == (not row.undo)
        self.version = state.version

    @invariant()
    def no_seat_is_double(self) -> None:
        row, seats = self.row, self.runner.run(self.party.seats())
        assert not [one for one, n in Counter((s[0], who) for s in seats for who in s[2:]).items() if n > 1]
        assert not [one for one, n in Counter((s[0], s[1]) for s in seats).items() if n > 1], "a full table"
        assert not [one for one, n in Counter(s[2:] for s in seats).items() if n > 1], "two meet twice"
        over = {seat for seat in seats if seat[0] < row.round}
        assert {seat for seat in self.held if seat[0] < row.round} == over, "a round that was held changed"
        self.held = {seat for seat in seats if seat[0] <= row.round}

    @invariant()
    def who_is_gone_has_no_seat_to_come(self) -> None:
        row, seats = self.row, self.runner.run(self.party.seats())
        if row.phase not in ("round", "changeover"):
            return
        coming = {who for seat in seats if seat[0] > row.round for who in seat[2:]}
        assert not coming & self.runner.run(self._gone())

    async def _gone(self) -> set[Any]:
        query = select(Attendee.enrolment_id).where(
            Attendee.speed_date_id == self.party.id,
            Attendee.state.in_(("absent", "left")),  # type: ignore[attr-defined]
        )
        async with db.reading() as session:
            return set(await session.exec(query))


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=25,
    # A failure shows its steps as they were; making them fewer takes minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
