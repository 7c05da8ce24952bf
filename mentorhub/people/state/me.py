"""Who I am, for the frame around every page."""

import reflex as rx

from mentorhub.core.actor import Role, signed_in, the_actor
from mentorhub.core.guard import handler
from mentorhub.people.notices.reading import unread_count


def colour_of(person_id: object) -> int:
    """Return the avatar colour (0 to 7) that belongs to a person for ever."""
    return sum(str(person_id).encode()) % 8


class Me(rx.State):
    """The signed-in person, as the frame of a page shows it."""

    first_name: str = ""
    name: str = ""
    initials: str = ""
    colour: int = 0
    role: str = ""
    unread: int = 0
    loaded: bool = False

    @rx.var
    def is_coordinator(self) -> bool:
        """Whether the places of a coordinator are shown."""
        return self.role == Role.COORDINATOR

    @rx.var
    def is_staff(self) -> bool:
        """Whether a desk is shown."""
        return self.role in (Role.TEACHER, Role.COORDINATOR)

    @rx.var
    def is_student(self) -> bool:
        """Whether a student's phone is shown."""
        return self.role in (Role.MENTEE, Role.MENTOR)

    @handler(may=signed_in)
    async def load(self) -> None:
        """Show who is signed in."""
        actor = the_actor()
        self.first_name, self.name = actor.first_name, actor.full_name
        words = actor.full_name.split()
        self.initials = (words[0][:1] + words[-1][:1]).upper() if words else ""
        self.colour = colour_of(actor.person_id)
        self.role = actor.role or ""
        self.unread = await unread_count(actor)
        self.loaded = True
