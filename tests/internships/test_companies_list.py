"""The list of companies at the desk: filtered, paged, and read in few queries."""

from sqlalchemy import event

from mentorhub.core import db
from mentorhub.internships.service.companies.reading import Filters, company_list
from tests.cast import make_cast
from tests.internships.making_companies import make_company, make_contact


async def test_the_list_filters_searches_and_pages(database):
    cast = await make_cast()
    for number in range(60):
        await make_company(cast.tess, f"Winkel {number:02}", "Best" if number % 2 else "Tilburg")
    care = await make_company(cast.tess, "Zörg 100%", "Asten", sector="care", recognised="yes")
    first = await company_list(cast.timo, Filters())
    assert (len(first.lines), first.total, first.pages) == (50, 61, 2)
    last = await company_list(cast.timo, Filters(), 99)
    assert (last.page, len(last.lines), last.places) == (2, 11, ["Asten", "Best", "Tilburg"])
    for filters in (
        Filters(text="zorg 100%"),
        Filters(text="aste"),
        Filters(sector="care"),
        Filters(recognised="yes"),
        Filters(place="Asten", sector="care", recognised="yes", text="ZÖRG"),
    ):
        assert [line.company.id for line in (await company_list(cast.timo, filters)).lines] == [care]
    assert (await company_list(cast.timo, Filters(text="%_%"))).total == 0
    assert (await company_list(cast.timo, Filters(recognised="unknown"))).total == 60
    assert (await company_list(cast.tom, Filters())).total == 0


async def test_a_longer_list_needs_no_more_queries(sqlite):
    cast = await make_cast()
    counts = []
    for number in range(3):
        company = await make_company(cast.tess, f"Winkel {number}")
        await make_contact(cast.tess, company, "Jan")
        statements: list[str] = []
        event.listen(
            db.engine().sync_engine, "before_cursor_execute", lambda *a, s=statements: s.append(a[2])
        )
        await company_list(cast.tess, Filters())
        counts.append(len([each for each in statements if each.startswith("SELECT")]))
    assert counts == [5, 5, 5]
