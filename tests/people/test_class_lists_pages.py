"""The pages of class lists and groups through the real guard: who can do what, and what comes of it."""

from typing import Any

import pytest

from mentorhub.people.classlists.state.adding import AddPerson
from mentorhub.people.classlists.state.group import Group
from mentorhub.people.classlists.state.importing import ImportList
from mentorhub.people.classlists.state.overview import Groups
from mentorhub.people.classlists.state.programme import AddProgramme
from mentorhub.people.service import groups
from mentorhub.people.service.class_lists import waiting
from tests.cast import make_cast
from tests.people.lists import everything, example
from tests.tab import destinations, open_hub


def as_sent(**fields: str) -> dict[str, Any]:
    """A form as the browser sends it."""
    return {"__reflex_form_data__": [[name, text] for name, text in fields.items()]}


async def test_a_list_is_tried_confirmed_and_shown_as_done_also_after_a_reload(sqlite):
    cast = await make_cast()
    name = waiting.keep(cast.corrie, cast.programmes["north"].id, "w.csv", example("with-faults.csv"))
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, f"/people/import?file={name}")
        before = await everything()
        await tab.call(ImportList.load)
        page = await tab.shown(ImportList)
        assert (page["step"], page["new"], page["faulty"], page["empty"]) == ("trial", 2, 9, 1)
        assert page["facts"]["nl"] == "CSV · UTF-8 · puntkomma's · kop op regel 1 · regels met iets erin: 11"
        assert page["faulty_shown"][0]["why"]["en"] == "The student number 0091271 is also on line 3."
        assert await everything() == before
        for _ in range(2):
            await tab.call(ImportList.confirm)
        page = await tab.shown(ImportList)
        assert (page["step"], page["new"], page["faulty"]) == ("done", 2, 9)
        after = await everything()
        again = await hub.tab(cast.corrie, f"/people/import?file={name}")
        await again.call(ImportList.load)
        assert (await again.shown(ImportList))["step"] == "done"
    assert len(after["person"]) == len(before["person"]) + 2
    assert len(after["audit_entry"]) == 1


async def test_columns_put_right_by_hand_make_the_trial_anew(sqlite):
    cast = await make_cast()
    data = b"a;b;c;d;e;f\r\n0412;Noor;Berg;K1;noor@n.example;x"
    name = waiting.keep(cast.corrie, cast.programmes["north"].id, "x.csv", data)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, f"/people/import?file={name}")
        await tab.call(ImportList.load)
        page = await tab.shown(ImportList)
        assert page["is_unsure"] is True
        assert page["missing"]["en"].startswith("We miss: Student number, First name, Last name, Class")
        chosen = as_sent(
            student_number="0", first_name="1", last_name="2", class_name="3", email="4", everybody="mentor"
        )
        await tab.call(ImportList.look_again, form=chosen)
        page = await tab.shown(ImportList)
        assert (page["missing"]["en"], page["new"], page["new_shown"][0]["role"]) == ("", 1, "mentor")


@pytest.mark.parametrize(
    ("data", "filename", "start"),
    [
        (b"%PDF-1.4", "lijst.csv", "De naam eindigt op .csv, maar er zit iets anders in."),
        (b"", "lijst.csv", "Dit bestand is leeg."),
        (b"MZ", "lijst.exe", "Dit soort bestand lezen we niet."),
    ],
)
async def test_a_refused_file_writes_nothing_and_the_page_says_why(sqlite, data, filename, start):
    cast = await make_cast()
    name = waiting.keep(cast.corrie, cast.programmes["north"].id, filename, data)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, f"/people/import?file={name}")
        await tab.call(ImportList.load)
        page = await tab.shown(ImportList)
        assert (page["step"], page["refusal"]["nl"][: len(start)]) == ("choose", start)


@pytest.mark.parametrize("word", ["too_big", "no_file", "too_often", "locked", "<b>x</b>"])
async def test_the_address_only_names_refusals_of_the_upload_itself(sqlite, word):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, f"/people/import?refused={word}")
        await tab.call(ImportList.load)
        refusal = (await tab.shown(ImportList))["refusal"]["en"]
    assert bool(refusal) == (word in ("too_big", "no_file", "too_often"))


