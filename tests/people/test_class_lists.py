"""Importing class lists: a trial writes nothing, an import writes what the trial said, once."""

import asyncio
import uuid
from collections import Counter

import pytest
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.core.tables import AuditEntry
from mentorhub.people import sessions
from mentorhub.people.roster import Change, FaultKind, Field, RefusalKind, RosterRefused, RosterRole
from mentorhub.people.service import class_lists, groups
from mentorhub.people.service.class_lists import Columns, Outcome
from mentorhub.people.tables import Enrolment, GroupTeacher, Person, SchoolMember, SignInSession
from mentorhub.programmes.tables import Group, Programme
from tests.cast import Cast, make_cast, make_person
from tests.people.lists import everything, example, typed

EXAMPLES = {
    "summa-logistiek.csv": Outcome(65, 0, 0, 0),
    "regiocollege.csv": Outcome(50, 0, 0, 0),
    "regiocollege.xlsx": Outcome(50, 0, 0, 0),
    "with-faults.csv": Outcome(2, 0, 0, 9, 1),
}


async def north(cast: Cast) -> uuid.UUID:
    return cast.programmes["north"].id


async def import_lines(cast: Cast, *lines: str) -> Outcome:
    return await class_lists.confirm(cast.corrie, await north(cast), typed(*lines), "list.csv")


async def try_lines(cast: Cast, *lines: str):
    tried = await class_lists.trial(cast.corrie, await north(cast), typed(*lines), "list.csv")
    return tried.result


async def part_of(number: str) -> tuple[Person, SchoolMember, Enrolment, Group | None]:
    async with db.reading() as session:
        found = await session.exec(
            select(Person, SchoolMember, Enrolment, Group)
            .join(SchoolMember, col(SchoolMember.person_id) == Person.id)
            .join(Enrolment, col(Enrolment.person_id) == Person.id)
            .outerjoin(Group, col(Group.id) == Enrolment.group_id)
            .where(SchoolMember.student_number == number)
        )
        return found.one()


@pytest.mark.parametrize("name", EXAMPLES)
async def test_each_example_list_gives_what_its_readme_says_and_nothing_the_second_time(database, name):
    cast = await make_cast()
    programme, data, expected = await north(cast), example(name), EXAMPLES[name]
    assert await class_lists.confirm(cast.corrie, programme, data, name) == expected
    before = await everything()
    again = await class_lists.confirm(cast.corrie, programme, data, name)
    assert again == Outcome(0, 0, expected.new, expected.faulty, expected.empty)
    after = await everything()
    after["audit_entry"], before["audit_entry"] = [], []
    assert after == before


async def test_a_trial_writes_nothing_at_all(database):
    cast = await make_cast()
    await class_lists.confirm(cast.corrie, await north(cast), example("regiocollege.csv"), "a.csv")
    before = await everything()
    for name in EXAMPLES:
        await class_lists.trial(cast.corrie, await north(cast), example(name), name)
    assert await everything() == before


async def test_the_logistics_list_makes_its_groups_with_coaches_and_juniors(sqlite):
    cast = await make_cast()
    await class_lists.confirm(cast.corrie, await north(cast), example("summa-logistiek.csv"), "s.csv")
    cards = {card.group.name: (card.mentees, card.mentors) for card in await groups.groups_for(cast.corrie)}
    assert cards == {
        "A": (1, 1),
        "B": (1, 1),
        "LM2A": (16, 0),
        "LT3A": (17, 0),
        "TL4A": (0, 16),
        "TL4B": (0, 16),
    }


async def test_leading_zeros_and_accents_reach_the_database(database):
    cast = await make_cast()
    await class_lists.confirm(cast.corrie, await north(cast), example("summa-logistiek.csv"), "s.csv")
    person, member, enrolment, group = await part_of("0412320")
    assert (person.first_name, person.last_name, person.email) == (
        "Naïma",
        "Benali",
        "0412320@student.summa.example",
    )
    assert (enrolment.role, enrolment.course, enrolment.year) == (
        "mentor",
        "Manager Transport en Logistiek",
        "4",
    )
    assert (group.name, member.school_id) == ("TL4B", cast.corrie.school_id)


async def test_the_excel_list_after_the_csv_changes_nobody_though_its_zeros_are_lost(database):
    cast = await make_cast()
    programme = await north(cast)
    await class_lists.confirm(cast.corrie, programme, example("regiocollege.csv"), "r.csv")
    again = await class_lists.confirm(cast.corrie, programme, example("regiocollege.xlsx"), "r.xlsx")
    assert again == Outcome(0, 0, 50, 0)


