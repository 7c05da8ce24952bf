"""The PDF itself: tables of the plan on every slip, names in any script, tags, large halls, the download."""

import io
import re
import time

import httpx
import pypdf
import pytest
from sqlmodel import col, update
from starlette.applications import Starlette

from mentorhub.core import db
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.http import secured
from mentorhub.core.routes import starlette_routes
from mentorhub.people import sessions
from mentorhub.people.tables import Person, SignInSession
from mentorhub.speeddate.paper.pdf import paper_pdf
from mentorhub.speeddate.paper.service import evening_paper, person_paper
from mentorhub.speeddate.tables import SpeedDate
from tests.speeddate.evening import make_evening

ODD_NAMES = ("Łukasz", "Nguyễn", "Γιώργος", "Ольга", "#set page()", "*a_b*", "[x](y)", '$1 \\ "q" <b>', "😀")


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(page):
    return " ".join(page.extract_text().split())


async def whole_text(evening, language="nl"):
    made = await paper_pdf(await evening_paper(evening.cast.tess, evening.id), language)
    return " ".join(words(page) for page in read(made).pages)


async def rename(actor, first_name, last_name):
    async with db.transaction() as session:
        await session.exec(
            update(Person)
            .where(col(Person.id) == actor.person_id)
            .values(first_name=first_name, last_name=last_name)
        )


async def test_each_junior_reads_the_tables_of_the_plan_on_route_and_form(sqlite):
    evening = await make_evening()
    seats = await evening.seats()
    for junior in evening.mentees:
        own = sorted((number, table) for number, table, mentee, _ in seats if mentee == junior.enrolment)
        paper = await person_paper(evening.cast.tess, evening.id, junior.enrolment)
        text = words(read(await paper_pdf(paper, "nl")).pages[0])
        route, _, form = text.partition("Mijn top 4")
        assert [(int(a), int(b)) for a, b in re.findall(r"Ronde (\d+) Tafel (\d+)", route)] == own
        coaches = {mentor.enrolment: mentor.first_name for mentor in evening.mentors}
        for _, table, mentee, mentor in seats:
            if mentee == junior.enrolment:
                assert f"{table} {coaches[mentor]}" in form
        assert "1 2 3 4" in form


async def test_the_whole_has_walls_a_route_for_everyone_and_a_form_for_each_junior(sqlite):
    evening = await make_evening(mentees=5, mentors=4, rounds=3)
    text = await whole_text(evening)
    assert text.count("Mijn top 4") == 5
    for person in evening.everyone:
        assert text.count(person.full_name) == (2 if person in evening.mentees else 1)
    assert text.count("Tafel Coach Junior") == 3
    assert text.count("Pauze: ") == 3
    assert len(re.findall(r"Jouw tafel is \d", text)) == 4


async def test_a_coach_gets_a_route_without_a_form(sqlite):
    evening = await make_evening()
    paper = await person_paper(evening.cast.tess, evening.id, evening.mentors[1].enrolment)
    text = words(read(await paper_pdf(paper, "nl")).pages[0])
    assert "Jouw tafel is" in text
    assert "Mijn top" not in text


async def test_names_in_any_script_and_with_signs_of_the_typesetter_are_only_text(sqlite):
    evening = await make_evening(mentees=len(ODD_NAMES), mentors=2)
    for person, name in zip(evening.mentees, ODD_NAMES, strict=True):
        await rename(person, name, "van 't Wąż")
    text = await whole_text(evening)
    for name in ODD_NAMES[:-1]:
        assert f"{name} van 't Wąż" in text, name


async def test_it_is_tagged_in_the_language_of_the_reader_and_says_when_it_was_made(sqlite):
    evening = await make_evening()
    paper = await evening_paper(evening.cast.tess, evening.id)
    for language, title, made in (
        ("nl", "Speeddate A op papier", "Gemaakt op"),
        ("en", "Speeddate A on paper", "Made on"),
    ):
        pdf = read(await paper_pdf(paper, language))
        assert pdf.root_object["/MarkInfo"]["/Marked"].value is True
        assert (pdf.root_object["/Lang"], pdf.metadata.title) == (language, title)
        assert made in words(pdf.pages[0])
        assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {
            (595, 842)
        }


@pytest.mark.parametrize(("rounds", "length"), [(1, 1), (30, 10)])
async def test_the_shortest_and_the_longest_evening_fit_their_slips(sqlite, rounds, length):
    evening = await make_evening(mentees=3, mentors=4, rounds=rounds)
    async with db.transaction() as session:
        row = await session.get_one(SpeedDate, evening.id)
        programme = await session.get_one(type(evening.cast.programmes["north"]), row.programme_id)
        programme.list_length = length
    paper = await evening_paper(evening.cast.tess, evening.id)
    pages = [words(page) for page in read(await paper_pdf(paper, "nl")).pages]
    for route in paper.routes:
        whole = [page for page in pages if route.name in page]
        assert len(whole) == (2 if route.is_junior else 1)
        assert all(f"Ronde {rounds}" in page or f"Mijn top {length}" in page for page in whole)


async def test_an_evening_without_anybody_makes_a_page_that_says_so(sqlite):
    evening = await make_evening()
    for person in evening.everyone:
        await evening.leave(person)
    assert "nog niemand" in await whole_text(evening)


async def test_a_hall_of_five_hundred_is_ready_within_seconds(sqlite):
    evening = await make_evening(mentees=250, mentors=250, rounds=8)
    paper = await evening_paper(evening.cast.tess, evening.id)
    begun = time.process_time()
    pdf = read(await paper_pdf(paper, "nl"))
    assert time.process_time() - begun < 20
    assert sum(words(page).count("Mijn top 4") for page in pdf.pages) == 250


async def fetched(actor, *paths):
    async with db.transaction() as session:
        (await session.get_one(SignInSession, actor.session_id)).digest = digest("secret")
    application = secured(Starlette(routes=starlette_routes(sessions.resolve)))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=application),
        base_url="http://localhost:3000",
        cookies={cookie_name(): "secret"},
    ) as client:
        return [await client.get(path) for path in paths]


def addresses(evening):
    whole = f"/speed-dates/{evening.id}/paper.pdf"
    return whole, f"/speed-dates/{evening.id}/route/{evening.mentees[0].enrolment}.pdf"


async def test_who_runs_the_evening_downloads_both(sqlite):
    import mentorhub.speeddate.paper.routes  # noqa: F401  (declares the routes)

    evening = await make_evening()
    whole, one = await fetched(evening.cast.tess, *addresses(evening))
    assert [whole.status_code, one.status_code] == [200, 200]
    assert {answer.headers["content-type"] for answer in (whole, one)} == {"application/pdf"}
    assert 'attachment; filename="Speeddate A op papier.pdf"' in whole.headers["content-disposition"]
    assert "Route van Bram Voorbeeld" in one.headers["content-disposition"]
    assert len(read(whole.content).pages) > len(read(one.content).pages) == 1


@pytest.mark.parametrize("who", ["timo", "tom", "cas", "bram", "amina"])
async def test_for_others_the_downloads_do_not_exist(sqlite, who):
    import mentorhub.speeddate.paper.routes  # noqa: F401  (declares the routes)

    evening = await make_evening()
    odd = ("/speed-dates/x/paper.pdf", f"/speed-dates/{evening.id}/route/x.pdf", "/speed-dates/%00/paper.pdf")
    answers = await fetched(evening.cast.actors[who], *addresses(evening), *odd)
    assert [(answer.status_code, answer.content) for answer in answers] == [(404, b"")] * 5
