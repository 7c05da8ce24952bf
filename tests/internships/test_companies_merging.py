"""Two entries of one company become one, and two again exactly as they were."""

import asyncio

import pytest

from mentorhub.core import db
from mentorhub.internships.service.companies.doubles import doubles, keep_apart
from mentorhub.internships.service.companies.interning import InternshipFields, add_own
from mentorhub.internships.service.companies.merging import MergeRefused, done_merges, merge, undo
from mentorhub.internships.service.companies.reading import Filters, company_file, company_list
from mentorhub.internships.service.companies.taking import company_names, take_company
from tests.cast import make_cast
from tests.internships.making_companies import (
    everything,
    make_company,
    make_contact,
    make_past,
    make_way,
    merges,
)


async def full_company(cast, name, who, **fields):
    """A company with one of everything that can hang on it."""
    company = await make_company(cast.tess, name, **fields)
    await make_contact(cast.tess, company, f"Chef {name}")
    await make_past(who, company, year="2025")
    await make_way(cast.bram, company)
    return company


async def test_everything_moves_and_undo_restores_it_exactly(database):
    cast = await make_cast()
    kept = await full_company(cast, "Jansen", cast.amina, sector="food")
    gone = await full_company(cast, "Janssen", cast.chaima, sector="care", website="https://j.example")
    before = await everything()
    done = await merge(cast.tess, kept, gone)
    after = await everything()
    for table in ("company_contact", "past_internship", "lead", "application", "placement"):
        assert {row["company_id"] for row in after[table]} == {kept}
        assert len(after[table]) == 2
    company = (await company_file(cast.bram, gone)).company
    assert (company.id, company.sector, company.website) == (kept, "food", "https://j.example")
    assert (await company_list(cast.tess, Filters())).total == 1
    assert (await company_file(cast.tess, kept)).other_names == ["Janssen"]
    await undo(cast.timo, done)
    assert await everything() == before
    await undo(cast.timo, done)
    assert await everything() == before


async def test_what_came_after_the_merge_stays_with_the_kept_company(database):
    cast = await make_cast()
    kept, gone = await full_company(cast, "Jansen", cast.amina), await make_company(cast.tess, "Janssen")
    done = await merge(cast.tess, kept, gone)
    new = await make_contact(cast.tess, kept, "Nieuw")
    await undo(cast.tess, done)
    assert new in {each.id for each in (await company_file(cast.tess, kept)).contacts}
    assert (await company_file(cast.tess, gone)).contacts == []


async def test_who_was_at_both_counts_once_and_gets_both_back(database):
    cast = await make_cast()
    kept, gone = await make_company(cast.tess, "Jansen"), await make_company(cast.tess, "Janssen")
    stays = await make_past(cast.amina, kept, year="2025")
    hidden = await make_past(cast.amina, gone, year="2024")
    done = await merge(cast.tess, kept, gone)
    assert [each.past_id for each in (await company_file(cast.bram, kept)).interns] == [stays]
    await undo(cast.tess, done)
    assert [each.past_id for each in (await company_file(cast.bram, gone)).interns] == [hidden]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_chain_of_merges_is_undone_in_any_order(database, order):
    cast = await make_cast()
    first = await full_company(cast, "Jansen", cast.amina, website="https://a.example")
    second = await full_company(cast, "Janssen", cast.chaima)
    third = await make_company(cast.tess, "Jansens")
    before = await everything()
    done = [await merge(cast.tess, second, first), await merge(cast.tess, third, second)]
    async with db.transaction() as session:
        names = await company_names(session, [first, second, third])
        assert {each.company_id for each in names.values()} == {third}
        assert await take_company(session, cast.bram, "JANSEN B.V.", "") == third
    assert len((await company_file(cast.tess, first)).contacts) == 2
    for place in order:
        await undo(cast.tess, done[place])
    after = await everything()
    assert {table: rows for table, rows in after.items() if table != "company"} == {
        table: rows for table, rows in before.items() if table != "company"
    }
    assert {row["merged_into_id"] for row in after["company"]} == {None}


async def test_the_same_merge_twice_is_one_and_a_gone_company_cannot_be_merged_again(database):
    cast = await make_cast()
    kept, gone = await make_company(cast.tess, "Jansen"), await make_company(cast.tess, "Janssen")
    other = await make_company(cast.tess, "Jansens")
    done = await merge(cast.tess, kept, gone)
    assert await merge(cast.tess, kept, gone) == done
    for pair in ((other, gone), (gone, other), (gone, kept), (kept, kept)):
        with pytest.raises(MergeRefused):
            await merge(cast.tess, *pair)
    assert len(await merges()) == 1


async def test_two_who_merge_both_ways_at_once_make_one_merge(database):
    cast = await make_cast()
    one, other = await make_company(cast.tess, "Jansen"), await make_company(cast.tess, "Janssen")
    await make_contact(cast.tess, one, "Jan")
    ways = (merge(cast.tess, one, other), merge(cast.timo, other, one))
    results = await asyncio.gather(*ways, return_exceptions=True)
    assert sum(isinstance(each, MergeRefused) for each in results) == 1
    assert len(await merges()) == 1
    assert (await company_list(cast.tess, Filters())).total == 1


async def test_what_is_added_during_a_merge_is_never_lost(database):
    cast = await make_cast()
    kept, gone = await make_company(cast.tess, "Jansen"), await make_company(cast.tess, "Janssen")
    await asyncio.gather(
        add_own(cast.amina, "Janssen", "", InternshipFields(year="2025")),
        merge(cast.tess, kept, gone),
        add_own(cast.chaima, "Janssen", "", InternshipFields(year="2024")),
    )
    seen = (await company_file(cast.bram, kept)).interns
    assert [each.name for each in seen] == ["Amina", "Chaima"]


async def test_doubles_are_suggested_until_staff_have_judged_them(database):
    cast = await make_cast()
    one = await make_company(cast.tess, "Bakkerij Jansen")
    other = await make_company(cast.tess, "Bakkerij Janssen", "Best", website="https://j.example")
    await make_company(cast.tess, "Garage Mertens")
    await make_company(cast.tom, "Bakkerij Jansens")
    found = await doubles(cast.timo)
    assert [(each.first.company.id, each.second.company.id) for each in found] == [(other, one)]
    done = await merge(cast.tess, other, one)
    assert await doubles(cast.timo) == []
    assert [(each.merge_id, each.kept.name, each.gone_name) for each in await done_merges(cast.timo)] == [
        (done, "Bakkerij Janssen", "Bakkerij Jansen")
    ]
    await undo(cast.tess, done)
    assert await doubles(cast.timo) == await done_merges(cast.timo) == []


async def test_two_companies_that_are_two_are_not_suggested_again(database):
    cast = await make_cast()
    one = await make_company(cast.tess, "Bakkerij Jansen")
    other = await make_company(cast.tess, "Bakkerij Janssen")
    before = await everything()
    await keep_apart(cast.tess, one, other)
    assert await doubles(cast.timo) == await done_merges(cast.timo) == []
    assert await everything() == before
