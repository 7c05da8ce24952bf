"""What the tests of acts look up, and people changed in one line each."""

from datetime import timedelta

from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.dates import local_day
from mentorhub.core.tables import OutboxMail
from mentorhub.people.tables import Person

ZONE = "Europe/Amsterdam"


def day(ahead=0):
    """A day at the school, so many days ahead of today."""
    return local_day(clock.now(), ZONE) + timedelta(days=ahead)


async def rows(table):
    """Every row of a table."""
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def change(actor, **values):
    """Change a person."""
    async with db.transaction() as session:
        person = await session.get_one(Person, actor.person_id)
        for name, value in values.items():
            setattr(person, name, value)


async def mails_of(actor, kind=None):
    """The mails to a person, in the order of their subjects."""
    found = [mail for mail in await rows(OutboxMail) if mail.person_id == actor.person_id]
    return sorted((mail for mail in found if kind in (None, mail.kind)), key=lambda mail: mail.subject)
