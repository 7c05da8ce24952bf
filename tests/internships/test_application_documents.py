"""Documents of an application and the ledger's file: sent, read, removed and put back by the right people."""

import io
import uuid
from datetime import timedelta

import httpx
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select
from starlette.applications import Starlette

from mentorhub.core import clock, db, files
from mentorhub.core.actor import NotFound
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.routes import starlette_routes
from mentorhub.core.tables import StoredFile
from mentorhub.internships import routes
from mentorhub.internships.routes import documents as document_routes
from mentorhub.internships.routes import ledger as ledger_routes
from mentorhub.internships.service import applications as service
from mentorhub.people import sessions
from mentorhub.people.tables import SignInSession
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.internships.making_applications import make_application, make_lead, place
from tests.pairs.making import make_pair

STRANGERS = ("daan", "chaima", "zoe", "yara", "tess", "corrie", "cas")


def a_pdf() -> bytes:
    from pypdf import PdfWriter

    made = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


async def client_of(actor):
    """Return a client of the routes that is signed in as this person."""
    secret = uuid.uuid4().hex
    async with db.transaction() as session:
        (await session.get_one(SignInSession, actor.session_id)).digest = digest(secret)
    transport = httpx.ASGITransport(Starlette(routes=starlette_routes(sessions.resolve)))
    return httpx.AsyncClient(
        transport=transport,
        base_url=settings().origin,
        headers={"origin": settings().origin, "cookie": f"{cookie_name()}={secret}"},
    )


async def send(actor, one, content, name="brief.pdf"):
    async with await client_of(actor) as client:
        return await client.post(
            f"/applications/{one}/documents", files={"file": (name, content)}, data={"title": "Mijn brief"}
        )


async def the_document(actor, one):
    (document,) = (await service.application_file(actor, one)).documents
    return document


async def with_document():
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    one = await make_application(cast.bram)
    answer = await send(cast.bram, one, a_pdf())
    assert answer.headers["location"] == f"/internships/{one}?added=1"
    return cast, one


def test_the_routes_are_declared():
    assert {module.__name__ for module in (document_routes, ledger_routes)} == {
        f"{routes.__name__}.documents",
        f"{routes.__name__}.ledger",
    }


async def test_the_mentee_sends_it_and_both_of_the_pair_read_it_as_a_download(database):
    cast, one = await with_document()
    document = await the_document(cast.amina, one)
    assert (document.title, document.name) == ("Mijn brief", "brief.pdf")
    for name in ("bram", "amina"):
        async with await client_of(cast.actors[name]) as client:
            answer = await client.get(f"/applications/documents/{document.document_id}")
        assert answer.status_code == 200
        assert answer.content == a_pdf()
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_nobody_else_reads_sends_or_removes(database):
    cast, one = await with_document()
    document = await the_document(cast.bram, one)
    for name in STRANGERS:
        actor = cast.actors[name]
        async with await client_of(actor) as client:
            assert (await client.get(f"/applications/documents/{document.document_id}")).status_code == 404
        assert (await send(actor, one, a_pdf())).status_code == 404
    assert (await send(cast.amina, one, a_pdf())).status_code == 404
    for name in ("amina", *STRANGERS):
        with pytest.raises(NotFound):
            await service.remove_document(cast.actors[name], document.document_id)
        with pytest.raises(NotFound):
            await service.put_document_back(cast.actors[name], document.document_id)


async def test_what_is_no_pdf_or_word_file_is_refused_with_its_reason(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    answer = await send(cast.bram, one, b"MZ not a pdf")
    assert answer.headers["location"].startswith(f"/internships/{one}?refused=")
    async with await client_of(cast.bram) as client:
        nothing = await client.post(f"/applications/{one}/documents", data={"title": "x"})
    assert nothing.headers["location"] == f"/internships/{one}?refused=no_file"
    assert (await service.application_file(cast.bram, one)).documents == ()


async def test_a_file_over_the_limit_is_refused_before_it_is_read(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    answer = await send(cast.bram, one, b"0" * (files.MOST_BYTES + 100_000))
    assert answer.status_code == 413


async def test_a_removed_document_can_be_put_back_for_a_day(database):
    cast, one = await with_document()
    document = (await the_document(cast.bram, one)).document_id
    await service.remove_document(cast.bram, document)
    assert (await service.application_file(cast.bram, one)).documents == ()
    with pytest.raises(NotFound):
        await service.document_content(cast.bram, document)
    await service.put_document_back(cast.bram, document)
    assert (await the_document(cast.bram, one)).document_id == document
    await service.remove_document(cast.bram, document)
    clock.move(timedelta(days=1, minutes=1))
    with pytest.raises(NotFound):
        await service.put_document_back(cast.bram, document)


async def test_what_was_removed_is_forgotten_after_a_day(database):
    cast, one = await with_document()
    await service.remove_document(cast.bram, (await the_document(cast.bram, one)).document_id)
    clock.move(timedelta(days=1, minutes=1))
    await service.add_document(cast.bram, one, "", "nieuw.pdf", a_pdf())
    async with db.reading() as session:
        assert [file.name for file in await session.exec(select(StoredFile))] == ["nieuw.pdf"]
    assert (await the_document(cast.bram, one)).title == "nieuw.pdf"


async def test_an_exported_cv_is_attached_in_the_callers_transaction(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    other = await make_application(cast.daan)
    async with db.transaction() as session:
        file = await files.keep(session, cast.bram, "cv.pdf", a_pdf())
        await service.attach(session, cast.bram, one, file, "Cv, versie 3")
    assert (await the_document(cast.bram, one)).title == "Cv, versie 3"
    with pytest.raises(NotFound):
        async with db.transaction() as session:
            await service.attach(session, cast.bram, other, file, "Cv")


async def test_the_ledger_as_a_file_holds_text_and_numbers_only(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram, "=1+2", lead_id=await make_lead(cast.amina))
    await place(cast.bram, one)
    async with await client_of(cast.tess) as client:
        answer = await client.get("/ledger.xlsx")
    assert answer.headers["content-disposition"].startswith('attachment; filename="stages-')
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    chains = book.get_sheet_by_name("Van tip naar stage").to_python()
    assert chains[1][:3] == ["Bram Voorbeeld", "A", "'=1+2"]
    assert book.get_sheet_by_name("Cijfers").to_python()[4] == ["Geplaatst", 1]
    async with await client_of(cast.tess) as client:
        assert (await client.get(f"/ledger.xlsx?group={cast.groups['b'].id}")).status_code == 404
    async with await client_of(cast.bram) as client:
        assert (await client.get("/ledger.xlsx")).status_code == 404
