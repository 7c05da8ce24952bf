"""Two people who change places, and who comes or goes while everybody walks to the next table."""

from itertools import combinations

import pytest

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.speeddate.service import attendance, impressions
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.places import Arrangement, arrange
from mentorhub.speeddate.service.reseating import swap_seats
from mentorhub.speeddate.service.swapping import CannotSwap, partners, swap
from mentorhub.speeddate.service.wishes import wish
from tests.speeddate.evening import Evening, make_evening


async def seat_of(party: Evening, actor: Actor, number: int) -> tuple[int, Actor] | None:
    """Table and partner of someone in a round."""
    people = {one.enrolment: one for one in party.everyone}
    for seat_round, table, mentee, mentor in await party.seats():
        if seat_round == number and actor.enrolment in (mentee, mentor):
            other = mentor if actor.enrolment == mentee else mentee
            return table, people[other]
    return None


async def swap_two(party: Evening, first: Actor, second: Actor, number: int) -> None:
    await swap(party.cast.tess, party.id, first.enrolment, second.enrolment, number)


async def two_who_may(party: Evening, number: int) -> tuple[Actor, Actor]:
    """Two juniors of whom neither has met the other's partner of a round before it."""
    met = {seat[2:] for seat in await party.seats() if seat[0] < number}
    for one, two in combinations(party.mentees, 2):
        mine, theirs = await seat_of(party, one, number), await seat_of(party, two, number)
        if mine is None or theirs is None:
            continue
        new = {(one.enrolment, theirs[1].enrolment), (two.enrolment, mine[1].enrolment)}
        if not new & met:
            return one, two
    raise AssertionError("no two juniors can change places")


async def nobody_sits_twice(party: Evening) -> None:
    seats = await party.seats()
    places = [(seat[0], who) for seat in seats for who in seat[2:]]
    assert len(places) == len(set(places))
    assert len({seat[2:] for seat in seats}) == len(seats), "two people meet twice"


async def test_two_juniors_change_places_in_the_round_that_runs(database: str) -> None:
    party = await make_evening(mentees=6, mentors=6, rounds=3)
    await party.begin()
    one, two = party.mentees[0], party.mentees[1]
    before = await seat_of(party, one, 1), await seat_of(party, two, 1)
    await swap_two(party, one, two, 1)
    assert (await seat_of(party, two, 1), await seat_of(party, one, 1)) == before
    await nobody_sits_twice(party)


async def test_a_note_about_the_first_partner_can_be_finished_after_a_swap(database: str) -> None:
    party = await make_evening(mentees=6, mentors=6, rounds=3)
    await party.begin()
    one, two = party.mentees[0], party.mentees[1]
    place, other = await seat_of(party, one, 1), await seat_of(party, two, 1)
    assert place is not None
    assert other is not None
    await impressions.save_note(one, party.id, place[1].enrolment, "Rustig")
    await swap_two(party, one, two, 1)
    await impressions.save_note(one, party.id, place[1].enrolment, "Rustig en aardig")
    await impressions.save_note(one, party.id, other[1].enrolment, "Ook aardig")
    with pytest.raises(NotFound):
        await impressions.save_note(two, party.id, other[1].enrolment, "Nooit eerder iets over geschreven")


async def test_two_coaches_change_juniors_and_keep_their_tables(database: str) -> None:
    party = await make_evening(mentees=6, mentors=6, rounds=3)
    await party.begin()
    one, two = party.mentors[0], party.mentors[1]
    first, second = await seat_of(party, one, 1), await seat_of(party, two, 1)
    assert first is not None
    assert second is not None
    await swap_two(party, one, two, 1)
    assert await seat_of(party, one, 1) == (first[0], second[1])
    assert await seat_of(party, two, 1) == (second[0], first[1])


