"""A failing handler is always logged, and never with what somebody wrote (OWASP ASVS 5.0, 16.2.5)."""

import uuid

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col
from structlog.testing import capture_logs

from mentorhub.core import db
from mentorhub.core.guard import quiet_exceptions
from mentorhub.people.tables import Person
from tests.cast import make_cast

CANARY = "canary-58d1"


async def write(person_id: uuid.UUID, **values: object) -> None:
    async with db.transaction() as session:
        await session.exec(update(Person).where(col(Person.id) == person_id).values(**values))


async def broken_write() -> IntegrityError:
    """Break a constraint with a text that nobody else may read."""
    cast = await make_cast()
    with pytest.raises(IntegrityError) as caught:
        await write(cast.bram.person_id, last_name=CANARY, first_name=None)
    return caught.value


async def test_a_database_error_does_not_quote_what_was_written(sqlite):
    assert CANARY not in str(await broken_write())


async def test_a_database_error_in_a_handler_is_logged_with_its_place_and_kind(sqlite):
    error = await broken_write()
    with capture_logs() as logged:
        quiet_exceptions(error)
    assert [line["event"] for line in logged] == ["handler failed"]
    assert "IntegrityError" in str(logged)
    assert "broken_write" in str(logged)
    assert CANARY not in str(logged)


@pytest.mark.parametrize("fault", [UnicodeDecodeError("utf-8", b"x", 0, 1, CANARY), KeyError(CANARY)])
def test_every_kind_of_exception_can_be_logged(fault):
    with capture_logs() as logged:
        quiet_exceptions(fault)
    assert type(fault).__name__ in str(logged)
    assert CANARY not in str(logged)
