"""What can be wrong with an instance, as typed exceptions whose data a caller can put into words."""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(eq=False)
class MatchingError(ValueError):
    """Base of all refusals of the matching rules.

    `code` is a stable name for a catalogue key; `data` gives the fields by name. The message is for
    logs and developers only.
    """

    code: ClassVar[str] = "matching"

    def __post_init__(self) -> None:
        """Makes the message out of the fields."""
        super().__init__(f"{self.code}: {self.data}")

    @property
    def data(self) -> dict[str, object]:
        """The facts of the refusal by field name (ids as strings, counts as integers)."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(eq=False)
class UnknownMentee(MatchingError):
    """A pin or forbidden pair (`where`) names a mentee who is not in the instance."""

    code: ClassVar[str] = "unknown_mentee"
    mentee: str
    where: str


@dataclass(eq=False)
class UnknownMentor(MatchingError):
    """A list, pin or forbidden pair (`where`) of `mentee` names a mentor who is not in the instance."""

    code: ClassVar[str] = "unknown_mentor"
    mentor: str
    mentee: str
    where: str


@dataclass(eq=False)
class DuplicateChoice(MatchingError):
    """A mentee lists the same mentor twice."""

    code: ClassVar[str] = "duplicate_choice"
    mentee: str
    mentor: str


@dataclass(eq=False)
class ListTooLong(MatchingError):
    """A mentee lists more mentors than the setting allows."""

    code: ClassVar[str] = "list_too_long"
    mentee: str
    length: int
    limit: int


@dataclass(eq=False)
class BadListLength(MatchingError):
    """The setting for the length of lists is outside 1 to 10."""

    code: ClassVar[str] = "bad_list_length"
    list_length: int


@dataclass(eq=False)
class BadCapacity(MatchingError):
    """A mentor's number of places is negative or not a whole number."""

    code: ClassVar[str] = "bad_capacity"
    mentor: str
    capacity: object


@dataclass(eq=False)
class PinOverCapacity(MatchingError):
    """More mentees (`pinned`) are pinned to a mentor than there are places."""

    code: ClassVar[str] = "pin_over_capacity"
    mentor: str
    capacity: int
    pinned: tuple[str, ...]


@dataclass(eq=False)
class SecondPin(MatchingError):
    """A mentee is pinned to more than one mentor."""

    code: ClassVar[str] = "second_pin"
    mentee: str
    mentors: tuple[str, ...]


@dataclass(eq=False)
class PinForbidden(MatchingError):
    """A pair is pinned and forbidden at once."""

    code: ClassVar[str] = "pin_forbidden"
    mentee: str
    mentor: str


@dataclass(eq=False)
class BadTeam(MatchingError):
    """The lower or upper number of others in a team does not make sense."""

    code: ClassVar[str] = "bad_team"
    at_least: int
    at_most: int


@dataclass(eq=False)
class OptimiserMissing(MatchingError):
    """A computation needs the optional package `package` (extra `extra`), which is not installed."""

    code: ClassVar[str] = "optimiser_missing"
    package: str
    extra: str


@dataclass(eq=False)
class NotProven(MatchingError):
    """An explanation was asked of a result whose certificate does not hold."""

    code: ClassVar[str] = "not_proven"
    objective: str
