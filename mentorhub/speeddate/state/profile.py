"""A student's own profile on the screen."""

from typing import Literal

import reflex as rx

from mentorhub.core.actor import Role, students, the_actor
from mentorhub.core.guard import handler
from mentorhub.speeddate.service.qualities import my_profile, save_profile

Field = Literal["study", "internship", "looking_for", "languages", "about"]


class MyProfile(rx.State):
    """The short profile; ``saved`` holds per field the text that the server kept last."""

    texts: dict[str, str] = {}
    saved: dict[str, str] = {}
    whose: str = ""
    is_mentor: bool = False
    chosen: int = 0
    loaded: bool = False

    @rx.var
    def fields(self) -> int:
        """How many fields there are to fill in."""
        return 5 if self.is_mentor else 4

    @rx.var
    def filled(self) -> int:
        """How many fields hold a text."""
        return sum(bool(text.strip()) for text in self.saved.values())

    @handler(may=students)
    async def load(self) -> None:
        """Show the own profile."""
        actor = the_actor()
        mine = await my_profile(actor)
        self.whose = str(actor.enrolment)
        self.is_mentor = mine.role == Role.MENTOR
        self.texts = {str(name): text for name, text in mine.texts.items()}
        self.saved = dict(self.texts)
        self.chosen = len(mine.chosen.seeks)
        self.loaded = True

    @handler(may=students)
    async def save(self, field: Field, text: str) -> None:
        """Keep one field as it is typed."""
        self.saved[field] = await save_profile(the_actor(), field, text)
