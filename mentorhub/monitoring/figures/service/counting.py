"""From facts to the numbers of people in each cell of the table, before anything is hidden."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mentorhub.core.actor import Role
from mentorhub.core.dates import local_day
from mentorhub.monitoring.figures.rules.cells import COLUMNS, Row
from mentorhub.monitoring.figures.rules.shown_curve import Followed
from mentorhub.monitoring.figures.rules.survival import Spell
from mentorhub.monitoring.figures.service.gathered import Facts, Id, PairFact
from mentorhub.monitoring.rules.days import DaysOff
from mentorhub.pairs.rules import DAYS_OF
from mentorhub.people.tables import Enrolment

TOP = "all"
INTERVIEW = frozenset({"interview", "offer", "agreement", "placed"})
SENT = INTERVIEW | {"sent"}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a programme; ``key`` is also that of those without a group."""

    key: str
    programme_id: uuid.UUID
    name: str
    is_own: bool


class Counting:
    """Counts the people of some programmes of one school year."""

    def __init__(self, facts: Facts, programmes: Sequence[Id]) -> None:
        """Take the facts and the programmes that make up the school year."""
        self.facts, self.programmes = facts, programmes
        self.own = {group for group, _, _, is_own in facts.groups if is_own}
        self.people = {one.id: one for one in facts.people if one.programme_id in programmes}
        self.pairs: dict[Id, list[PairFact]] = defaultdict(list)
        for pair in facts.pairs:
            if pair.mentee_id in self.people:
                self.pairs[pair.mentee_id].append(pair)
        self.sharers = {enrolment for _, _, enrolment, _ in facts.leads if enrolment}
        self.days_off = {one: self._days_off(one) for one in programmes}

    def _days_off(self, programme_id: Id) -> DaysOff:
        region = self.facts.programmes[programme_id].region
        return DaysOff.of(
            (one.from_on, one.until_on) for one in self.facts.holidays if one.region in ("", region)
        )

    def is_own(self, enrolment_id: Id) -> bool:
        """Whether the reader teaches the group of somebody."""
        person = self.people.get(enrolment_id)
        return person is not None and person.group_id in self.own

    def groups(self) -> list[Group]:
        """Return the groups in the order of their names, with one for those without, when there are any."""
        found = [
            Group(str(group), programme, name, is_own)
            for group, programme, name, is_own in self.facts.groups
            if programme in self.programmes
        ]
        without = {one.programme_id for one in self.people.values() if one.group_id is None}
        return found + [Group(_no_group(one), one, "", False) for one in self.programmes if one in without]

    def rows(self) -> list[Row]:
        """Return the table: the school year, its programmes and their groups."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for person in self.people.values():
            group = str(person.group_id) if person.group_id else _no_group(person.programme_id)
            for key in (TOP, str(person.programme_id), group):
                counts[key].update(self._columns(person))
        rows = [Row(TOP, "", _full(counts[TOP]))]
        rows += [Row(str(one), TOP, _full(counts[str(one)])) for one in self.programmes]
        groups = self.groups()
        return rows + [
            Row(one.key, str(one.programme_id), _full(counts[one.key]), one.is_own) for one in groups
        ]

    def _columns(self, person: Enrolment) -> Iterator[str]:
        """Return the columns that somebody is counted in; each with those around it."""
        if not self._takes_part(person):
            return
        if person.role == Role.MENTOR.value:
            yield "coaches"
            if person.id in self.sharers:
                yield "sharers"
            return
        yield "juniors"
        if self.pairs[person.id]:
            yield "matched"
            yield from self._first_contact(person)
            yield from self._rhythm(person)
        yield from self._search(person)

    def _takes_part(self, person: Enrolment) -> bool:
        """Who left is not counted any more, unless with an internship found."""
        is_here = person.ended_at is None or person.ended_at >= self.facts.ends(person.programme_id)
        return is_here or person.id in self.facts.placements

    def _first_contact(self, person: Enrolment) -> Iterator[str]:
        pair = self.pairs[person.id][0]
        programme = self.facts.programmes[person.programme_id]
        matched_on = local_day(pair.started_at, self.facts.zone)
        last_day = self.days_off[programme.id].deadline(matched_on, programme.first_contact_days)
        if pair.first_contact_on is not None or last_day < self.facts.until[programme.id]:
            yield "due"
            if pair.first_contact_on is not None and pair.first_contact_on <= last_day:
                yield "in_time"

    def _rhythm(self, person: Enrolment) -> Iterator[str]:
        """A pair keeps its rhythm when its latest contact is no longer ago than the two agreed."""
        pair, until = self.pairs[person.id][-1], self.facts.until[person.programme_id]
        days = DAYS_OF.get(pair.rhythm or "")
        has_ended = pair.ended_at is not None and pair.ended_at < self.facts.ends(person.programme_id)
        if days is None or pair.is_paused or has_ended:
            return
        days_off, matched_on = self.days_off[person.programme_id], local_day(pair.started_at, self.facts.zone)
        if days_off.counted(matched_on, until) > days:
            yield "agreed"
            last = pair.last_contact_on
            if last is not None and days_off.counted(last, until) <= days:
                yield "kept"

    def _search(self, person: Enrolment) -> Iterator[str]:
        steps = self.facts.steps.get(person.id, set())
        is_placed = person.id in self.facts.placements
        if steps or is_placed:
            yield "applied"
        if steps & SENT or is_placed:
            yield "sent"
        if steps & INTERVIEW or is_placed:
            yield "interviewed"
        if is_placed:
            yield "placed"

    def followed(self, programme_id: Id) -> list[Followed]:
        """Return how long each matched junior of a programme was followed since the first pair was published.

        The event is the placement; who has none was followed until leaving, the end of the programme or the
        day that is counted up to, whichever came first (right-censored).
        """
        juniors = (one for one in self.people.values() if one.programme_id == programme_id)
        return [Followed(self._spell(one), self.is_own(one.id)) for one in juniors if self.pairs.get(one.id)]

    def _spell(self, person: Enrolment) -> Spell:
        zone, last = self.facts.zone, self._last_day(person)
        begins = local_day(self.pairs[person.id][0].started_at, zone)
        placed = self.facts.placements.get(person.id)
        placed_on = local_day(placed[0], zone) if placed else None
        is_event = placed_on is not None and placed_on <= last
        end = placed_on if is_event and placed_on else last
        return Spell(max((end - begins).days, 0), is_event)

    def _last_day(self, person: Enrolment) -> date:
        programme = self.facts.programmes[person.programme_id]
        moments = [one for one in (person.ended_at, programme.ended_at) if one is not None]
        days = [local_day(one, self.facts.zone) for one in moments]
        return min(self.facts.until[programme.id], programme.ends_on, *days)

    def pair_weeks(self, programme_id: Id) -> dict[int, tuple[int, int]]:
        """Return by week of a programme how many pairs there were, and how many of them not of own groups."""
        starts_on = self.facts.programmes[programme_id].starts_on
        alive: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for mentee_id, pairs in self.pairs.items():
            if self.people[mentee_id].programme_id != programme_id:
                continue
            for pair in pairs:
                for week in self._weeks_of(pair, starts_on, self.facts.until[programme_id]):
                    alive[week][0] += 1
                    alive[week][1] += not self.is_own(mentee_id)
        return {week: (counts[0], counts[1]) for week, counts in alive.items()}

    def _weeks_of(self, pair: PairFact, starts_on: date, until: date) -> range:
        begins = local_day(pair.started_at, self.facts.zone)
        ends = local_day(pair.ended_at, self.facts.zone) if pair.ended_at else until
        first, last = ((day - starts_on) // timedelta(weeks=1) + 1 for day in (begins, min(ends, until)))
        return range(max(first, 1), last + 1)


def _no_group(programme_id: Id) -> str:
    return f"{programme_id}:none"


def _full(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts.get(name, 0) for name in COLUMNS}
