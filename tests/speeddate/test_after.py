"""After the evening: figures against one counted by hand, and nothing of what one person wrote."""

from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.speeddate.rules.after import Spread
from mentorhub.speeddate.service import impressions
from mentorhub.speeddate.service.after import After, Impressions, after
from mentorhub.speeddate.state.after import AfterPage
from mentorhub.speeddate.tables import SpeedDate
from tests.speeddate.evening import Evening, make_evening
from tests.tab import open_hub

SECRET = "Wil later naar het buitenland"


async def partner(evening: Evening, number: int, mentee: object) -> object:
    found = [row[3] for row in await evening.seats() if row[0] == number and row[2] == mentee]
    return found[0]


async def told(evening: Evening) -> After:
    return await after(evening.cast.tess, evening.id)


async def test_an_evening_in_which_one_leaves_and_one_never_comes(database: str):
    """4 and 4, 3 rounds; one junior stays away, another goes after round 2: 3 + 3 + 2 talks."""
    evening = await make_evening(rounds=3)
    await evening.begin(without=[evening.mentees[3]])
    await evening.step("next")
    await evening.step("next")
    await evening.leave(evening.mentees[2])
    for _ in range(3):
        await evening.step("next")
    await evening.step("close")
    found = await told(evening)
    assert found.came == {"mentee": 3, "mentor": 4}
    assert found.expected == {"mentee": 4, "mentor": 4}
    assert [(one.held, one.missed) for one in found.rounds] == [(3, 0), (3, 0), (2, 0)]
    assert (found.held, found.missed) == (8, 0)
    assert found.met["mentee"] == Spread(2, 3, 3)
    assert found.nobody == ()


async def test_a_seat_kept_for_somebody_who_never_came_is_a_missed_talk(sqlite: str):
    evening = await make_evening(rounds=2)
    await evening.begin()
    attendee = await evening.attendee(evening.mentees[1])
    async with db.transaction() as session:
        attendee.state = "absent"
        session.add(attendee)
    await evening.step("next")
    found = await told(evening)
    assert (found.held, found.missed) == (3, 1)
    assert found.came["mentee"] == 3


async def test_who_came_and_sat_with_nobody_is_named(sqlite: str):
    evening = await make_evening(mentees=2, mentors=3, rounds=1)
    await evening.begin()
    found = await told(evening)
    seated = {one for row in await evening.seats() for one in row[2:]}
    idle = [one for one in evening.mentors if one.enrolment not in seated]
    assert found.nobody == tuple(one.full_name for one in idle)
    assert len(idle) == 1


async def test_each_round_shows_how_long_it_really_was(sqlite: str):
    evening = await make_evening(rounds=2, seconds=240)
    await evening.begin()
    began = clock.milliseconds(clock.now())
    held = [{"round": 1, "began": began, "ended": began + 200_400}, {"round": 2, "began": began}]
    async with db.transaction() as session:
        row = await session.get_one(SpeedDate, evening.id)
        row.held, row.round = held, 2
    assert [(one.planned_seconds, one.real_seconds) for one in (await told(evening)).rounds] == [
        (240, 200),
        (240, None),
    ]


async def test_the_room_itself_notes_how_long_a_round_was(sqlite: str):
    evening = await make_evening(rounds=2, seconds=240)
    await evening.begin()
    try:
        clock.move(timedelta(seconds=100))
        await evening.step("next")
        await evening.step("end")
    finally:
        clock.move(timedelta())
    (first,) = (await told(evening)).rounds
    assert first.real_seconds in (100, 101)


async def write(evening: Evening) -> None:
    """The first junior notes and feels, the second only feels."""
    first, second = evening.mentees[:2]
    about = await partner(evening, 1, first.enrolment)
    await impressions.save_note(first, evening.id, about, SECRET)  # type: ignore[arg-type]  # an id
    await impressions.save_feeling(first, evening.id, about, 3)  # type: ignore[arg-type]  # an id
    await impressions.save_feeling(second, evening.id, await partner(evening, 1, second.enrolment), 1)  # type: ignore[arg-type]  # an id


async def test_impressions_are_counted_as_a_whole(database: str):
    evening = await make_evening(mentees=5, mentors=5, rounds=2)
    await evening.begin()
    await write(evening)
    assert (await told(evening)).impressions == Impressions(notes=1, feelings=2, possible=10)


async def test_in_a_small_group_what_was_written_is_not_counted(sqlite: str):
    evening = await make_evening(mentees=4, mentors=5, rounds=2)
    await evening.begin()
    await write(evening)
    assert (await told(evening)).impressions is None


async def test_nothing_that_somebody_wrote_or_felt_goes_to_the_page(sqlite: str):
    evening = await make_evening(mentees=5, mentors=5, rounds=2)
    await evening.begin()
    await write(evening)
    async with open_hub() as hub:
        tab = await hub.tab(evening.cast.tess, f"/speed-dates/{evening.id}/after?speed_date_id={evening.id}")
        heard = str([(one.delta, one.events) for one in await tab.call(AfterPage.load)])
        shown = await tab.shown(AfterPage)
    assert SECRET not in heard
    assert not [one for one in evening.everyone if str(one.enrolment_id) in heard or one.full_name in heard]
    assert (shown["found"], shown["notes"], shown["feelings"], shown["notes_share"]) == ("here", 1, 2, 10)


async def test_before_the_first_round_there_is_nothing_to_tell(sqlite: str):
    evening = await make_evening()
    async with open_hub() as hub:
        tab = await hub.tab(
            evening.cast.corrie, f"/speed-dates/{evening.id}/after?speed_date_id={evening.id}"
        )
        await tab.call(AfterPage.load)
        assert (await tab.shown(AfterPage))["found"] == "early"


@pytest.mark.parametrize("name", ["timo", "tom", "cas", "bram", "amina", "zoe"])
async def test_nobody_else_may_look_back_on_an_evening(database: str, name: str):
    evening = await make_evening()
    await evening.begin()
    with pytest.raises(NotFound):
        await after(evening.cast.actors[name], evening.id)