async def test_a_changed_row_changes_the_person_and_who_is_not_in_the_list_stays(database):
    cast = await make_cast()
    await import_lines(
        cast,
        "01;Noor;van der;Berg;K1;Zorg;1;noor@n.example;junior",
        "02;Sem;;Smit;K1;Zorg;1;sem@n.example;junior",
    )
    line = "1;Noor;van der;Berg;K2;;2;noor@n.example;coach"
    tried = await try_lines(cast, line)
    assert [each.changes for each in tried.changed] == [
        (
            Change(Field.CLASS_NAME, "K1", "K2"),
            Change(Field.COURSE, "Zorg", ""),
            Change(Field.YEAR, "1", "2"),
            Change(Field.ROLE, "mentee", "mentor"),
        )
    ]
    assert await import_lines(cast, line) == Outcome(0, 1, 0, 0)
    _, member, enrolment, group = await part_of("01")
    assert (member.student_number, group.name, enrolment.role, enrolment.year) == ("01", "K2", "mentor", "2")
    assert (await part_of("02"))[3].name == "K1"
    assert await import_lines(cast, line) == Outcome(0, 0, 1, 0)


async def test_a_teacher_in_a_list_gets_the_group_and_a_second_list_adds_another(database):
    cast = await make_cast()
    assert await import_lines(cast, ";Jan;;Jansen;K1;;;jan@n.example;docent") == Outcome(1, 0, 0, 0)
    assert await import_lines(cast, ";Jan;;Jansen;K2;;;jan@n.example;docent") == Outcome(0, 1, 0, 0)
    assert await import_lines(cast, ";Jan;;Jansen;K2;;;jan@n.example;docent") == Outcome(0, 0, 1, 0)
    assert await import_lines(cast, ";Jan;;Jansen;;;;jan@n.example;docent") == Outcome(0, 0, 1, 0)
    taught = {card.group.name: card.teachers for card in await groups.groups_for(cast.corrie)}
    assert (taught["K1"], taught["K2"]) == (("Jan Jansen",), ("Jan Jansen",))


async def test_a_teacher_who_becomes_a_student_teaches_no_group_any_more(database):
    cast = await make_cast()
    await import_lines(cast, "5;Jan;;Jansen;K1;;;jan@n.example;docent")
    assert await import_lines(cast, "5;Jan;;Jansen;K1;;;jan@n.example;coach") == Outcome(0, 1, 0, 0)
    person, _, enrolment, group = await part_of("5")
    assert (enrolment.role, group.name) == ("mentor", "K1")
    async with db.reading() as session:
        assert (
            await session.exec(select(GroupTeacher).where(GroupTeacher.person_id == person.id))
        ).all() == []


async def test_a_list_that_still_names_somebody_who_ended_brings_them_back_and_says_so(database):
    cast = await make_cast()
    line = "01;Noor;;Berg;K1;;;noor@n.example;junior"
    await import_lines(cast, line)
    enrolment = (await part_of("01"))[2]
    await groups.end_enrolment(cast.corrie, enrolment.id)
    tried = await try_lines(cast, line)
    assert [each.changes for each in tried.changed] == [(Change(Field.ROLE, "", "mentee"),)]
    await import_lines(cast, line)
    assert (await part_of("01"))[2].ended_at is None


async def test_an_address_of_another_school_is_a_fault_that_tells_nothing_of_it(database):
    cast = await make_cast()
    async with db.reading() as session:
        zoe = await session.get_one(Person, cast.zoe.person_id)
    tried = await try_lines(cast, f"01;Iemand;;Anders;K1;;;{zoe.email};junior")
    assert [(each.kind, each.other) for row in tried.faulty for each in row.faults] == [
        (FaultKind.EMAIL_TAKEN, "")
    ]
    said = class_lists.fault_text(tried.faulty[0].faults[0])
    assert zoe.last_name not in said["nl"] + said["en"]
    assert "South" not in said["nl"] + said["en"]
    assert tried.new == ()


async def test_the_same_person_of_another_school_becomes_a_member_of_this_one_too(database):
    cast = await make_cast()
    async with db.reading() as session:
        zoe = await session.get_one(Person, cast.zoe.person_id)
    line = f"01;Zoe;;Voorbeeld;K1;;;{zoe.email};coach"
    assert await import_lines(cast, line) == Outcome(1, 0, 0, 0)
    assert await import_lines(cast, line) == Outcome(0, 0, 1, 0)
    async with db.reading() as session:
        members = await session.exec(select(SchoolMember.school_id).where(SchoolMember.person_id == zoe.id))
        people = await session.exec(select(Person).where(Person.email == zoe.email))
        assert Counter(members) == Counter([cast.schools["north"].id, cast.schools["south"].id])
        assert [person.id for person in people] == [zoe.id]


