"""Sessions resolve to actors on both databases."""

from mentorhub.core import db
from mentorhub.people import sessions
from mentorhub.people.tables import SignInSession
from tests.cast import make_cast


async def test_a_session_resolves_to_its_actor(database):
    cast = await make_cast()
    async with db.reading() as session:
        row = await session.get_one(SignInSession, cast.bram.session_id)
    assert await sessions.resolve(row.digest) == cast.bram
    assert await sessions.resolve("unknown") is None
