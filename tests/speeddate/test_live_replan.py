"""A short evening in the database with everything at once: after every step all promises hold."""

import uuid
from collections import Counter
from random import Random

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.speeddate.service.overview import overview_of
from mentorhub.speeddate.service.places import Arrangement, arrange, mark_table
from mentorhub.speeddate.service.wishes import Kind, wish
from mentorhub.speeddate.tables import Attendee, SeatRule
from tests.speeddate.evening import Evening, make_evening

ROUNDS = 4


class Watched:
    """An evening whose promises are checked after every step against what was before."""

    def __init__(self, party: Evening) -> None:
        self.party = party
        self.held: set[tuple[int, int, uuid.UUID, uuid.UUID]] = set()
        self.tables: dict[uuid.UUID, int] = {}

    async def check(self) -> None:
        row, seats = await self.party.row(), await self.party.seats()
        pairs = Counter(seat[2:] for seat in seats)
        places = Counter((seat[0], who) for seat in seats for who in seat[2:])
        assert max(pairs.values()) == 1, "two people meet twice"
        assert max(places.values()) == 1, "someone has two seats in a round"
        assert {seat for seat in seats if seat[0] <= row.round} >= self.held, "a past round changed"
        self.held = {seat for seat in seats if seat[0] <= row.round}
        for _, table, _, mentor in seats:
            assert self.tables.setdefault(mentor, table) == table, "a coach moved"
        await self._wishes_hold(row.round, seats)
        await self._rounds_are_full_or_it_is_told(row.round, seats)

    async def _rounds_are_full_or_it_is_told(
        self, now: int, seats: set[tuple[int, int, uuid.UUID, uuid.UUID]]
    ) -> None:
        async with db.reading() as session:
            people = list(await session.exec(select(Attendee).where(Attendee.speed_date_id == self.party.id)))
        issues = (await overview_of(self.party.cast.tess, self.party.id)).issues
        told = {issue.round for issue in issues if issue.code == "round_not_full"}
        for number in set(range(now + 1, ROUNDS + 1)) - told:
            here = Counter(one.role for one in people if _is_there(one, number))
            seated = sum(seat[0] == number for seat in seats)
            assert seated == min(here["mentee"], here["mentor"]), "a seat is empty and nobody is told"

    async def _wishes_hold(self, now: int, seats: set[tuple[int, int, uuid.UUID, uuid.UUID]]) -> None:
        async with db.reading() as session:
            rules = list(await session.exec(select(SeatRule).where(SeatRule.speed_date_id == self.party.id)))
            people = list(await session.exec(select(Attendee).where(Attendee.speed_date_id == self.party.id)))
        coming = {seat[2:] for seat in seats if seat[0] > now}
        assert not [rule for rule in rules if rule.kind == "forbid" and _pair(rule) in coming]
        for one in people:
            mine = {seat[0] for seat in seats if one.enrolment_id in seat[2:]}
            last = now if one.state == "left" else ROUNDS if one.last_round is None else one.last_round
            assert mine <= set(range(one.from_round, last + 1)), "someone sits while away"
        tags = (await self.party.row()).table_tags
        needs = {one.enrolment_id: set(one.needs) for one in people if one.role == "mentee"}
        assert all(needs[s[2]] <= set(tags.get(str(s[1]), ())) for s in seats if s[0] > now)


def _is_there(one: Attendee, number: int) -> bool:
    last = ROUNDS if one.last_round is None else one.last_round
    return one.state not in ("absent", "left") and one.from_round <= number <= last


def _pair(rule: SeatRule) -> tuple[uuid.UUID, uuid.UUID]:
    return rule.mentee_id, rule.mentor_id


@pytest.mark.parametrize("seed", range(2))
async def test_after_every_step_of_a_busy_evening_all_promises_hold(database: str, seed: int) -> None:
    random = Random(seed)
    party = await make_evening(mentees=7, mentors=7, rounds=ROUNDS)
    tess, watched = party.cast.tess, Watched(party)
    late = [party.mentees[6], party.mentors[6]]
    await mark_table(tess, party.id, 2, ["wide"])
    await arrange(tess, party.id, party.mentors[3].enrolment, Arrangement(fixed_table=2))
    await arrange(tess, party.id, party.mentors[4].enrolment, Arrangement(fixed_table=2))
    await arrange(tess, party.id, party.mentees[2].enrolment, Arrangement(needs=("wide",)))
    await party.begin(without=late)
    await watched.check()
    mentees, mentors = party.mentees[:6], party.mentors[:6]

    async def two_wished(kind: Kind) -> None:
        await wish(tess, party.id, random.choice(mentees).enrolment, random.choice(mentors).enrolment, kind)

    steps = [
        lambda: party.join([late[0]]),
        lambda: two_wished("forbid"),
        lambda: two_wished("pin"),
        lambda: party.leave(mentors[5]),
        lambda: mark_table(tess, party.id, random.randint(1, 7), ["wide", "quiet"]),
        lambda: party.step("next"),
        lambda: party.step("next"),
        lambda: party.join([late[1]]),
        lambda: party.leave(mentees[5]),
        lambda: party.join([mentors[5]]),
        lambda: arrange(tess, party.id, mentees[1].enrolment, Arrangement(needs=("quiet",))),
    ]
    random.shuffle(steps)
    for step in steps:
        await step()
        await watched.check()
