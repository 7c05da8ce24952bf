"""The start page of a student; staff go on to their list."""

from typing import Any, TypedDict

import reflex as rx

from mentorhub.core.actor import signed_in, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual
from mentorhub.start import service
from mentorhub.start.rules import way
from mentorhub.start.words import NOTHING, card_of, step_about, step_address, step_title


class StepRow(TypedDict):
    """One step; ``state`` is done, now or later, ``address`` empty while there is nothing to see."""

    mark: str
    title: Bilingual
    about: Bilingual
    state: str
    address: str


class StartState(rx.State):
    """The one next step of a student and the way to the pair."""

    view: str = ""
    several_parts: bool = False
    deadline: Bilingual = NOTHING
    title: Bilingual = NOTHING
    text: Bilingual = NOTHING
    button: Bilingual = NOTHING
    address: str = "/"
    steps: list[StepRow] = []

    @handler(may=signed_in)
    async def load(self) -> Any:
        """Show the next step of a student; send staff to their list."""
        actor = the_actor()
        if actor.is_staff:
            return rx.redirect("/attention")
        self.several_parts = await service.has_several_parts(actor)
        if actor.enrolment_id is None:
            self.view = "nowhere"
            return None
        self._show(await service.start_of(actor))
        self.view = "student"
        return None

    def _show(self, start: service.Start) -> None:
        card = card_of(start)
        self.deadline, self.title, self.text = card.deadline, card.title, card.text
        self.button, self.address = card.button, card.address
        self.steps = [
            StepRow(
                mark="✓" if state == "done" else str(number),
                title=step_title(step, start),
                about=step_about(step, start),
                state=state,
                address=step_address(step, start),
            )
            for number, (step, state) in enumerate(way(start.facts, start.now), start=1)
        ]
