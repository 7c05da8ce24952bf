"""Groups: who sees which, people added, ended and brought back, teachers given and taken."""

import uuid

import pytest
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.people.roster import FaultKind, Field
from mentorhub.people.service import class_lists, groups
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.service import NewProgramme, ProgrammeFault, create_programme, programmes_for
from tests.cast import make_cast
from tests.people.lists import everything, typed

STRANGERS = ("timo", "tom", "cas", "amina", "bram")


def noor(**said: str) -> dict[Field, str]:
    fields = {
        "role": "mentee",
        "first_name": "Noor",
        "infix": "van der",
        "last_name": "Berg",
        "student_number": "0999",
        "class_name": "A",
        "course": "Zorg",
        "year": "1",
        "email": "",
    }
    return {Field(name): text for name, text in (fields | said).items()}


async def test_a_coordinator_sees_the_schools_groups_and_a_teacher_the_own(database):
    cast = await make_cast()
    assert [card.group.name for card in await groups.groups_for(cast.corrie)] == ["A", "B"]
    assert [card.group.name for card in await groups.groups_for(cast.tess)] == ["A"]
    assert [card.group.name for card in await groups.groups_for(cast.cas)] == ["Z"]
    with pytest.raises(NotFound):
        await groups.groups_for(cast.amina)


async def test_a_card_counts_who_takes_part_and_names_the_teachers(database):
    cast = await make_cast()
    card = (await groups.groups_for(cast.tess))[0]
    assert (card.mentees, card.mentors, card.teachers) == (1, 1, ("Tess Voorbeeld",))
    await groups.end_enrolment(cast.tess, cast.bram.enrolment_id)
    assert (await groups.groups_for(cast.tess))[0].mentees == 0


@pytest.mark.parametrize("who", STRANGERS)
async def test_another_group_is_not_found_whoever_asks(sqlite, who):
    cast = await make_cast()
    actor, group = getattr(cast, who), cast.groups["a"].id
    calls = (
        groups.group_of(actor, group),
        groups.people_in(actor, group),
        groups.teachers_for(actor, group),
        groups.set_teacher_of_group(actor, group, cast.timo.person_id, True),
        groups.end_enrolment(actor, cast.bram.enrolment_id),
        groups.bring_back(actor, cast.bram.enrolment_id),
        groups.add_person(actor, cast.programmes["north"].id, noor()),
    )
    before = await everything()
    for call in calls:
        with pytest.raises(NotFound):
            await call
    assert await everything() == before


async def test_people_stand_by_last_name_without_tussenvoegsel_and_who_ended_below(database):
    cast = await make_cast()
    lines = (
        "1;Ada;van de;Zande;Q;;;a@n.example;junior",
        "2;Bas;;Özdemir;Q;;;b@n.example;coach",
        "3;Cas;de;Aal;Q;;;c@n.example;junior",
        "4;Dirk;'t;Hart;Q;;;d@n.example;junior",
    )
    await class_lists.confirm(cast.corrie, cast.programmes["north"].id, typed(*lines), "x.csv")
    group = next(c.group.id for c in await groups.groups_for(cast.corrie) if c.group.name == "Q")
    people = await groups.people_in(cast.corrie, group)
    assert [x.name for x in people] == ["Cas de Aal", "Dirk 't Hart", "Bas Özdemir", "Ada van de Zande"]
    await groups.end_enrolment(cast.corrie, people[0].enrolment_id)
    people = await groups.people_in(cast.corrie, group)
    assert [(x.student_number, x.has_ended) for x in people] == [
        ("4", False),
        ("2", False),
        ("1", False),
        ("3", True),
    ]


async def test_ending_and_bringing_back_leave_one_trace_each(database):
    cast = await make_cast()
    for _ in range(2):
        await groups.end_enrolment(cast.tess, cast.bram.enrolment_id)
    for _ in range(2):
        await groups.bring_back(cast.tess, cast.bram.enrolment_id)
    async with db.reading() as session:
        assert (await session.get_one(Enrolment, cast.bram.enrolment_id)).ended_at is None
    assert len((await everything())["audit_entry"]) == 2


