"""One person added by hand."""

from typing import Literal

import reflex as rx

from mentorhub.core.actor import coordinators, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.classlists.state.import_rows import Named, joined
from mentorhub.people.roster import Field
from mentorhub.people.service.class_lists import fault_text
from mentorhub.people.service.groups import Added, add_person, groups_for
from mentorhub.programmes.service import programmes_for

NOTHING: Bilingual = {"nl": "", "en": ""}
_MOST_GROUPS = 100


class PersonForm(Form):
    """Somebody as typed; everything may be empty here, the service says what may not."""

    programme: str
    role: Literal["mentee", "mentor", "teacher"]
    first_name: str = ""
    infix: str = ""
    last_name: str = ""
    student_number: str = ""
    class_name: str = ""
    course: str = ""
    year: str = ""
    email: str = ""

    def said(self) -> dict[Field, str]:
        """Return the fields as a class list would say them."""
        return {field: getattr(self, field.value) for field in Field if field is not Field.FULL_NAME}


class AddPerson(rx.State):
    """The form; ``form_key`` changes when it starts empty again."""

    programmes: list[Named] = []
    groups: list[str] = []
    group: str = ""
    role: str = "mentee"
    form_key: str = "1"
    faults: Bilingual = NOTHING
    done: Bilingual = NOTHING
    done_group: str = ""
    done_enrolment: str = ""
    loaded: bool = False

    @handler(may=coordinators)
    async def load(self) -> None:
        """Show an empty form, with the group in the address filled in."""
        actor = the_actor()
        self.programmes = [Named(id=str(x.id), name=x.name) for x in await programmes_for(actor)]
        await self._read_groups()
        self.group = self.router.url.query_parameters.get("group", "")[:80]
        self.faults, self.done, self.done_group, self.done_enrolment = NOTHING, NOTHING, "", ""
        self.role, self.loaded = "mentee", True

    @handler(may=coordinators)
    async def choose_role(self, role: Literal["mentee", "mentor", "teacher"]) -> None:
        """Say which fields may stay empty for this role."""
        self.role = role

    @handler(may=coordinators)
    async def save(self, form: PersonForm) -> None:
        """Add the person, or say what is wrong."""
        added = await add_person(the_actor(), as_id(form.programme), form.said())
        if added.faults:
            self.faults, self.done = joined([fault_text(fault) for fault in added.faults], " "), NOTHING
            return
        self.group = form.class_name
        await self._thank(added)

    async def _thank(self, added: Added) -> None:
        self.faults, self.done = NOTHING, say("classlists.add.done", name=added.name)
        self.done_group = str(added.group_id or "")
        self.done_enrolment = str(added.enrolment_id) if added.group_id else ""
        self.form_key = str(int(self.form_key) + 1)
        await self._read_groups()

    async def _read_groups(self) -> None:
        names = {card.group.name for card in await groups_for(the_actor())}
        self.groups = sorted(names, key=str.casefold)[:_MOST_GROUPS]
