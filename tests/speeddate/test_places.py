"""Tables and times: particular tables, a table of one's own, sharing one, and what is forgotten."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry
from mentorhub.speeddate.service import clockwork, room
from mentorhub.speeddate.service.overview import overview_of
from mentorhub.speeddate.service.places import Arrangement, arrange, mark_table
from mentorhub.speeddate.service.planning import create
from mentorhub.speeddate.service.route import my_room
from mentorhub.speeddate.service.snapshot import beam_picture
from mentorhub.speeddate.service.wishes import WishRefused
from mentorhub.speeddate.service.wishlist import wishlist_of
from tests.cast import make_cast
from tests.speeddate.evening import MINUTE, Evening, make_evening
from tests.speeddate.evenings import evening, fill, plan_of

ZONE = ZoneInfo("Europe/Amsterdam")


def clock_time(moment) -> time:
    """A moment as a teacher types it."""
    return moment.astimezone(ZONE).time().replace(second=0, microsecond=0)


async def leaves(party: Evening, who, minutes: float) -> None:
    """Arrange that someone must go so many minutes after the event begins."""
    at = clock_time((await party.row()).starts_at + minutes * MINUTE)
    await arrange(party.cast.tess, party.id, who.enrolment, Arrangement(leaves=at))


async def at_five(party: Evening) -> None:
    """Let the event begin at five, so that no test runs into midnight."""
    async with db.transaction() as session:
        row = await session.get_one(type(await party.row()), party.id)
        tomorrow = (clock.now() + timedelta(days=1)).astimezone(ZONE)
        row.starts_at = tomorrow.replace(hour=17, minute=0, second=0, microsecond=0)
    clock.move(row.starts_at - datetime.now(UTC))


async def test_a_mentee_who_needs_a_quiet_table_sits_only_there(database: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 5, 5)
    chosen = await create(cast.tess, evening(cast, "a", rounds=3))
    for number in (8, 9, 10):
        assert await mark_table(cast.tess, chosen, number, ["quiet"]) == ()
    await arrange(cast.tess, chosen, cast.bram.enrolment, Arrangement(needs=("quiet",)))
    seats = await plan_of(cast.tess, chosen)
    assert sorted(seat[0] for seat in seats if seat[2] == cast.bram.enrolment) == [1, 2, 3]
    assert {seat[1] for seat in seats if seat[2] == cast.bram.enrolment} <= {8, 9, 10}
    assert len(seats) == 18
    assert await mark_table(cast.tess, chosen, 8, []) == ("quiet",)
    assert (await wishlist_of(cast.tess, chosen)).tables == {9: ("quiet",), 10: ("quiet",)}
    few = [issue for issue in (await overview_of(cast.tess, chosen)).issues if "few" in issue.code]
    assert [(issue.people, issue.have, issue.need) for issue in few] == [((str(cast.bram.enrolment),), 2, 3)]


async def test_a_coach_keeps_a_fixed_table_and_two_share_one_with_a_talk_each(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=3)
    tess, (one, two, *_) = party.cast.tess, party.mentors
    for mentor in (one, two):
        await arrange(tess, party.id, mentor.enrolment, Arrangement(fixed_table=3))
    await party.begin()
    at_three = [seat for seat in await party.seats() if seat[1] == 3]
    assert {seat[3] for seat in at_three} == {one.enrolment, two.enrolment}
    assert sorted(seat[0] for seat in at_three) == [1, 1, 2, 2, 3, 3]
    async with db.reading() as session:
        beam = await beam_picture(session, await party.row())
    assert [row["table"] for row in beam.rows].count("3") == 2
    assert len({row["mentor"] for row in beam.rows if row["table"] == "3"}) == 2
    for mentee in party.mentees:
        stops = (mine := await my_room(mentee)) and mine.stops
        assert {(s.round, s.table, s.partner and s.partner.enrolment_id) for s in stops or ()} == {
            (n, table, coach) for n, table, who, coach in await party.seats() if who == mentee.enrolment
        }
    shared = [issue for issue in (await overview_of(tess, party.id)).issues if issue.code == "table_shared"]
    assert [(issue.have, issue.blocks, len(issue.people)) for issue in shared] == [(3, False, 2)]


async def test_a_table_given_to_someone_else_is_left_before_it_begins(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 3, 3)
    chosen = await create(cast.tess, evening(cast, "a", rounds=2, tables=4))
    taken = next(s for s in await plan_of(cast.tess, chosen) if s[3] != cast.amina.enrolment)
    await arrange(cast.tess, chosen, cast.amina.enrolment, Arrangement(fixed_table=taken[1]))
    tables = {seat[3]: seat[1] for seat in await plan_of(cast.tess, chosen)}
    assert tables[cast.amina.enrolment] == taken[1] != tables[taken[3]]
    assert sorted(tables.values()) == [1, 2, 3, 4]


async def test_a_coach_who_sat_keeps_the_table_and_a_late_one_gets_the_fixed_one(
    sqlite: str,
) -> None:
    party = await make_evening(mentees=3, mentors=3, rounds=3)
    tess, (first, _, late) = party.cast.tess, party.mentors
    await arrange(tess, party.id, late.enrolment, Arrangement(fixed_table=1))
    await party.begin(without=[late])
    assert 1 not in {seat[1] for seat in await party.seats()}
    await party.join([late])
    assert (await party.attendee(late)).table_number == 1
    with pytest.raises(WishRefused) as refusal:
        await arrange(tess, party.id, first.enrolment, Arrangement(fixed_table=1))
    assert refusal.value.reason == "table_kept"


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"fixed_table": 99}, "table"),
        ({"fixed_table": 0}, "table"),
        ({"leaves": time(16, 59)}, "leaves"),
        ({"from_round": 9}, "from_round"),
    ],
)
async def test_what_cannot_be_arranged_says_why(sqlite: str, wanted: dict, reason: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.tess, evening(cast, "a"))
    with pytest.raises(WishRefused) as refusal:
        await arrange(cast.tess, chosen, cast.amina.enrolment, Arrangement(**wanted))
    assert refusal.value.reason == reason
    with pytest.raises(WishRefused):
        await arrange(cast.tess, chosen, cast.bram.enrolment, Arrangement(fixed_table=1))
    for attempt in (mark_table(cast.tess, chosen, 11, ["wide"]), mark_table(cast.tess, chosen, 0, ["wide"])):
        with pytest.raises(WishRefused):
            await attempt
    with pytest.raises(NotFound):
        await arrange(cast.tess, chosen, cast.amina.enrolment, Arrangement(needs=("blind",)))


async def test_the_last_round_of_who_must_go_ends_by_then(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=4, seconds=300, changeover=60)
    await at_five(party)
    bram, amina = party.cast.bram, party.cast.amina
    await leaves(party, bram, 11)  # round 2 ends after 11 minutes
    await leaves(party, amina, 16)  # round 3 after 17
    assert (await party.rounds_of(bram), await party.rounds_of(amina)) == ([1, 2], [1, 2])
    shown = {line.card.first_name: line for line in (await wishlist_of(party.cast.tess, party.id)).arranged}
    assert (shown["Bram"].last_round, shown["Bram"].arrangement.leaves) == (2, time(17, 11))
    for one in (bram, amina):
        await arrange(party.cast.tess, party.id, one.enrolment, Arrangement())
    assert await party.rounds_of(bram) == [1, 2, 3, 4]


async def test_a_late_room_lets_who_must_go_leave_sooner_and_an_early_one_stay(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=4, seconds=300, changeover=60)
    await at_five(party)
    bram = party.cast.bram
    await leaves(party, bram, 17)
    await party.begin()
    assert await party.rounds_of(bram) == [1, 2, 3]
    for _ in range(2):
        await party.step("add_minute")
    assert await party.rounds_of(bram) == [1, 2]
    mine = await my_room(bram)
    assert mine is not None
    assert mine.last_round == 2
    await party.step("next")
    await party.step("next")
    assert await party.rounds_of(bram) == [1, 2, 3, 4]


async def test_a_start_that_is_late_counts_from_the_real_start(sqlite: str) -> None:
    party = await make_evening(mentees=3, mentors=3, rounds=3, seconds=300, changeover=60)
    await at_five(party)
    await leaves(party, party.cast.amina, 11)
    assert await party.rounds_of(party.cast.amina) == [1, 2]
    clock.move((await party.row()).starts_at + 4 * MINUTE - datetime.now(UTC))
    await party.begin()
    assert await party.rounds_of(party.cast.amina) == [1]


async def test_who_comes_later_by_arrangement_is_waited_for(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=4)
    bram = party.cast.bram
    await arrange(party.cast.tess, party.id, bram.enrolment, Arrangement(from_round=3))
    await party.begin(without=[bram])
    assert (await party.attendee(bram)).state == "expected"
    assert await party.rounds_of(bram) == [3, 4]
    for _ in range(4):
        await party.step("next")
    seat = next(seat for seat in await party.seats() if seat[0] == 3 and seat[2] == bram.enrolment)
    await party.join([bram])
    assert seat in await party.seats()
    assert await party.rounds_of(bram) == [3, 4]


async def test_what_people_needed_is_forgotten_when_the_rounds_are_over(database: str) -> None:
    party = await make_evening(mentees=3, mentors=3, rounds=2)
    await at_five(party)
    await mark_table(party.cast.tess, party.id, 1, ["quiet", "wide"])
    wanted = Arrangement(needs=("wide",), leaves=time(23, 0))
    await arrange(party.cast.tess, party.id, party.cast.bram.enrolment, wanted)
    assert (await party.attendee(party.cast.bram)).needs == ["wide"]
    await party.begin()
    await party.step("next")
    assert (await party.attendee(party.cast.bram)).needs == ["wide"]
    await party.step("next")
    clock.move((await party.row()).starts_at + timedelta(hours=1) - datetime.now(UTC))
    assert await room.tick(party.id)
    assert (await party.attendee(party.cast.bram)).needs == ["wide"], "the step can still be taken back"
    await fifteen_seconds_later(party)
    after = await party.attendee(party.cast.bram)
    assert ((await party.row()).phase, after.needs, after.leaves_at) == ("ranking", [], None)


async def fifteen_seconds_later(party: Evening) -> None:
    """Let the time pass in which the last step can be taken back."""
    until = (await party.row()).undo_until
    assert until is not None
    clock.move(until - datetime.now(UTC) + timedelta(seconds=1))
    await clockwork.advance()


async def test_closing_before_the_rounds_forgets_it_too_and_the_audit_never_knew(sqlite: str) -> None:
    party = await make_evening(mentees=2, mentors=2, rounds=2)
    await arrange(party.cast.tess, party.id, party.cast.bram.enrolment, Arrangement(needs=("quiet",)))
    await party.step("close")
    await fifteen_seconds_later(party)
    assert (await party.attendee(party.cast.bram)).needs == []
    async with db.reading() as session:
        told = [str(row.detail) for row in await session.exec(select(AuditEntry))]
    assert not [text for text in told if "quiet" in text or str(party.cast.bram.enrolment) in text]
