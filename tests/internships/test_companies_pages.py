"""The pages about companies through the real guard: who can do what, and what comes of it."""

import uuid
from typing import Any

from mentorhub.internships.service.companies import waiting
from mentorhub.internships.state.companies import CompaniesState
from mentorhub.internships.state.companies_import import CompanyImport
from mentorhub.internships.state.companies_one import CompanyState
from mentorhub.internships.state.companies_past import PastInternships
from mentorhub.internships.state.companies_same import DoublesState
from mentorhub.internships.state.company_field import CompanyField
from tests.cast import make_cast
from tests.internships.making_companies import EXAMPLES, everything, make_company, make_contact
from tests.tab import destinations, open_hub

SCRIPT = '"><script>alert(1)</script>'


def as_sent(**fields: str) -> dict[str, Any]:
    """A form as the browser sends it."""
    return {"__reflex_form_data__": [[name, text] for name, text in fields.items()]}


async def test_the_address_keeps_the_filter_and_the_page(sqlite):
    cast = await make_cast()
    for number in range(51):
        await make_company(cast.tess, f"Winkel {number:02}", "Best", sector="retail")
    await make_company(cast.tess, "Zorggroep", "Best", sector="care")
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, "/companies?sector=retail")
        await tab.call(CompaniesState.load)
        shown = await tab.shown(CompaniesState)
        assert (shown["total"], len(shown["rows"]), shown["later"]) == (
            51,
            50,
            "/companies?sector=retail&page=2",
        )
        assert destinations(await tab.call(CompaniesState.choose_place, place="Best")) == [
            "/companies?sector=retail&place=Best"
        ]
        tab.path = "/companies?text=zorg"
        await tab.call(CompaniesState.load)
        shown = await tab.shown(CompaniesState)
        assert [row["name"] for row in shown["rows"]] == ["Zorggroep"]
        assert destinations(await tab.call(CompaniesState.look_for, text="a&b")) == ["/companies?text=a%26b"]


async def test_adding_shows_the_company_and_a_known_one_is_told(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, "/companies")
        form = as_sent(company="Hema", place="", sector="", website="", size="", recognised="")
        (address,) = destinations(await tab.call(CompaniesState.add, form=form))
        tab.path = address
        await tab.call(CompanyState.load)
        assert (await tab.shown(CompanyState))["said"]["nl"] == "Hema staat nu in de lijst."
        (again,) = destinations(await tab.call(CompaniesState.add, form=form))
        assert again == address.replace("added", "known")
        refused = as_sent(company="Hema", website="javascript:alert(1)")
        assert destinations(await tab.call(CompaniesState.add, form=refused)) == []
        assert "website" in (await tab.shown(CompaniesState))["refused"]["nl"]
    assert len((await everything())["company"]) == 1


async def test_a_student_sees_the_company_and_never_its_contacts(sqlite):
    cast = await make_cast()
    company = await make_company(cast.tess, SCRIPT, "Best", website="https://hema.example")
    await make_contact(cast.tess, company, "Geheime Piet", phone="06 99887766")
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, f"/companies/{company}")
        updates = await tab.call(CompanyState.load)
        shown = await tab.shown(CompanyState)
        assert (shown["name"], shown["website"]) == (SCRIPT, "https://hema.example")
        assert not shown["may_add_contact"]
        assert "Geheime" not in str(updates)
        assert "06 99" not in str(updates)
        for act in (CompanyState.change, CompanyState.merge, CompanyState.add_contact, CompanyState.add_own):
            assert destinations(await tab.call(act)) == []
        stranger = await hub.tab(cast.zoe, f"/companies/{company}")
        await stranger.call(CompanyState.load)
        seen = await stranger.shown(CompanyState)
        assert (seen["is_missing"], seen["name"]) == (True, "")
        for made_up in ("x", str(uuid.uuid4())):
            stranger.path = f"/companies/{made_up}"
            await stranger.call(CompanyState.load)
            assert (await stranger.shown(CompanyState))["is_missing"]


async def test_a_contact_and_a_merge_are_undone_on_the_page(sqlite):
    cast = await make_cast()
    company, other = await make_company(cast.tess, "Hema"), await make_company(cast.tess, "Hemma")
    await make_contact(cast.tess, company, "Jan", email="j@hema.example", role="chef")
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, f"/companies/{company}")
        await tab.call(CompanyState.load)
        contact = (await tab.shown(CompanyState))["contacts"][0]
        await tab.call(CompanyState.remove_contact, contact_id=contact["id"])
        shown = await tab.shown(CompanyState)
        assert (shown["contacts"], shown["can_undo"]) == ([], True)
        await tab.call(CompanyState.undo)
        back = (await tab.shown(CompanyState))["contacts"][0]
        assert {**back, "id": ""} == {**contact, "id": ""}
        await tab.call(CompanyState.search_double, text="hem")
        assert [hit["id"] for hit in (await tab.shown(CompanyState))["hits"]] == [str(other)]
        await tab.call(CompanyState.merge, company_id=str(other))
        shown = await tab.shown(CompanyState)
        assert (shown["other_names"], shown["can_unmerge"]) == ("Hemma", True)
        await tab.call(CompanyState.unmerge)
        assert (await tab.shown(CompanyState))["other_names"] == ""
        await tab.call(CompanyState.merge, company_id=str(company))
        assert "al samengevoegd" in (await tab.shown(CompanyState))["refused"]["nl"]


