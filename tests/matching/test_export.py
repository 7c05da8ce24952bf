"""A match that leaves the screen: the workbook reopened, the print view, and who gets neither."""

import io
import re
import uuid
import zipfile

import httpx
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select
from starlette.applications import Starlette

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.http import secured
from mentorhub.core.routes import starlette_routes
from mentorhub.core.tables import AuditEntry
from mentorhub.matching import routes
from mentorhub.matching.export import proposal_xlsx
from mentorhub.matching.rules import Objective
from mentorhub.matching.service import publishing, runs
from mentorhub.matching.service.paper import door_names, paper_of
from mentorhub.matching.state.door import MatchPaper
from mentorhub.people import sessions
from mentorhub.people.tables import Enrolment, SignInSession
from mentorhub.programmes.tables import Group, Programme
from tests.cast import make_cast
from tests.matching.making import hand_in_random_lists, make_programme, set_person
from tests.tab import destinations, open_hub

FORMULA = "=HYPERLINK(A1)"


async def proposed(mentees=4, mentors=3):
    """Return a programme and its proposal; one mentee is left over, one is named like a formula."""
    made = await make_programme(mentees, mentors)
    await hand_in_random_lists(made)
    await set_person(made.mentees[0], first_name=FORMULA)
    return made, await runs.propose(made.coordinator, made.programme.id, Objective.GENEROUS)


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


async def get(path, actor):
    """Ask for a path as somebody, or as nobody."""
    cookies = {}
    if actor:
        secret = uuid.uuid4().hex
        async with db.transaction() as session:
            (await session.get_one(SignInSession, actor.session_id)).digest = digest(secret)
        cookies = {cookie_name(): secret}
    app = secured(Starlette(routes=starlette_routes(sessions.resolve)))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", cookies=cookies) as client:
        return await client.get(path)


async def test_the_workbook_holds_every_pair_with_choice_and_reason(database):
    made, run = await proposed()
    paper = await paper_of(made.teacher, run)
    found = sheets(proposal_xlsx(paper, "nl"))
    assert list(found) == ["Duo's", "Cijfers", "Zonder coach"]
    heads, *pairs = found["Duo's"]
    assert heads == ["Junior", "Groep", "Coach", "Keuze", "Kwaliteiten samen", "Waarom"]
    lines = {line.mentee: line for line in paper.run.lines}
    assert len(pairs) == 3
    for mentee, group, mentor, choice, shared, why in pairs:
        line = lines[mentee.removeprefix("'")]
        assert (group, mentor, choice, shared) == ("1A", line.mentor, f"{line.rank}e keuze", line.shared)
        assert why[0].isupper()
    [left] = [line.mentee for line in paper.run.lines if line.mentor_id is None]
    assert [row[0].removeprefix("'") for row in found["Zonder coach"][1:]] == [left]


async def test_the_figures_are_those_of_every_way_to_match(sqlite):
    made, run = await proposed()
    paper = await paper_of(made.coordinator, run)
    found = sheets(proposal_xlsx(paper, "en"))["Figures"]
    assert found[0][0] == made.programme.name
    at = next(place for place, row in enumerate(found) if row[0] == "Way")
    assert found[at][1:] == [
        "choice 1", "choice 2", "choice 3", "not in top 3", "Without a coach", "Remark"
    ]  # fmt: skip
    rows = {row[0]: row[1:] for row in found[at + 1 :]}
    assert len(rows) == len(paper.run.profiles)
    chosen = paper.run.profiles["generous"]
    assert rows["As little disappointment as possible"] == [
        *chosen["ranks"][:3], chosen["beyond_list"], chosen["unmatched"], "chosen, proven"
    ]  # fmt: skip


async def test_a_name_like_a_formula_is_text_and_nothing_in_the_file_runs_or_links(sqlite):
    made, run = await proposed(3, 3)
    data = proposal_xlsx(await paper_of(made.teacher, run), "nl")
    names = [row[0] for row in sheets(data)["Duo's"][1:]]
    assert f"'{FORMULA} Voorbeeld" in names
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode()
            assert "<f>" not in text
            assert not re.search(r"<hyperlink |relationships/hyperlink", text), name
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "external" in name.lower()]


async def test_without_anybody_left_over_there_is_no_sheet_for_them(sqlite):
    made, run = await proposed(3, 3)
    found = sheets(proposal_xlsx(await paper_of(made.teacher, run), "nl"))
    assert list(found) == ["Duo's", "Cijfers"]


