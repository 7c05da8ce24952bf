"""The handlers of the students' lists and of the planning form, called as the guard calls them."""

from typing import Any

import pytest
import reflex as rx

from mentorhub.core.actor import Actor, set_current_actor
from mentorhub.speeddate.service.overview import speed_dates_of
from mentorhub.speeddate.service.planning import create
from mentorhub.speeddate.service.qualities import my_profile, save_qualities
from mentorhub.speeddate.state.listing import SpeedDates
from mentorhub.speeddate.state.plan import Plan, meets_text
from mentorhub.speeddate.state.plan_form import PlanForm
from mentorhub.speeddate.state.profile import MyProfile
from mentorhub.speeddate.state.qualities import Qualities
from tests.cast import make_cast
from tests.speeddate.evenings import evening, fill


async def opened(kind: type[rx.State], actor: Actor, address: str = "") -> Any:
    """Return a state as it is once ``actor`` has opened its page; ``address`` is the speed date's id."""
    set_current_actor(actor)
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # Reflex's own way to make a tree
    state: Any = await root.get_state(kind)
    object.__setattr__(state, "speed_date_id", address)
    await state.load()
    return state


def words(rows: list[Any]) -> list[str]:
    return [row["quality"] for row in rows]


async def test_a_second_tap_on_a_chip_changes_nothing(sqlite: str) -> None:
    cast = await make_cast()
    page = await opened(Qualities, cast.bram)
    await page.choose("seeks", "ambitious")
    await page.choose("seeks", "ambitious")
    assert words(page.seeks) == ["ambitious"]
    assert page.said["nl"] == "ambitieus staat op plaats 1 van 1."
    assert (await my_profile(cast.bram)).chosen.seeks == ("ambitious",)


async def test_enter_chooses_the_first_found_or_takes_own_words(sqlite: str) -> None:
    cast = await make_cast()
    page = await opened(Qualities, cast.bram)
    await page.add_typed("seeks", "gedul")
    await page.add_typed("seeks", "Kan goed koken")
    await page.add_typed("seeks", "   ")
    assert [(row["nl"], row["is_own"]) for row in page.seeks] == [
        ("geduldig", False),
        ("Kan goed koken", True),
    ]


async def test_moving_and_removing_can_be_undone_once(sqlite: str) -> None:
    cast = await make_cast()
    await save_qualities(cast.bram, "seeks", ["ambitious", "keeps_promises", "open"])
    page = await opened(Qualities, cast.bram)
    await page.move("seeks", "open", -1)
    assert words(page.seeks) == ["ambitious", "open", "keeps_promises"]
    assert page.said["en"].endswith("is now number 2 of 3.")
    await page.drag_seeks(0, 2)
    assert words(page.seeks) == ["open", "keeps_promises", "ambitious"]
    await page.remove("seeks", "open")
    assert words(page.seeks) == ["keeps_promises", "ambitious"]
    await page.undo("seeks")
    assert words(page.seeks) == ["open", "keeps_promises", "ambitious"]
    await page.undo("seeks")
    assert words(page.seeks) == ["open", "keeps_promises", "ambitious"]


async def test_moving_beyond_the_end_leaves_the_order(sqlite: str) -> None:
    cast = await make_cast()
    await save_qualities(cast.bram, "seeks", ["ambitious", "open"])
    page = await opened(Qualities, cast.bram)
    await page.move("seeks", "ambitious", -1)
    await page.move("seeks", "open", 1)
    await page.move("seeks", "ambitious", 40)
    await page.drag_seeks(7, 0)
    assert words(page.seeks) == ["ambitious", "open"]


async def test_a_sixth_says_why_not_and_an_old_tab_loses_nothing(sqlite: str) -> None:
    cast = await make_cast()
    page = await opened(Qualities, cast.bram)
    five = ["ambitious", "keeps_promises", "motivates_others", "gets_things_done", "open"]
    await save_qualities(cast.bram, "seeks", five)  # in another tab
    await page.choose("seeks", "eigen woord")
    assert page.refused["nl"] == "Je hebt er al 5. Haal er eerst een weg."
    assert (await my_profile(cast.bram)).chosen.seeks == tuple(five)


