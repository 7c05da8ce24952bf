"""A card that is revoked while it is being used lets nobody in."""

import asyncio

from sqlalchemy import update
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.people.service.cards import card_of_student
from mentorhub.people.service.signing_in import Refusal, enter_with_code
from mentorhub.people.tables import LoginCard, SignInSession
from tests.cast import make_cast


async def test_a_card_used_while_it_is_being_revoked_opens_no_session(database):
    cast = await make_cast()
    code = (await card_of_student(cast.tess, cast.bram.enrolment)).cards[0].code
    async with db.transaction() as session:
        await session.exec(
            update(LoginCard)
            .where(col(LoginCard.person_id) == cast.bram.person_id)
            .values(revoked_at=clock.now())
        )
        entering = asyncio.create_task(enter_with_code(code))
        await asyncio.sleep(0.5)
        assert not entering.done()
    assert await entering is Refusal.LATE
    async with db.reading() as session:
        mine = select(SignInSession).where(SignInSession.person_id == cast.bram.person_id)
        assert [row.id for row in await session.exec(mine)] == [cast.bram.session_id]
