"""A new programme."""

from datetime import date

import reflex as rx
from reflex.event import EventSpec

from mentorhub.core.actor import coordinators, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.programmes.service import NewProgramme, ProgrammeFault, create_programme, proposed_days

NOTHING: Bilingual = {"nl": "", "en": ""}


class ProgrammeForm(Form):
    """A programme as typed; days as the browser sends them, ``2026-08-31``."""

    name: str = ""
    starts_on: str = ""
    ends_on: str = ""

    def as_new(self) -> NewProgramme:
        """Return what the form says."""
        return NewProgramme(self.name, _day(self.starts_on), _day(self.ends_on))


class AddProgramme(rx.State):
    """The form, with the days of this school year in it."""

    starts_on: str = ""
    ends_on: str = ""
    fault: Bilingual = NOTHING
    loaded: bool = False

    @handler(may=coordinators)
    async def load(self) -> None:
        """Show an empty form."""
        first, last = await proposed_days(the_actor())
        self.starts_on, self.ends_on = first.isoformat(), last.isoformat()
        self.fault, self.loaded = NOTHING, True

    @handler(may=coordinators)
    async def save(self, form: ProgrammeForm) -> EventSpec | None:
        """Begin the programme and go on to the groups, or say what is wrong."""
        made = await create_programme(the_actor(), form.as_new())
        if isinstance(made, ProgrammeFault):
            self.fault = say(f"classlists.programme.{made.value}")
            return None
        return rx.redirect("/people")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
