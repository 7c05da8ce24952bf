"""Importing class lists: a trial that writes nothing, and the import that does what the trial said.

`trial` and `confirm` are for a coordinator; `try_list` and `import_list` take the school's id instead, for
the command line. Files that wait for a coordinator's yes are kept by `waiting`, faults get their words
from `words`.
"""

from mentorhub.people.service.class_lists.importing import Outcome, confirm, import_list, trial, try_list
from mentorhub.people.service.class_lists.judging import ListTrial
from mentorhub.people.service.class_lists.reading import Columns, ReadList, read_list
from mentorhub.people.service.class_lists.words import fault_text, field_text, refusal_text

__all__ = [
    "Columns",
    "ListTrial",
    "Outcome",
    "ReadList",
    "confirm",
    "fault_text",
    "field_text",
    "import_list",
    "read_list",
    "refusal_text",
    "trial",
    "try_list",
]
