"""Every row becomes a person, or says all that is wrong with it."""

import pytest

from mentorhub.people.roster import (
    EmptyRow,
    Fault,
    FaultKind,
    FaultyRow,
    Field,
    RosterRole,
    RosterRow,
    is_email,
    parse_rows,
    read_table,
    recognise_columns,
)

HEADER = "Nummer;Roepnaam;Tussenvoegsel;Achternaam;Klas;E-mail;Rol"


@pytest.fixture
def one(rows_of):
    """The single row of a list in which one student differs in the given cells."""

    def run(**cells):
        sound = {"number": "0012", "first": "Zoë", "infix": "", "last": "Bakker", "group": "1A"}
        sound |= {"email": "zoe@school.example", "role": "junior"} | cells
        return rows_of(HEADER, ";".join(sound.values()))[0]

    return run


def kinds(row):
    return [(fault.kind, fault.field) for fault in row.faults]


def test_a_sound_row_is_a_person_and_columns_not_in_the_list_say_nothing(one):
    assert one() == RosterRow(
        line=2,
        student_number="0012",
        first_name="Zoë",
        infix="",
        last_name="Bakker",
        class_name="1A",
        course=None,
        year=None,
        email="zoe@school.example",
        role=RosterRole.MENTEE,
    )


def test_spaces_and_invisible_characters_are_tidied_and_accents_composed(one):
    row = one(
        first=" \u00a0Zoe\u0308  Anne\u200b ",
        last="\u202eBakker\ufeff",
        email=" ZOE@School.Example ",
        number=" 00 12 ",
    )
    assert (row.first_name, row.last_name) == ("Zoë Anne", "Bakker")
    assert (row.email, row.student_number) == ("zoe@school.example", "0012")


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (("junior", "Mentee", "LEERLING", "pupil"), RosterRole.MENTEE),
        (("coach", "Mentor", "senior", "Junior coach", "student-mentor"), RosterRole.MENTOR),
        (("docent", "Teacher", "leraar"), RosterRole.TEACHER),
    ],
)
def test_the_words_schools_use_for_the_roles_are_known(one, words, role):
    assert [one(role=text).role for text in words] == [role] * len(words)


@pytest.mark.parametrize("text", ["begeleider?", "coach?", "coordinator", "admin", "student"])
def test_a_role_that_a_list_cannot_give_is_a_fault(one, text):
    assert one(role=text).faults == (Fault(FaultKind.UNKNOWN_ROLE, Field.ROLE, text),)


def test_one_role_for_the_whole_list_fills_empty_cells_only():
    table = read_table(f"{HEADER}\n1;a;;b;1A;a@b.nl;\n2;c;;d;1A;c@b.nl;coach\n".encode(), "list.csv")
    mapping = recognise_columns(table.columns)
    filled = parse_rows(table, mapping, default_role=RosterRole.MENTEE)
    assert [row.role for row in filled if isinstance(row, RosterRow)] == [
        RosterRole.MENTEE,
        RosterRole.MENTOR,
    ]
    assert kinds(parse_rows(table, mapping)[0]) == [(FaultKind.MISSING_ROLE, Field.ROLE)]


@pytest.mark.parametrize(
    ("cells", "kind", "field"),
    [
        ({"number": ""}, FaultKind.MISSING_NUMBER, Field.STUDENT_NUMBER),
        ({"number": "4,12E+05"}, FaultKind.BAD_NUMBER, Field.STUDENT_NUMBER),
        ({"number": "4.12E05"}, FaultKind.BAD_NUMBER, Field.STUDENT_NUMBER),
        ({"number": "n.v.t.?"}, FaultKind.BAD_NUMBER, Field.STUDENT_NUMBER),
        ({"first": " "}, FaultKind.MISSING_NAME, Field.FIRST_NAME),
        ({"last": ""}, FaultKind.MISSING_NAME, Field.LAST_NAME),
        ({"group": ""}, FaultKind.MISSING_CLASS, Field.CLASS_NAME),
        ({"email": ""}, FaultKind.MISSING_EMAIL, Field.EMAIL),
        ({"email": "geen mail"}, FaultKind.BAD_EMAIL, Field.EMAIL),
        ({"first": "=1+1"}, FaultKind.FORMULA, Field.FIRST_NAME),
        ({"last": " +1"}, FaultKind.FORMULA, Field.LAST_NAME),
        ({"group": "-A"}, FaultKind.FORMULA, Field.CLASS_NAME),
        ({"email": "@b.nl"}, FaultKind.FORMULA, Field.EMAIL),
        ({"infix": "\tvan"}, FaultKind.FORMULA, Field.INFIX),
        ({"last": "'=1+1"}, FaultKind.FORMULA, Field.LAST_NAME),
        ({"group": "x" * 201}, FaultKind.TOO_LONG, Field.CLASS_NAME),
        ({"email": f"{'x' * 200}@b.nl"}, FaultKind.TOO_LONG, Field.EMAIL),
        ({"last": '"Bakker\n0013"'}, FaultKind.LINE_BREAK, Field.LAST_NAME),
        ({"role": "junior;loose"}, FaultKind.TOO_MANY_CELLS, None),
    ],
)
def test_a_fault_in_one_cell_is_the_only_fault_of_its_row(one, cells, kind, field):
    assert kinds(one(**cells)) == [(kind, field)]


