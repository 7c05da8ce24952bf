"""The pages of groups and the file, as staff get them."""

import io
import json

import httpx
import pytest
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette

from mentorhub.core import db
from mentorhub.core.actor import Role
from mentorhub.core.guard import cookie_name, digest
from mentorhub.core.routes import starlette_routes
from mentorhub.monitoring.groups.export import matrix_xlsx
from mentorhub.monitoring.groups.rows import brief_day, mark_text
from mentorhub.monitoring.groups.rules import COACH_STEPS, JUNIOR_STEPS, NOT_ASKED, NOT_YET, Mark
from mentorhub.monitoring.groups.service import group_matrix
from mentorhub.monitoring.groups.state import GroupListState, GroupMatrixState
from mentorhub.people import sessions
from mentorhub.people.tables import Person, SignInSession
from tests.monitoring.groups.making_group import CONTACT, a_group, more_students
from tests.pairs.making import make_pair
from tests.tab import destinations, open_hub

FORMULA = "=HYPERLINK(A1)"


@pytest.mark.parametrize(
    ("step", "mark", "words"),
    [
        ("qualities", Mark("begun", number=3, whole=5), "3 van 5"),
        ("top", Mark("done", CONTACT, 1), "14\u00a0okt"),
        ("applications", Mark("done", None, 2, word="interview"), "2, tot gesprek"),
        ("placed", Mark("done", CONTACT, word="DSV"), "DSV"),
        ("qualities", NOT_YET, "nog niet"),
        ("applications", NOT_YET, "nog niet"),
        ("wishes", NOT_ASKED, "niet gevraagd"),
    ],
)
def test_a_mark_has_words(step, mark, words):
    assert mark_text(step, mark)["nl"] == words


def test_a_day_is_short_in_both_languages():
    assert brief_day(CONTACT) == {"nl": "14\u00a0okt", "en": "14\u00a0Oct"}


async def shown_to(hub, actor, path):
    tab = await hub.tab(actor, path)
    await tab.call(GroupMatrixState.load)
    return await tab.shown(GroupMatrixState)


async def test_the_page_shows_marks_sums_and_the_way_to_the_pair(sqlite):
    cast = await a_group()
    group = str(cast.groups["a"].id)
    async with open_hub() as hub:
        shown = await shown_to(hub, cast.tess, f"/groups/{group}")
    (bram,), (amina,) = shown["juniors"], shown["coaches"]
    assert (bram["name"], len(bram["cells"]), len(amina["cells"])) == (
        "Bram Voorbeeld",
        len(JUNIOR_STEPS),
        len(COACH_STEPS),
    )
    assert bram["href"] == amina["href"] != ""
    assert bram["cells"][JUNIOR_STEPS.index("first_contact")]["text"]["nl"] == "14\u00a0okt"
    assert bram["cells"][3]["partners"] == [{"name": "Amina Voorbeeld", "href": ""}]
    assert shown["junior_sums"] == [{"done": 1, "whole": 1}] * len(JUNIOR_STEPS)
    assert shown["export"] == f"/groups/{group}.xlsx"


async def test_a_coach_of_two_has_a_link_for_each_and_none_of_her_own(sqlite):
    cast = await a_group()
    pair = await make_pair(cast.daan, cast.amina)
    async with open_hub() as hub:
        shown = await shown_to(hub, cast.tess, f"/groups/{cast.groups['a'].id}")
    (amina,) = shown["coaches"]
    assert amina["href"] == ""
    links = amina["cells"][COACH_STEPS.index("matched")]["partners"]
    assert [one["name"] for one in links] == ["Bram Voorbeeld", "Daan Voorbeeld"]
    assert links[1]["href"] == f"/pairs/{pair}"


async def test_the_address_keeps_the_order_of_both_tables(sqlite):
    cast = await a_group()
    await more_students(cast, Role.MENTEE, "Abel")
    path = f"/groups/{cast.groups['a'].id}"
    async with open_hub() as hub:
        shown = await shown_to(hub, cast.tess, f"{path}?juniors=-placed&coaches=leads&page=7")
    assert [row["name"] for row in shown["juniors"]] == ["Bram Voorbeeld", "Abel Voorbeeld"]
    assert shown["page"] == 1
    sorts = {head["label"]["en"]: (head["sort"], head["href"]) for head in shown["junior_heads"]}
    assert sorts["Internship"] == ("descending", f"{path}?juniors=placed&coaches=leads")
    assert sorts["CV"] == ("none", f"{path}?juniors=cv&coaches=leads")
    assert [head["sort"] for head in shown["coach_heads"]].count("ascending") == 1


