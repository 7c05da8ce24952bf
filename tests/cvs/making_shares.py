"""A CV in the database, and the links to it."""

import uuid

from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.cvs.rules.content import Content, to_json
from mentorhub.cvs.sharing import service
from mentorhub.cvs.sharing.values import NewLink
from mentorhub.cvs.tables import Cv, CvVersion
from tests.cvs.making_cv import FULL


async def make_cv(actor: Actor, content: Content = FULL, *, versions: int = 1) -> uuid.UUID:
    """Write a CV with some versions; returns the id of the newest."""
    now = clock.now()
    async with db.transaction() as session:
        cv = Cv(
            school_id=actor.school,
            enrolment_id=actor.enrolment,
            content=to_json(content),
            created_at=now,
            changed_at=now,
        )
        session.add(cv)
        await session.flush()
        rows = [
            CvVersion(
                school_id=actor.school,
                cv_id=cv.id,
                number=number + 1,
                content=to_json(content),
                by_enrolment_id=actor.enrolment,
                created_at=now,
                saved_at=now,
            )
            for number in range(versions)
        ]
        session.add_all(rows)
    return rows[-1].id


async def make_link(actor: Actor, label: str = "voor DSV", number: int = 1) -> NewLink:
    return await service.make_link(actor, label, number)


async def rows_of(table: type) -> list:
    """Every row of a table."""
    async with db.reading() as session:
        return list(await session.exec(select(table)))