@pytest.mark.parametrize(
    "line", ["01;Eva;;Voorbeeld;K1;;;{email};coach", "01;Zoe;;Voorbeeld;K1;;;own@n.example;coach"]
)
async def test_no_list_changes_name_or_address_of_somebody_who_is_at_another_school_too(database, line):
    cast = await make_cast()
    async with db.reading() as session:
        zoe = await session.get_one(Person, cast.zoe.person_id)
    await import_lines(cast, f"01;Zoe;;Voorbeeld;K1;;;{zoe.email};coach")
    tried = await try_lines(cast, line.format(email=zoe.email))
    assert [fault.kind for row in tried.faulty for fault in row.faults] == [FaultKind.OWN_ACCOUNT]
    await import_lines(cast, line.format(email=zoe.email))
    async with db.reading() as session:
        now = await session.get_one(Person, zoe.id)
    assert (now.first_name, now.email) == (zoe.first_name, zoe.email)


async def test_a_known_person_cannot_take_an_address_of_another_school(database):
    cast = await make_cast()
    async with db.reading() as session:
        zoe = await session.get_one(Person, cast.zoe.person_id)
    await import_lines(cast, "01;Noor;;Berg;K1;;;noor@n.example;junior")
    outcome = await import_lines(cast, f"01;Noor;;Berg;K1;;;{zoe.email};junior")
    assert outcome == Outcome(0, 0, 0, 1)
    assert (await part_of("01"))[0].email == "noor@n.example"


async def test_the_same_number_at_two_schools_is_two_people(database):
    cast = await make_cast()
    await import_lines(cast, "01;Noor;;Berg;K1;;;noor@n.example;junior")
    data = typed("01;Sem;;Smit;K1;;;sem@s.example;junior")
    done = await class_lists.confirm(cast.cas, cast.programmes["south"].id, data, "s.csv")
    assert done == Outcome(1, 0, 0, 0)


async def test_two_coordinators_who_confirm_at_once_make_nobody_twice(database):
    cast = await make_cast()
    programme, data = await north(cast), example("regiocollege.csv")
    both = await asyncio.gather(
        class_lists.confirm(cast.corrie, programme, data, "r.csv"),
        class_lists.confirm(cast.corrie, programme, data, "r.csv"),
    )
    assert sorted((done.new, done.unchanged) for done in both) == [(0, 50), (50, 0)]


async def test_columns_and_a_role_for_all_can_be_chosen_by_hand(sqlite):
    cast = await make_cast()
    data = b"a;b;c;d;e\r\n0412;Noor;Berg;K1;noor@n.example"
    by_hand = {
        Field.STUDENT_NUMBER: 0,
        Field.FIRST_NAME: 1,
        Field.LAST_NAME: 2,
        Field.CLASS_NAME: 3,
        Field.EMAIL: 4,
    }
    columns = Columns(by_hand, RosterRole.MENTOR)
    tried = await class_lists.trial(cast.corrie, await north(cast), data, "x.csv", columns)
    assert (tried.read.missing, len(tried.result.new)) == ((), 1)
    assert await class_lists.confirm(cast.corrie, await north(cast), data, "x.csv", columns) == Outcome(
        1, 0, 0, 0
    )
    assert (await part_of("0412"))[2].role == "mentor"
    plain = await class_lists.trial(cast.corrie, await north(cast), data, "x.csv")
    assert plain.read.missing[0] is Field.STUDENT_NUMBER


async def test_a_chosen_column_that_is_not_there_is_refused(sqlite):
    cast = await make_cast()
    with pytest.raises(RosterRefused) as caught:
        await class_lists.trial(
            cast.corrie, await north(cast), example("regiocollege.csv"), "r.csv", Columns({Field.EMAIL: 40})
        )
    assert caught.value.kind is RefusalKind.NO_SUCH_COLUMN
    assert (
        class_lists.refusal_text(caught.value)["nl"]
        == "Kolom 41 staat niet in deze lijst. Kies een andere kolom."
    )


