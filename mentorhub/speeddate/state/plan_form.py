"""The form of a speed date on the screen, with what it will give, told anew with every change."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypedDict
from zoneinfo import ZoneInfo

import reflex as rx

from mentorhub.core import clock
from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say, say_in
from mentorhub.speeddate.rules import feasibility
from mentorhub.speeddate.rules.outlook import outlook
from mentorhub.speeddate.service.choices import Choices, GroupChoice, choices_of
from mentorhub.speeddate.service.planning import NewSpeedDate, PlanRefused, change, create
from mentorhub.speeddate.state.address import as_id
from mentorhub.speeddate.state.words import end_text, issue_rows, spread_text
from mentorhub.speeddate.tables import SpeedDate

Number = Literal["rounds", "minutes", "break_minutes", "tables"]
Word = Literal["name", "date", "time", "changeover"]
NOTHING: Bilingual = {"nl": "", "en": ""}
MOST = 10_000
WEEK = timedelta(days=7)
CHANGEOVERS = (0, 30, 60, 90, 120, 180, 300)


class GroupRow(TypedDict):
    """A group to choose, with its numbers."""

    id: str
    name: str
    juniors: int
    coaches: int
    is_on: bool


class PlanForm(rx.State):
    """A speed date as it is being filled in; ``lines`` and ``issues`` say what it will give."""

    name: str = ""
    date: str = ""
    time: str = ""
    rounds: int = 8
    minutes: float = 5
    changeover: str = "60"
    break_minutes: int = 0
    tables: int = 0
    groups: list[GroupRow] = []
    juniors: int = 0
    coaches: int = 0
    lines: list[Bilingual] = []
    issues: list[dict[str, str]] = []
    refused: Bilingual = NOTHING
    back: str = "/speed-dates"
    is_new: bool = True
    is_missing: bool = False
    loaded: bool = False
    tables_key: str = ""
    _zone: str = "UTC"
    _own_tables: bool = False

    @handler(may=staff)
    async def load(self) -> None:
        """Show an empty form, or the draft that the address names."""
        self.loaded, self.is_missing, self.refused = False, False, NOTHING
        named = getattr(self, "speed_date_id", "")
        try:
            choices = await choices_of(the_actor(), as_id(named) if named else None)
        except NotFound:
            self.is_missing = True
            return
        self._zone = choices.zone
        self.is_new = choices.draft is None
        if choices.draft is None:
            self._begin()
        else:
            self._take(choices.draft)
        self._offer(choices)
        self._tell()
        self.loaded = True

    @handler(may=staff)
    async def set_number(self, field: Number, value: float) -> None:
        """Take a number over and tell what it means."""
        if not 0 <= value <= MOST:
            return
        if field == "minutes":
            self.minutes = value
        else:
            setattr(self, field, int(value))
        self._own_tables = self._own_tables or field == "tables"
        self._tell()

    @handler(may=staff)
    async def set_word(self, field: Word, value: str) -> None:
        """Take a text, date or time over and tell what it means."""
        setattr(self, field, value[:200])
        self._tell()

    @handler(may=staff)
    async def choose(self, group_id: str, is_on: bool) -> None:
        """Let a group take part, or not; until tables are filled in, there is one for each coach."""
        self.groups = [
            GroupRow(**{**row, "is_on": is_on}) if row["id"] == group_id else row for row in self.groups
        ]
        self._tell()

    @handler(may=staff)
    async def save(self) -> rx.event.EventSpec | None:
        """Make the plan, or plan the draft again, and show it."""
        start = self._start()
        if start is None:
            self.refused = say("planning.refused.when")
            return None
        try:
            chosen = await self._keep(self._filled_in(start))
        except PlanRefused as refusal:
            self.refused = say(f"planning.refused.{refusal.reason}")
            return None
        return rx.redirect(f"/speed-dates/{chosen}")

    async def _keep(self, new: NewSpeedDate) -> uuid.UUID:
        if self.is_new:
            return await create(the_actor(), new)
        draft = as_id(getattr(self, "speed_date_id", ""))
        await change(the_actor(), draft, new)
        return draft

    def _filled_in(self, start: datetime) -> NewSpeedDate:
        return NewSpeedDate(
            name=self.name,
            group_ids=tuple(as_id(row["id"]) for row in self.groups if row["is_on"]),
            starts_at=start,
            rounds=self.rounds,
            round_seconds=round(self.minutes * 60),
            changeover_seconds=self._changeover(),
            break_minutes=self.break_minutes,
            tables=self.tables,
        )

    def _begin(self) -> None:
        self.name = say_in(the_actor().language, "planning.form.name_default")
        self.date = (clock.now() + WEEK).astimezone(ZoneInfo(self._zone)).date().isoformat()
        self.time, self.rounds, self.minutes, self.changeover = "17:00", 8, 5, "60"
        self.break_minutes, self.tables, self._own_tables, self.back = 0, 0, False, "/speed-dates"

    def _take(self, draft: SpeedDate) -> None:
        local = draft.starts_at.astimezone(ZoneInfo(self._zone))
        self.name, self.date, self.time = draft.name, local.date().isoformat(), f"{local:%H:%M}"
        self.rounds, self.minutes = draft.rounds, draft.round_seconds / 60
        self.changeover, self.break_minutes = str(draft.changeover_seconds), draft.break_minutes
        self.tables, self._own_tables, self.back = draft.tables, True, f"/speed-dates/{draft.id}"

    def _offer(self, choices: Choices) -> None:
        only = len(choices.groups) == 1
        self.groups = [_group_row(one, only or one.id in choices.chosen) for one in choices.groups]

    def _changeover(self) -> int:
        return int(self.changeover) if self.changeover.isdecimal() else 0

    def _start(self) -> datetime | None:
        """Return the start in UTC, None while date or time is not filled in."""
        try:
            local = datetime.combine(date.fromisoformat(self.date), time.fromisoformat(self.time))
        except ValueError:
            return None
        return local.replace(tzinfo=ZoneInfo(self._zone)).astimezone(UTC)

    def _tell(self) -> None:
        """Say what the form as it is now will give."""
        self.juniors = sum(row["juniors"] for row in self.groups if row["is_on"])
        self.coaches = sum(row["coaches"] for row in self.groups if row["is_on"])
        if not self._own_tables:
            self.tables, self.tables_key = self.coaches, str(self.coaches)
        has_people = any(row["is_on"] for row in self.groups)
        self.lines, self.issues = (self._lines(), self._issues()) if has_people else ([], [])

    def _lines(self) -> list[Bilingual]:
        seen = outlook(
            self.juniors,
            self.coaches,
            self.rounds,
            round_seconds=round(self.minutes * 60),
            changeover_seconds=self._changeover(),
            break_minutes=self.break_minutes,
        )
        start = self._start()
        ending = say("planning.outlook.lasts", minutes=-(-seen.seconds // 60))
        if start is not None:
            end = end_text(start, seen.seconds, self._zone)
            ending = {x: f"{say('planning.outlook.end', end=end)[x]} {ending[x]}" for x in ending}
        return [
            spread_text("outlook.junior", *seen.mentee_meets),
            spread_text("outlook.coach", *seen.mentor_meets),
            ending,
        ]

    def _issues(self) -> list[dict[str, str]]:
        return issue_rows(
            feasibility(
                self.juniors,
                self.coaches,
                self.rounds,
                minutes=round(self.minutes),
                changeover=self._changeover(),
                tables=self.tables,
            )
        )


def _group_row(group: GroupChoice, is_on: bool) -> GroupRow:
    return GroupRow(
        id=str(group.id), name=group.name, juniors=group.mentees, coaches=group.mentors, is_on=is_on
    )
