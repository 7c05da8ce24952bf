"""The live room, step by step, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mentorhub.speeddate.rules import NotPossible, RoomState, room

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
PLANNED = RoomState(rounds=3, round_seconds=300, changeover_seconds=60)
LOBBY = room.open_lobby(PLANNED)
FIRST = room.start(LOBBY, NOON)
CHANGEOVER = room.next_step(FIRST, NOON)
LAST = replace(FIRST, round=3)
RANKING = room.end_early(FIRST)
CLOSED = room.close(RANKING)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_the_whole_evening_by_hand() -> None:
    state, seen = room.start(LOBBY, NOON), []
    while state.timed:
        seen.append((state.phase, state.round))
        state = room.next_step(state, NOON)
    assert seen == [("round", 1), ("changeover", 1), ("round", 2), ("changeover", 2), ("round", 3)]
    assert (state.phase, state.round, state.deadline) == ("ranking", 3, None)
    assert room.close(state).phase == "closed"


def test_the_first_round_ends_after_its_full_length() -> None:
    assert (FIRST.phase, FIRST.round, FIRST.deadline) == ("round", 1, after(300))


def test_a_pause_keeps_what_was_left_however_long_it_takes() -> None:
    paused = room.pause(FIRST, after(100))
    assert (paused.deadline, paused.paused_left) == (None, 200)
    assert room.seconds_left(paused, after(5000)) == 200
    going = room.go_on(paused, after(5000))
    assert (going.deadline, going.paused_left) == (after(5200), None)


def test_a_pause_never_takes_a_part_of_a_second_away() -> None:
    assert room.pause(FIRST, after(100.4)).paused_left == 200


def test_a_paused_room_does_not_move_by_itself() -> None:
    paused = room.pause(FIRST, after(100))
    assert room.tick(paused, after(10**6)) is paused


def test_next_ends_a_pause() -> None:
    moved = room.next_step(room.pause(FIRST, after(10)), after(500))
    assert (moved.phase, moved.deadline, moved.paused) == ("changeover", after(560), False)


def test_a_minute_more_comes_after_what_is_left() -> None:
    assert room.add_minute(FIRST, after(100)).deadline == after(360)


def test_a_minute_more_while_paused_waits_for_going_on() -> None:
    assert room.add_minute(room.pause(FIRST, after(100)), after(200)).paused_left == 260


def test_a_minute_more_after_the_clock_ran_out_is_a_full_minute() -> None:
    assert room.add_minute(FIRST, after(400)).deadline == after(460)


def test_without_changeover_a_round_follows_a_round() -> None:
    swift = room.start(room.open_lobby(replace(PLANNED, changeover_seconds=0)), NOON)
    assert (room.next_step(swift, after(20)).phase, room.next_step(swift, after(20)).round) == ("round", 2)


def test_ending_early_goes_to_the_ranking_and_keeps_the_round_that_was() -> None:
    assert (RANKING.phase, RANKING.round, RANKING.deadline) == ("ranking", 1, None)


def test_one_more_round_after_ending_early_follows_the_last_one_held() -> None:
    more = room.one_more_round(RANKING, NOON)
    assert (more.phase, more.round, more.rounds, more.deadline) == ("changeover", 1, 2, after(60))
    assert room.next_step(more, NOON).round == 2


def test_one_more_round_in_the_last_round_makes_it_not_the_last() -> None:
    more = room.one_more_round(LAST, NOON)
    assert (more.phase, more.rounds, more.deadline) == ("round", 4, LAST.deadline)
    assert room.next_step(more, NOON).phase == "changeover"


def test_one_more_round_without_changeover_begins_at_once() -> None:
    more = room.one_more_round(replace(RANKING, changeover_seconds=0), NOON)
    assert (more.phase, more.round, more.rounds, more.deadline) == ("round", 2, 2, after(300))


@pytest.mark.parametrize(("state", "fewest"), [(LOBBY, 1), (FIRST, 1), (CHANGEOVER, 2), (LAST, 3)])
def test_rounds_can_be_cut_down_to_those_begun(state: RoomState, fewest: int) -> None:
    assert room.set_rounds(state, fewest).rounds == fewest
    with pytest.raises(NotPossible) as refusal:
        room.set_rounds(state, fewest - 1)
    assert refusal.value.reason == "too_few_rounds"


def test_a_round_goes_over_into_a_changeover_by_itself() -> None:
    assert room.tick(FIRST, after(299.9)) is FIRST
    moved = room.tick(FIRST, after(300))
    assert (moved.phase, moved.deadline) == ("changeover", after(360))


def test_the_last_round_goes_over_into_the_ranking_by_itself() -> None:
    assert room.tick(LAST, after(300)).phase == "ranking"


def test_a_changeover_waits_for_the_teacher_unless_set_otherwise() -> None:
    assert room.tick(CHANGEOVER, after(3600)) is CHANGEOVER
    moved = room.tick(replace(CHANGEOVER, auto=True), after(60))
    assert (moved.phase, moved.round, moved.deadline) == ("round", 2, after(360))


def test_a_restart_in_the_middle_of_a_round_changes_nothing() -> None:
    assert room.tick(FIRST, after(200)) is FIRST
    assert room.seconds_left(FIRST, after(200)) == 100


def test_a_long_outage_moves_one_step_which_gets_its_full_time() -> None:
    auto = replace(FIRST, auto=True)
    moved = room.tick(auto, after(7200))
    assert (moved.phase, moved.round, moved.deadline) == ("changeover", 1, after(7260))
    assert room.tick(moved, after(7200)) is moved


def test_the_time_may_be_given_in_any_zone() -> None:
    amsterdam = timezone(timedelta(hours=1))
    assert room.start(LOBBY, NOON.astimezone(amsterdam)) == FIRST


@pytest.mark.parametrize(("at", "left"), [(0, 300), (0.5, 300), (1, 299), (299.5, 1), (300, 0), (999, 0)])
def test_seconds_left_are_rounded_up_and_never_negative(at: float, left: int) -> None:
    assert room.seconds_left(FIRST, after(at)) == left


@pytest.mark.parametrize("state", [PLANNED, LOBBY, RANKING, CLOSED])
def test_no_clock_belongs_to_other_phases(state: RoomState) -> None:
    assert room.seconds_left(state, NOON) is None
    assert room.tick(state, NOON) is state


STEPS: dict[str, Callable[[RoomState], RoomState]] = {
    "open_lobby": room.open_lobby,
    "start": lambda state: room.start(state, NOON),
    "pause": lambda state: room.pause(state, NOON),
    "go_on": lambda state: room.go_on(state, NOON),
    "add_minute": lambda state: room.add_minute(state, NOON),
    "next_step": lambda state: room.next_step(state, NOON),
    "end_early": room.end_early,
    "one_more_round": lambda state: room.one_more_round(state, NOON),
    "set_rounds": lambda state: room.set_rounds(state, 9),
    "close": room.close,
}
POSSIBLE = {
    "draft": {"open_lobby", "set_rounds", "close"},
    "lobby": {"start", "set_rounds", "close"},
    "round": {"pause", "add_minute", "next_step", "end_early", "one_more_round", "set_rounds", "close"},
    "changeover": {"pause", "add_minute", "next_step", "end_early", "one_more_round", "set_rounds", "close"},
    "paused": {"go_on", "add_minute", "next_step", "end_early", "one_more_round", "set_rounds", "close"},
    "ranking": {"one_more_round", "close"},
    "closed": set(),
}
STATES = {
    "draft": PLANNED,
    "lobby": LOBBY,
    "round": FIRST,
    "changeover": CHANGEOVER,
    "paused": room.pause(FIRST, NOON),
    "ranking": RANKING,
    "closed": CLOSED,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("where", STATES)
def test_each_step_works_only_where_it_belongs(where: str, step: str) -> None:
    state = STATES[where]
    if step in POSSIBLE[where]:
        assert STEPS[step](state).version == state.version + 1
        return
    with pytest.raises(NotPossible) as refusal:
        STEPS[step](state)
    expected = {("paused", "pause"): "paused_already", ("round", "go_on"): "not_paused"}
    expected[("changeover", "go_on")] = "not_paused"
    assert refusal.value.reason == expected.get((where, step), "not_in_this_phase")


@pytest.mark.parametrize("faulty", [{"rounds": 0}, {"round_seconds": 0}, {"changeover_seconds": -1}])
def test_lengths_that_make_no_event_are_refused(faulty: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        replace(PLANNED, **faulty)


def test_times_without_a_zone_are_refused() -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        room.start(LOBBY, naive)
    with pytest.raises(ValueError, match="time zone"):
        replace(FIRST, deadline=naive)
