"""When the states of a programme begin, shown to staff and changed by a coordinator."""

import uuid
from typing import Annotated, TypedDict

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import Role, coordinators, staff, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.rules import Thresholds
from mentorhub.monitoring.rules.terms import LIMITS, OwnTerms
from mentorhub.monitoring.service import thresholds as service

NOTHING: Bilingual = {"nl": "", "en": ""}
Number = Annotated[int, Field(ge=0, le=999)]


class TermRow(TypedDict):
    """One number of the form with its limits."""

    name: str
    label: Bilingual
    hint: Bilingual
    value: str
    least: str
    most: str


class TermsForm(Form):
    """All terms of a programme as the form sends them."""

    programme_id: str = Field(max_length=36)
    region: str = Field(default="", max_length=20)
    first_contact_days: Number
    warn_from: Number
    urgent_from: Number
    quiet_from: Number
    rhythms_missed: Number
    leads_after: Number
    applications_after: Number
    agreement_before: Number


class TermsState(rx.State):
    """The terms of one of the running programmes."""

    loaded: bool = False
    may_change: bool = False
    programmes: list[dict[str, str]] = []
    has_choice: bool = False
    programme: str = ""
    name: str = ""
    region: str = ""
    region_name: Bilingual = NOTHING
    rows: list[TermRow] = []
    fresh: str = ""
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    can_undo: bool = False
    _before: tuple[str, OwnTerms] | None = None

    @handler(may=staff)
    async def load(self) -> None:
        """Show the programme that was shown, else the newest."""
        self._say("")
        await self._show(self.programme)

    @handler(may=staff)
    async def choose(self, programme_id: str) -> None:
        """Show another programme."""
        self._say("")
        await self._show(programme_id)

    async def _show(self, wanted: str) -> None:
        actor = the_actor()
        found = await service.terms_for(actor)
        self.may_change = actor.role is Role.COORDINATOR
        self.programmes = [{"id": str(one.programme_id), "name": one.name} for one in found]
        self.has_choice = len(found) > 1
        chosen = next((one for one in found if str(one.programme_id) == wanted), found[0] if found else None)
        self.programme, self.name, self.rows = "", "", []
        if chosen is not None:
            self.programme, self.name = str(chosen.programme_id), chosen.name
            self.region = chosen.terms.region
            self.region_name = say(f"watch.region.{self.region or 'whole'}")
            self.rows = [_row(name, value) for name, value in chosen.terms.numbers().items()]
        self.fresh = uuid.uuid4().hex
        self.loaded = True

    def _say(self, key: str, tone: str = "ok", **values: object) -> None:
        self.said = say(f"watch.said.{key}", **values) if key else NOTHING
        self.said_tone, self.can_undo, self._before = tone, False, None

    @handler(may=coordinators)
    async def save(self, form: TermsForm) -> None:
        """Set the terms of a programme, until undone."""
        chosen = form.model_dump(exclude={"programme_id", "region", "first_contact_days"})
        new = OwnTerms(form.first_contact_days, Thresholds(**chosen), form.region)
        await self._set(form.programme_id, new)

    async def _set(self, programme_id: str, new: OwnTerms) -> None:
        try:
            before = await service.set_terms(the_actor(), as_id(programme_id), new)
        except service.TermsRefused as refused:
            self._refuse(str(refused))
            return
        await self._show(programme_id)
        self._say("saved")
        if before != new:
            self._before, self.can_undo = (programme_id, before), True

    def _refuse(self, why: str) -> None:
        if why in LIMITS:
            least, most = LIMITS[why]
            self._say("limits", "late", what=say(f"watch.terms.{why}"), least=least, most=most)
        else:
            self._say(why, "late")

    @handler(may=coordinators)
    async def undo(self) -> None:
        """Take back what was just saved."""
        if self._before is not None:
            programme_id, before = self._before
            await service.set_terms(the_actor(), as_id(programme_id), before)
            await self._show(programme_id)
            self._say("undone")


def _row(name: str, value: int) -> TermRow:
    least, most = LIMITS[name]
    return TermRow(
        name=name,
        label=say(f"watch.terms.{name}"),
        hint=say("watch.terms.between", what=say(f"watch.terms.{name}_hint"), least=least, most=most),
        value=str(value),
        least=str(least),
        most=str(most),
    )