async def test_staff_download_it_as_an_attachment_and_the_audit_trail_says_so(database):
    made, run = await proposed()
    assert routes.download_proposal
    answer = await get(f"/match/proposal.xlsx?run={run}", made.teacher)
    assert (answer.status_code, answer.headers["content-type"]) == (200, routes.XLSX)
    assert answer.headers["content-disposition"] == 'attachment; filename="match-coaching-west.xlsx"'
    assert answer.headers["cache-control"] == "no-store"
    assert list(sheets(answer.content)) == ["Duo's", "Cijfers", "Zonder coach"]
    async with db.reading() as session:
        entries = await session.exec(select(AuditEntry).where(AuditEntry.action == "match.exported"))
        assert [(row.object_id, row.actor_id) for row in entries] == [(run, made.teacher.person_id)]


async def test_nobody_else_gets_the_proposal(database):
    made, run = await proposed()
    cast = await make_cast()
    path = f"/match/proposal.xlsx?run={run}"
    outsiders = (cast.tess, cast.corrie, made.mentees[0], made.mentors[0])
    assert [(await get(path, one)).status_code for one in outsiders] == [404] * 4
    assert (await get(path, None)).status_code == 303
    for wrong in (f"/match/proposal.xlsx?run={uuid.uuid4()}", "/match/proposal.xlsx?run=x", path[:20]):
        assert (await get(wrong, made.teacher)).status_code == 404
    for outsider in (cast.tess, cast.cas):
        with pytest.raises(NotFound):
            await paper_of(outsider, run)


async def test_a_teacher_of_another_programme_finds_nothing(sqlite):
    made, run = await proposed()
    other = await make_programme(1, 1, "East")
    async with db.transaction() as session:
        programme = await session.get_one(Programme, other.programme.id)
        programme.school_id = made.programme.school_id
    with pytest.raises(NotFound):
        await paper_of(other.teacher, run)


async def paper_page(hub, actor, run, view):
    tab = await hub.tab(actor, f"/match/print?run={run}&view={view}")
    return tab, await tab.call(MatchPaper.load)


async def test_the_door_shows_who_goes_with_whom_by_group_and_nothing_else(sqlite):
    made, run = await proposed()
    async with db.transaction() as session:
        group = Group(school_id=made.programme.school_id, programme_id=made.programme.id, name="0B")
        session.add(group)
        await session.flush()
        (await session.get_one(Enrolment, made.mentees[1].enrolment)).group_id = group.id
    await set_person(made.mentees[1], last_name="Zwart")
    await publishing.publish(made.coordinator, run)
    async with open_hub() as hub:
        tab, updates = await paper_page(hub, made.teacher, run, "door")
        shown = await tab.shown(MatchPaper)
    assert [group["name"] for group in shown["door"]] == ["0B", "1A"]
    assert shown["door"][0]["rows"][0]["mentee"] == "Junior1 Z."
    assert {len(row["mentor"]) for group in shown["door"] for row in group["rows"]} == {0, len("Coach0 V.")}
    assert sum(row["mentor"] == "" for group in shown["door"] for row in group["rows"]) == 1
    assert (shown["lines"], shown["figures"], shown["is_published"]) == ([], [], True)
    assert not re.search(r"keuze|kwalit|(Junior|Coach)\d Voorbeeld", str(updates))


async def test_the_whole_proposal_on_paper_has_choices_and_reasons(sqlite):
    made, run = await proposed()
    async with open_hub() as hub:
        tab, _ = await paper_page(hub, made.teacher, run, "whole")
        shown = await tab.shown(MatchPaper)
    assert len(shown["lines"]) == 4
    assert {row["choice"]["nl"] for row in shown["lines"]} <= {
        "1e keuze", "2e keuze", "3e keuze", "geen coach", "niet in top 3"
    }  # fmt: skip
    assert all(row["why"]["en"] for row in shown["lines"])
    assert [row["is_chosen"] for row in shown["figures"]][:2] == [True, False]
    assert shown["door"] == []


async def test_a_strange_run_leads_back_to_the_match(sqlite):
    made, run = await proposed()
    cast = await make_cast()
    async with open_hub() as hub:
        for actor, wanted in ((cast.corrie, run), (made.teacher, uuid.uuid4()), (made.teacher, "x")):
            tab, updates = await paper_page(hub, actor, wanted, "whole")
            assert set(destinations(updates)) == {"/match"}
            assert (await tab.shown(MatchPaper))["lines"] == []


def test_two_of_one_name_are_told_apart_on_the_door():
    people = {
        uuid.UUID(int=n): name
        for n, name in enumerate([("Sara", "Bakker"), ("Sara", "Bos"), ("Sara", "Kok"), ("Bo", "")])
    }
    assert list(door_names(people).values()) == ["Sara Ba.", "Sara Bo.", "Sara K.", "Bo"]
