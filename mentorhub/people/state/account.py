"""The own account on the screen."""

import reflex as rx

from mentorhub.core.actor import signed_in, the_actor
from mentorhub.core.guard import handler
from mentorhub.people.service import account


class Account(rx.State):
    """The signed-in person's own details; ``saved_phone`` is what the server kept last."""

    draft_name: str = "phone"
    email: str = ""
    phone: str = ""
    saved_phone: str = ""
    is_phone_faulty: bool = False
    shows_email: bool = True
    shows_phone: bool = False
    has_choice: bool = False
    loaded: bool = False

    @handler(may=signed_in)
    async def load(self) -> None:
        """Show the own details."""
        mine = await account.my_account(the_actor())
        self.draft_name = f"phone-{mine.person_id}"
        self.email, self.phone, self.saved_phone = mine.email, mine.phone, mine.phone
        self.shows_email, self.shows_phone = mine.shows_email, mine.shows_phone
        self.has_choice, self.is_phone_faulty, self.loaded = mine.has_choice, False, True

    @handler(may=signed_in)
    async def save_phone(self, text: str) -> None:
        """Keep the telephone number, or say kindly what is odd about it."""
        try:
            await account.save_phone(the_actor(), text)
        except account.PhoneUnclear:
            self.is_phone_faulty = True
            return
        self.saved_phone, self.is_phone_faulty = text, False

    @handler(may=signed_in)
    async def show_email(self, shown: bool) -> None:
        """Let the other of the pair see the e-mail address, or not."""
        await account.show_email(the_actor(), shown)
        self.shows_email = shown

    @handler(may=signed_in)
    async def show_phone(self, shown: bool) -> None:
        """Let the other of the pair see the telephone number, or not."""
        await account.show_phone(the_actor(), shown)
        self.shows_phone = shown
