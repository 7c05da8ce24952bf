"""CVs over HTTP: the upload, the download of a version and the exports, for the owner and the coach alone."""

import io

import pytest
from docx import Document
from pypdf import PdfReader
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.guard import digest
from mentorhub.core.routes import UPLOAD_BYTES
from mentorhub.core.tables import StoredFile
from mentorhub.cvs.sharing import service
from mentorhub.cvs.sharing.opening import open_link
from mentorhub.cvs.tables import CvVersion
from mentorhub.people.tables import SignInSession
from tests.cast import make_cast
from tests.core import hostile_files as made
from tests.cvs.making_cv import FULL
from tests.cvs.making_shares import make_cv, make_link, rows_of
from tests.pairs.making import make_pair
from tests.people.visitor import visitor

STRANGERS = ("daan", "chaima", "tess", "timo", "corrie", "zoe", "yara", "tom", "cas")


async def browser(actor):
    """A browser in which somebody is signed in."""
    async with db.transaction() as session:
        (await session.get_one(SignInSession, actor.session_id)).digest = digest(actor.first_name)
    return visitor(secret=actor.first_name)


async def send(actor, content: bytes, name: str = "Mijn cv.pdf"):
    client = await browser(actor)
    return await client.post("/cv/upload", files={"file": (name, content)})


async def newest_version() -> CvVersion:
    return max(await rows_of(CvVersion), key=lambda row: row.number)


async def test_an_uploaded_cv_becomes_a_version_with_its_text(database):
    cast = await make_cast()
    answer = await send(cast.bram, made.good_pdf())
    assert (answer.status_code, answer.headers["location"]) == (303, "/cv?uploaded=1")
    version = await newest_version()
    assert (version.kind, version.by_enrolment_id) == ("uploaded", cast.bram.enrolment)
    assert [name for name in made.NAMES if name not in version.text] == []
    assert [row.id for row in await rows_of(StoredFile)] == [version.file_id]


@pytest.mark.parametrize(
    ("name", "build", "reason"),
    [
        ("cv.pdf", made.encrypted_pdf, "encrypted_pdf"),
        ("cv.docx", made.macro_docx, "macros"),
        ("../cv.pdf", made.good_pdf, "path_name"),
        ("cv.pdf", lambda: b"", "empty"),
    ],
)
async def test_a_refused_upload_leaves_nothing_and_says_why(sqlite, tmp_path, name, build, reason):
    cast = await make_cast()
    answer = await send(cast.bram, build(), name)
    assert answer.headers["location"] == f"/cv?refused={reason}"
    assert (await rows_of(StoredFile), await rows_of(CvVersion)) == ([], [])
    assert not (tmp_path / "files").exists()


async def test_an_upload_without_a_file_is_told(sqlite):
    cast = await make_cast()
    answer = await (await browser(cast.bram)).post("/cv/upload", data={"file": "x"})
    assert answer.headers["location"] == "/cv?refused=no_file"


async def test_a_large_upload_is_refused_before_it_is_read(sqlite):
    cast = await make_cast()
    answer = await send(cast.bram, b"%PDF-1.7" + b"x" * (UPLOAD_BYTES + 100_000))
    assert (answer.status_code, answer.headers["refresh"]) == (413, "0; url=/cv?refused=too_big")


async def test_many_uploads_in_a_row_have_to_wait(sqlite):
    cast = await make_cast()
    client = await browser(cast.bram)
    answers = [await client.post("/cv/upload", files={"file": ("cv.pdf", b"")}) for _ in range(11)]
    assert answers[9].headers["location"] == "/cv?refused=empty"
    assert answers[10].headers["location"] == "/cv?refused=too_often"


@pytest.mark.parametrize("who", ["amina", "tess", "corrie"])
async def test_only_a_mentee_uploads_a_cv(sqlite, who):
    cast = await make_cast()
    assert (await send(cast.actors[who], made.good_pdf())).status_code == 404
    assert (await visitor().post("/cv/upload", files={"file": ("cv.pdf", b"x")})).headers[
        "location"
    ] == "/sign-in"
    assert await rows_of(StoredFile) == []


