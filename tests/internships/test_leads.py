"""Sharing a lead, finding it, and what one does with it; on both databases."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.service.leads import acting, links, reading
from mentorhub.internships.service.leads.filling import lead_to_change
from mentorhub.internships.service.leads.room import room_leads
from mentorhub.internships.service.leads.sharing import change_lead, share_lead, withdraw_lead
from mentorhub.internships.service.leads.values import Filters, LeadRefused
from mentorhub.internships.tables import Application, Company, Lead, LeadLike
from tests.cast import make_cast
from tests.core.hostile import HERE, Names, reach_of, serving, titled
from tests.internships.making_leads import make_lead, new_lead, row_of, set_course, set_sector, today
from tests.pairs.making import make_pair


async def lines(actor, **filters):
    return (await reading.lead_page(actor, Filters(**filters))).lines


async def roles(actor, **filters):
    return [line.role for line in await lines(actor, **filters)]


async def test_the_same_form_sent_twice_shares_one_lead(database):
    cast = await make_cast()
    new, once = new_lead("group", cast.groups["a"].id), uuid.uuid4().hex
    shared = await asyncio.gather(*[share_lead(cast.amina, new, once) for _ in range(3)])
    assert len(set(shared)) == 1
    (line,) = await lines(cast.bram)
    assert (line.company.name, line.company.place, line.role) == (
        "Vos Logistics",
        "Eindhoven",
        "Medewerker magazijn",
    )
    assert (line.sharer, line.for_name, line.hours, line.introduces) == ("Amina Voorbeeld", "A", 32, True)
    assert (line.is_mine, (await lines(cast.amina))[0].is_mine) == (False, True)


async def test_two_leads_of_one_company_stand_under_one_company(database):
    cast = await make_cast()
    await make_lead(cast.amina, "group", cast.groups["a"].id)
    await make_lead(cast.tess, "group", cast.groups["a"].id, company_name="vos logistics b.v.")
    async with db.reading() as session:
        assert len((await session.exec(select(Company))).all()) == 1


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"role": ""}, "role"),
        ({"hours": 0}, "hours"),
        ({"hours": 61}, "hours"),
        ({"starts_on": today() - timedelta(days=1)}, "start"),
        ({"expires_on": today() - timedelta(days=1)}, "expires"),
        ({"expires_on": today() + timedelta(days=184)}, "expires"),
        ({"web_address": "javascript:alert(1)"}, "link"),
        ({"web_address": "http://127.0.0.1/"}, "link"),
        ({"web_address": "https://me:word@stage.example/"}, "link"),
    ],
)
async def test_a_lead_that_cannot_be_is_refused_and_nothing_is_written(sqlite, other, reason):
    cast = await make_cast()
    with pytest.raises(LeadRefused) as refused:
        await make_lead(cast.amina, "group", cast.groups["a"].id, **other)
    assert refused.value.reason == reason
    with pytest.raises(CompanyRefused):
        await make_lead(cast.amina, "group", cast.groups["a"].id, company_name=" . ")
    async with db.reading() as session:
        assert (await session.exec(select(Lead.id))).all() == []


async def test_the_sharer_changes_a_lead_and_what_stood_there_may_stay(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.amina, "group", cast.groups["a"].id, starts_on=today() + timedelta(days=1))
    standing = (await lead_to_change(cast.amina, lead_id)).lead
    clock.move(timedelta(days=70))
    programme = cast.programmes["north"].id
    await change_lead(cast.amina, lead_id, new_lead(
        "programme", programme, starts_on=standing.starts_on, expires_on=standing.expires_on, role="Planner",
    ))  # fmt: skip
    row = await row_of(lead_id)
    assert (row.role, row.audience, row.group_id, row.programme_id) == (
        "Planner", "programme", None, programme,
    )  # fmt: skip
    with pytest.raises(LeadRefused):
        await change_lead(
            cast.amina, lead_id, new_lead("programme", programme, expires_on=today() - timedelta(days=1))
        )


async def test_a_lead_leaves_the_list_after_its_last_day(database):
    cast = await make_cast()
    await make_lead(cast.amina, "group", cast.groups["a"].id, expires_on=today() + timedelta(days=3))
    clock.move(timedelta(days=3))
    assert len(await lines(cast.bram)) == 1
    clock.move(timedelta(days=4))
    assert await lines(cast.bram) == ()
    assert [line.closed for line in await lines(cast.amina, mine=True)] == ["expired"]


async def test_a_withdrawn_lead_is_gone_for_others_until_it_is_put_back(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.amina, "group", cast.groups["a"].id)
    await withdraw_lead(cast.amina, lead_id)
    await withdraw_lead(cast.amina, lead_id)
    assert await lines(cast.bram) == ()
    assert (await reading.lead_file(cast.bram, lead_id)).line.closed == "withdrawn"
    assert await reading.gone_of_mine(cast.amina) == []
    with pytest.raises(LeadRefused):
        await change_lead(cast.amina, lead_id, new_lead("group", cast.groups["a"].id))
    await acting.reopen(cast.amina, lead_id)
    assert len(await lines(cast.bram)) == 1


async def test_who_sees_a_lead_says_it_is_gone_the_sharer_hears_it_and_both_can_undo(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    await acting.mark_gone(cast.bram, lead_id)
    await acting.mark_gone(cast.amina, lead_id)
    (gone,) = await reading.gone_of_mine(cast.tess)
    assert (gone.by_name, gone.company, gone.on) == ("Bram Voorbeeld", "Vos Logistics", today())
    assert await reading.gone_of_mine(cast.bram) == []
    file = await reading.lead_file(cast.amina, lead_id)
    assert (file.line.closed, file.gone_by, file.may_reopen) == ("gone", "Bram Voorbeeld", False)
    with pytest.raises(acting.NotFound):
        await acting.reopen(cast.amina, lead_id)
    await acting.reopen(cast.bram, lead_id)
    assert len(await lines(cast.bram)) == 1
    await acting.mark_gone(cast.bram, lead_id)
    await acting.reopen(cast.tess, lead_id)
    assert await reading.gone_of_mine(cast.tess) == []


async def test_a_mentee_keeps_leads_in_mind(database):
    cast = await make_cast()
    kept = await make_lead(cast.tess, "group", cast.groups["a"].id, role="Kok")
    await make_lead(cast.tess, "group", cast.groups["a"].id, role="Gastvrouw")
    await asyncio.gather(*[acting.like(cast.bram, kept) for _ in range(2)])
    assert await roles(cast.bram, liked=True) == ["Kok"]
    assert (await reading.lead_file(cast.tess, kept)).likes == 1
    assert (await reading.lead_file(cast.bram, kept)).likes == 0
    await acting.unlike(cast.bram, kept)
    async with db.reading() as session:
        assert (await session.exec(select(LeadLike))).all() == []


async def test_a_lead_that_is_taken_up_begins_one_application(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    first = await acting.take_up(cast.bram, lead_id, uuid.uuid4().hex)
    assert await acting.take_up(cast.bram, lead_id, uuid.uuid4().hex) == first
    async with db.reading() as session:
        application = await session.get_one(Application, first)
    lead = await row_of(lead_id)
    assert (application.lead_id, application.company_id, application.role) == (
        lead_id,
        lead.company_id,
        "Medewerker magazijn",
    )
    assert (await lines(cast.bram))[0].application_id == first
    assert (await reading.lead_file(cast.tess, lead_id)).begun == 1
    await withdraw_lead(cast.tess, lead_id)
    with pytest.raises(LeadRefused):
        await acting.take_up(cast.bram, lead_id, uuid.uuid4().hex)
    async with db.reading() as session:
        assert await session.get(Application, first) is not None


async def test_search_and_filters_find_what_fits(database):
    cast = await make_cast()
    await set_course(cast.bram, "Logistiek medewerker")
    group = cast.groups["a"].id
    await make_lead(cast.amina, "group", group)
    await make_lead(cast.tess, "group", group, company_name="Café Étoile", company_place="Breda", role="Kok")
    await make_lead(cast.bram, "group", group, company_name="Bakker Bas", company_place="", role="Hulp")
    await set_sector("Café Étoile", "hospitality")
    await set_sector("Bakker Bas", "logistics")
    assert await roles(cast.bram) == ["Hulp", "Kok", "Medewerker magazijn"]
    assert await roles(cast.bram, words="etoile BREDA") == ["Kok"]
    assert await roles(cast.bram, sector="hospitality") == ["Kok"]
    assert await roles(cast.bram, place="eindhoven") == ["Medewerker magazijn"]
    assert await roles(cast.bram, fits=True) == ["Hulp", "Medewerker magazijn"]
    assert await roles(cast.bram, mine=True) == ["Hulp"]
    found = await reading.lead_page(cast.bram, Filters(words="niets"))
    assert (found.lines, found.total, found.anything) == ((), 0, True)
    assert (found.sectors, found.places) == (("hospitality", "logistics"), ("Breda", "Eindhoven"))


async def test_thirty_leads_stand_on_a_page_and_a_page_too_far_is_the_last(sqlite):
    cast = await make_cast()
    for n in range(31):
        await make_lead(cast.tess, "group", cast.groups["a"].id, role=f"Werk {n}")
    first = await reading.lead_page(cast.bram, Filters())
    last = await reading.lead_page(cast.bram, Filters(), 99)
    assert (first.total, len(first.lines), first.pages) == (31, 30, 2)
    assert (last.page, [line.role for line in last.lines]) == (2, ["Werk 0"])


async def test_the_title_of_a_link_is_kept_and_looked_up_once(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.amina, "group", cast.groups["a"].id, web_address="http://stage.example/")
    async with serving() as server:
        # Only tests listen on a port of their own, so the link that was saved gets that port here.
        await link_to(lead_id, f"http://stage.example:{server.port}/vacature")
        server.pages["/vacature"] = titled("Magazijn bij &lt;b&gt;Vos")
        reach = reach_of(Names(stage_example=[[HERE]]), server.port)
        await links.look_up_link(cast.bram, lead_id, reach=reach)
        await links.look_up_link(cast.bram, lead_id, reach=reach)
        assert server.paths() == ["/vacature"]
    file = await reading.lead_file(cast.bram, lead_id)
    assert (file.web_title, file.web_refused) == ("Magazijn bij <b>Vos", "")


async def link_to(lead_id, address):
    async with db.transaction() as session:
        (await session.get_one(Lead, lead_id)).web_address = address


async def test_a_lead_without_network_is_saved_and_says_why_there_is_no_title(sqlite):
    cast = await make_cast()
    link = "https://nergens.example/"
    lead_id = await make_lead(cast.amina, "group", cast.groups["a"].id, web_address=link)
    await links.look_up_link(cast.amina, lead_id, reach=reach_of(Names(), 443))
    file = await reading.lead_file(cast.bram, lead_id)
    assert (file.web_address, file.web_title, file.web_refused) == (link, "", "unknown_host")
    changed = new_lead("group", cast.groups["a"].id, web_address="https://elders.example/")
    await change_lead(cast.amina, lead_id, changed)
    assert (await row_of(lead_id)).web_refused == ""
    inside = reach_of(Names(elders_example=[["10.0.0.1"]]), 443)
    await links.look_up_link(cast.amina, lead_id, reach=inside)
    assert (await row_of(lead_id)).web_refused == "private"


async def test_the_room_shows_the_leads_between_the_two(database):
    cast = await make_cast()
    pair_id = await make_pair(cast.bram, cast.amina)
    await make_lead(cast.amina, "mentee", cast.bram.enrolment, role="Van coach")
    await make_lead(cast.bram, "mentee", cast.bram.enrolment, role="Van junior")
    await make_lead(cast.amina, "group", cast.groups["a"].id, role="Voor de groep")
    await make_lead(cast.tess, "programme", cast.programmes["north"].id, role="Van docent")
    for actor in (cast.bram, cast.amina):
        shown = await room_leads(actor, pair_id)
        assert [line.role for line in shown.lines] == ["Voor de groep", "Van junior", "Van coach"]
        assert shown.mentee_id == cast.bram.enrolment
