"""Which column of a list holds what: recognised by its name in Dutch or English, or mapped by hand."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from mentorhub.people.roster.cells import word
from mentorhub.people.roster.refused import RefusalKind, RosterRefused


class Field(StrEnum):
    """What MentorHub takes from a class list."""

    STUDENT_NUMBER = "student_number"
    FIRST_NAME = "first_name"
    INFIX = "infix"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    CLASS_NAME = "class_name"
    COURSE = "course"
    YEAR = "year"
    EMAIL = "email"
    ROLE = "role"


Strength = Callable[[Sequence[str]], int]
"""How many different fields a row names, were it the header; each kind of list has its own."""

AnyField = TypeVar("AnyField", bound=StrEnum)

ColumnMapping = Mapping[Field, int | None]
"""For every field the number of its column (from 0), or none."""

# In order of preference: where a list has both "Roepnaam" and "Voornamen", the first is what people say.
_NAMES: dict[Field, str] = {
    Field.STUDENT_NUMBER: """studentnummer studentnr stud.nr leerlingnummer leerlingnr llnr stamnummer stamnr
        deelnemernummer deelnemernr studentnumber student_id studentcode leerlingcode pupil_number
        student_no registration_number registratienummer nummer nr number id""",
    Field.FIRST_NAME: """roepnaam roepn nickname preferred_name voornaam firstname given_name voornamen
        first_names given_names""",
    Field.INFIX: """tussenvoegsel tussenvoegsels tussenv tussenvgsl tussenvoeg tv tsv tvg voorvoegsel
        voorvoegsels voorv infix prefix surname_prefix last_name_prefix name_prefix""",
    Field.LAST_NAME: """achternaam achtern familienaam geslachtsnaam lastname surname family_name
        achternaam_student achternaam_leerling""",
    Field.FULL_NAME: """volledige_naam naam_voluit naam_student naam_leerling studentnaam leerlingnaam
        naam_deelnemer fullname student_name pupil_name naam name student leerling""",
    Field.CLASS_NAME: """klas klascode klasnaam stamklas stamgroep lesgroep groep groepscode groepsnaam
        class class_name class_code group group_name group_code form""",
    Field.COURSE: """opleiding opleidingsnaam naam_opleiding studie studierichting richting beroepsopleiding
        crebo_naam kwalificatie course course_name programme program study education""",
    Field.YEAR: """leerjaar studiejaar jaar jaarlaag klasjaar cohortjaar year study_year year_of_study
        school_year_level grade""",
    Field.EMAIL: """email emailadres emailschool schoolemail email_student emailadres_student email_leerling
        emailadres_school school_mail schoolmail mail mailadres mail_adres email_address mail_address
        student_email school_email""",
    Field.ROLE: """rol rol_in_programma rol_in_het_programma programmarol rol_mentorproject functie role
        role_in_programme role_in_program role_in_the_programme programme_role""",
}
_LONGEST_NAME = 80
_BARE_NAME = frozenset({"naam", "name"})


def recognise_columns(header: Sequence[str]) -> dict[Field, int | None]:
    """For each field its column number (from 0), or None; capitals, spaces and punctuation do not count.

    Where two columns could hold a field, the better name wins, then the one more to the left.
    """
    return _naam_as_last_name(best_columns(header, _PREFERENCE), [_column_word(name) for name in header])


def preferences(names: Mapping[AnyField, str]) -> dict[AnyField, dict[str, int]]:
    """For each field its column names, as they are compared, in order of preference.

    `names` holds them for each field with white space between; an underscore stands for a space.
    """
    return {
        field: {word(name): place for place, name in enumerate(known.split())}
        for field, known in names.items()
    }


def best_columns(
    header: Sequence[str], preference: Mapping[AnyField, Mapping[str, int]]
) -> dict[AnyField, int | None]:
    """For each field its column number (from 0), or None, by `preferences` of any kind of list."""
    words = [_column_word(name) for name in header]
    return {field: _best_column(words, names) for field, names in preference.items()}


def override_columns(found: ColumnMapping, by_hand: ColumnMapping, width: int) -> dict[Field, int | None]:
    """The mapping with a person's choices over it; a column chosen by hand leaves its other field.

    `width` is the number of columns of the list. Raises `RosterRefused(NO_SUCH_COLUMN)`.
    """
    for column in by_hand.values():
        if column is not None and not 0 <= column < width:
            raise RosterRefused(RefusalKind.NO_SUCH_COLUMN, column=column)
    taken = {column for column in by_hand.values() if column is not None}
    kept = {field: None if found.get(field) in taken else found.get(field) for field in Field}
    return {**kept, **by_hand}


def missing_columns(mapping: ColumnMapping, *, role_given: bool = False) -> tuple[Field, ...]:
    """The fields without which every row would be faulty, in the order in which to ask for them.

    `role_given` says that one role was chosen for the whole list.
    """
    needed = [Field.STUDENT_NUMBER, Field.CLASS_NAME, Field.EMAIL]
    if mapping.get(Field.FULL_NAME) is None:
        needed[1:1] = [Field.FIRST_NAME, Field.LAST_NAME]
    if not role_given:
        needed.append(Field.ROLE)
    return tuple(field for field in needed if mapping.get(field) is None)


def header_strength(cells: Sequence[str]) -> int:
    """How many different fields a row names, were it the header: 0 for a title or a student."""
    return sum(column is not None for column in recognise_columns(cells).values())


def _column_word(name: str) -> str:
    """The name without what stands in brackets: "Klas (huidig)" is "klas"."""
    return word(re.sub(r"[(\[][^)\]]*[)\]]", "", name)) if len(name) <= _LONGEST_NAME else ""


def _best_column(words: list[str], preference: Mapping[str, int]) -> int | None:
    ranked = [(preference[name], column) for column, name in enumerate(words) if name in preference]
    return min(ranked)[1] if ranked else None


def _naam_as_last_name(found: dict[Field, int | None], words: list[str]) -> dict[Field, int | None]:
    """Beside a first name, and without a column "Achternaam", a column "Naam" is the last name."""
    column = found[Field.FULL_NAME]
    if column is None or words[column] not in _BARE_NAME:
        return found
    if found[Field.FIRST_NAME] is None or found[Field.LAST_NAME] is not None:
        return found
    return {**found, Field.LAST_NAME: column, Field.FULL_NAME: None}


_PREFERENCE = preferences(_NAMES)
