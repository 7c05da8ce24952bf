"""What teachers see before and after planning, and whose speed dates they see."""

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.rules import Participant, plan_rounds
from mentorhub.speeddate.rules.outlook import outlook
from mentorhub.speeddate.service.catalogue import catalogue_qualities, find
from mentorhub.speeddate.service.choices import choices_of
from mentorhub.speeddate.service.overview import overview_of, speed_dates_of
from mentorhub.speeddate.service.planning import create
from mentorhub.speeddate.service.qualities import save_qualities
from tests.cast import make_cast
from tests.speeddate.evenings import evening, fill, replan_with


@pytest.mark.parametrize(
    ("juniors", "coaches", "rounds"), [(7, 6, 4), (5, 9, 5), (4, 4, 4), (3, 2, 6), (6, 6, 1)]
)
def test_the_outlook_is_what_the_planner_then_makes(juniors: int, coaches: int, rounds: int) -> None:
    mentees = [Participant(f"m{n}") for n in range(juniors)]
    mentors = [Participant(f"c{n}") for n in range(coaches)]
    plan = plan_rounds(mentees, mentors, rounds, fit={})
    told = outlook(juniors, coaches, rounds, round_seconds=300, changeover_seconds=60, break_minutes=10)
    for side, spread in ((mentees, told.mentee_meets), (mentors, told.mentor_meets)):
        meets = [sum(person.id in (seat.mentee, seat.mentor) for seat in plan.seats) for person in side]
        assert (min(meets), max(meets)) == spread
    assert told.seconds == rounds * 300 + (rounds - 1) * 60 + 600


def test_the_outlook_of_an_empty_room_is_nothing() -> None:
    told = outlook(0, 3, 4, round_seconds=300, changeover_seconds=0, break_minutes=0)
    assert (told.mentee_meets, told.mentor_meets) == ((0, 0), (0, 0))


async def test_each_sees_the_speed_dates_of_own_groups_or_school(database: str) -> None:
    cast = await make_cast()
    await create(cast.tess, evening(cast, "a", name="Van A"))
    await create(cast.corrie, evening(cast, "a", "b", name="Samen"))
    names = {
        who: {line.name for line in await speed_dates_of(getattr(cast, who))}
        for who in ("tess", "timo", "corrie", "tom", "cas")
    }
    assert names == {
        "tess": {"Van A", "Samen"},
        "timo": {"Samen"},
        "corrie": {"Van A", "Samen"},
        "tom": set(),
        "cas": set(),
    }
    together = next(line for line in await speed_dates_of(cast.timo))
    assert (together.groups, together.mentees, together.mentors) == (("A", "B"), 2, 2)
    for student in (cast.bram, cast.amina):
        with pytest.raises(NotFound):
            await speed_dates_of(student)


async def test_the_form_offers_own_groups_of_running_programmes_with_their_numbers(database: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 2, 1)
    offered = await choices_of(cast.tess)
    assert [(one.name, one.mentees, one.mentors) for one in offered.groups] == [("A", 3, 2)]
    assert [one.name for one in (await choices_of(cast.corrie)).groups] == ["A", "B"]
    async with db.transaction() as session:
        (await session.get_one(Programme, cast.programmes["north"].id)).ended_at = clock.now()
    assert (await choices_of(cast.tess)).groups == ()


async def test_a_draft_that_is_changed_offers_the_groups_that_are_in_it(sqlite: str) -> None:
    cast = await make_cast()
    shared = await create(cast.corrie, evening(cast, "a", "b"))
    offered = await choices_of(cast.tess, shared)
    assert [one.name for one in offered.groups] == ["A", "B"]
    assert offered.chosen == {cast.groups["a"].id, cast.groups["b"].id}
    own = await create(cast.tess, evening(cast, "a"))
    for actor in (cast.timo, cast.tom, cast.bram):
        with pytest.raises(NotFound):
            await choices_of(actor, own)


async def test_the_plan_tells_meetings_breaks_good_fits_and_who_has_no_qualities(database: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 3, 1)
    await save_qualities(cast.bram, "seeks", ["ambitious", "keeps_promises"])
    await save_qualities(cast.amina, "fits", ["ambitious", "keeps_promises"])
    chosen = await create(cast.tess, evening(cast, "a", rounds=2, tables=1))
    plan = await overview_of(cast.tess, chosen)
    # 4 juniors and 2 coaches: 2 seats in each of 2 rounds, so each junior meets 1 and has 1 break.
    assert plan.coverage.meets() == (1, 1)
    assert all(len(one.breaks) == 1 for one in plan.coverage.mentees)
    assert (plan.coverage.good_met, plan.coverage.good_possible) == (1, 1)
    assert [issue.code for issue in plan.issues] == ["too_few_tables", "mentees_have_breaks"]
    assert {card.first_name for card in plan.without} == {"Amina", "P0", "P1", "P2", "P3"}
    assert len(plan.side(Role.MENTOR)) == 2
    for actor in (cast.timo, cast.tom, cast.cas, cast.bram):
        with pytest.raises(NotFound):
            await overview_of(actor, chosen)


async def test_who_is_absent_is_not_counted(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 1, 1)
    chosen = await create(cast.tess, evening(cast, "a", rounds=1))
    await replan_with(cast.tess, chosen, 1, cast.bram, state="absent")
    plan = await overview_of(cast.tess, chosen)
    assert [one.person for one in plan.coverage.mentees] != [str(cast.bram.enrolment)]
    assert plan.coverage.seats == 1


def test_a_search_finds_labels_and_other_words_in_both_languages() -> None:
    assert find("") == catalogue_qualities()
    assert find("Gedul")[0].label["nl"] == "geduldig"
    assert "motivates_others" in {one.key for one in find("aanmoedigen")}
    assert "motivates_others" in {one.key for one in find("  ENCOURAGE ")}
    assert "enthousiast" in {one.label["nl"] for one in find("thous")}
    assert find("xyzzy") == ()


def test_what_begins_with_the_text_comes_first() -> None:
    first, *_ = find("doel")
    assert any(word.startswith("doel") for word in first.search)
