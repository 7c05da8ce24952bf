"""Nobody buries the others: so many new rows an hour, and no more."""

import pytest

from mentorhub.core import db
from mentorhub.internships.service.applications import ApplicationRefused
from mentorhub.internships.service.applications.beginning import PER_HOUR as APPLICATIONS
from mentorhub.internships.service.companies.taking import NEW_PER_HOUR, CompanyRefused, take_company
from mentorhub.internships.service.leads.sharing import PER_HOUR
from mentorhub.internships.service.leads.values import LeadRefused
from mentorhub.internships.state.lead import LeadState
from tests.cast import make_cast
from tests.internships.making_applications import make_application
from tests.internships.making_leads import make_lead
from tests.tab import destinations, open_hub


async def test_sixty_leads_within_an_hour_are_enough_for_one_person(sqlite):
    cast = await make_cast()
    programme = cast.programmes["north"].id
    for _ in range(PER_HOUR):
        await make_lead(cast.daan, "programme", programme)
    with pytest.raises(LeadRefused, match="too_often"):
        await make_lead(cast.daan, "programme", programme)
    assert await make_lead(cast.chaima, "programme", programme)


async def test_sixty_applications_within_an_hour_are_enough_for_one_mentee(sqlite):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "programme", cast.programmes["north"].id)
    for _ in range(APPLICATIONS):
        await make_application(cast.bram)
    with pytest.raises(ApplicationRefused, match="many"):
        await make_application(cast.bram)
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, f"/leads/{lead_id}")
        await tab.call(LeadState.load)
        assert destinations(await tab.call(LeadState.take_up, lead_id=str(lead_id))) == []
        assert (await tab.shown(LeadState))["said"]["nl"].startswith("Je begon net")


async def test_a_student_does_not_fill_the_list_of_companies_and_staff_may(sqlite):
    cast = await make_cast()
    async with db.transaction() as session:
        for number in range(NEW_PER_HOUR):
            await take_company(session, cast.daan, f"Bedrijf {number}", "")
        with pytest.raises(CompanyRefused, match="too_often"):
            await take_company(session, cast.daan, "Nog een", "")
        assert await take_company(session, cast.daan, "Bedrijf 1", "")
        assert await take_company(session, cast.tess, "Nog een", "")
