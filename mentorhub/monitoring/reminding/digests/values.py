"""What a digest is before it is told."""

import uuid
from dataclasses import dataclass

from mentorhub.people.tables import Person


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest in its reader's language.

    Attributes:
        reader: who reads it.
        part_id: the enrolment that it is about, or the school for a coordinator.
        subject: one line.
        body: plain text; persons are called by their first names only.
        path: page of the hub that it leads to.
    """

    reader: Person
    part_id: uuid.UUID
    subject: str
    body: str
    path: str
