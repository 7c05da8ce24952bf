"""How far a published match has drifted from who takes part now."""

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.instance import FORBID, PIN, IdPair, rules_of
from mentorhub.matching.service.pairing import active_pairs
from mentorhub.matching.service.runs import published_run
from mentorhub.matching.tables import MatchRun
from mentorhub.people.tables import Enrolment, Person

WhyWithout = Literal["mentor_left", "arrived", "left_over"]


@dataclass(frozen=True, slots=True)
class WithoutMentor:
    """A mentee without a mentor who is there.

    ``why``: her mentor left, she ``arrived`` after the match, or was ``left_over`` by it.
    """

    mentee_id: uuid.UUID
    mentee: str
    why: WhyWithout


@dataclass(frozen=True, slots=True)
class DriftPair:
    """A running pair that cannot stay as it is, or two who should be a pair and are not."""

    mentee_id: uuid.UUID
    mentee: str
    mentor_id: uuid.UUID
    mentor: str


@dataclass(frozen=True, slots=True)
class DriftMentor:
    """A mentor; ``room`` is for how many more mentees, 0 for who left, below 0 with too many."""

    mentor_id: uuid.UUID
    mentor: str
    room: int


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed since a match was published, by name of the mentee or mentor.

    Attributes:
        without_mentor: mentees who take part and have no mentor who does.
        mentee_left: running pairs whose mentee left.
        mentors_left: mentors who left and had a mentee.
        mentors_new: mentors who came after the match and have room.
        mentors_overfull: mentors with more mentees than places.
        against_rules: pins that are no pair, and bans that are one.
    """

    without_mentor: tuple[WithoutMentor, ...]
    mentee_left: tuple[DriftPair, ...]
    mentors_left: tuple[DriftMentor, ...]
    mentors_new: tuple[DriftMentor, ...]
    mentors_overfull: tuple[DriftMentor, ...]
    against_rules: tuple[DriftPair, ...]

    @property
    def is_none(self) -> bool:
        """Whether everything still holds."""
        kinds = (self.without_mentor, self.mentee_left, self.mentors_overfull, self.against_rules)
        return not any((*kinds, self.mentors_left))


async def drift(actor: Actor, programme_id: uuid.UUID) -> Drift | None:
    """Return how far the published match of a programme has drifted; None while none is out.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
    """
    async with db.reading() as session:
        await programme_for(session, actor, programme_id)
        run = await published_run(session, programme_id)
        return await drift_of(session, run) if run else None


async def drift_of(session: AsyncSession, run: MatchRun) -> Drift:
    """Return how far a run that is out has drifted."""
    everyone = await _everyone(session, run.programme_id)
    pairs = await active_pairs(session, run.programme_id)
    mentor_of = {pair.mentee_id: pair.mentor_id for pair in pairs.values()}
    rules = await rules_of(session, run.programme_id)
    return _Comparison(run, everyone, mentor_of, rules).drift()


async def _everyone(session: AsyncSession, programme_id: uuid.UUID) -> dict[uuid.UUID, tuple[Enrolment, str]]:
    query = (
        select(Enrolment, Person)
        .where(Enrolment.programme_id == programme_id, Person.id == Enrolment.person_id)
        .order_by(Person.last_name, Person.first_name)
    )
    return {enrolment.id: (enrolment, person.full_name) for enrolment, person in await session.exec(query)}


class _Comparison:
    """Who was paired beside who takes part now, in the order of last names."""

    def __init__(
        self,
        run: MatchRun,
        everyone: dict[uuid.UUID, tuple[Enrolment, str]],
        mentor_of: dict[uuid.UUID, uuid.UUID],
        rules: dict[str, frozenset[IdPair]],
    ) -> None:
        self.run, self.mentor_of, self.rules = run, mentor_of, rules
        self.names = {key: name for key, (_, name) in everyone.items()}
        here = [enrolment for enrolment, _ in everyone.values() if enrolment.ended_at is None]
        self.mentees = {one.id: one for one in here if one.role == Role.MENTEE}
        self.mentors = {one.id: one for one in here if one.role == Role.MENTOR}
        self.used = Counter(mentor for mentee, mentor in mentor_of.items() if mentee in self.mentees)

    def drift(self) -> Drift:
        paired = {mentor for mentee, mentor in self.mentor_of.items() if mentee in self.mentees}
        gone = [mentor for mentor in self.names if mentor in paired and mentor not in self.mentors]
        return Drift(
            without_mentor=tuple(
                WithoutMentor(mentee, self.names[mentee], self._why(enrolment))
                for mentee, enrolment in self.mentees.items()
                if self.mentor_of.get(mentee) not in self.mentors
            ),
            mentee_left=tuple(
                self._pair(mentee, self.mentor_of[mentee])
                for mentee in self.names
                if mentee in self.mentor_of and mentee not in self.mentees
            ),
            mentors_left=tuple(DriftMentor(mentor, self.names[mentor], 0) for mentor in gone),
            mentors_new=tuple(
                self._mentor(one)
                for one in self.mentors.values()
                if one.created_at > self.run.created_at and self._room(one) > 0
            ),
            mentors_overfull=tuple(self._mentor(one) for one in self.mentors.values() if self._room(one) < 0),
            against_rules=self._against_rules(),
        )

    def _why(self, mentee: Enrolment) -> WhyWithout:
        if mentee.id in self.mentor_of:
            return "mentor_left"
        return "arrived" if mentee.created_at > self.run.created_at else "left_over"

    def _room(self, mentor: Enrolment) -> int:
        return mentor.capacity - self.used[mentor.id]

    def _mentor(self, mentor: Enrolment) -> DriftMentor:
        return DriftMentor(mentor.id, self.names[mentor.id], self._room(mentor))

    def _pair(self, mentee: uuid.UUID, mentor: uuid.UUID) -> DriftPair:
        return DriftPair(mentee, self.names[mentee], mentor, self.names[mentor])

    def _against_rules(self) -> tuple[DriftPair, ...]:
        pins = [pair for pair in self.rules[PIN] if self.mentor_of.get(pair[0]) != pair[1]]
        bans = [pair for pair in self.rules[FORBID] if self.mentor_of.get(pair[0]) == pair[1]]
        here = [pair for pair in pins + bans if pair[0] in self.mentees and pair[1] in self.mentors]
        return tuple(self._pair(*pair) for pair in sorted(here, key=lambda pair: self.names[pair[0]]))