async def test_a_change_in_the_next_round_outlives_a_new_plan(database: str) -> None:
    party = await make_evening(mentees=7, mentors=7, rounds=4)
    await party.begin(without=[party.mentees[6]])
    one, two = await two_who_may(party, 2)
    wanted = await seat_of(party, two, 2)
    await swap_two(party, one, two, 2)
    assert await seat_of(party, one, 2) == wanted
    await party.join([party.mentees[6]])
    assert (await party.row()).swaps
    await nobody_sits_twice(party)
    assert await party.rounds_of(party.mentees[6]) == [2, 3, 4]


async def test_who_has_a_break_can_take_the_seat_of_another(database: str) -> None:
    party = await make_evening(mentees=5, mentors=4, rounds=3)
    await party.begin()
    resting = next([one for one in party.mentees if await seat_of(party, one, 1) is None].__iter__())
    other = next(iter([one for one in party.mentees if one is not resting]))
    place = await seat_of(party, other, 1)
    await swap_two(party, resting, other, 1)
    assert (await seat_of(party, resting, 1), await seat_of(party, other, 1)) == (place, None)
    await nobody_sits_twice(party)


async def test_what_cannot_be_swapped_says_why(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=3)
    one, two = party.mentees[0], party.mentees[1]
    with pytest.raises(CannotSwap, match="round"):
        await swap_two(party, one, two, 1)
    await party.begin()
    for first, second, number, reason in (
        (one, one, 1, "same"),
        (one, party.mentors[0], 1, "roles"),
        (one, two, 3, "round"),
        (one, two, 0, "round"),
    ):
        with pytest.raises(CannotSwap, match=reason):
            await swap_two(party, first, second, number)
    before = await party.seats()
    await party.step("next")
    await party.step("next")
    with pytest.raises(CannotSwap, match="round"):
        await swap_two(party, one, two, 1)
    assert {seat for seat in await party.seats() if seat[0] == 1} == {seat for seat in before if seat[0] == 1}


async def test_nobody_is_put_with_who_they_met_or_must_not_meet(database: str) -> None:
    party = await make_evening(mentees=2, mentors=2, rounds=2)
    await party.begin()
    one, two = party.mentees
    await party.step("next")
    await party.step("next")
    with pytest.raises(CannotSwap, match="met"):
        await swap_two(party, one, two, 2)
    other = await make_evening(mentees=4, mentors=4, rounds=3)
    await other.begin()
    place = await seat_of(other, other.mentees[1], 1)
    assert place is not None
    await wish(other.cast.tess, other.id, other.mentees[0].enrolment, place[1].enrolment, "forbid")
    with pytest.raises(CannotSwap, match="forbidden"):
        await swap_two(other, other.mentees[0], other.mentees[1], 1)


async def test_who_needs_a_wide_table_is_not_swapped_to_another(database: str) -> None:
    party = await make_evening(mentees=3, mentors=3, rounds=2)
    await party.begin()
    await arrange(party.cast.tess, party.id, party.mentees[0].enrolment, Arrangement(needs=("wide",)))
    with pytest.raises(CannotSwap, match="forbidden"):
        await swap_two(party, party.mentees[0], party.mentees[1], 1)


async def test_others_and_strangers_cannot_be_swapped(database: str) -> None:
    party = await make_evening()
    await party.begin()
    cast, one, two = party.cast, party.mentees[0].enrolment, party.mentees[1].enrolment
    for stranger in (cast.timo, cast.zoe, cast.bram, cast.amina):
        with pytest.raises(NotFound):
            await swap(stranger, party.id, one, two, 1)
    with pytest.raises(NotFound):
        await swap(cast.tess, party.id, one, party.id, 1)


