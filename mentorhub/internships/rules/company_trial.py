"""The trial run of a list of companies: what an import would do, without doing it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mentorhub.internships.rules.companies import Known, Neighbours, plain, plain_place
from mentorhub.internships.rules.company_rows import (
    FaultyCompany,
    ListedCompany,
    ListedContact,
    ListField,
    Row,
    RowFault,
    doubled,
)


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A contact of a known company."""

    contact_id: uuid.UUID
    said: ListedContact


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """A company of the school; ``aliases`` are the plain names and places that were merged into it."""

    company_id: uuid.UUID
    name: str
    plain_name: str
    place: str
    sector: str
    website: str
    size: str
    recognised: str
    contacts: tuple[KnownContact, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a known company that the list says otherwise."""

    field: ListField
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ContactChange:
    """A contact as it will be; ``contact_id`` is None for somebody new at the company."""

    contact_id: uuid.UUID | None
    after: ListedContact


@dataclass(frozen=True, slots=True)
class ChangedCompany:
    """A known company that the list changes; ``contact`` when its contact person is new or changes."""

    row: ListedCompany
    company: KnownCompany
    changes: tuple[Change, ...]
    contact: ContactChange | None


@dataclass(frozen=True, slots=True)
class NearCompany:
    """A new company that may be a known one under another spelling."""

    row: ListedCompany
    company: KnownCompany


@dataclass(frozen=True, slots=True)
class CompanyTrial:
    """What an import would do, each part in the order of the file; ``near`` are new companies as well."""

    new: tuple[ListedCompany, ...]
    near: tuple[NearCompany, ...]
    changed: tuple[ChangedCompany, ...]
    unchanged: int
    faulty: tuple[FaultyCompany, ...]
    empty: int


_Judged = ListedCompany | NearCompany | ChangedCompany | KnownCompany | FaultyCompany


def trial(rows: Sequence[Row], existing: Sequence[KnownCompany], empty: int = 0) -> CompanyTrial:
    """Return what importing the rows would do; an empty cell never takes away what the school knows.

    A row is a known company by its plain name and place; without a place by the name alone, when only one
    has it. After importing, every row that was not faulty is unchanged the next time.
    """
    judged = _Companies(existing).judge(rows)
    return CompanyTrial(
        new=tuple(each for each in judged if isinstance(each, ListedCompany)),
        near=tuple(each for each in judged if isinstance(each, NearCompany)),
        changed=tuple(each for each in judged if isinstance(each, ChangedCompany)),
        unchanged=sum(isinstance(each, KnownCompany) for each in judged),
        faulty=tuple(each for each in judged if isinstance(each, FaultyCompany)),
        empty=empty,
    )


class _Companies:
    """The known companies, found by name and by likeness."""

    def __init__(self, existing: Sequence[KnownCompany]) -> None:
        self.existing = existing
        self.by_name: dict[str, dict[str, KnownCompany]] = defaultdict(dict)
        for company in existing:
            for name, place in company.aliases:
                self.by_name[name].setdefault(place, company)
        for company in reversed(existing):
            self.by_name[company.plain_name][plain_place(company.place)] = company
        self.neighbours = Neighbours([Known(each.plain_name, each.place) for each in existing])

    def judge(self, rows: Iterable[Row]) -> list[_Judged]:
        """Say of each row what it would do."""
        found = [(row, self.find(row) if isinstance(row, ListedCompany) else ()) for row in rows]
        lines: dict[uuid.UUID, list[int]] = defaultdict(list)
        for row, companies in found:
            if len(companies) == 1:
                lines[companies[0].company_id].append(row.line)
        return [self._judge(row, companies, lines) for row, companies in found]

    def find(self, row: ListedCompany) -> tuple[KnownCompany, ...]:
        """The company that a row is; several when its name alone does not tell which."""
        by_place = self.by_name.get(row.key[0], {})
        place = row.key[1]
        if place in by_place:
            return (by_place[place],)
        if place:
            return (by_place[""],) if "" in by_place else ()
        return tuple({each.company_id: each for each in by_place.values()}.values())

    def _judge(
        self, row: Row, companies: tuple[KnownCompany, ...], lines: dict[uuid.UUID, list[int]]
    ) -> _Judged:
        if isinstance(row, FaultyCompany):
            return row
        if len(companies) > 1:
            return FaultyCompany(row.line, row.name, (RowFault("ambiguous", ListField.PLACE, row.name),))
        if not companies:
            near = self.neighbours.nearest(Known(row.key[0], row.place))
            return row if near is None else NearCompany(row, self.existing[near])
        others = tuple(line for line in lines[companies[0].company_id] if line != row.line)
        return doubled(row, others) if others else compare(row, companies[0])


def compare(row: ListedCompany, company: KnownCompany) -> ChangedCompany | KnownCompany:
    """Return what a row changes of a company, the company itself when that is nothing."""
    pairs = (
        (ListField.PLACE, company.place, "" if company.place else row.place),
        (ListField.SECTOR, company.sector, row.sector),
        (ListField.WEBSITE, company.website, row.website),
        (ListField.SIZE, company.size, row.size),
        (ListField.RECOGNISED, company.recognised, row.recognised),
    )
    changes = tuple(Change(*pair) for pair in pairs if pair[2] and pair[1] != pair[2])
    contact = _contact_change(row.contact, company.contacts) if row.contact else None
    return ChangedCompany(row, company, changes, contact) if changes or contact else company


def _contact_change(said: ListedContact, known: tuple[KnownContact, ...]) -> ContactChange | None:
    by_email = (each for each in known if said.email and each.said.email == said.email)
    by_name = (each for each in known if plain(each.said.name) == plain(said.name))
    same = next(by_email, None) or next(by_name, None)
    if same is None:
        return ContactChange(None, said)
    before = same.said
    after = ListedContact(
        before.name if plain(before.name) == plain(said.name) else said.name,
        said.role or before.role,
        said.email or before.email,
        said.phone or before.phone,
    )
    return ContactChange(same.contact_id, after) if after != before else None