def test_a_value_of_200_characters_is_taken(one):
    assert one(last="x" * 200).last_name == "x" * 200


def test_a_row_says_all_its_faults_at_once(one):
    row = one(number="", group="", email="x", role="?")
    assert isinstance(row, FaultyRow)
    assert [fault.kind for fault in row.faults] == [
        FaultKind.MISSING_NUMBER,
        FaultKind.MISSING_CLASS,
        FaultKind.BAD_EMAIL,
        FaultKind.UNKNOWN_ROLE,
    ]
    assert (row.line, row.student_number, row.name) == (2, "", "Zoë Bakker")


def test_a_teacher_needs_no_number_and_no_class(one):
    row = one(number="", group="", role="docent")
    assert (row.student_number, row.class_name, row.role) == (None, None, RosterRole.TEACHER)


def test_a_short_row_has_empty_cells_at_its_end(rows_of):
    assert [fault.kind for fault in rows_of(HEADER, "0012;Zoë;;Bakker;1A")[0].faults] == [
        FaultKind.MISSING_EMAIL,
        FaultKind.MISSING_ROLE,
    ]


def test_empty_rows_keep_their_place(rows_of):
    rows = rows_of(HEADER, ";;;;;;", "1;a;;b;1A;a@b.nl;coach", "  ; ;;;;;")
    assert [(type(row), row.line) for row in rows] == [(EmptyRow, 2), (RosterRow, 3), (EmptyRow, 4)]


def test_numbers_that_differ_in_leading_zeros_are_doubled_and_name_each_other(rows_of):
    rows = rows_of(HEADER, *(f"{n};a;;b;1A;a{n}@b.nl;coach" for n in ("0012", "12", "13", "00012")))
    doubled = (FaultKind.DOUBLED_NUMBER, Field.STUDENT_NUMBER)
    assert [row.faults for row in rows if isinstance(row, FaultyRow)] == [
        (Fault(*doubled, "0012", (3, 5)),),
        (Fault(*doubled, "12", (2, 5)),),
        (Fault(*doubled, "00012", (2, 3)),),
    ]


def test_a_doubled_address_is_seen_through_capitals_and_beside_other_faults(rows_of):
    rows = rows_of(HEADER, "1;a;;b;;A@B.nl;coach", "2;c;;d;1A;a@b.NL;coach")
    assert [[(fault.kind, fault.lines) for fault in row.faults] for row in rows] == [
        [(FaultKind.MISSING_CLASS, ()), (FaultKind.DOUBLED_EMAIL, (3,))],
        [(FaultKind.DOUBLED_EMAIL, (2,))],
    ]


def test_missing_and_impossible_values_are_not_called_doubled(rows_of):
    rows = rows_of(HEADER, ";a;;b;1A;geen;coach", ";c;;d;1A;geen;coach")
    assert [[fault.kind for fault in row.faults] for row in rows] == [
        [FaultKind.MISSING_NUMBER, FaultKind.BAD_EMAIL]
    ] * 2


def test_a_list_with_one_name_column_is_split(rows_of):
    header = "Nummer;Naam;Klas;E-mail;Rol"
    rows = rows_of(
        header,
        "1;Hendriks, Maryam van den;1A;m@b.nl;coach",
        "2;Sven van de Everts;1A;s@b.nl;coach",
        "3;Prince;1A;p@b.nl;coach",
    )
    assert [(row.first_name, row.infix, row.last_name) for row in rows[:2]] == [
        ("Maryam", "van den", "Hendriks"),
        ("Sven", "van de", "Everts"),
    ]
    assert rows[2].faults == (Fault(FaultKind.MISSING_NAME, Field.FULL_NAME, "Prince"),)


def test_a_tussenvoegsel_in_the_last_name_goes_to_its_own_place(rows_of):
    header = "Nummer;Voornaam;Achternaam;Klas;E-mail;Rol"
    rows = rows_of(
        header,
        "1;Maryam;van den Hendriks;1A;m@b.nl;coach",
        "2;Sven;Everts, van de;1A;s@b.nl;coach",
        "3;Bo;Bakker;1A;b@b.nl;coach",
    )
    assert [(row.infix, row.last_name) for row in rows] == [
        ("van den", "Hendriks"),
        ("van de", "Everts"),
        (None, "Bakker"),
    ]


@pytest.mark.parametrize("address", ["a@b.nl", "a.b+c@d-e.school.example", "o'neil@x.io", "0412@a.xn--p1ai"])
def test_an_ordinary_address_is_taken(address):
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "a", "a@b", "@b.nl", "a@", "a@@b.nl", "a b@c.nl", "a@b..nl", ".a@b.nl", "a.@b.nl", "a..b@c.nl"),
        *("a@-b.nl", "a@b-.nl", "a@b.n", "a@b.123", "zoë@b.nl", "a@bücher.nl", "a@b.nl\n", "a,b@c.nl"),
        *("<a@b.nl>", "a@b.nl, c@d.nl", f"{'x' * 65}@b.nl", f"a@{'b' * 64}.nl", f"a@{'b.' * 126}nl"),
    ],
)
def test_what_mail_cannot_be_sent_to_is_no_address(address):
    assert not is_email(address)
