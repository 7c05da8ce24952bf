"""A list of companies as schools keep it: its columns recognised, its rows checked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mentorhub.internships.rules.companies import LONGEST_NAME, LONGEST_PLACE, plain, plain_place
from mentorhub.internships.rules.company_fields import (
    phone_of,
    recognised_of,
    sector_of,
    size_of,
    website_of,
)
from mentorhub.people.roster import Table, TableRow, is_email, looks_like_formula
from mentorhub.people.roster.cells import clean, word
from mentorhub.people.roster.columns import best_columns, preferences


class ListField(StrEnum):
    """What the hub takes from a list of companies."""

    NAME = "name"
    PLACE = "place"
    SECTOR = "sector"
    WEBSITE = "website"
    SIZE = "size"
    RECOGNISED = "recognised"
    CONTACT_NAME = "contact_name"
    CONTACT_ROLE = "contact_role"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"


_NAMES: Final = {
    ListField.NAME: """bedrijf bedrijfsnaam naam_bedrijf leerbedrijf naam_leerbedrijf stagebedrijf organisatie
        onderneming werkgever naam company company_name organisation organization employer name""",
    ListField.PLACE: "plaats vestigingsplaats woonplaats stad gemeente plaatsnaam place city town location",
    ListField.SECTOR: "sector branche bedrijfstak vakgebied richting industry branch field",
    ListField.WEBSITE: "website webadres site url internet homepage www web_address web",
    ListField.SIZE: """grootte omvang bedrijfsgrootte aantal_medewerkers medewerkers aantal_werknemers
        werknemers size company_size employees number_of_employees staff""",
    ListField.RECOGNISED: """erkend erkend_leerbedrijf sbb sbb_erkend erkenning erkende_stageplaats recognised
        recognized recognised_for_training accredited""",
    ListField.CONTACT_NAME: """contactpersoon contact naam_contactpersoon praktijkopleider stagebegeleider
        mentor contact_name contact_person""",
    ListField.CONTACT_ROLE: "functie functie_contactpersoon rol role contact_role job_title position",
    ListField.CONTACT_EMAIL: """email emailadres mail e-mail_contactpersoon email_contactpersoon mailadres
        contact_email email_address""",
    ListField.CONTACT_PHONE: """telefoon telefoonnummer tel telnr mobiel gsm telefoon_contactpersoon phone
        phone_number telephone contact_phone mobile""",
}
_PREFERENCE: Final = preferences(_NAMES)
_NOTHING: Final = frozenset({"", "nvt", "geen", "none", "na"})
_LONGEST: Final = {ListField.NAME: LONGEST_NAME, ListField.PLACE: LONGEST_PLACE, ListField.WEBSITE: 200}
_LONGEST_OTHER: Final = 120


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong with a row: the end of a key in ``companies.fault``, and what its words need."""

    kind: str
    field: ListField | None = None
    value: str = ""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedContact:
    """The contact person of a row; empty for what the list does not say."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ListedCompany:
    """A company as a sound row gives it; empty for what the list does not say."""

    line: int
    name: str
    place: str = ""
    sector: str = ""
    website: str = ""
    size: str = ""
    recognised: str = ""
    contact: ListedContact | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two rows the same company."""
        return plain(self.name), plain_place(self.place)


@dataclass(frozen=True, slots=True)
class FaultyCompany:
    """A row that is not imported, with every reason; the name as far as it can be read."""

    line: int
    name: str
    faults: tuple[RowFault, ...]


Row = ListedCompany | FaultyCompany


def header_strength(cells: Sequence[str]) -> int:
    """How many different fields a row names, were it the header of a list of companies."""
    return sum(column is not None for column in best_columns(cells, _PREFERENCE).values())


def recognise(header: Sequence[str]) -> dict[ListField, int | None]:
    """Return for each field its column (from 0), None when the list has none."""
    return best_columns(header, _PREFERENCE)


def parse(table: Table) -> tuple[list[Row], int]:
    """Return the rows of a list in the order of the file, and how many were empty.

    Of several rows for one company every one is faulty: which of them is right is for a person to say.
    """
    mapping = {field: column for field, column in recognise(table.columns).items() if column is not None}
    filled = [row for row in table.rows if not row.is_empty]
    rows = [_row(row, mapping, len(table.columns)) for row in filled]
    return _without_doubles(rows), len(table.rows) - len(filled)