@pytest.mark.parametrize(("phase", "number"), [("round", 1), ("round", 2), ("changeover", 2)])
async def test_exactly_those_are_offered_with_whom_it_can(database: str, phase: str, number: int) -> None:
    party = await make_evening(mentees=6, mentors=5, rounds=4)
    cast = party.cast
    await wish(cast.tess, party.id, party.mentees[0].enrolment, party.mentors[1].enrolment, "forbid")
    await party.begin()
    if phase == "changeover":
        await party.step("next")
    for one in (party.mentees[0], party.mentees[2], party.mentors[0]):
        offered = await partners(cast.tess, party.id, one.enrolment, number)
        side = party.mentees if one in party.mentees else party.mentors
        assert offered <= {other.enrolment for other in side} - {one.enrolment}
        for other in side:
            async with db.transaction() as session:
                speed_date = await speed_date_for(session, cast.tess, party.id, lock=True)
                ids = str(one.enrolment), str(other.enrolment)
                try:
                    await swap_seats(session, speed_date, number, *ids)
                except CannotSwap:
                    can = False
                else:
                    can = True
                await session.rollback()
            assert (other.enrolment in offered) is can


async def test_nobody_is_offered_for_a_round_that_is_over_or_who_is_not_there(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=4)
    cast = party.cast
    one, gone = party.mentees[0], party.mentees[1]
    assert await partners(cast.tess, party.id, one.enrolment, 1) == frozenset()
    await party.begin()
    await party.leave(gone)
    assert await partners(cast.tess, party.id, gone.enrolment, 2) == frozenset()
    assert gone.enrolment not in await partners(cast.tess, party.id, one.enrolment, 2)
    for number in (0, 3, 9):
        assert await partners(cast.tess, party.id, one.enrolment, number) == frozenset()
    for stranger in (cast.timo, cast.bram):
        with pytest.raises(NotFound):
            await partners(stranger, party.id, one.enrolment, 1)


async def test_who_comes_in_a_changeover_sits_with_who_had_a_break_and_nobody_moves(
    database: str,
) -> None:
    party = await make_evening(mentees=6, mentors=6, rounds=4)
    late = party.mentees[5]
    await party.begin(without=[late])
    await party.step("next")
    walking_to = {seat for seat in await party.seats() if seat[0] == 2}
    await party.join([late])
    now = {seat for seat in await party.seats() if seat[0] == 2}
    assert walking_to < now
    assert len(now) == len(walking_to) + 1
    assert await party.rounds_of(late) == [2, 3, 4]
    await nobody_sits_twice(party)


async def test_who_comes_in_a_changeover_when_all_have_a_seat_waits_one_round(database: str) -> None:
    party = await make_evening(mentees=6, mentors=5, rounds=4)
    late = party.mentees[5]
    await party.begin(without=[late])
    await party.step("next")
    walking_to = {seat for seat in await party.seats() if seat[0] == 2}
    await party.join([late])
    assert {seat for seat in await party.seats() if seat[0] == 2} == walking_to
    assert (await party.attendee(late)).from_round == 3


async def test_who_leaves_in_a_changeover_leaves_only_their_own_table_empty(database: str) -> None:
    party = await make_evening(mentees=6, mentors=6, rounds=4)
    await party.begin()
    await party.step("next")
    walking_to = {seat for seat in await party.seats() if seat[0] == 2}
    await party.leave(party.mentees[3])
    now = {seat for seat in await party.seats() if seat[0] == 2}
    assert walking_to - now == {seat for seat in walking_to if party.mentees[3].enrolment in seat}
    await nobody_sits_twice(party)


async def test_a_student_who_was_not_on_the_list_is_added_and_joins_in(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=3)
    cast = party.cast
    await party.begin()
    found = await attendance.outsiders(cast.corrie, party.id, "a")
    assert all(one.role in ("mentee", "mentor") for one in found)
    known = {one.enrolment for one in party.everyone}
    assert not [one for one in found if one.enrolment_id in known]
    assert await attendance.outsiders(cast.corrie, party.id, " ") == []
    for stranger in (cast.timo, cast.zoe, cast.bram):
        with pytest.raises(NotFound):
            await attendance.add(stranger, party.id, party.mentees[0].enrolment)
    with pytest.raises(NotFound):
        await attendance.add(cast.corrie, party.id, cast.zoe.person_id)
    for one in found[:1]:
        await attendance.add(cast.corrie, party.id, one.enrolment_id)
        await attendance.add(cast.corrie, party.id, one.enrolment_id)
        await nobody_sits_twice(party)
