"""An evening for the stories about phones: led over the teacher's own socket, seen through a relay."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.guard import digest
from mentorhub.demo.client import Phone
from mentorhub.people.tables import SignInSession
from mentorhub.speeddate.service.qualities import save_qualities
from mentorhub.speeddate.state.control import ControlRoom
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.tables import Impression, SpeedDate
from tests.speeddate.evening import Evening as Planned
from tests.speeddate.evening import make_evening
from tests.story.conftest import Server, in_database

PHONE = {"width": 360, "height": 640}
COOKIE = "mentorhub_session"
SEATS = 8
FIVE = ["eerlijk", "humor", "geduldig", "rustig", "goed luisteren"]


async def begin() -> Planned:
    """Make an evening of 8 juniors and 8 coaches and start round 1, before the server is there to tell it."""
    planned = await make_evening(mentees=SEATS, mentors=SEATS, rounds=SEATS)
    for person in planned.everyone:
        await save_qualities(person, "seeks", FIVE)
    for person in (planned.cast.bram, planned.cast.amina, planned.cast.tess):
        await give_secret(person)
    await planned.begin()
    return planned


async def give_secret(actor: Actor) -> None:
    """Let the session cookie of somebody be ``secret_of`` their first name."""
    async with db.transaction() as session:
        row = await session.get_one(SignInSession, actor.session_id)
        row.digest = digest(secret_of(actor.first_name))
        session.add(row)


def secret_of(first_name: str) -> str:
    """Return what the session cookie of Bram (junior), Amina (coach) or Tess (teacher) holds."""
    return f"secret-{first_name}"


class Evening:
    """The evening of a running hub."""

    def __init__(self, server: Server, planned: Planned) -> None:
        self.server, self.planned = server, planned

    def beside(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Run an async function with the hub's database at hand."""
        return in_database(self.server, work)

    def now(self) -> SpeedDate:
        """Return the evening as it is in the database."""
        return self.beside(self.planned.row)

    def step(self, *wanted: str) -> None:
        """Take steps on a teacher's page, so that the hub tells every phone at once."""

        async def work() -> None:
            desk = Phone(self.server.origin)
            desk.use_cookie(COOKIE, secret_of("Tess"))
            event = str(self.planned.id)
            await desk.open(f"/speed-dates/{event}/run", speed_date_id=event)
            await desk.until(lambda: desk.shown(LiveRoom).get("phase"))
            for one in wanted:
                before = desk.shown(LiveRoom)["version"]
                await desk.send(ControlRoom.step, wanted=one, version=before)
                await desk.until(lambda before=before: desk.shown(LiveRoom)["version"] > before)
            await desk.close()

        self.beside(work)

    def next_round(self) -> None:
        """Go to the next round, from a round or from the changeover before it."""
        steps = ("next", "next") if self.now().phase == "round" else ("next",)
        self.step(*steps)

    def notes(self) -> dict[uuid.UUID, str]:
        """Return every note, by whom it is about."""

        async def work() -> dict[uuid.UUID, str]:
            async with db.reading() as session:
                return {one.about_id: one.note for one in await session.exec(select(Impression))}

        return self.beside(work)


def sign_in(context: BrowserContext, origin: str, first_name: str) -> None:
    """Let a browser be signed in as Bram or Amina."""
    context.add_cookies(
        [{"name": COOKIE, "value": secret_of(first_name), "url": origin, "httpOnly": True, "sameSite": "Lax"}]
    )


def at_table(page: Page) -> str:
    """Return the heading of a phone in a round, once it is there."""
    heading = page.get_by_role("heading", level=1)
    heading.filter(has_text="Tafel").or_(heading.filter(has_text="Table")).wait_for()
    return heading.inner_text()