async def test_a_teacher_ends_no_colleague_and_brings_nobody_back_who_left_the_school(database):
    cast = await make_cast()
    with pytest.raises(NotFound):
        await groups.end_enrolment(cast.tess, cast.timo.enrolment_id)
    async with db.transaction() as session:
        found = await session.exec(select(SchoolMember).where(SchoolMember.person_id == cast.bram.person_id))
        found.one().ended_at = clock.now()
    with pytest.raises(NotFound):
        await groups.bring_back(cast.tess, cast.bram.enrolment_id)
    assert [x.has_ended for x in await groups.people_in(cast.tess, cast.groups["a"].id)] == [False, True]
    await groups.bring_back(cast.corrie, cast.bram.enrolment_id)
    assert [x.has_ended for x in await groups.people_in(cast.tess, cast.groups["a"].id)] == [False, False]


async def test_a_coordinator_gives_a_group_to_a_teacher_and_takes_it_away(database):
    cast = await make_cast()
    group, timo = cast.groups["a"].id, cast.timo.person_id
    for _ in range(2):
        await groups.set_teacher_of_group(cast.corrie, group, timo, True)
    assert [card.group.name for card in await groups.groups_for(cast.timo)] == ["A", "B"]
    await groups.set_teacher_of_group(cast.corrie, group, timo, False)
    assert [x.name for x in await groups.teachers_for(cast.corrie, group) if x.teaches] == ["Tess Voorbeeld"]
    assert [card.group.name for card in await groups.groups_for(cast.timo)] == ["B"]


async def test_only_a_teacher_of_the_programme_gets_a_group_and_no_teacher_gives_one(database):
    cast = await make_cast()
    group = cast.groups["a"].id
    for person in (cast.tom.person_id, cast.bram.person_id, cast.corrie.person_id, uuid.uuid4()):
        with pytest.raises(NotFound):
            await groups.set_teacher_of_group(cast.corrie, group, person, True)
    with pytest.raises(NotFound):
        await groups.set_teacher_of_group(cast.tess, group, cast.timo.person_id, True)


async def test_somebody_is_added_by_hand_without_an_email_address(database):
    cast = await make_cast()
    added = await groups.add_person(cast.corrie, cast.programmes["north"].id, noor())
    assert (added.name, added.faults, added.group_id) == ("Noor van der Berg", (), cast.groups["a"].id)
    people = await groups.people_in(cast.tess, cast.groups["a"].id)
    found = next(x for x in people if x.enrolment_id == added.enrolment_id)
    assert (found.name, found.role, found.has_email, found.student_number) == (
        "Noor van der Berg",
        Role.MENTEE,
        False,
        "0999",
    )


async def test_two_people_without_an_email_address_can_be_added(database):
    cast = await make_cast()
    programme = cast.programmes["north"].id
    first = await groups.add_person(cast.corrie, programme, noor())
    second = await groups.add_person(cast.corrie, programme, noor(student_number="0998", first_name="Puk"))
    assert first.enrolment_id != second.enrolment_id
    assert second.faults == ()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"first_name": "=1+1"}, FaultKind.FORMULA),
        ({"last_name": ""}, FaultKind.MISSING_NAME),
        ({"student_number": ""}, FaultKind.MISSING_NUMBER),
        ({"class_name": ""}, FaultKind.MISSING_CLASS),
        ({"email": "noor"}, FaultKind.BAD_EMAIL),
        ({"role": "coordinator"}, FaultKind.UNKNOWN_ROLE),
        ({"role": "teacher"}, FaultKind.MISSING_EMAIL),
        ({"last_name": "x" * 300}, FaultKind.TOO_LONG),
    ],
)
async def test_a_person_with_a_fault_is_not_added(sqlite, said, kind):
    cast = await make_cast()
    before = await everything()
    added = await groups.add_person(cast.corrie, cast.programmes["north"].id, noor(**said))
    assert ([fault.kind for fault in added.faults], added.enrolment_id) == ([kind], None)
    assert await everything() == before