@pytest.mark.parametrize("who", ["tess", "amina", "bram"])
async def test_who_is_no_coordinator_is_sent_away_and_changes_nothing(sqlite, who):
    cast = await make_cast()
    name = waiting.keep(cast.corrie, cast.programmes["north"].id, "r.csv", example("regiocollege.csv"))
    before = await everything()
    async with open_hub() as hub:
        tab = await hub.tab(getattr(cast, who), f"/people/import?file={name}")
        for load in (ImportList.load, AddPerson.load, AddProgramme.load):
            assert destinations(await tab.call(load)) == ["/"]
        await tab.call(ImportList.confirm)
        await tab.call(
            AddProgramme.save, form=as_sent(name="X", starts_on="2026-08-01", ends_on="2027-07-31")
        )
        await tab.call(Group.give, form=as_sent(teacher=str(cast.timo.person_id)))
    assert await everything() == before


async def test_a_teacher_opens_the_own_group_and_not_another(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, f"/people/{cast.groups['a'].id}")
        await tab.call(Group.load)
        page = await tab.shown(Group)
        assert (page["name"], page["active"], len(page["people"])) == ("A", 2, 2)
        for address in (cast.groups["b"].id, cast.groups["z"].id, "nonsense"):
            other = await hub.tab(cast.tess, f"/people/{address}")
            await other.call(Group.load)
            page = await other.shown(Group)
            assert (page["is_missing"], page["name"], page["people"]) == (True, "", [])
        await tab.call(Groups.load)
        assert [row["name"] for row in (await tab.shown(Groups))["groups"]] == ["A"]


async def test_a_mistaken_end_is_undone_with_one_click(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, f"/people/{cast.groups['a'].id}")
        await tab.call(Group.load)
        await tab.call(Group.end, enrolment_id=str(cast.bram.enrolment_id))
        page = await tab.shown(Group)
        assert (page["active"], page["undo"]) == (1, "end")
        assert page["outcome"]["en"].startswith("Bram Voorbeeld takes no part any more.")
        await tab.call(Group.take_back)
        page = await tab.shown(Group)
        assert (page["active"], page["undo"]) == (2, "")


async def test_a_teacher_is_given_a_group_and_that_is_undone(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, f"/people/{cast.groups['a'].id}")
        await tab.call(Group.load)
        await tab.call(Group.give, form=as_sent(teacher=str(cast.timo.person_id)))
        assert [row["name"] for row in (await tab.shown(Group))["tutors"]] == [
            "Tess Voorbeeld",
            "Timo Voorbeeld",
        ]
        await tab.call(Group.take_back)
        assert [row["name"] for row in (await tab.shown(Group))["tutors"]] == ["Tess Voorbeeld"]


async def test_searching_a_group_finds_names_and_numbers(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, f"/people/{cast.groups['a'].id}")
        await tab.call(Group.load)
        await tab.call(Group.look_for, text="AMI")
        page = await tab.shown(Group)
        assert ([row["name"] for row in page["people"]], page["found"], page["total"]) == (
            ["Amina Voorbeeld"],
            1,
            2,
        )


async def test_a_person_is_added_by_hand_and_a_fault_keeps_the_form(sqlite):
    cast = await make_cast()
    fields = {
        "programme": str(cast.programmes["north"].id),
        "role": "mentee",
        "first_name": "Noor",
        "last_name": "Berg",
        "student_number": "",
        "class_name": "A",
    }
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, "/people/add?group=A")
        await tab.call(AddPerson.load)
        await tab.call(AddPerson.save, form=as_sent(**fields))
        page = await tab.shown(AddPerson)
        assert (page["faults"]["nl"], page["form_key"]) == ("Er staat geen studentnummer.", "1")
        await tab.call(AddPerson.save, form=as_sent(**fields | {"student_number": "0999"}))
        page = await tab.shown(AddPerson)
        assert (page["faults"]["nl"], page["done"]["nl"], page["form_key"]) == (
            "",
            "Noor Berg doet mee.",
            "2",
        )
    assert len(await groups.people_in(cast.tess, cast.groups["a"].id)) == 3


async def test_a_form_with_an_unknown_or_doubled_field_is_refused(sqlite):
    cast = await make_cast()
    before = await everything()
    good = {"name": "X", "starts_on": "2026-08-01", "ends_on": "2027-07-31"}
    doubled = {"__reflex_form_data__": [*([name, text] for name, text in good.items()), ["name", "Y"]]}
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, "/programmes/new")
        for form in (
            as_sent(**good, school_id="x"),
            doubled,
            {"__reflex_form_data__": [["name"]]},
            {"name": 3},
        ):
            await tab.call(AddProgramme.save, form=form)
        assert await everything() == before
        done = await tab.call(AddProgramme.save, form=as_sent(**good))
        assert destinations(done) == ["/people"]
    assert len((await everything())["programme"]) == len(before["programme"]) + 1
