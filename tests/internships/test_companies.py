"""Companies are taken by name, kept by staff, and seen by others as far as they may."""

import asyncio
import uuid

import pytest

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.service.companies.changing import (
    CompanyFields,
    ContactFields,
    add_company,
    add_contact,
    change_company,
    put_back,
    remove_contact,
)
from mentorhub.internships.service.companies.doubles import doubles, keep_apart
from mentorhub.internships.service.companies.finding import companies_like, named
from mentorhub.internships.service.companies.importing import import_list, try_list
from mentorhub.internships.service.companies.interning import (
    InternshipFields,
    add_own,
    add_own_at,
    own_internships,
    remove_own,
)
from mentorhub.internships.service.companies.merging import done_merges, merge, undo
from mentorhub.internships.service.companies.reading import Filters, company_file, company_list
from mentorhub.internships.service.companies.taking import CompanyRefused, company_names, take_company
from tests.cast import make_cast
from tests.internships.making_companies import everything, make_company, make_contact, make_past


async def take(actor: Actor, name: str, place: str = "") -> uuid.UUID:
    async with db.transaction() as session:
        return await take_company(session, actor, name, place)


async def test_the_same_name_is_the_same_company_and_another_place_another(database):
    cast = await make_cast()
    best = await take(cast.bram, "Bakkerij Jansen B.V.", "Best")
    assert await take(cast.tess, "bakkerij jansen", "BEST") == best
    assert await take(cast.amina, "Bakkerij  Jansén") == best
    tilburg = await take(cast.bram, "Bakkerij Jansen", "Tilburg")
    assert tilburg != best
    assert await take(cast.zoe, "Bakkerij Jansen", "Best") not in (best, tilburg)
    async with db.reading() as session:
        names = await company_names(session, [best, tilburg, uuid.uuid4()])
    assert {(each.name, each.place) for each in names.values()} == {
        ("Bakkerij Jansen B.V.", "Best"),
        ("Bakkerij Jansen", "Tilburg"),
    }


async def test_two_who_type_a_new_name_at_once_make_one_company(database):
    cast = await make_cast()
    ids = await asyncio.gather(*[take(who, "Nieuw Bedrijf", "Best") for who in (cast.bram, cast.amina)])
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("name", "place", "reason"),
    [
        ("", "", "name_empty"),
        ("  – !", "", "name_empty"),
        ("x" * 121, "", "name_long"),
        ("Hema", "y" * 81, "place_long"),
    ],
)
async def test_what_is_no_name_is_refused(sqlite, name, place, reason):
    cast = await make_cast()
    with pytest.raises(CompanyRefused) as refused:
        await take(cast.bram, name, place)
    assert refused.value.reason == reason
    assert (await everything())["company"] == []


async def test_typing_shows_companies_of_the_own_school_only(database):
    cast = await make_cast()
    here = await make_company(cast.tess, "Bakkerij Jansen", "Best")
    await make_company(cast.tom, "Bakkerij Jansen Zuid")
    assert [hit.company_id for hit in await companies_like(cast.bram, "bakk")] == [here]
    same = await companies_like(cast.bram, "Bakkerij Jansen BV")
    assert [(hit.place, hit.is_same) for hit in same] == [("Best", True)]


async def test_staff_add_and_change_and_a_known_company_stays_as_it_is(database):
    cast = await make_cast()
    fields = CompanyFields("Hema", "Best", "retail", "www.hema.example", "small", "yes")
    company_id, is_new = await add_company(cast.tess, fields)
    assert is_new
    assert await add_company(cast.timo, CompanyFields("HEMA bv", "best")) == (company_id, False)
    kept = (await company_file(cast.bram, company_id)).company
    assert (kept.website, kept.sector, kept.recognised) == ("https://www.hema.example", "retail", "yes")
    await change_company(cast.corrie, company_id, CompanyFields("Héma", "Eindhoven"))
    kept = (await company_file(cast.bram, company_id)).company
    assert (kept.name, kept.plain_name, kept.place, kept.website) == ("Héma", "hema", "Eindhoven", "")


@pytest.mark.parametrize(
    "fields",
    [
        CompanyFields("Hema", website="javascript:alert(1)"),
        CompanyFields("Hema", sector="space"),
        CompanyFields("Hema", size="9000"),
        CompanyFields("Hema", recognised="perhaps"),
        CompanyFields(""),
    ],
)
async def test_fields_that_cannot_be_are_refused_and_nothing_is_written(sqlite, fields):
    cast = await make_cast()
    with pytest.raises(CompanyRefused):
        await add_company(cast.tess, fields)
    assert (await everything())["company"] == []


async def test_students_cannot_keep_merge_import_or_list(sqlite):
    cast = await make_cast()
    one, other = await make_company(cast.tess, "Hema"), await make_company(cast.tess, "Hemma")
    done = await merge(cast.tess, one, other)
    third = await make_company(cast.tess, "Hema")
    before = await everything()
    for who in (cast.bram, cast.amina):
        for attempt in (
            add_company(who, CompanyFields("X1")),
            change_company(who, one, CompanyFields("X2")),
            merge(who, one, third),
            undo(who, done),
            done_merges(who),
            doubles(who),
            keep_apart(who, one, third),
            company_list(who, Filters()),
            try_list(who, b"Bedrijf;Plaats\nX;Y\n", "x.csv"),
            import_list(who, b"Bedrijf;Plaats\nX;Y\n", "x.csv"),
        ):
            with pytest.raises(NotFound):
                await attempt
    with pytest.raises(NotFound):
        await add_contact(cast.bram, one, ContactFields("Ik"))
    with pytest.raises(NotFound):
        await add_own_at(cast.bram, one, InternshipFields())
    assert await everything() == before


