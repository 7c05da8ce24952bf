"""The holidays of a school year, for everyone or for a region."""

import uuid
from datetime import date
from typing import TypedDict

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import coordinators, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, catalogue, say
from mentorhub.programmes import holidays as service
from mentorhub.programmes.holidays import HolidayFault, HolidayLine, NewHoliday

NOTHING: Bilingual = {"nl": "", "en": ""}


class HolidayRow(TypedDict):
    """A holiday as the page shows it; one without an id is a preset that still has no days."""

    id: str
    key: str
    name: Bilingual
    days: Bilingual
    from_on: str
    until_on: str


class ChangedDays(Form):
    """The days of a holiday as its form sends them; an empty one is no day."""

    holiday_id: str = Field(max_length=36)
    from_on: str = Field(default="", max_length=10)
    until_on: str = Field(default="", max_length=10)


class NewHolidayForm(Form):
    """A holiday as the form sends it."""

    name: str = Field(default="", max_length=200)
    from_on: str = Field(default="", max_length=10)
    until_on: str = Field(default="", max_length=10)


class HolidaysState(rx.State):
    """One school year of holidays, of the whole school or a region."""

    loaded: bool = False
    year: str = ""
    years: list[str] = []
    region: str = ""
    rows: list[HolidayRow] = []
    missing: list[HolidayRow] = []
    fresh: str = ""
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    can_undo: bool = False
    _before: HolidayLine | None = None
    _added: str = ""

    @handler(may=coordinators)
    async def load(self) -> None:
        """Show this school year for the whole school."""
        self._say("")
        await self._show("", "")

    @handler(may=coordinators)
    async def choose_year(self, year: str) -> None:
        """Show another school year."""
        self._say("")
        await self._show(self.region, year)

    @handler(may=coordinators)
    async def choose_region(self, region: str) -> None:
        """Show the holidays of another region."""
        self._say("")
        await self._show(region, self.year)

    async def _show(self, region: str, year: str) -> None:
        found = await service.holiday_year(the_actor(), region, year)
        self.year, self.years, self.region = found.year, list(found.years), found.region
        self.rows = [_row(line) for line in found.lines]
        self.missing = [_preset(name) for name in found.missing]
        self.fresh = uuid.uuid4().hex
        self.loaded = True

    def _say(self, key: str, tone: str = "ok", **values: object) -> None:
        self.said = say(f"watch.said.{key}", **values) if key else NOTHING
        self.said_tone, self.can_undo = tone, False
        self._before, self._added = None, ""

    @handler(may=coordinators)
    async def add(self, form: NewHolidayForm) -> None:
        """Add a holiday to the year and region on the page."""
        new = NewHoliday(self.year, self.region, form.name, _day(form.from_on), _day(form.until_on))
        added = await service.add_holiday(the_actor(), new)
        if isinstance(added, HolidayFault):
            self._say(f"holiday_{added.value}", "late")
            return
        await self._show(self.region, self.year)
        self._say("holiday_added", name=_name(form.name))
        self._added, self.can_undo = str(added), True

    @handler(may=coordinators)
    async def change(self, form: ChangedDays) -> None:
        """Change the days of a holiday."""
        before = await service.change_holiday(
            the_actor(), as_id(form.holiday_id), _day(form.from_on), _day(form.until_on)
        )
        if isinstance(before, HolidayFault):
            self._say(f"holiday_{before.value}", "late")
            return
        await self._show(self.region, self.year)
        self._say("holiday_changed", name=_name(before.name))
        self._before, self.can_undo = before, True

    @handler(may=coordinators)
    async def remove(self, holiday_id: str) -> None:
        """Take a holiday out, until undone."""
        before = await service.remove_holiday(the_actor(), as_id(holiday_id))
        await self._show(self.region, self.year)
        self._say("holiday_removed", name=_name(before.name))
        self._before, self.can_undo = before, True

    @handler(may=coordinators)
    async def undo(self) -> None:
        """Take back what was just done."""
        if self._before is not None:
            await service.put_back(the_actor(), self._before)
        elif self._added:
            await service.remove_holiday(the_actor(), as_id(self._added))
        else:
            return
        await self._show(self.region, self.year)
        self._say("undone")


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _name(name: str) -> Bilingual:
    """A preset is named in the reader's language, the school's own holiday as it was typed."""
    key = f"watch.holiday.{name}"
    return say(key) if key in catalogue() else {"nl": name, "en": name}


def _preset(name: str) -> HolidayRow:
    return HolidayRow(id="", key=name, name=_name(name), days=NOTHING, from_on="", until_on="")


def _row(line: HolidayLine) -> HolidayRow:
    first, last = short_day_text(line.from_on, "UTC"), short_day_text(line.until_on, "UTC")
    one_day = line.from_on == line.until_on
    return HolidayRow(
        id=str(line.holiday_id),
        key=line.name,
        name=_name(line.name),
        days=first if one_day else say("watch.holidays.days", first=first, last=last),
        from_on=line.from_on.isoformat(),
        until_on=line.until_on.isoformat(),
    )
