"""Downloads of the figures: the values of the page, harmless cells, for staff alone, kept in the audit."""

import csv
import io

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlmodel import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from mentorhub.core import db
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.routes import starlette_routes
from mentorhub.core.tables import AuditEntry
from mentorhub.core.texts import say_in
from mentorhub.monitoring.figures import page, routes
from mentorhub.monitoring.figures.export import figures_csv, figures_xlsx
from mentorhub.monitoring.figures.report import figures_pdf
from mentorhub.monitoring.figures.service import figures_of
from mentorhub.monitoring.figures.sheets import as_text, sheets_of
from mentorhub.monitoring.figures.state import FiguresState
from mentorhub.people import sessions
from mentorhub.people.tables import SignInSession
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast
from tests.monitoring.figures.making_figures import apply, fill_group, new_group
from tests.tab import destinations, open_hub

assert page
assert routes
DANGEROUS = '=HYPERLINK("http://x.example")'


async def a_school(group="C"):
    cast = await make_cast()
    c = await fill_group(await new_group(cast, group), cast.corrie, juniors=15)
    d = await fill_group(await new_group(cast, "D"), cast.corrie, juniors=12)
    await apply(c.juniors[:8], "placed", through="mentor", days_ago=30)
    await apply(d.juniors[:3], "placed", through="own", days_ago=20)
    return cast


def texts(sheets, language):
    return [
        [as_text(value)[language] for value in row]
        for sheet in sheets.values()
        for row in (sheet.heads, *sheet.rows)
    ]


async def download(actor, path):
    async with db.transaction() as session:
        row = await session.get_one(SignInSession, actor.session_id)
        row.digest = digest("secret")
    app = Starlette(routes=starlette_routes(sessions.resolve))
    client = TestClient(app, cookies={cookie_name(): "secret"})
    return client.get(path)


@pytest.mark.parametrize(("language", "delimiter"), [("nl", ";"), ("en", ",")])
async def test_the_csv_says_what_the_tables_say_and_nothing_more(sqlite, language, delimiter):
    cast = await a_school()
    sheets = sheets_of(await figures_of(cast.corrie))
    made = figures_csv(sheets, language)
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=delimiter))
    titles = [sheet.title[language] for sheet in sheets.values()]
    assert [row for row in rows if row and row not in [[one] for one in titles]] == texts(sheets, language)


async def test_the_workbook_says_what_the_tables_say_and_nothing_more(sqlite):
    cast = await a_school()
    sheets = sheets_of(await figures_of(cast.corrie))
    book = CalamineWorkbook.from_filelike(io.BytesIO(figures_xlsx(sheets, "en")))
    assert len(book.sheet_names) == len(sheets)
    for name, sheet in zip(book.sheet_names, sheets.values(), strict=True):
        rows = book.get_sheet_by_name(name).to_python()
        wanted = [[cell["en"] if isinstance(cell, dict) else cell for cell in row] for row in sheet.rows]
        assert rows == [[head["en"] for head in sheet.heads], *wanted]


async def test_no_download_and_no_page_tells_a_number_of_a_few(sqlite):
    cast = await a_school()
    found = await figures_of(cast.corrie)
    sheets = sheets_of(found)
    (row,) = [row for row in sheets["groups"].rows if row[0] == {"nl": "D", "en": "D"}]
    assert say_in("nl", "figures.seen.few") in [as_text(value)["nl"] for value in row]
    reader = PdfReader(io.BytesIO(figures_pdf(found, sheets, "nl")))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "Canary" not in words
    assert "minder dan 5" in " ".join(words.split())


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_report_is_tagged_and_has_the_curve_as_a_picture_with_words(sqlite, language):
    cast = await a_school()
    found = await figures_of(cast.corrie)
    made = figures_pdf(found, sheets_of(found), language)
    reader = PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.xmp_metadata is not None
    assert b"pdfuaid" in made
    assert say_in(language, "figures.report.title", name="Coaching North") in reader.pages[0].extract_text()


async def test_a_formula_in_the_name_of_a_group_is_harmless(sqlite):
    cast = await a_school(DANGEROUS)
    sheets = sheets_of(await figures_of(cast.corrie))
    rows = csv.reader(io.StringIO(figures_csv(sheets, "nl").decode("utf-8-sig")), delimiter=";")
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    book = CalamineWorkbook.from_filelike(io.BytesIO(figures_xlsx(sheets, "nl")))
    cells = [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    ]
    assert not [cell for cell in cells if str(cell).startswith("=")]
    assert [cell for cell in cells if "HYPERLINK" in str(cell)]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf"])
async def test_a_download_is_for_staff_and_kept_in_the_audit(sqlite, ending):
    cast = await a_school()
    north = cast.programmes["north"]
    got = await download(cast.corrie, f"/figures.{ending}?show={north.id}")
    assert got.status_code == 200
    assert got.headers["content-disposition"].startswith('attachment; filename="cijfers-2')
    assert got.headers["cache-control"] == "no-store"
    async with db.reading() as session:
        entry = (await session.exec(select(AuditEntry).where(AuditEntry.action == "figures.exported"))).one()
    assert (entry.object_id, entry.detail, entry.actor_id) == (
        north.id,
        {"kind": ending},
        cast.corrie.person_id,
    )


@pytest.mark.parametrize("who", ["bram", "amina", "cas", "tom"])
async def test_others_get_no_download_of_the_programme(sqlite, who):
    cast = await a_school()
    got = await download(getattr(cast, who), f"/figures.csv?show={cast.programmes['north'].id}")
    assert got.status_code == 404


async def test_a_school_without_a_programme_can_still_be_downloaded(sqlite):
    cast = await make_cast()
    async with db.transaction() as session:
        await session.delete(await session.get_one(Programme, cast.programmes["south"].id))
    found = await figures_of(cast.cas)
    assert sheets_of(found) == {}
    assert figures_csv({}, "nl") == b"\xef\xbb\xbf"
    assert figures_pdf(found, {}, "nl").startswith(b"%PDF")


async def test_the_page_shows_charts_with_their_tables(sqlite):
    cast = await a_school()
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, "/figures")
        await tab.call(FiguresState.load)
        shown = await tab.shown(FiguresState)
        assert [card["share"] for card in shown["cards"]][-1] == "38%"
        assert [row["name"]["nl"] for row in shown["groups"]["rows"]] == ["A", "B", "C", "D"]
        assert shown["curve_names"] == [
            {"nl": "Coaching North, 2026-2027", "en": "Coaching North, 2026-2027"}
        ]
        assert len(shown["curve"]["nl"]["data"]) == 2
        assert shown["curve_table"]["rows"]
        assert shown["query"].startswith("?show=")


async def test_what_is_chosen_stands_in_the_address_and_a_strange_one_leads_back(sqlite):
    cast = await a_school()
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, "/figures")
        await tab.call(FiguresState.load)
        assert destinations(await tab.call(FiguresState.compare, against="none")) == [
            f"/figures?show={cast.programmes['north'].id}&against=none"
        ]
        assert destinations(await tab.call(FiguresState.choose, show="2026")) == ["/figures?show=2026"]
        for show in ("2026", str(cast.programmes["south"].id), "x"):
            tab = await hub.tab(cast.tess, f"/figures?show={show}")
            assert set(destinations(await tab.call(FiguresState.load))) == {"/figures"}
