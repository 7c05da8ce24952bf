"""The live room under any sequence of steps, ticks and waiting."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mentorhub.speeddate.rules import NotPossible, RoomState, room

STEPS = {
    "start": room.start,
    "pause": room.pause,
    "go_on": room.go_on,
    "add_minute": room.add_minute,
    "take_minute": room.take_minute,
    "next_step": room.next_step,
    "more": room.more,
    "fewer": lambda state, _now: room.fewer(state),
}
ORDER = ["draft", "lobby", "round", "changeover", "ranking", "closed"]


class LiveRoom(RuleBasedStateMachine):
    """A room, a clock that only goes forward, and the rules that hold at every moment."""

    @initialize(
        rounds=st.integers(1, 4), length=st.integers(1, 400), change=st.integers(0, 90), auto=st.booleans()
    )
    def planned(self, rounds: int, length: int, change: int, auto: bool) -> None:
        self.state = room.open_lobby(RoomState(rounds, length, change, auto=auto))
        self.now = datetime(2026, 3, 5, 12, tzinfo=UTC)
        self.before: tuple[RoomState, int | None] | None = None

    def move(self, new: RoomState) -> None:
        """Check what every change must respect, then take it."""
        old = self.state
        assert new.version == old.version + 1
        assert new.round - old.round in (0, 1)
        if new.round > old.round:
            assert new.phase == "round"
            assert new.deadline == self.now + timedelta(seconds=new.round_seconds)
        self.before = old, room.seconds_left(old, self.now)
        self.state = new

    @rule(seconds=st.floats(0, 500, allow_nan=False))
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(step=st.sampled_from(sorted(STEPS)))
    def somebody_presses(self, step: str) -> None:
        try:
            new = STEPS[step](self.state, self.now)
        except NotPossible:
            return
        self.move(new)

    @rule()
    def somebody_takes_the_last_step_back(self) -> None:
        if self.before is None:
            return
        before, left = self.before
        again = room.taken_back(self.state, before, left, self.now)
        assert again.version == self.state.version + 1
        assert (again.phase, again.round, again.rounds) == (before.phase, before.round, before.rounds)
        if (before.phase, before.round) != (self.state.phase, self.state.round) and before.deadline:
            assert room.seconds_left(again, self.now) == (left or room.MINUTE)
        self.state, self.before = again, None

    @rule(length=st.integers(0, 4000), change=st.integers(-10, 700))
    def somebody_changes_the_lengths(self, length: int, change: int) -> None:
        try:
            new = room.set_times(self.state, length, change)
        except NotPossible:
            return
        assert (new.deadline, new.paused_left) == (self.state.deadline, self.state.paused_left)
        self.move(new)

    @rule()
    def the_rounds_end_early(self) -> None:
        if self.state.timed:
            self.move(room.end_early(self.state))

    @rule()
    def the_clock_ticks(self) -> None:
        before, new = self.state, room.tick(self.state, self.now)
        if new is before:
            return
        assert before.deadline is not None
        assert before.deadline <= self.now
        self.move(new)
        assert room.tick(new, self.now) is new, "a second tick moved again"

    @rule()
    def pausing_and_going_on_at_once_takes_no_time_away(self) -> None:
        if self.state.deadline is not None and self.now < self.state.deadline:
            resumed = room.go_on(room.pause(self.state, self.now), self.now)
            assert resumed.deadline is not None
            gained = resumed.deadline - self.state.deadline
            assert timedelta(0) <= gained < timedelta(seconds=1)

    @invariant()
    def a_running_clock_belongs_to_rounds_and_changeovers_only(self) -> None:
        state = self.state
        clocks = (state.deadline is not None) + (state.paused_left is not None)
        assert clocks == (1 if state.timed else 0)

    @invariant()
    def the_round_is_one_of_the_evening(self) -> None:
        state = self.state
        assert state.phase in ORDER
        assert 0 <= state.round <= state.rounds
        assert (state.round == 0) == (state.phase in ("draft", "lobby"))
        assert state.phase != "changeover" or state.round < state.rounds


TestLiveRoom = LiveRoom.TestCase
TestLiveRoom.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
