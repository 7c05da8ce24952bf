"""What the figures count, summed by the database: a fixed number of queries for any number of students.

Nothing that anybody wrote is read: moments, steps and words of ours only. Of a call for help not even its
text.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, exists
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.internships.tables import Application, ApplicationStep, Lead, Placement
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.figures.service.gathered import Facts, Id, PairFact, end_of, weeks_of
from mentorhub.pairs.tables import Contact, HelpCall, PairPause, PairRhythm
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.programmes.tables import Group, Holiday, Programme


class Gathering:
    """The queries, each of all programmes at once."""

    def __init__(
        self,
        session: AsyncSession,
        reader: Id,
        programmes: Mapping[Id, Programme],
        days: Mapping[Id, date],
        zone: str,
    ) -> None:
        """Take who reads, the programmes with the day each is counted up to, and the school's zone."""
        self.session, self.reader, self.programmes = session, reader, programmes
        self.days, self.zone = days, zone

    async def facts(self) -> Facts:
        """Return everything that is counted."""
        groups = await self._groups()
        own = [group for group, _, _, is_own in groups if is_own]
        return Facts(
            programmes=self.programmes,
            until=self.days,
            zone=self.zone,
            groups=groups,
            people=await self._people(),
            pairs=await self._pairs(),
            steps=await self._steps(),
            placements=await self._placements(),
            leads=await self._leads(),
            calls=await self._calls(),
            contacts=await self._contacts(own),
            holidays=await self._holidays(),
        )

    def _before(self, programme: Any, moment: Any) -> Any:
        """Return the condition that something came before the end of the day of its programme."""
        return or_(
            *[and_(programme == one, moment < end_of(day, self.zone)) for one, day in self.days.items()]
        )

    async def _groups(self) -> list[tuple[Id, Id, str, bool]]:
        taught = exists().where(
            col(GroupTeacher.group_id) == Group.id, col(GroupTeacher.person_id) == self.reader
        )
        found = await self.session.exec(
            select(Group.id, Group.programme_id, Group.name, taught)
            .where(col(Group.programme_id).in_(self.days))
            .order_by(Group.name, col(Group.id))
        )
        return [(group, programme, name, bool(is_own)) for group, programme, name, is_own in found]

    async def _people(self) -> list[Enrolment]:
        found = await self.session.exec(
            select(Enrolment).where(
                self._before(Enrolment.programme_id, col(Enrolment.created_at)),
                col(Enrolment.role).in_((Role.MENTEE.value, Role.MENTOR.value)),
            )
        )
        return list(found)

    async def _pairs(self) -> list[PairFact]:
        on_time = or_(
            *[and_(Pair.programme_id == one, Contact.happened_on <= day) for one, day in self.days.items()]
        )
        paused: Any = or_(
            *[
                and_(Pair.programme_id == one, PairPause.from_on <= day, PairPause.until_on >= day)
                for one, day in self.days.items()
            ]
        )
        found = await self.session.exec(
            select(  # type: ignore[call-overload]  # sqlmodel types four columns
                Pair.mentee_id,
                Pair.started_at,
                Pair.ended_at,
                func.min(Contact.happened_on),
                func.max(Contact.happened_on),
                PairRhythm.rhythm,
                exists().where(col(PairPause.pair_id) == Pair.id, paused),
            )
            .outerjoin(Contact, and_(col(Contact.pair_id) == Pair.id, on_time))
            .outerjoin(
                PairRhythm,
                and_(
                    col(PairRhythm.pair_id) == Pair.id,
                    self._before(Pair.programme_id, col(PairRhythm.set_at)),
                ),
            )
            .where(self._before(Pair.programme_id, col(Pair.started_at)))
            .group_by(
                col(Pair.id), col(Pair.mentee_id), col(Pair.started_at), col(Pair.ended_at), PairRhythm.rhythm
            )
            .order_by(col(Pair.started_at))
        )
        rows: list[Any] = list(found)
        return [PairFact(*row) for row in rows]

    async def _steps(self) -> dict[Id, set[str]]:
        found = await self.session.exec(
            select(Application.mentee_id, ApplicationStep.step)
            .join(ApplicationStep, col(ApplicationStep.application_id) == Application.id)
            .where(self._before(Application.programme_id, col(ApplicationStep.at)))
            .distinct()
        )
        steps: dict[Id, set[str]] = {}
        for mentee_id, step in found:
            steps.setdefault(mentee_id, set()).add(step)
        return steps

    async def _placements(self) -> dict[Id, tuple[datetime, str]]:
        found = await self.session.exec(
            select(Placement.mentee_id, Placement.created_at, Placement.through)
            .where(self._before(Placement.programme_id, col(Placement.created_at)))
            .order_by(col(Placement.created_at).desc(), col(Placement.id))
        )
        # The latest comes first, so that the earliest is what stays.
        return {mentee_id: (at, through) for mentee_id, at, through in found}

    async def _leads(self) -> list[tuple[Id, Id, Id | None, int]]:
        by = (col(Lead.programme_id), col(Lead.by_person_id), col(Lead.by_enrolment_id))
        found = await self.session.exec(
            select(*by, func.count())
            .where(self._before(Lead.programme_id, col(Lead.created_at)))
            .group_by(*by)
        )
        return [(programme, person, part, number) for programme, person, part, number in found]

    async def _calls(self) -> list[tuple[Id, Id, str, datetime, datetime | None]]:
        found = await self.session.exec(
            select(  # type: ignore[call-overload]  # sqlmodel types four columns
                HelpCall.programme_id,
                HelpCall.by_enrolment_id,
                HelpCall.category,
                HelpCall.created_at,
                HelpCall.taken_at,
            ).where(self._before(HelpCall.programme_id, col(HelpCall.created_at)))
        )
        return [tuple(row) for row in found]

    async def _contacts(self, own: list[Id]) -> list[tuple[Id, int, bool, int, int]]:
        """Count contacts and the pairs that had them by week of the programme."""
        whens = self._weeks()
        if not whens:
            return []
        mentee = aliased(Enrolment)
        weeks = (
            select(
                col(Pair.programme_id).label("programme"),
                case(*whens, else_=0).label("week"),
                case((col(mentee.group_id).in_(own), 1), else_=0).label("own"),
                col(Contact.pair_id).label("pair"),
            )
            .join(Pair, col(Pair.id) == Contact.pair_id)
            .join(mentee, col(mentee.id) == Pair.mentee_id)
            .where(col(Pair.programme_id).in_(self.days))
            .subquery()
        )
        by: list[Any] = [weeks.c.programme, weeks.c.week, weeks.c.own]
        found = await self.session.exec(
            select(*by, func.count(), func.count(func.distinct(weeks.c.pair)))  # type: ignore[call-overload]  # five columns
            .where(weeks.c.week > 0)
            .group_by(*by)
            .order_by(*by)
        )
        return [(one, week, bool(is_own), n, pairs) for one, week, is_own, n, pairs in found]

    def _weeks(self) -> list[Any]:
        """Return the conditions that tell in which week of its programme a day is; SQL has no common one."""
        return [
            (and_(Pair.programme_id == one, Contact.happened_on >= first, Contact.happened_on <= last), week)
            for one, day in self.days.items()
            for week, first, last in weeks_of(self.programmes[one].starts_on, day)
        ]

    async def _holidays(self) -> list[Holiday]:
        school_ids = {one.school_id for one in self.programmes.values()}
        return list(await self.session.exec(select(Holiday).where(col(Holiday.school_id).in_(school_ids))))
