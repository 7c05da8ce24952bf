"""The handlers of the wishes and of the slider, called as the guard calls them."""

from uuid import UUID

import pytest

from mentorhub.core.actor import NotFound
from mentorhub.speeddate.service.planning import PlanRefused, create
from mentorhub.speeddate.service.qualities import save_qualities
from mentorhub.speeddate.service.tryout import set_rounds, try_rounds
from mentorhub.speeddate.service.wishlist import wishlist_of
from mentorhub.speeddate.state.plan import Plan
from mentorhub.speeddate.state.tryout import Tryout
from mentorhub.speeddate.state.wish_changes import ArrangementForm, NameForm, PairForm, TableForm
from mentorhub.speeddate.state.wish_rows import chosen_id, offered
from mentorhub.speeddate.state.wishes import Wishes
from tests.cast import make_cast
from tests.speeddate.evening import make_evening
from tests.speeddate.evenings import evening, fill
from tests.speeddate.test_planning_states import opened


async def test_a_wish_is_made_by_name_told_and_undone(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 2, 2)
    page = await opened(Wishes, cast.tess, str(await create(cast.tess, evening(cast, "a"))))
    assert (page.found, len(page.mentee_names), len(page.mentor_names)) == ("here", 3, 3)
    await page.choose(PairForm(mentee="bram", mentor="Amina Voorbeeld", kind="pin"))
    (row,) = page.wish_rows
    assert row["pair"]["nl"] == "Bram Voorbeeld en Amina Voorbeeld"
    assert row["told"]["nl"].startswith("ronde ")
    await page.choose(PairForm(mentee="Bram Voorbeeld", mentor="amina", kind="forbid"))
    assert [row["told"]["en"] for row in page.wish_rows] == ["kept apart"]
    await page.undo()
    assert page.wish_rows == [row]
    await page.withdraw(row["mentee"], row["mentor"])
    assert (page.wish_rows, page.can_undo) == ([], True)
    await page.undo()
    assert (page.wish_rows, page.can_undo) == ([row], False)
    await page.choose(PairForm(mentee="niemand", mentor="amina", kind="pin"))
    assert (page.said["nl"], page.said_tone) == ("Kies een naam uit de lijst.", "late")


async def test_arrangements_open_with_what_is_known_and_go_back(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 2, 2)
    chosen = await create(cast.tess, evening(cast, "a"))
    page = await opened(Wishes, cast.tess, str(chosen))
    await page.mark(TableForm(number="4", quiet="on"))
    assert [(row["number"], row["told"]["nl"]) for row in page.marked] == [(4, "rustig")]
    await page.open_named(NameForm(person="Amina"))
    assert (page.open_is_mentor, page.comes, [one["value"] for one in page.rounds]) == (
        True,
        "1",
        ["1", "2", "3"],
    )
    await page.save(ArrangementForm(quiet="on", table="4", leaves="17:11", comes="1"))
    assert page.open_id == ""
    (row,) = page.people
    assert row["told"]["nl"] == (
        "alleen aan een tafel: rustig, vaste tafel 4, weg om 17:11, dus tot en met ronde 2"
    )
    await page.open(row["id"])
    assert (page.quiet, page.wide, page.table, page.leaves) == (True, False, "4", "17:11")
    await page.save(ArrangementForm(leaves="half zes"))
    assert page.said["nl"] == "Kies een tijd na het begin van de speeddate."
    await page.clear(row["id"])
    assert page.people == []
    await page.undo()
    assert page.people == [row]
    await page.unmark(4)
    await page.mark(TableForm(number="99", wide="on"))
    assert page.marked == []
    assert page.said_tone == "late"


async def test_another_teachers_wishes_are_not_here(sqlite: str) -> None:
    cast = await make_cast()
    chosen = str(await create(cast.tess, evening(cast, "a")))
    for actor in (cast.timo, cast.tom):
        assert (await opened(Wishes, actor, chosen)).found == "none"
        assert (await opened(Tryout, actor, chosen)).rows == []
        for attempt in (set_rounds(actor, UUID(chosen), 2), try_rounds(actor, UUID(chosen))):
            with pytest.raises(NotFound):
                await attempt


async def test_once_the_doors_are_open_there_is_no_slider(sqlite: str) -> None:
    party = await make_evening(mentees=2, mentors=2, rounds=2)
    await party.step("open")
    assert (await opened(Tryout, party.cast.tess, str(party.id))).rows == []
    with pytest.raises(PlanRefused) as refusal:
        await set_rounds(party.cast.tess, party.id, 1)
    assert refusal.value.reason == "begun"


async def test_the_slider_shows_each_number_of_rounds_and_takes_one_over(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 4, 4)
    await save_qualities(cast.bram, "seeks", ["ambitious", "open"])
    await save_qualities(cast.amina, "fits", ["ambitious", "open"])
    chosen = await create(cast.tess, evening(cast, "a", rounds=3))
    page = await opened(Tryout, cast.tess, str(chosen))
    assert ([row["rounds"] for row in page.rows], page.tried, page.is_exact) == ([1, 2, 3, 4, 5], 3, True)
    # Bram and Amina fit well, and meet in the first round already.
    assert [(row["mean"]["nl"], row["least"], row["none"]) for row in page.rows] == [("1", 1, 0)] * 5
    await page.slide(5.0)
    assert page.shown["meets"]["nl"] == "5 coaches"
    assert page.shown["until"]["nl"] == "17.29 uur"
    await page.slide(99.0)
    assert page.tried == 5
    await page.use()
    assert (page.saved, (await wishlist_of(cast.tess, chosen)).speed_date.rounds) == (5, 5)
    plan = await opened(Plan, cast.tess, str(chosen))
    assert (plan.rounds, plan.meets["nl"], plan.least, plan.least_names) == (
        [1, 2, 3, 4, 5],
        "5 coaches",
        1,
        "Bram Voorbeeld",
    )


def test_a_name_is_found_by_a_part_that_only_one_has() -> None:
    people = {"Bram Bos": "1", "Bram Vos": "2", "Eva Vos (2A)": "3"}
    assert [chosen_id(typed, people) for typed in ("bram bos", "EVA", "bram", "", "xyz")] == [
        "1",
        "3",
        "",
        "",
        "",
    ]
    assert offered(people, "vos") == ["Bram Vos", "Eva Vos (2A)"]
    assert len(offered([str(n) for n in range(300)], "")) == 100
