"""The live evening: people come late, leave, come back and are pinned while rounds go on."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mentorhub.speeddate.rules import Participant, Plan, Seat, plan_rounds
from tests.speeddate.rules.conftest import break_spread, build_hall, check_promises, empty_places

SIDES = st.sampled_from(["a", "b"])


class Evening(RuleBasedStateMachine):
    """One evening; after every step the rest is planned again, as the service does."""

    @initialize(
        n=st.integers(6, 14),
        m=st.integers(6, 14),
        seed=st.integers(0, 9999),
        pod=st.sampled_from([60, 60, 5]),
    )
    def doors_open(self, n: int, m: int, seed: int, pod: int) -> None:
        hall = build_hall(n, m, seed)
        self.people = {one.id: one for one in (*hall.mentees, *hall.mentors)}
        self.fit, self.seed, self.pod = hall.fit, seed, pod
        self.rounds = max(n, m) // 2
        self.coming = 1
        self.past: tuple[Seat, ...] = ()
        self.pins: set[tuple[str, str]] = set()
        self.forbidden: set[tuple[str, str]] = set()
        self.tables: dict[str, int] = {}
        self.plan = self.replan()

    def side(self, letter: str) -> list[Participant]:
        return [one for one in self.people.values() if one.id.startswith(letter)]

    def replan(self) -> Plan:
        self.plan = plan_rounds(
            self.side("a"),
            [replace(one, table=self.tables.get(one.id)) for one in self.side("b")],
            self.rounds,
            fit=self.fit,
            past=self.past,
            from_round=self.coming,
            pinned=self.pins,
            forbidden=self.forbidden,
            seed=self.seed,
            pod_size=self.pod,
        )
        assert self.tables.items() <= self.plan.tables.items(), "a mentor lost the table"
        self.tables = dict(self.plan.tables)
        return self.plan

    def going_on(self) -> bool:
        return self.coming <= self.rounds

    @precondition(going_on)
    @rule()
    def next_round(self) -> None:
        self.coming += 1
        self.past = tuple(seat for seat in self.plan.seats if seat.round < self.coming)
        self.replan()

    @precondition(going_on)
    @rule(letter=SIDES, luck=st.integers(0, 5))
    def someone_comes_late(self, letter: str, luck: int) -> None:
        late = f"{letter}-late-{len(self.people)}"
        random = Random(luck)
        for other in self.side("b" if letter == "a" else "a"):
            self.fit[(late, other.id) if letter == "a" else (other.id, late)] = random.randint(0, 5)
        self.people[late] = Participant(late, arrives=self.coming)
        self.replan()
        if self.has_room(letter):
            assert any(late in (seat.mentee, seat.mentor) for seat in self.plan.in_round(self.coming))

    def has_room(self, letter: str) -> bool:
        """Say whether everybody of this side sits in the round to come."""
        here = {side: sum(one.present(self.coming) for one in self.side(side)) for side in ("a", "b")}
        return here[letter] <= min(here.values())

    def can_spare_one_of(self, here: list[Participant]) -> bool:
        """Say whether partners stay ahead of rounds without one of these; else seats run out, rightly."""
        letters = {one.id[0] for one in here}
        others = [one for one in self.people.values() if one.id[0] not in letters]
        staying = sum(one.present(self.coming) and one.leaves is None for one in others)
        return len(here) > 3 and max(len(here) - 1, staying) >= self.rounds + 2

    @precondition(going_on)
    @rule(letter=SIDES, pick=st.integers(0, 999))
    def someone_leaves(self, letter: str, pick: int) -> None:
        here = [one for one in self.side(letter) if one.present(self.coming) and one.leaves is None]
        if self.can_spare_one_of(here):
            one = here[pick % len(here)]
            self.people[one.id] = replace(one, leaves=max(one.arrives - 1, self.coming - 1))
            self.replan()

    @precondition(going_on)
    @rule(letter=SIDES, pick=st.integers(0, 999))
    def someone_misses_a_round(self, letter: str, pick: int) -> None:
        here = [one for one in self.side(letter) if one.present(self.coming)]
        if self.can_spare_one_of(here):
            one = here[pick % len(here)]
            self.people[one.id] = replace(one, away=one.away | {self.coming})
            self.replan()

    @precondition(lambda self: self.going_on() and len(self.pins) < 2)
    @rule(pick=st.integers(0, 9999))
    def teacher_pins_two_people(self, pick: int) -> None:
        pairs = sorted(self.fit.keys() - self.forbidden)
        self.pins.add(pairs[pick % len(pairs)])
        self.replan()

    @precondition(lambda self: self.going_on() and len(self.forbidden) < 4)
    @rule(pick=st.integers(0, 9999))
    def teacher_keeps_two_people_apart(self, pick: int) -> None:
        met = {(seat.mentee, seat.mentor) for seat in self.past}
        pairs = sorted(self.fit.keys() - self.pins - met)
        self.forbidden.add(pairs[pick % len(pairs)])
        self.replan()

    @precondition(lambda self: not self.going_on())
    @rule()
    def nothing_is_left_to_plan(self) -> None:
        before = self.plan.seats
        assert self.replan().seats == before == self.past

    @invariant()
    def every_promise_holds(self) -> None:
        mentees, mentors = self.side("a"), self.side("b")
        check_promises(self.plan, mentees, mentors)
        assert empty_places(self.plan, mentees, mentors) == 0
        assert self.plan.seats[: len(self.past)] == self.past
        assert not self.forbidden & {(seat.mentee, seat.mentor) for seat in self.plan.seats}
        # A pin made late may take its two people's turns; without pins the bound is strict.
        for side in (mentees, mentors):
            assert break_spread(self.plan, side) <= 1 + len(self.pins)


TestEvening = Evening.TestCase
TestEvening.settings = settings(max_examples=40, derandomize=True, stateful_step_count=14, deadline=None)

Build = Callable[..., Any]


def test_a_late_junior_gets_a_seat_in_the_next_round(hall: Build) -> None:
    made = hall(7, 8)
    first = plan_rounds(made.mentees[:6], made.mentors, 5, fit=made.fit)
    past = tuple(seat for seat in first.seats if seat.round <= 2)
    late = Participant(made.mentees[6].id, arrives=3)
    again = plan_rounds([*made.mentees[:6], late], made.mentors, 5, fit=made.fit, past=past)
    assert again.seats[: len(past)] == past
    assert Counter(seat.round for seat in again.seats if seat.mentee == late.id) == {3: 1, 4: 1, 5: 1}


def test_a_mentor_who_must_go_is_nobodys_partner_afterwards(hall: Build, promises: Build) -> None:
    made = hall(6, 7)
    mentors = [Participant("b000", leaves=2), *made.mentors[1:]]
    plan = plan_rounds(made.mentees, mentors, 5, fit=made.fit)
    promises(plan, made.mentees, mentors)
    assert {seat.round for seat in plan.seats if seat.mentor == "b000"} <= {1, 2}
    assert len(plan.seats) == 30


@pytest.mark.parametrize("coming", [1, 3, 5])
def test_only_rounds_to_come_are_planned(hall: Build, coming: int) -> None:
    made = hall(6, 6)
    first = plan_rounds(made.mentees, made.mentors, 5, fit=made.fit)
    past = tuple(seat for seat in first.seats if seat.round < coming)
    again = plan_rounds(made.mentees[1:], made.mentors, 5, fit=made.fit, past=past, from_round=coming)
    assert again.seats[: len(past)] == past
    assert all(seat.mentee != "a000" for seat in again.seats[len(past) :])
    assert all(seat.round >= coming for seat in again.seats[len(past) :])