@pytest.mark.parametrize("who", ["tess", "amina", "bram", "cas"])
async def test_only_a_coordinator_of_the_school_imports(sqlite, who):
    cast = await make_cast()
    actor, data = getattr(cast, who), example("regiocollege.csv")
    before = await everything()
    for act in (class_lists.trial, class_lists.confirm):
        with pytest.raises(NotFound):
            await act(actor, await north(cast), data, "r.csv")
    assert await everything() == before


async def test_nobody_is_imported_into_a_programme_that_ended(sqlite):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Programme, await north(cast))).ended_at = clock.now()
    with pytest.raises(NotFound):
        await import_lines(cast, "01;Noor;;Berg;K1;;;noor@n.example;junior")


async def test_an_import_is_written_down_with_numbers_and_no_names(sqlite):
    cast = await make_cast()
    await class_lists.confirm(cast.corrie, await north(cast), example("with-faults.csv"), "w.csv")
    async with db.reading() as session:
        entry = (await session.exec(select(AuditEntry))).one()
    assert (entry.action, entry.actor_id, entry.object_id) == (
        "class_list.imported",
        cast.corrie.person_id,
        await north(cast),
    )
    assert entry.detail == {"new": 2, "changed": 0, "faulty": 9}


async def test_the_command_line_imports_for_a_school_without_anybody_signed_in(sqlite):
    cast = await make_cast()
    school, programme = cast.schools["north"].id, await north(cast)
    data = example("regiocollege.csv")
    assert await class_lists.import_list(school, programme, data, "r.csv") == Outcome(50, 0, 0, 0)
    assert (await class_lists.try_list(school, programme, data, "r.csv")).result.writes_nothing
    with pytest.raises(NotFound):
        await class_lists.import_list(cast.schools["south"].id, programme, data, "r.csv")


async def test_an_ended_student_keeps_the_row_and_loses_the_part_at_the_next_event(database):
    cast = await make_cast()
    async with db.transaction() as session:
        actor = await make_person(
            session,
            "Lotte",
            Role.MENTEE,
            cast.schools["north"],
            cast.programmes["north"],
            cast.groups["a"],
            digest="lotte",
        )
    assert (await sessions.resolve("lotte")).role is Role.MENTEE
    await groups.end_enrolment(cast.tess, actor.enrolment_id)
    after = await sessions.resolve("lotte")
    assert (after.role, after.enrolment_id) == (None, None)
    with pytest.raises(NotFound):
        await sessions.choose(after, cast.schools["north"].id, actor.enrolment_id)
    async with db.reading() as session:
        assert (await session.get_one(Enrolment, actor.enrolment_id)).ended_at is not None
        assert (await session.get_one(SignInSession, actor.session_id)).ended_at is None


async def test_a_list_of_5000_rows_is_imported_whole(sqlite):
    cast = await make_cast()
    lines = [f"{n:07};Voor{n};;Achter{n};K{n % 40};;;p{n}@n.example;junior" for n in range(5000)]
    assert await import_lines(cast, *lines) == Outcome(5000, 0, 0, 0)
    assert await import_lines(cast, *lines) == Outcome(0, 0, 5000, 0)
    with pytest.raises(RosterRefused) as caught:
        await import_lines(cast, *lines, "x;A;;B;K;;;a@b.example;junior")
    assert caught.value.kind is RefusalKind.TOO_MANY_ROWS


def test_every_refusal_and_every_fault_has_words_in_both_languages():
    from mentorhub.people.roster import Fault

    data = {"limit": 5, "line": 3, "column": 1, "extension": "pdf"}
    refusals = [class_lists.refusal_text(RosterRefused(kind, **data)) for kind in RefusalKind]
    faults = [class_lists.fault_text(Fault(kind, Field.EMAIL, "x", (3, 7), "Noor")) for kind in FaultKind]
    short = [class_lists.fault_text(Fault(kind, None, "x")) for kind in FaultKind]
    for text in (*refusals, *faults, *short):
        assert set(text) == {"nl", "en"}
        assert text["nl"] != text["en"]
        assert "{" not in text["nl"] + text["en"]


def test_the_other_lines_of_a_fault_are_named_five_at_most():
    from mentorhub.people.roster import Fault

    def said(*lines: int) -> str:
        fault = Fault(FaultKind.DOUBLED_NUMBER, Field.STUDENT_NUMBER, "01", lines)
        return class_lists.fault_text(fault)["nl"]

    assert said(3) == "Het studentnummer 01 staat ook op regel 3."
    assert said(3, 7) == "Het studentnummer 01 staat ook op regel 3 en 7."
    assert said(*range(2, 9)) == "Het studentnummer 01 staat ook op regel 2, 3, 4, 5, 6 en nog 2."