@pytest.mark.parametrize("group", ["b", "z"])
async def test_a_group_out_of_reach_looks_like_one_that_is_not_there(sqlite, group):
    cast = await a_group()
    async with open_hub() as hub:
        for asked in (str(cast.groups[group].id), "x"):
            shown = await shown_to(hub, cast.tess, f"/groups/{asked}")
            assert shown["is_missing"]
            assert (shown["name"], shown["juniors"], shown["coaches"]) == ("", [], [])


async def test_students_are_sent_home(sqlite):
    cast = await a_group()
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, f"/groups/{cast.groups['a'].id}")
        assert set(destinations(await tab.call(GroupMatrixState.load))) == {"/"}


async def test_the_overview_lists_own_groups_and_keeps_the_programme(sqlite):
    cast = await a_group()
    programme = str(cast.programmes["north"].id)
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, "/groups")
        await tab.call(GroupListState.load)
        shown = await tab.shown(GroupListState)
        assert [(row["name"], row["whole"]) for row in shown["juniors"]] == [("A", 1)]
        assert shown["coaches"][0]["sums"][COACH_STEPS.index("leads")] == {"done": 1, "whole": 1}
        tab = await hub.tab(cast.corrie, f"/groups?programme={programme}&page=3")
        await tab.call(GroupListState.load)
        shown = await tab.shown(GroupListState)
        assert ([row["name"] for row in shown["juniors"]], shown["page"]) == (["A", "B"], 1)
        chosen = await tab.call(GroupListState.choose_programme, programme=programme)
        assert destinations(chosen) == [f"/groups?programme={programme}"]


async def test_a_strange_programme_leads_back_to_all_groups(sqlite):
    cast = await a_group()
    async with open_hub() as hub:
        for asked in (str(cast.programmes["south"].id), "x"):
            tab = await hub.tab(cast.corrie, f"/groups?programme={asked}")
            assert set(destinations(await tab.call(GroupListState.load))) == {"/groups"}


async def test_what_staff_receive_holds_nothing_private(sqlite):
    cast = await a_group()
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, f"/groups/{cast.groups['a'].id}")
        updates = await tab.call(GroupMatrixState.load)
    own = GroupMatrixState.get_full_name()
    received = json.dumps([update.delta.get(own) for update in updates], default=str)
    assert "Amina Voorbeeld" in received
    for private in ("geheim", "rather_not", "magazijn", "@"):
        assert private not in received


def sheets(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


async def test_the_file_has_a_sheet_for_juniors_and_one_for_coaches_and_no_formula(sqlite):
    cast = await a_group()
    async with db.transaction() as session:
        (await session.get_one(Person, cast.amina.person_id)).first_name = FORMULA
    found = sheets(matrix_xlsx(await group_matrix(cast.tess, cast.groups["a"].id), "nl"))
    assert list(found) == ["Juniors", "Coaches"]
    heads, bram = found["Juniors"]
    row = dict(zip(heads, bram, strict=True))
    assert (row["Naam"], row["Kwaliteiten"], row["Eerste contact"]) == ("Bram Voorbeeld", 5, "2026-10-14")
    assert (row["Sollicitaties"], row["Verste stap"], row["Stage bij"]) == (1, "geplaatst", "DSV")
    assert row["Duo met"] == f"'{FORMULA} Voorbeeld"
    assert found["Coaches"][1][0] == f"'{FORMULA} Voorbeeld"


async def download(actor, path):
    async with db.transaction() as session:
        (await session.get_one(SignInSession, actor.session_id)).digest = digest(actor.first_name)
    hub = Starlette(routes=starlette_routes(sessions.resolve))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=hub),
        base_url="http://localhost:3000",
        cookies={cookie_name(): actor.first_name},
    ) as client:
        return await client.get(path)


async def test_own_staff_download_the_file_and_nobody_else(sqlite):
    cast = await a_group()
    path = f"/groups/{cast.groups['a'].id}.xlsx"
    for name in ("tess", "corrie"):
        answer = await download(cast.actors[name], path)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith('attachment; filename="groep-')
        assert answer.headers["cache-control"] == "no-store"
        assert "Juniors" in sheets(answer.content)
    for name in ("timo", "bram", "amina", "cas", "tom", "zoe"):
        assert (await download(cast.actors[name], path)).status_code == 404, name
    assert (await download(cast.tess, "/groups/x.xlsx")).status_code == 404
