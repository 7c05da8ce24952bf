"""Calls for help in one line each, and a second coordinator."""

import uuid

from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Role
from mentorhub.core.tables import OutboxMail
from mentorhub.pairs.help import service
from mentorhub.pairs.help.service import NewCall
from mentorhub.pairs.tables import HelpCall
from tests.cast import make_person

SECRET = "canary-help-9911"


def new_call(category="contact", when="week", text=SECRET, once_key=None) -> NewCall:
    """A call as the form sends it."""
    return NewCall(category, when, text, once_key or uuid.uuid4().hex)


async def ask(actor, pair_id, **values) -> uuid.UUID:
    """Send a call and return its id."""
    return await service.ask_for_help(actor, pair_id, new_call(**values))


async def take(actor, call_id) -> None:
    """Take a call up as it now stands."""
    await service.take_up(actor, call_id, (await call_row(call_id)).version)


async def call_row(call_id) -> HelpCall:
    """The row as it stands."""
    async with db.reading() as session:
        return await session.get_one(HelpCall, call_id)


async def second_coordinator(cast):
    """Carl, who coordinates North as well."""
    async with db.transaction() as session:
        return await make_person(
            session, "Carl", Role.COORDINATOR, cast.schools["north"], cast.programmes["north"]
        )


async def mails(*kinds) -> list[tuple[str, str]]:
    """The help mails in the outbox as (address without what is random, subject), by address."""
    async with db.reading() as session:
        found = await session.exec(
            select(OutboxMail).where(OutboxMail.kind == "help").order_by(col(OutboxMail.to_address))
        )
        rows = list(found)
    wanted = [row for row in rows if not kinds or row.once_key.split(":")[2] in kinds]
    return sorted((row.to_address.partition(".")[0], row.subject) for row in wanted)


async def mail_words() -> str:
    """Everything that the help mails say."""
    async with db.reading() as session:
        rows = await session.exec(select(OutboxMail).where(OutboxMail.kind == "help"))
        return "\n".join(f"{row.subject}\n{row.body}" for row in rows)