async def test_who_takes_part_already_or_has_another_name_is_not_added_again(database):
    cast = await make_cast()
    programme = cast.programmes["north"].id
    await groups.add_person(cast.corrie, programme, noor(email="noor@n.example"))
    before = await everything()
    again = await groups.add_person(cast.corrie, programme, noor())
    assert [(fault.kind, fault.other) for fault in again.faults] == [
        (FaultKind.ALREADY_HERE, "Noor van der Berg")
    ]
    assert await everything() == before


async def test_who_ended_is_added_again_with_number_and_address_kept(database):
    cast = await make_cast()
    programme = cast.programmes["north"].id
    first = await groups.add_person(cast.corrie, programme, noor(email="noor@n.example"))
    await groups.end_enrolment(cast.corrie, first.enrolment_id)
    wrong = await groups.add_person(cast.corrie, programme, noor(first_name="Nora"))
    assert [fault.kind for fault in wrong.faults] == [FaultKind.SAME_PERSON]
    again = await groups.add_person(cast.corrie, programme, noor(student_number="999", class_name="B"))
    assert (again.enrolment_id, again.group_id) == (first.enrolment_id, cast.groups["b"].id)
    async with db.reading() as session:
        found = await session.exec(
            select(Person.email, SchoolMember.student_number)
            .join(SchoolMember, col(SchoolMember.person_id) == Person.id)
            .where(Person.first_name == "Noor")
        )
        assert found.one() == ("noor@n.example", "0999")


async def test_a_teacher_added_by_hand_gets_the_group(database):
    cast = await make_cast()
    said = noor(role="teacher", student_number="", email="noor@n.example")
    added = await groups.add_person(cast.corrie, cast.programmes["north"].id, said)
    assert (added.faults, added.group_id) == ((), None)
    assert [x.name for x in await groups.teachers_for(cast.corrie, cast.groups["a"].id) if x.teaches] == [
        "Noor van der Berg",
        "Tess Voorbeeld",
    ]


async def test_a_coordinator_begins_a_programme_and_a_teacher_does_not(database):
    cast = await make_cast()
    new = NewProgramme(
        "Peer coaching", clock.now().date(), clock.now().date().replace(year=clock.now().year + 1)
    )
    made = await create_programme(cast.corrie, new)
    assert [x.id for x in await programmes_for(cast.corrie)] == [made, cast.programmes["north"].id]
    assert [x.id for x in await programmes_for(cast.tess)] == [cast.programmes["north"].id]
    assert await create_programme(cast.corrie, new) is ProgrammeFault.TAKEN_NAME
    with pytest.raises(NotFound):
        await create_programme(cast.tess, new)
    assert [x.id for x in await programmes_for(cast.cas)] == [cast.programmes["south"].id]


@pytest.mark.parametrize(
    ("name", "starts", "ends", "fault"),
    [
        ("", "2026-08-01", "2027-07-31", ProgrammeFault.NO_NAME),
        ("x" * 81, "2026-08-01", "2027-07-31", ProgrammeFault.LONG_NAME),
        ("x", None, "2027-07-31", ProgrammeFault.NO_DATES),
        ("x", "2026-08-01", "2026-08-01", ProgrammeFault.ENDS_FIRST),
        ("x", "2026-08-01", "2036-08-01", ProgrammeFault.TOO_LONG),
    ],
)
async def test_a_programme_with_a_fault_is_not_begun(sqlite, name, starts, ends, fault):
    from datetime import date

    cast = await make_cast()
    days = [None if text is None else date.fromisoformat(text) for text in (starts, ends)]
    before = await everything()
    assert await create_programme(cast.corrie, NewProgramme(name, *days)) is fault
    assert await everything() == before
