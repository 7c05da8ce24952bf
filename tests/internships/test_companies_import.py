"""Importing companies: the trial says what the import does, and importing twice changes nothing."""

import asyncio
import csv
import io
from datetime import timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.routes import UPLOAD_BYTES, starlette_routes
from mentorhub.internships.routes import companies as routes
from mentorhub.internships.rules.company_rows import FaultyCompany, header_strength, parse
from mentorhub.internships.service.companies import waiting
from mentorhub.internships.service.companies.importing import import_list, try_list
from mentorhub.internships.service.companies.merging import merge
from mentorhub.people import sessions
from mentorhub.people.roster import RefusalKind, RosterRefused, read_table
from tests.cast import Cast, make_cast, make_person
from tests.internships.making_companies import EXAMPLES, everything, make_company, make_contact

ORIGIN = "http://localhost:3000"
XLSX = "companies.xlsx"


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


def counts(result) -> tuple[int, int, int, int, int]:
    return result.new, result.near, result.changed, result.unchanged, result.faulty


@pytest.mark.parametrize("name", ["leerbedrijven.csv", XLSX])
async def test_a_list_imported_twice_changes_nothing_the_second_time(database, name):
    cast = await make_cast()
    before = await everything()
    tried = (await try_list(cast.tess, example(name), name)).result
    assert (len(tried.new), len(tried.faulty), tried.empty) == (8, 0, 1)
    assert await everything() == before
    assert counts(await import_list(cast.tess, example(name), name)) == (8, 0, 0, 0, 0)
    first = await everything()
    assert counts(await import_list(cast.timo, example(name), name)) == (0, 0, 0, 8, 0)
    assert await everything() == first
    phones = {row["name"]: row["phone"] for row in first["company_contact"]}
    assert phones["Mevr. A. van Hout"] == "+31 40 255 01 01"
    assert phones["Zoë Smits"] == "06 10 20 30 40"


async def test_the_same_list_in_dutch_and_english_is_the_same(sqlite):
    cast = await make_cast()
    await import_list(cast.tess, example("leerbedrijven.csv"), "l.csv")
    assert counts(await import_list(cast.tess, example(XLSX), XLSX)) == (0, 0, 0, 8, 0)


async def test_faulty_rows_are_left_out_with_their_reasons(sqlite):
    cast = await make_cast()
    tried = (await try_list(cast.tess, example("with-faults.csv"), "w.csv")).result
    assert {row.line: [fault.kind for fault in row.faults] for row in tried.faulty} == {
        11: ["missing_name"],
        12: ["bad_sector"],
        13: ["bad_website"],
        14: ["formula"],
        15: ["bad_size", "bad_recognised"],
        16: ["bad_contact_email", "contact_nameless"],
        17: ["contact_nameless"],
    }
    assert counts(await import_list(cast.tess, example("with-faults.csv"), "w.csv")) == (8, 0, 0, 0, 7)
    assert len((await everything())["company"]) == 8


async def test_a_list_adds_to_what_is_known_and_an_empty_cell_takes_nothing_away(database):
    cast = await make_cast()
    company = await make_company(cast.tess, "Hema", website="https://hema.example", size="small")
    await make_contact(cast.tess, company, "Jan Bos", phone="06 123456")
    header = b"Bedrijf;Plaats;Website;Grootte;Contactpersoon;Email\r\n"
    data = header + b"HEMA BV;Best;;groot;Jan Bos;jan@hema.example\r\n"
    tried = (await try_list(cast.tess, data, "l.csv")).result.changed[0]
    assert [(change.field.value, change.before, change.after) for change in tried.changes] == [
        ("place", "", "Best"),
        ("size", "small", "large"),
    ]
    assert counts(await import_list(cast.tess, data, "l.csv")) == (0, 0, 1, 0, 0)
    after = await everything()
    row, contact = after["company"][0], after["company_contact"][0]
    assert (row["name"], row["place"], row["website"], row["size"]) == (
        "Hema",
        "Best",
        "https://hema.example",
        "large",
    )
    assert (contact["email"], contact["phone"]) == ("jan@hema.example", "06 123456")
    assert counts(await import_list(cast.tess, data, "l.csv")) == (0, 0, 0, 1, 0)


async def test_a_row_that_looks_like_a_known_company_is_told_and_added(database):
    cast = await make_cast()
    known = await make_company(cast.tess, "Bakkerij Jansen", "Best")
    data = b"Bedrijf;Plaats\nBakkerij Janssen;Best\nBakkerij Jansen;Tilburg\n"
    tried = (await try_list(cast.tess, data, "l.csv")).result
    assert [(each.row.name, each.company.company_id) for each in tried.near] == [("Bakkerij Janssen", known)]
    assert [row.place for row in tried.new] == ["Tilburg"]
    assert counts(await import_list(cast.tess, data, "l.csv")) == (2, 1, 0, 0, 0)
    assert counts(await import_list(cast.tess, data, "l.csv")) == (0, 0, 0, 2, 0)


async def test_a_merged_name_leads_to_what_it_became(database):
    cast = await make_cast()
    kept, gone = (
        await make_company(cast.tess, "Jansen"),
        await make_company(cast.tess, "Jansen Brood", "Best"),
    )
    await merge(cast.tess, kept, gone)
    data = b"Bedrijf;Plaats\nJansen Brood;Best\n"
    assert counts(await import_list(cast.tess, data, "l.csv")) == (0, 0, 0, 1, 0)