async def test_doubles_are_merged_undone_and_kept_apart_on_their_page(sqlite):
    cast = await make_cast()
    await make_company(cast.tess, "Bakkerij Jansen")
    await make_company(cast.tess, "Bakkerij Janssen")
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, "/companies/same")
        await tab.call(DoublesState.load)
        row = (await tab.shown(DoublesState))["rows"][0]
        pair = row["first"]["id"], row["second"]["id"]
        await tab.call(DoublesState.merge, kept_id=pair[0], gone_id=pair[1])
        shown = await tab.shown(DoublesState)
        assert (shown["rows"], len(shown["merges"])) == ([], 1)
        await tab.call(DoublesState.undo, merge_id=shown["undo_id"])
        assert (await tab.shown(DoublesState))["merges"] == []
        other = await make_company(cast.tess, "Bakkerij Jansens")
        await tab.call(DoublesState.load)
        assert len((await tab.shown(DoublesState))["rows"]) == 2
        for each in pair:
            await tab.call(DoublesState.two, one_id=each, other_id=str(other))
        assert (await tab.shown(DoublesState))["rows"] == []


async def test_an_import_is_tried_confirmed_and_shown_as_done_after_a_reload(sqlite):
    cast = await make_cast()
    name = waiting.keep(cast.tess, "w.csv", (EXAMPLES / "with-faults.csv").read_bytes())
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, f"/companies/import?file={name}")
        before = await everything()
        await tab.call(CompanyImport.load)
        shown = await tab.shown(CompanyImport)
        assert (shown["step"], shown["new"], shown["faulty"], shown["empty"]) == ("trial", 8, 7, 1)
        assert shown["faulty_rows"][2]["what"]["nl"] == (
            '"javascript:alert(1)" is geen adres van een website.'
        )
        assert await everything() == before
        for _ in range(2):
            await tab.call(CompanyImport.confirm)
        again = await hub.tab(cast.tess, f"/companies/import?file={name}")
        await again.call(CompanyImport.load)
        shown = await again.shown(CompanyImport)
        assert (shown["step"], shown["new"], shown["faulty"]) == ("done", 8, 7)
        colleague = await hub.tab(cast.timo, f"/companies/import?file={name}")
        await colleague.call(CompanyImport.load)
        shown = await colleague.shown(CompanyImport)
        assert (shown["step"], "niet meer" in shown["refusal"]["nl"]) == ("choose", True)
    assert len((await everything())["company"]) == 8


async def test_changes_of_an_import_are_told_in_words(sqlite):
    cast = await make_cast()
    await make_company(cast.tess, "Hema", recognised="no")
    data = b"Company;Recognised;Industry;Contact person\nHEMA;yes;Retail;Jan\nHemma;;;\n"
    name = waiting.keep(cast.tess, "l.csv", data)
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, f"/companies/import?file={name}")
        await tab.call(CompanyImport.load)
        shown = await tab.shown(CompanyImport)
    assert shown["changed_rows"][0]["what"]["en"] == (
        "Sector: Shops and trade · Recognised: from Not recognised to Recognised · New contact: Jan"
    )
    assert [row["what"]["nl"] for row in shown["near_rows"]] == ["Lijkt op Hema"]


async def test_a_mentor_tells_internships_with_the_field_that_knows_companies(sqlite):
    cast = await make_cast()
    company = await make_company(cast.tess, "Hema", "Best")
    async with open_hub() as hub:
        tab = await hub.tab(cast.amina, f"/internships/before?company={company}")
        await tab.call(CompanyField.load)
        assert (await tab.shown(CompanyField))["place"] == "Best"
        await tab.call(CompanyField.search, text="hem")
        hit = (await tab.shown(CompanyField))["hits"][0]
        await tab.call(CompanyField.pick, company_id=hit["id"])
        form = as_sent(company="Hema", place="Best", role="Kassa", year="2025", again="yes")
        await tab.call(PastInternships.add, form=form)
        shown = await tab.shown(PastInternships)
        assert [(row["company_id"], row["again"]) for row in shown["rows"]] == [(str(company), "yes")]
        assert (await tab.shown(CompanyField))["name"] == ""
        await tab.call(PastInternships.remove, past_id=shown["rows"][0]["id"])
        assert (await tab.shown(PastInternships))["rows"] == []
        bram = await hub.tab(cast.bram, "/internships/before")
        assert destinations(await bram.call(PastInternships.load)) == ["/"]
        stranger = await hub.tab(cast.zoe, "/x")
        await stranger.call(CompanyField.search, text="hem")
        await stranger.call(CompanyField.pick, company_id=str(company))
        shown = await stranger.shown(CompanyField)
        assert (shown["hits"], shown["place"]) == ([], "")
