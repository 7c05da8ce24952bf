"""Changes of wishes as values: made from a form, done by one service call, and put back by another."""

from dataclasses import dataclass
from datetime import time
from typing import Literal
from uuid import UUID

from pydantic import Field

from mentorhub.core.actor import Actor
from mentorhub.core.guard import Form
from mentorhub.speeddate.service.places import Arrangement, arrange, mark_table
from mentorhub.speeddate.service.wishes import Kind, wish, withdraw

TAGS = ("quiet", "wide")


class PairForm(Form):
    """Two names and what is wished."""

    mentee: str = Field(max_length=200)
    mentor: str = Field(max_length=200)
    kind: Kind


class TableForm(Form):
    """A table and its tags; a box that is not ticked is not sent."""

    number: str = Field(default="", max_length=4)
    quiet: str = Field(default="", max_length=40)
    wide: str = Field(default="", max_length=40)

    def change(self) -> "TableChange":
        """Return the change that this asks for; table 0 when no number was filled in."""
        return TableChange(_number(self.number) or 0, tuple(tag for tag in TAGS if getattr(self, tag)))


class NameForm(Form):
    """The name of someone to arrange something with."""

    person: str = Field(max_length=200)


class ArrangementForm(Form):
    """What is arranged with the person that is open."""

    quiet: str = Field(default="", max_length=40)
    wide: str = Field(default="", max_length=40)
    # Nothing at all comes for a field that is not there: mentees have no table of their own.
    table: str | None = Field(default=None, max_length=4)
    leaves: str = Field(default="", max_length=40)
    comes: str = Field(default="1", max_length=4)

    def arrangement(self) -> Arrangement:
        """Return what this asks for.

        Raises:
            ValueError: the time is no time of day.
        """
        return Arrangement(
            needs=tuple(tag for tag in TAGS if getattr(self, tag)),
            fixed_table=_number(self.table or ""),
            leaves=time.fromisoformat(self.leaves) if self.leaves else None,
            from_round=_number(self.comes) or 1,
        )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


@dataclass(frozen=True, slots=True)
class PairChange:
    """Wish something for two people, or nothing any more."""

    mentee: UUID
    mentor: UUID
    kind: Literal["pin", "forbid"] | None

    async def do(self, actor: Actor, speed_date_id: UUID) -> "PairChange":
        """Do it; return the change that puts back what was there."""
        if self.kind is None:
            before = await withdraw(actor, speed_date_id, self.mentee, self.mentor)
        else:
            before = await wish(actor, speed_date_id, self.mentee, self.mentor, self.kind)
        return PairChange(self.mentee, self.mentor, before)


@dataclass(frozen=True, slots=True)
class TableChange:
    """Say what is particular about a table."""

    number: int
    tags: tuple[str, ...]

    async def do(self, actor: Actor, speed_date_id: UUID) -> "TableChange":
        """Do it; return the change that puts back what was there."""
        return TableChange(self.number, await mark_table(actor, speed_date_id, self.number, self.tags))


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Arrange something with someone."""

    enrolment_id: UUID
    wanted: Arrangement

    async def do(self, actor: Actor, speed_date_id: UUID) -> "PersonChange":
        """Do it; return the change that puts back what was there."""
        return PersonChange(
            self.enrolment_id, await arrange(actor, speed_date_id, self.enrolment_id, self.wanted)
        )


Change = PairChange | TableChange | PersonChange