async def test_rows_for_one_company_are_doubles_and_a_name_at_two_places_needs_one(sqlite):
    cast = await make_cast()
    await make_company(cast.tess, "Hema", "Best")
    await make_company(cast.tess, "Hema", "Asten")
    data = b"Bedrijf;Plaats\nWibra;Best\nWIBRA bv;best\nHema;\n"
    tried = (await try_list(cast.tess, data, "l.csv")).result
    assert [(row.faults[0].kind, row.faults[0].lines) for row in tried.faulty] == [
        ("doubled", (3,)),
        ("doubled", (2,)),
        ("ambiguous", ()),
    ]


async def test_two_who_import_at_once_make_each_company_once(database):

    cast = await make_cast()
    data = example("leerbedrijven.csv")
    await asyncio.gather(*[import_list(who, data, "l.csv") for who in (cast.tess, cast.corrie)])
    assert len((await everything())["company"]) == 8


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Klas;Leerling\nA;B\n", "l.csv", RefusalKind.NO_TABLE),
        (b"Bedrijf;Plaats\n" + b"A;B\n" * 5_001, "l.csv", RefusalKind.TOO_MANY_ROWS),
        (b"x" * (5 * 1024 * 1024 + 1), "l.csv", RefusalKind.TOO_BIG),
        (b"%PDF-1.7", "l.csv", RefusalKind.WRONG_CONTENT),
        (b"PK\x03\x04x", "l.xlsx", RefusalKind.UNREADABLE),
    ],
)
async def test_what_is_no_list_of_companies_is_refused(sqlite, data, name, kind):
    cast = await make_cast()
    with pytest.raises(RosterRefused) as refused:
        await try_list(cast.tess, data, name)
    assert refused.value.kind is kind


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), min_size=4, max_size=4), min_size=1, max_size=6))
def test_whatever_cells_hold_a_sound_row_holds_no_formula_and_no_script(cells):
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([["Bedrijf", "Plaats", "Website", "Telefoon"], *cells])
    try:
        rows, _ = parse(read_table(target.getvalue().encode("utf-8-sig"), "l.csv", header_strength))
    except (RosterRefused, UnicodeEncodeError):
        return
    for row in rows:
        if not isinstance(row, FaultyCompany):
            assert row.name
            assert not row.name.startswith(("=", "+", "-", "@"))
            assert (row.website or "https://").startswith(("http://", "https://"))


def browser(who: str = "") -> httpx.AsyncClient:
    app = Starlette(routes=starlette_routes(sessions.resolve))
    cookies = {cookie_name(): who} if who else {}
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(
        transport=transport, base_url=ORIGIN, cookies=cookies, headers={"origin": ORIGIN}
    )


async def sign_in(cast: Cast, role: Role, secret: str, school: str = "north") -> Actor:
    async with db.transaction() as session:
        place = cast.schools[school], cast.programmes[school]
        return await make_person(session, secret, role, *place, digest=digest(secret))


async def send(page: httpx.AsyncClient, data: bytes) -> httpx.Response:
    return await page.post(routes.PAGE, files={"file": ("lijst.csv", data)})


async def test_an_uploaded_list_is_for_its_sender_only_and_its_faults_come_back_harmless(sqlite):
    cast = await make_cast()
    await sign_in(cast, Role.TEACHER, "teacher")
    await sign_in(cast, Role.TEACHER, "colleague")
    await sign_in(cast, Role.MENTOR, "mentor")
    async with browser("teacher") as page:
        answer = await send(page, example("with-faults.csv"))
        assert answer.status_code == 303
        name = answer.headers["location"].partition("file=")[2]
        file = await page.get(f"{routes.PAGE}/{name}/faults.csv")
        excel = await page.get(f"{routes.PAGE}/{name}/faults.xlsx")
    name = "bedrijven-met-fouten.csv"
    assert file.headers["content-disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert file.headers["x-content-type-options"] == "nosniff"
    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert (len(lines), lines[0][-1]) == (8, "Waarom niet")
    assert lines[4][0] == '\'=HYPERLINK("http://kwaad.example")'
    assert lines[3][-1] == '"javascript:alert(1)" is geen adres van een website.'
    assert (
        len(CalamineWorkbook.from_filelike(io.BytesIO(excel.content)).get_sheet_by_index(0).to_python()) == 8
    )
    for who, status in (("colleague", 404), ("mentor", 404), ("", 303)):
        async with browser(who) as page:
            assert (await page.get(f"{routes.PAGE}/{name}/faults.csv")).status_code == status
    async with browser("mentor") as page:
        assert (await send(page, b"Bedrijf;Plaats\nX;Y\n")).status_code == 404


async def test_an_upload_over_the_limit_is_refused_before_it_is_read(sqlite):
    cast = await make_cast()
    await sign_in(cast, Role.TEACHER, "teacher")
    async with browser("teacher") as page:
        headers = {"content-length": str(UPLOAD_BYTES * 2)}
        answer = await page.post(routes.PAGE, content=b"x", headers=headers)
    assert (answer.status_code, answer.headers["refresh"]) == (413, f"0; url={routes.PAGE}?refused=too_big")


async def test_a_waiting_list_is_imported_once_and_gone_after_an_hour(sqlite):
    cast = await make_cast()
    name = waiting.keep(cast.tess, "../../l.csv", example("leerbedrijven.csv"))
    assert waiting.find(cast.tess, name).filename == "l.csv"
    done = await waiting.confirm_waiting(cast.tess, name)
    assert await waiting.confirm_waiting(cast.tess, name) == done
    assert len((await everything())["company"]) == 8
    for who in (cast.timo, cast.cas, cast.bram):
        with pytest.raises(NotFound):
            waiting.find(who, name)
    with pytest.raises(NotFound):
        waiting.find(cast.tess, "../" + name[3:])
    clock.move(timedelta(hours=1, minutes=1))
    with pytest.raises(NotFound):
        waiting.find(cast.tess, name)