async def test_a_profile_counts_what_is_filled_in(sqlite: str) -> None:
    cast = await make_cast()
    page = await opened(MyProfile, cast.amina)
    await page.save("study", "Logistiek")
    await page.save("about", "  ")
    assert (page.filled, page.fields, page.is_mentor) == (1, 5, True)
    again = await opened(MyProfile, cast.amina)
    assert again.texts["study"] == "Logistiek"


async def test_the_form_tells_what_a_plan_gives_before_it_is_saved(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 3, 2)
    form = await opened(PlanForm, cast.corrie)
    assert form.lines == []
    await form.choose(str(cast.groups["a"].id), True)
    assert (form.juniors, form.coaches, form.tables) == (4, 3, 3)
    await form.set_number("rounds", 2.0)
    await form.set_word("time", "19:00")
    assert form.lines[0]["nl"] == "Elke junior spreekt 1 of 2 coaches."
    assert form.lines[1]["nl"] == "Elke coach spreekt 2 juniors."
    assert form.lines[2]["nl"] == "Klaar om 19.11 uur. Het duurt 11 minuten."
    assert [issue["tone"] for issue in form.issues] == ["soon"]
    await form.set_number("tables", 2.0)
    assert form.issues[0]["nl"] == "2 tafels is te weinig: er zijn 3 coaches."


async def test_saving_makes_the_plan_and_says_kindly_what_is_wrong(sqlite: str) -> None:
    cast = await make_cast()
    form = await opened(PlanForm, cast.tess)
    await form.set_word("date", "gisteren")
    assert await form.save() is None
    assert form.refused["nl"] == "Vul een datum en een tijd in."
    await form.set_word("date", "2026-10-14")
    await form.set_word("time", "17:00")
    await form.set_number("rounds", 40.0)
    assert await form.save() is None
    assert form.refused["nl"] == "Kies 1 tot 30 rondes."
    await form.set_number("rounds", 1.0)
    await form.save()
    (line,) = await speed_dates_of(cast.tess)
    # 17:00 in Amsterdam is 15:00 UTC in October.
    assert (line.starts_at.hour, line.rounds) == (15, 1)


async def test_the_pages_of_another_teacher_s_speed_date_say_that_it_is_not_here(sqlite: str) -> None:
    cast = await make_cast()
    chosen = str(await create(cast.tess, evening(cast, "a")))
    for actor in (cast.timo, cast.tom):
        assert (await opened(Plan, actor, chosen)).is_missing
        assert (await opened(PlanForm, actor, chosen)).is_missing
        assert (await opened(SpeedDates, actor)).rows == []
    assert (await opened(Plan, cast.tess, "not-an-id")).is_missing
    assert not (await opened(Plan, cast.tess, chosen)).is_missing


async def test_the_plan_shows_each_round_and_the_list_for_the_door(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 2, 1)
    page = await opened(Plan, cast.tess, str(await create(cast.tess, evening(cast, "a", rounds=2))))
    assert (page.juniors, page.coaches, page.rounds) == (3, 2, [1, 2])
    first = {row["junior"]: row["table"] for row in page.table_rows}
    assert {row["name"]: row["tables"][0] for row in page.door_rows if row["tables"][0] != "–"} == first
    assert page.free_names in {row["name"] for row in page.door_rows if row["tables"][0] == "–"}
    await page.show_round(2)
    assert {row["junior"]: row["table"] for row in page.table_rows} != first
    await page.show_round(99)
    assert page.round == 2
    assert [row["table"] for row in page.coach_rows] == ["1", "2"]
    await page.again()
    assert page.said["nl"] == "Opnieuw gepland."


@pytest.mark.parametrize(
    ("least", "most", "text"), [(8, 8, "8 coaches"), (7, 8, "7 of 8 coaches"), (3, 8, "3 tot 8 coaches")]
)
def test_meetings_are_told_as_people_say_it(least: int, most: int, text: str) -> None:
    assert meets_text(least, most)["nl"] == text
