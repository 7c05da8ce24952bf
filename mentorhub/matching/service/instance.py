"""From the database to the solver's instance: lists, places, rules, mentors' wishes, meetings and fit."""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.matching.rules import Instance, Wish, fill_with_all_met, forbid_rather_not
from mentorhub.matching.service.access import enrolled
from mentorhub.matching.service.settings import setting_of
from mentorhub.matching.tables import MatchRule, MentorWish, Pair, Preference
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Group, Programme
from mentorhub.speeddate.service.qualities import fit_of
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate

PIN, FORBID = "pin", "forbid"
IdPair = tuple[uuid.UUID, uuid.UUID]
WISHES = {"prefer": Wish.PREFER, "fine": Wish.FINE, "rather_not": Wish.RATHER_NOT}
"""What a mentor can answer, as stored, and what the rules call it."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a run depends on; ids are enrolments.

    Attributes:
        programme_id: whose match it is.
        lists: each mentee's own choices, best first, before short lists are filled.
        capacities: places per mentor.
        pins, forbidden: the teacher's rules as (mentee, mentor).
        met: (mentee, mentor) → round of the speed date in which they met.
        fit: (mentee, mentor) → shared qualities.
        list_length: how many choices the programme asks.
        wishes: (mentor, mentee) → the mentor's answer; empty while the programme does not ask for it.
        rather_not_forbids: whether an answer *rather not* rules the pair out.
        evens_out: whether the group that comes off worst is helped at an equal profile.
        groups: the group of each mentee who is in one, and ``group_names`` the names by group.
    """

    programme_id: uuid.UUID
    lists: dict[uuid.UUID, tuple[uuid.UUID, ...]]
    capacities: dict[uuid.UUID, int]
    pins: frozenset[IdPair]
    forbidden: frozenset[IdPair]
    met: dict[IdPair, int]
    fit: dict[IdPair, int]
    list_length: int
    wishes: dict[IdPair, Wish]
    rather_not_forbids: bool
    evens_out: bool
    groups: dict[uuid.UUID, uuid.UUID]
    group_names: dict[uuid.UUID, str]

    @property
    def digest(self) -> str:
        """A hash that changes with anything that could change the outcome.

        Mentees, mentors and so also their fit are gathered in the order of their ids: nothing to sort there,
        which for hundreds of people would hold up the server for seconds.
        """
        parts = (
            sorted((str(k), [str(m) for m in v]) for k, v in self.lists.items()),
            sorted((str(k), v) for k, v in self.capacities.items()),
            sorted(map(str, self.pins)),
            sorted(map(str, self.forbidden)),
            sorted((str(k), v) for k, v in self.met.items()),
            list(self.fit.values()),
            self.list_length,
            sorted((str(k), int(v)) for k, v in self.wishes.items()),
            self.rather_not_forbids,
            self.evens_out and sorted((str(k), str(v)) for k, v in self.groups.items()),
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @property
    def terms(self) -> dict[str, int | bool]:
        """What was asked of the run, for the page beside it: counts, never who."""
        return {
            "list_length": self.list_length,
            "pins": len(self.pins),
            "forbids": len(self.forbidden),
            "wishes": len(self.wishes),
            "rather_not_forbids": self.rather_not_forbids,
            "evens_out": self.evens_out,
        }

    def instance(self, seed: int, current: Mapping[uuid.UUID, uuid.UUID] | None = None) -> Instance:
        """Return the solver's instance; short lists are filled so that naming fewer never pays (decision 14).

        ``current`` is the mentor by mentee of what is out, when a repair is to stay close to it.
        """
        lists = {str(mentee): tuple(map(str, chosen)) for mentee, chosen in self.lists.items()}
        met = {(str(mentee), str(mentor)): number for (mentee, mentor), number in self.met.items()}
        here = {pair: number for pair, number in met.items() if pair[0] in lists}
        instance = Instance(
            preferences=lists,
            filling=fill_with_all_met(lists, here.keys(), self.list_length),
            capacities={str(mentor): places for mentor, places in self.capacities.items()},
            pins=frozenset((str(a), str(b)) for a, b in self.pins),
            forbidden=frozenset((str(a), str(b)) for a, b in self.forbidden),
            current={str(mentee): str(mentor) for mentee, mentor in (current or {}).items()},
            wishes={(str(a), str(b)): wish for (a, b), wish in self.wishes.items()},
            # Pairs with nothing in common are left out: the rules count them as 0 anyway.
            fit={(str(a), str(b)): shared for (a, b), shared in self.fit.items() if shared},
            met=here,
            seed=seed,
            list_length=self.list_length,
        )
        return forbid_rather_not(instance) if self.rather_not_forbids else instance


async def gather(session: AsyncSession, programme: Programme) -> Gathered:
    """Read everything that a match of the programme depends on."""
    enrolments = await enrolled(session, programme.id, Role.MENTEE)
    mentees = [mentee.id for mentee in enrolments]
    mentors = await enrolled(session, programme.id, Role.MENTOR)
    places = {mentor.id: mentor.capacity for mentor in mentors}
    rules = await rules_of(session, programme.id)
    rules[FORBID] |= await _ended_by_staff(session, programme.id) - rules[PIN]
    kept = {kind: frozenset(p for p in pairs if p[0] in set(mentees)) for kind, pairs in rules.items()}
    setting = await setting_of(session, programme)
    return Gathered(
        programme_id=programme.id,
        lists=await _lists(session, mentees, places, programme.list_length),
        capacities=places,
        pins=frozenset(pair for pair in kept[PIN] if pair[1] in places),
        forbidden=frozenset(pair for pair in kept[FORBID] if pair[1] in places),
        met=await met_in(session, programme.id, set(places)),
        fit=await fit_of(session, mentees, list(places)),
        list_length=programme.list_length,
        wishes=await _wishes(session, programme.id, set(mentees)) if setting.asks_wishes else {},
        rather_not_forbids=setting.rather_not_forbids,
        evens_out=setting.evens_out,
        groups={mentee.id: mentee.group_id for mentee in enrolments if mentee.group_id},
        group_names=await _group_names(session, programme.id),
    )


async def _ended_by_staff(session: AsyncSession, programme_id: uuid.UUID) -> frozenset[IdPair]:
    """Return the pairs that staff ended: a repair does not bring them together again, unless they are pinned.

    They are part of the digest, so that a proposal from before such an end, or its undo, is out of date.
    """
    ended = select(Pair.mentee_id, Pair.mentor_id).where(
        Pair.programme_id == programme_id, col(Pair.ended_at).is_not(None), Pair.end_reason != ""
    )
    return frozenset((mentee, mentor) for mentee, mentor in await session.exec(ended))


async def _wishes(
    session: AsyncSession, programme_id: uuid.UUID, mentees: set[uuid.UUID]
) -> dict[IdPair, Wish]:
    query = (
        select(MentorWish)
        .join(Enrolment, col(Enrolment.id) == MentorWish.mentor_id)
        .where(Enrolment.programme_id == programme_id, col(Enrolment.ended_at).is_(None))
    )
    found = await session.exec(query)
    return {(one.mentor_id, one.mentee_id): WISHES[one.wish] for one in found if one.mentee_id in mentees}


async def _group_names(session: AsyncSession, programme_id: uuid.UUID) -> dict[uuid.UUID, str]:
    found = await session.exec(select(Group.id, Group.name).where(Group.programme_id == programme_id))
    return dict(found.all())


async def rules_of(session: AsyncSession, programme_id: uuid.UUID) -> dict[str, frozenset[IdPair]]:
    """Return the teacher's rules of a programme by kind, ``pin`` and ``forbid``."""
    found: dict[str, set[IdPair]] = {PIN: set(), FORBID: set()}
    for rule in await session.exec(select(MatchRule).where(MatchRule.programme_id == programme_id)):
        found[rule.kind].add((rule.mentee_id, rule.mentor_id))
    return {kind: frozenset(pairs) for kind, pairs in found.items()}


async def _lists(
    session: AsyncSession, mentees: list[uuid.UUID], places: dict[uuid.UUID, int], length: int
) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    chosen: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    query = (
        select(Preference)
        .join(Enrolment, col(Enrolment.id) == Preference.mentee_id)
        .where(col(Preference.mentee_id).in_(mentees))
        .order_by(col(Preference.rank))
    )
    for row in await session.exec(query):
        if row.mentor_id in places:
            chosen[row.mentee_id].append(row.mentor_id)
    return {mentee: tuple(chosen[mentee][:length]) for mentee in mentees}


async def met_in(
    session: AsyncSession, programme_id: uuid.UUID, mentors: set[uuid.UUID]
) -> dict[IdPair, int]:
    """Return who met in which round at the speed dates of a programme, rounds that have begun only."""
    query = (
        select(PlannedSeat)
        .join(SpeedDate, col(SpeedDate.id) == PlannedSeat.speed_date_id)
        .where(
            SpeedDate.programme_id == programme_id,
            col(SpeedDate.rehearsal_of).is_(None),
            PlannedSeat.round <= SpeedDate.round,
        )
    )
    seats = await session.exec(query)
    return {(seat.mentee_id, seat.mentor_id): seat.round for seat in seats if seat.mentor_id in mentors}
