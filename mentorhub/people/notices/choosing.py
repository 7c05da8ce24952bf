"""How a person hears of each kind of notice: chosen when signed in, or ended by the link in a mail."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.notices.kinds import KINDS, Channel, Kind, kinds_for
from mentorhub.people.notices.links import Stop
from mentorhub.people.notices.telling import channel_of
from mentorhub.people.tables import Notice, NoticeChoice, Person


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind that concerns a person and how it reaches that person now."""

    kind: Kind
    channel: Channel


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a person, and whether there is an address to mail to."""

    rows: tuple[Choice, ...]
    has_address: bool


def _kinds(actor: Actor) -> list[Kind]:
    roles: set[Role] = {actor.role} if actor.role else set()
    return kinds_for(roles)


async def my_choices(actor: Actor) -> Choices:
    """Return the kinds that concern the actor's part; who has no address reads all in the hub."""
    async with db.reading() as session:
        has_address = bool((await session.get_one(Person, actor.person_id)).email)
        rows = [Choice(kind, await channel_of(session, actor.person_id, kind.name)) for kind in _kinds(actor)]
    if not has_address:
        rows = [Choice(row.kind, _without_mail(row.channel)) for row in rows]
    return Choices(tuple(rows), has_address)


def _without_mail(channel: Channel) -> Channel:
    return Channel.APP if channel is Channel.MAIL else channel


async def choose(actor: Actor, kind: str, channel: str) -> None:
    """Keep how the actor hears of a kind from now on, also of what waits.

    Raises:
        NotFound: the kind does not concern the actor, or cannot go this way.
    """
    known = {one.name: one for one in _kinds(actor)}.get(kind)
    if known is None or channel not in known.channels:
        raise NotFound
    async with db.transaction() as session:
        await _keep(session, actor.person_id, kind, Channel(channel))


async def stop(link: Stop) -> bool:
    """End a kind as a link in a mail says; False when its person is not known any more."""
    return await _by_link(link, Channel.OFF)


async def start_again(link: Stop) -> bool:
    """Let a kind come as by default again; False when the person of the link is not known any more."""
    return await _by_link(link, KINDS[link.kind].default)


async def _by_link(link: Stop, channel: Channel) -> bool:
    async with db.transaction() as session:
        person = await session.get(Person, link.person_id)
        if person is None:
            return False
        await _keep(session, person.id, link.kind, channel)
        return True


async def _keep(session: AsyncSession, person_id: uuid.UUID, kind: str, channel: Channel) -> None:
    # Locked, so that two choices at the same moment follow each other.
    await session.exec(select(Person.id).where(Person.id == person_id).with_for_update())
    row = await session.get(NoticeChoice, (person_id, kind))
    if row is None:
        session.add(
            NoticeChoice(person_id=person_id, kind=kind, channel=channel.value, changed_at=clock.now())
        )
    else:
        row.channel, row.changed_at = channel.value, clock.now()
    if channel is Channel.OFF:
        own = delete(Notice).where(col(Notice.person_id) == person_id, col(Notice.kind) == kind)
        await session.exec(own.where(col(Notice.created_at) > clock.now()))
