"""A browser without pages: the hub's plain routes over ASGI, with cookies, origin and address."""

import re

import httpx
from sqlmodel import col, select
from starlette.applications import Starlette

from mentorhub.core import db
from mentorhub.core.http import secured
from mentorhub.core.routes import starlette_routes
from mentorhub.core.tables import OutboxMail
from mentorhub.features import import_features
from mentorhub.people import sessions
from mentorhub.people.tables import Person
from mentorhub.settings import settings


def hub():
    """The hub's plain routes with everything that stands in front of them."""
    import_features()
    return secured(Starlette(routes=starlette_routes(sessions.resolve)))


def visitor(address: str = "10.0.0.1", *, origin: str | None = None, secret: str = "") -> httpx.AsyncClient:
    """Open a browser; ``secret`` is that of a session that is signed in already."""
    base = settings().origin
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=hub(), client=(address, 4321)),
        base_url=base,
        headers={"origin": origin or base},
    )
    if secret:
        client.cookies.set("mentorhub_session", secret, domain="localhost.local", path="/")
    return client


async def email_of(actor) -> str:
    async with db.reading() as session:
        return (await session.get_one(Person, actor.person_id)).email


async def mails() -> list[OutboxMail]:
    async with db.reading() as session:
        return list(await session.exec(select(OutboxMail).order_by(col(OutboxMail.created_at))))


async def newest_link() -> str:
    """Return the address in the newest mail."""
    return re.search(r"https?://\S+", (await mails())[-1].body)[0]


async def mailed_token(client: httpx.AsyncClient, actor) -> str:
    """Ask for a link and return the token in the mail."""
    answer = await client.post("/auth/email", data={"email": await email_of(actor)})
    assert answer.headers["location"] == "/sign-in?sent=1"
    return (await newest_link()).rpartition("/")[2]


async def person_in(client: httpx.AsyncClient):
    """Return who the hub takes this browser for, None for nobody."""
    from mentorhub.core.guard import session_reference

    cookies = "; ".join(f"{c.name}={c.value}" for c in client.cookies.jar)
    reference = session_reference(cookies)
    return await sessions.resolve(reference) if reference else None