def _row(row: TableRow, mapping: Mapping[ListField, int], width: int) -> Row:
    raw = {field: row.cells[column] if column < len(row.cells) else "" for field, column in mapping.items()}
    said = {field: _said(field, cell) for field, cell in raw.items()}
    faults = tuple(_faults(raw, said))
    if any(cell.strip() for cell in row.cells[width:]):
        faults = (RowFault("too_many_cells"), *faults)
    if faults:
        return FaultyCompany(row.line, said.get(ListField.NAME, "")[:LONGEST_NAME], faults)
    return _listed(row.line, said)


def _said(field: ListField, cell: str) -> str:
    """The tidied cell, empty when it says that there is nothing."""
    text = clean(cell)
    if field is ListField.CONTACT_PHONE:
        text = text.removeprefix("'")
    return "" if word(text) in _NOTHING and field is not ListField.NAME else text


def _faults(raw: Mapping[ListField, str], said: Mapping[ListField, str]) -> Iterator[RowFault]:
    broken = {field: kind for field in raw if (kind := _broken(field, raw[field], said[field]))}
    yield from (RowFault(kind, field, said[field][:60]) for field, kind in broken.items())
    if ListField.NAME not in broken and not plain(said.get(ListField.NAME, "")):
        yield RowFault("missing_name", ListField.NAME)
    for field, read in _READERS.items():
        if field in said and field not in broken and read(said[field]) is None:
            yield RowFault(f"bad_{field.value}", field, said[field][:60])
    details = [said.get(each, "") for each in (ListField.CONTACT_EMAIL, ListField.CONTACT_PHONE)]
    if any(details) and not said.get(ListField.CONTACT_NAME):
        yield RowFault("contact_nameless", ListField.CONTACT_NAME)


def _broken(field: ListField, raw: str, text: str) -> str:
    """What is wrong with a cell whatever it should hold, empty when nothing is."""
    is_number = field is ListField.CONTACT_PHONE and phone_of(text) is not None
    if text and not is_number and (looks_like_formula(raw) or looks_like_formula(text)):
        return "formula"
    if len(text) > _LONGEST.get(field, _LONGEST_OTHER):
        return "too_long"
    return "line_break" if len(raw.strip().splitlines()) > 1 else ""


def _address_of(text: str) -> str | None:
    address = text.lower()
    return address if not address or is_email(address) else None


_READERS: Final = {
    ListField.SECTOR: sector_of,
    ListField.WEBSITE: website_of,
    ListField.SIZE: size_of,
    ListField.RECOGNISED: recognised_of,
    ListField.CONTACT_EMAIL: _address_of,
    ListField.CONTACT_PHONE: phone_of,
}


def _listed(line: int, said: Mapping[ListField, str]) -> ListedCompany:
    read = {field: reader(said.get(field, "")) or "" for field, reader in _READERS.items()}
    contact = ListedContact(
        name=said.get(ListField.CONTACT_NAME, ""),
        role=said.get(ListField.CONTACT_ROLE, ""),
        email=read[ListField.CONTACT_EMAIL],
        phone=read[ListField.CONTACT_PHONE],
    )
    return ListedCompany(
        line=line,
        name=said[ListField.NAME],
        place=said.get(ListField.PLACE, ""),
        sector=read[ListField.SECTOR],
        website=read[ListField.WEBSITE],
        size=read[ListField.SIZE],
        recognised=read[ListField.RECOGNISED],
        contact=contact if contact.name else None,
    )


def _without_doubles(rows: list[Row]) -> list[Row]:
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if isinstance(row, ListedCompany):
            lines[row.key].append(row.line)
    return [_alone(row, lines) for row in rows]


def _alone(row: Row, lines: Mapping[tuple[str, str], list[int]]) -> Row:
    if isinstance(row, FaultyCompany) or len(lines[row.key]) == 1:
        return row
    others = tuple(line for line in lines[row.key] if line != row.line)
    return doubled(row, others)


def doubled(row: ListedCompany, others: tuple[int, ...]) -> FaultyCompany:
    """Return a row as faulty because ``others`` are lines about the same company."""
    return FaultyCompany(row.line, row.name, (RowFault("doubled", None, "", others),))