@pytest.mark.parametrize("who", ["bram", "amina"])
async def test_owner_and_coach_download_the_file_as_it_was(database, who):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await send(cast.bram, made.good_pdf(), "Zoë's cv.pdf")
    version = await newest_version()
    answer = await (await browser(cast.actors[who])).get(f"/cv/files/{version.id}")
    assert (answer.status_code, answer.content) == (200, made.good_pdf())
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize("who", STRANGERS)
async def test_nobody_else_gets_a_file_or_an_export(sqlite, who):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    await send(cast.bram, made.good_docx(), "cv.docx")
    version = await newest_version()
    client = await browser(cast.actors[who])
    for path in (
        f"/cv/files/{version.id}",
        f"/cv/export.pdf?version={version.id}",
        f"/cv/export.docx?version={version.id}",
        f"/cv/export.pdf?of={cast.bram.enrolment}",
        f"/cv/export.docx?of={cast.bram.enrolment}",
    ):
        assert (await client.get(path)).status_code == 404, path


async def test_a_coach_whose_pair_has_ended_gets_nothing(sqlite):
    from mentorhub.core import clock
    from mentorhub.matching.tables import Pair

    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    version = await make_cv(cast.bram)
    async with db.transaction() as session:
        (await session.get_one(Pair, pair)).ended_at = clock.now()
    assert (await (await browser(cast.amina)).get(f"/cv/export.pdf?version={version}")).status_code == 404


@pytest.mark.parametrize(
    "query", ["version=", "version={version}", "of={of}", "template=modern", "template=odd"]
)
@pytest.mark.parametrize("who", ["bram", "amina"])
async def test_owner_and_coach_export_a_pdf(sqlite, who, query):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    version = await make_cv(cast.bram)
    path = "/cv/export.pdf?" + query.format(version=version, of=cast.bram.enrolment)
    answer = await (await browser(cast.actors[who])).get(path + "&language=en")
    if who == "amina" and not any(given in query for given in ("{version}", "{of}")):
        assert answer.status_code == 404
        return
    assert "Work experience" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "filename*=UTF-8''cv%20%C3%96zg%C3%BCr" in answer.headers["content-disposition"]


async def test_an_earlier_version_is_exported_as_it_was(sqlite):
    from dataclasses import replace

    from mentorhub.cvs.rules.content import to_json
    from mentorhub.cvs.tables import Cv

    cast = await make_cast()
    version = await make_cv(cast.bram)
    async with db.transaction() as session:
        cv = (await session.exec(select(Cv))).one()
        cv.content = to_json(replace(FULL, headline="Nieuwe kop"))
    client = await browser(cast.bram)
    now, before = [
        Document(io.BytesIO((await client.get(f"/cv/export.docx{query}")).content)).paragraphs[1].text
        for query in ("", f"?version={version}")
    ]
    assert (now, before) == ("Nieuwe kop", FULL.headline)


@pytest.mark.parametrize("odd", ["x", "../../etc/passwd", "00000000-0000-0000-0000-000000000000"])
async def test_odd_ids_are_not_found(sqlite, odd):
    cast = await make_cast()
    await make_cv(cast.bram)
    client = await browser(cast.bram)
    for path in (f"/cv/files/{odd}", f"/cv/export.pdf?version={odd}", f"/cv/export.docx?of={odd}"):
        assert (await client.get(path)).status_code == 404


async def test_a_visitor_downloads_a_shared_cv_until_the_link_ends(database):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    opening = await open_link(link.secret, "DSV")
    path = f"/shared/cv/{link.secret}/{opening}/download"
    answer = await visitor().get(path, headers={"cookie": "mentorhub_language=en"})
    assert "Work experience" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    await service.end_link(cast.bram, link.share_id)
    assert (await visitor().get(path)).status_code == 404


async def test_a_visitor_who_did_not_say_who_it_is_downloads_nothing(sqlite):
    cast = await make_cast()
    version = await make_cv(cast.bram)
    link = await make_link(cast.bram)
    for opening in (version, link.share_id, "x"):
        answer = await visitor().get(f"/shared/cv/{link.secret}/{opening}/download")
        assert (answer.status_code, answer.content) == (404, b"")


async def test_a_shared_upload_comes_as_the_file_itself(sqlite):
    cast = await make_cast()
    content = made.good_docx()
    await send(cast.bram, content, "cv.docx")
    link = await make_link(cast.bram)
    answer = await visitor().get(f"/shared/cv/{link.secret}/{await open_link(link.secret, 'DSV')}/download")
    assert answer.content == content
    assert 'filename="cv.docx"' in answer.headers["content-disposition"]


async def test_downloads_of_a_shared_cv_are_counted_per_address(sqlite):
    client = visitor()
    answers = [await client.get(f"/shared/cv/x/{n}/download") for n in range(31)]
    assert (answers[29].status_code, answers[30].status_code) == (404, 429)
