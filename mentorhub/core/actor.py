"""Who acts: the signed-in person and the part that this person plays right now."""

import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The part a person plays in a programme (product.md, People and words)."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    TEACHER = "teacher"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person in one school, with at most one part chosen.

    Attributes:
        person_id: the person.
        session_id: the row of the session, for signing out.
        school_id: the school of the chosen part; None when no part is left.
        role: the chosen role; None when no part is left.
        programme_id: the programme of the chosen part; None for a coordinator.
        enrolment_id: the chosen enrolment; None for a coordinator.
        first_name: the person's first name, for greetings.
        full_name: first name, infix and last name.
        language: ``nl`` or ``en``.
    """

    person_id: uuid.UUID
    session_id: uuid.UUID
    school_id: uuid.UUID | None
    role: Role | None
    programme_id: uuid.UUID | None
    enrolment_id: uuid.UUID | None
    first_name: str
    full_name: str
    language: str

    @property
    def is_staff(self) -> bool:
        """Whether this is a teacher or a coordinator."""
        return self.role in (Role.TEACHER, Role.COORDINATOR)

    @property
    def school(self) -> uuid.UUID:
        """The school of the chosen part.

        Raises:
            NotFound: no part is left.
        """
        if self.school_id is None:
            raise NotFound
        return self.school_id

    @property
    def enrolment(self) -> uuid.UUID:
        """The chosen enrolment.

        Raises:
            NotFound: the actor is not enrolled.
        """
        if self.enrolment_id is None:
            raise NotFound
        return self.enrolment_id


class NotFound(Exception):
    """The object does not exist, or not for this actor; the two look the same."""


Policy = Callable[[Actor | None], bool]


def anyone(actor: Actor | None) -> bool:
    """Policy: also who is not signed in."""
    return True


def signed_in(actor: Actor | None) -> bool:
    """Policy: every signed-in person."""
    return actor is not None


def roles(*allowed: Role) -> Policy:
    """Return a policy: signed in, and the chosen part is one of ``allowed``."""

    def may(actor: Actor | None) -> bool:
        return actor is not None and actor.role in allowed

    may.__name__ = "roles:" + ",".join(sorted(allowed))
    return may


staff = roles(Role.TEACHER, Role.COORDINATOR)
students = roles(Role.MENTEE, Role.MENTOR)
mentees = roles(Role.MENTEE)
coordinators = roles(Role.COORDINATOR)

_current: ContextVar[Actor | None] = ContextVar("actor", default=None)


def set_current_actor(actor: Actor | None) -> None:
    """Say who acts in the event or request that this task is handling; only the guard calls this."""
    _current.set(actor)


def current_actor() -> Actor | None:
    """Return who acts in this event or request, None when nobody is signed in."""
    return _current.get()


def the_actor() -> Actor:
    """Return who acts in this event or request.

    Raises:
        NotFound: nobody is signed in.
    """
    actor = _current.get()
    if actor is None:
        raise NotFound
    return actor