async def test_another_school_finds_nothing(sqlite):
    cast = await make_cast()
    one, other = await make_company(cast.tess, "Hema"), await make_company(cast.tess, "Hemma")
    contact = await make_contact(cast.tess, one, "Jan")
    done = await merge(cast.tess, one, other)
    await undo(cast.tess, done)
    before = await everything()
    own = await make_company(cast.tom, "Eigen")
    for attempt in (
        company_file(cast.tom, one),
        company_file(cast.zoe, one),
        named(cast.yara, one),
        change_company(cast.cas, one, CompanyFields("X")),
        add_contact(cast.tom, one, ContactFields("X")),
        remove_contact(cast.cas, contact),
        merge(cast.tom, own, one),
        merge(cast.tom, one, own),
        undo(cast.cas, done),
        keep_apart(cast.tom, own, one),
        add_own_at(cast.yara, one, InternshipFields()),
    ):
        with pytest.raises(NotFound):
            await attempt
    after = await everything()
    assert [row for row in after["company"] if row["id"] != own] == before["company"]
    assert after["company_contact"] == before["company_contact"]


async def test_contacts_are_seen_by_staff_and_by_who_added_them(database):
    cast = await make_cast()
    company = await make_company(cast.tess, "Hema")
    by_staff = await make_contact(cast.tess, company, "Piet", phone="06 1")
    by_amina = await add_contact(cast.amina, company, ContactFields("Anna", "chef", "A@hema.example", ""))
    assert await add_contact(cast.amina, company, ContactFields("Anna", "chef", "a@hema.example")) == by_amina
    seen = {
        name: {each.id for each in (await company_file(cast.actors[name], company)).contacts}
        for name in ("tess", "timo", "corrie", "amina", "chaima", "bram")
    }
    both = {by_staff, by_amina}
    assert seen == {
        "tess": both,
        "timo": both,
        "corrie": both,
        "amina": {by_amina},
        "chaima": set(),
        "bram": set(),
    }
    for who, contact in ((cast.chaima, by_amina), (cast.amina, by_staff)):
        with pytest.raises(NotFound):
            await remove_contact(who, contact)
    removed = await remove_contact(cast.tess, by_amina)
    assert (await company_file(cast.amina, company)).contacts == []
    with pytest.raises(NotFound):
        await put_back(cast.chaima, removed)
    await put_back(cast.tess, removed)
    assert [each.email for each in (await company_file(cast.amina, company)).contacts] == ["a@hema.example"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (ContactFields(" "), "contact_name"),
        (ContactFields("Jan", email="jan@"), "contact_email"),
        (ContactFields("Jan", phone="=cmd"), "contact_phone"),
    ],
)
async def test_a_contact_that_cannot_be_is_refused(sqlite, fields, reason):
    cast = await make_cast()
    company = await make_company(cast.tess, "Hema")
    with pytest.raises(CompanyRefused) as refused:
        await add_contact(cast.tess, company, fields)
    assert refused.value.reason == reason


async def test_a_mentors_internship_is_seen_by_first_name_and_no_is_for_staff(database):
    cast = await make_cast()
    past = await add_own(cast.amina, "Hema", "Best", InternshipFields("Verkoop", "2025", "yes"))
    company = (await own_internships(cast.amina))[0].company.company_id
    assert await add_own_at(cast.amina, company, InternshipFields("Kassa", "2025", "no")) == past
    await make_past(cast.chaima, company, year="2024", again="yes")
    seen = [(each.name, each.again, each.is_own) for each in (await company_file(cast.bram, company)).interns]
    assert seen == [("Amina", "", False), ("Chaima", "yes", False)]
    seen = [(each.name, each.again) for each in (await company_file(cast.tess, company)).interns]
    assert seen == [("Amina Voorbeeld", "no"), ("Chaima Voorbeeld", "yes")]
    own = (await company_file(cast.amina, company)).interns[0]
    assert (own.is_own, own.again, own.role) == (True, "no", "Kassa")
    with pytest.raises(NotFound):
        await remove_own(cast.chaima, past)
    await remove_own(cast.amina, past)
    assert await own_internships(cast.amina) == []


async def test_an_internship_told_twice_at_once_is_one(database):
    cast = await make_cast()
    company = await make_company(cast.tess, "Hema")
    fields = InternshipFields("Verkoop", "2025", "yes")
    await asyncio.gather(*[add_own_at(cast.amina, company, fields) for _ in range(2)])
    assert len((await everything())["past_internship"]) == 1


@pytest.mark.parametrize("fields", [InternshipFields(year="vorig"), InternshipFields(role="x" * 81)])
async def test_an_internship_that_cannot_be_is_refused(sqlite, fields):
    cast = await make_cast()
    with pytest.raises(CompanyRefused):
        await add_own(cast.amina, "Hema", "", fields)
    assert await own_internships(cast.amina) == []
