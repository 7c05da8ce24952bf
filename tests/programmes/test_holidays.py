"""Days without school are entered per year and region, changed, removed and put back."""

from datetime import date, timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.programmes.holidays import (
    LONGEST,
    MOST_A_YEAR,
    PRESETS,
    REGIONS,
    HolidayFault,
    NewHoliday,
    add_holiday,
    change_holiday,
    fault,
    holiday_year,
    put_back,
    remove_holiday,
    year_name,
)
from tests.cast import make_cast

TODAY = local_day(clock.now(), "Europe/Amsterdam")
YEAR = year_name(TODAY)


def holiday(name="autumn", region="north", first=TODAY, days=9, year=YEAR):
    return NewHoliday(year, region, name, first, first + timedelta(days=days - 1))


async def lines(actor, region="north"):
    return (await holiday_year(actor, region)).lines


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        (holiday(), None),
        (holiday(days=1), None),
        (holiday(days=LONGEST.days), None),
        (holiday(days=LONGEST.days + 1), HolidayFault.TOO_LONG),
        (holiday(days=0), HolidayFault.ENDS_FIRST),
        (holiday(""), HolidayFault.NO_NAME),
        (holiday("x" * 61), HolidayFault.LONG_NAME),
        (NewHoliday(YEAR, "", "x", None, TODAY), HolidayFault.NO_DATES),
        (holiday(first=TODAY + timedelta(days=366)), HolidayFault.OTHER_YEAR),
    ],
)
def test_what_can_be_wrong_with_a_holiday(new, wrong):
    assert fault(new) is wrong


def test_a_summer_belongs_to_the_school_year_in_which_it_begins():
    assert fault(NewHoliday("2026-2027", "north", "summer", date(2027, 7, 17), date(2027, 8, 29))) is None


async def test_a_region_asks_for_its_own_holidays_until_they_are_filled_in(database):
    cast = await make_cast()
    assert (await holiday_year(cast.corrie, "flanders")).missing == PRESETS["flanders"]
    await add_holiday(cast.corrie, holiday())
    found = await holiday_year(cast.corrie, "north")
    assert found.missing == PRESETS["north"][1:]
    assert [(line.name, line.from_on) for line in found.lines] == [("autumn", TODAY)]
    assert await lines(cast.corrie, "south") == ()
    assert await lines(cast.cas) == ()


async def test_the_same_holiday_twice_is_one(database):
    cast = await make_cast()
    assert await add_holiday(cast.corrie, holiday()) == await add_holiday(cast.corrie, holiday())
    assert len(await lines(cast.corrie)) == 1


async def test_a_change_and_a_removal_can_be_taken_back(database):
    cast = await make_cast()
    added = await add_holiday(cast.corrie, holiday())
    [first] = await lines(cast.corrie)
    assert await change_holiday(cast.corrie, added, TODAY, TODAY) == first
    assert (await lines(cast.corrie))[0].until_on == TODAY
    await put_back(cast.corrie, first)
    assert await lines(cast.corrie) == (first,)
    assert await remove_holiday(cast.corrie, added) == first
    assert await lines(cast.corrie) == ()
    for _ in range(2):
        await put_back(cast.corrie, first)
    assert await lines(cast.corrie) == (first,)


async def test_a_change_to_days_that_cannot_be_is_refused(sqlite):
    cast = await make_cast()
    added = await add_holiday(cast.corrie, holiday())
    refused = await change_holiday(cast.corrie, added, TODAY, TODAY - timedelta(days=1))
    assert refused is HolidayFault.ENDS_FIRST
    assert await change_holiday(cast.corrie, added, None, TODAY) is HolidayFault.NO_DATES


async def test_a_year_holds_no_more_than_some_periods(sqlite):
    cast = await make_cast()
    for number in range(MOST_A_YEAR):
        await add_holiday(cast.corrie, holiday(f"dag {number}", days=1))
    assert await add_holiday(cast.corrie, holiday("nog een", days=1)) is HolidayFault.TOO_MANY


@pytest.mark.parametrize("name", ["tess", "bram", "cas"])
async def test_nobody_else_reads_or_changes_the_holidays_of_a_school(database, name):
    cast = await make_cast()
    added = await add_holiday(cast.corrie, holiday())
    [line] = await lines(cast.corrie)
    actor = cast.actors[name]
    for act in (
        lambda: change_holiday(actor, added, TODAY, TODAY),
        lambda: remove_holiday(actor, added),
        lambda: put_back(actor, line),
    ):
        with pytest.raises(NotFound):
            await act()
    assert await lines(cast.corrie) == (line,)


async def test_an_unknown_region_or_year_is_not_found(sqlite):
    cast = await make_cast()
    assert "moon" not in REGIONS
    for region, year in (("moon", YEAR), ("", "1999-2000")):
        with pytest.raises(NotFound):
            await holiday_year(cast.corrie, region, year)
        with pytest.raises(NotFound):
            await add_holiday(cast.corrie, holiday(region=region, year=year))
