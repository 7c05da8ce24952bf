"""The mails about calls for help; none tells what the call is about, nor what anybody wrote."""

import uuid
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.texts import say_in
from mentorhub.pairs.help.service.scope import coordinators_of, other_of, people_of
from mentorhub.pairs.tables import HelpCall
from mentorhub.people import notices
from mentorhub.people.tables import Person
from mentorhub.settings import settings


def keys_of(call_id: uuid.UUID, what: str) -> str:
    """Return how the ``once_key`` of a call's mails of one kind begins."""
    return f"help:{call_id}:{what}:"


async def tell_coordinators(session: AsyncSession, call: HelpCall, what: str, once: str = "") -> None:
    """Tell every coordinator of the school that there is a call, or that one is open again."""
    key = f"{what}_urgent" if call.is_urgent and what == "new" else what
    for person in await coordinators_of(session, call.school_id):
        await _send(
            session, call, person, f"desk_{key}", what=what, once=once, address=f"/help/calls/{call.id}"
        )


async def tell_caller(session: AsyncSession, call: HelpCall, what: str, by: str, once: str = "") -> None:
    """Tell the caller that a coordinator picked the call up, wrote something, or closed it."""
    person = (await people_of(session, (call.by_enrolment_id,)))[call.by_enrolment_id]
    await _send(session, call, person, f"caller_{what}", what=what, once=once, address=_page(call), by=by)


async def tell_other(session: AsyncSession, call: HelpCall, by: str, once: str) -> None:
    """Tell the other of the pair that a coordinator wrote something to both."""
    other = await other_of(session, call)
    if other is not None:
        person = (await people_of(session, (other,)))[other]
        await _send(session, call, person, "both_step", what="step", once=once, address=_page(call), by=by)


async def ask_later(session: AsyncSession, call: HelpCall, *, other_too: bool, once: str) -> None:
    """Write the question if it is better, due at ``ask_at``: to the caller, and to the other when asked."""
    other = await other_of(session, call)
    readers = [call.by_enrolment_id] + ([other] if other_too and other else [])
    people = await people_of(session, readers)
    for reader in readers:
        key = "ask_caller" if reader == call.by_enrolment_id else "ask_other"
        await _send(
            session, call, people[reader], key, what="ask", once=once, address=_page(call), due_at=call.ask_at
        )


def _page(call: HelpCall) -> str:
    return f"/coach/help?duo={call.pair_id}" if call.pair_id else "/coach/help"


async def _send(
    session: AsyncSession,
    call: HelpCall,
    reader: Person,
    text: str,
    *,
    what: str,
    once: str,
    address: str,
    by: str = "",
    due_at: datetime | None = None,
) -> None:
    values = {"reader": reader.first_name, "by": by, "address": f"{settings().origin}{address}"}
    await notices.tell(
        session,
        reader,
        school_id=call.school_id,
        kind="help",
        subject=say_in(reader.language, f"help.mail.{text}_subject", **values),
        body=say_in(reader.language, f"help.mail.{text}_body", **values),
        path=address,
        once_key=f"{keys_of(call.id, what)}{once}:{reader.id}",
        due_at=due_at,
    )
