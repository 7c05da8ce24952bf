"""Class lists as schools export them: read, recognised, checked, and tried against who is known.

Values in, values out: no database, no clock, no texts for people. The order of use is `read_table`,
`recognise_columns` (and `override_columns`), `parse_rows`, `trial`, and `faults_csv` or `faults_xlsx`.
"""

from mentorhub.people.roster.cells import looks_like_formula, neutral_cell
from mentorhub.people.roster.checks import is_email
from mentorhub.people.roster.columns import (
    ColumnMapping,
    Field,
    missing_columns,
    override_columns,
    recognise_columns,
)
from mentorhub.people.roster.faults_file import ReasonText, faults_csv, faults_xlsx
from mentorhub.people.roster.limits import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from mentorhub.people.roster.names import PersonName, full_name, sort_key, split_full_name
from mentorhub.people.roster.reading import read_table
from mentorhub.people.roster.refused import RefusalKind, RosterRefused
from mentorhub.people.roster.rows import parse_person, parse_rows
from mentorhub.people.roster.table import Table, TableRow
from mentorhub.people.roster.text_rows import TextForm, text_form
from mentorhub.people.roster.trial import Change, ChangedRow, KnownPerson, Trial, UnchangedRow, trial
from mentorhub.people.roster.values import (
    AnyRow,
    EmptyRow,
    Fault,
    FaultKind,
    FaultyRow,
    RosterRole,
    RosterRow,
)

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "AnyRow",
    "Change",
    "ChangedRow",
    "ColumnMapping",
    "EmptyRow",
    "Fault",
    "FaultKind",
    "FaultyRow",
    "Field",
    "KnownPerson",
    "PersonName",
    "ReasonText",
    "RefusalKind",
    "RosterRefused",
    "RosterRole",
    "RosterRow",
    "Table",
    "TableRow",
    "TextForm",
    "Trial",
    "UnchangedRow",
    "faults_csv",
    "faults_xlsx",
    "full_name",
    "is_email",
    "looks_like_formula",
    "missing_columns",
    "neutral_cell",
    "override_columns",
    "parse_person",
    "parse_rows",
    "read_table",
    "recognise_columns",
    "sort_key",
    "split_full_name",
    "text_form",
    "trial",
]
