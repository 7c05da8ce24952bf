"""The list of emergency contacts, edited by a coordinator."""

import uuid
from typing import Annotated

import reflex as rx
from pydantic import Field, StringConstraints

from mentorhub.core.actor import coordinators, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.help import service
from mentorhub.pairs.help.rows import NOTHING, EmergencyRow, emergency_row

Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ().-]{1,24}$")]


class NewContactForm(Form):
    """A contact as the form sends it."""

    name: str = Field(min_length=1, max_length=80)
    about: str = Field(default="", max_length=120)
    phone: Phone


class ContactForm(NewContactForm):
    """A changed contact as the form sends it."""

    contact_id: str = Field(max_length=36)


class HelpContactsState(rx.State):
    """The contacts in the order in which students see them."""

    loaded: bool = False
    rows: list[EmergencyRow] = []
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    can_undo: bool = False
    fresh: str = ""
    _removed: service.EmergencyLine | None = None
    _place: int = 0

    @handler(may=coordinators)
    async def load(self) -> None:
        """Show the list."""
        self._say("")
        await self._show()

    async def _show(self) -> None:
        self.rows = [emergency_row(line) for line in await service.contacts_for(the_actor())]
        self.fresh = uuid.uuid4().hex
        self.loaded = True

    def _say(self, key: str, tone: str = "ok", **values: str) -> None:
        self.said = say(f"help.said.{key}", **values) if key else NOTHING
        self.said_tone, self.can_undo, self._removed = tone, False, None

    @handler(may=coordinators)
    async def add(self, form: NewContactForm) -> None:
        """Put a contact at the end."""
        try:
            await service.add_contact(the_actor(), form.name, form.about, form.phone)
        except service.TooMany:
            self._say("contact_many", "late")
            return
        await self._show()
        self._say("contact_saved")

    @handler(may=coordinators)
    async def change(self, form: ContactForm) -> None:
        """Change a contact."""
        await service.change_contact(the_actor(), as_id(form.contact_id), form.name, form.about, form.phone)
        await self._show()
        self._say("contact_saved")

    @handler(may=coordinators)
    async def remove(self, contact_id: str) -> None:
        """Take a contact out, until undone."""
        row = await service.remove_contact(the_actor(), as_id(contact_id))
        await self._show()
        self._say("contact_removed", name=row.name)
        self._removed = service.EmergencyLine(row.id, row.name, row.about, row.phone)
        self._place, self.can_undo = row.position, True

    @handler(may=coordinators)
    async def undo(self) -> None:
        """Put back what was just removed."""
        if self._removed is not None:
            await service.put_back(the_actor(), self._removed, self._place)
            await self._show()
            self._say("contact_saved")

    @handler(may=coordinators)
    async def move(self, contact_id: str, up: bool) -> None:
        """Move a contact one place."""
        await service.move_contact(the_actor(), as_id(contact_id), up)
        await self._show()
        self._say("contact_saved")
