"""What a pair planned when it ends, and when the run that ended it is taken back."""

from datetime import datetime, timedelta

from mentorhub.core import clock, db
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.service.pairing import carry_out, undo
from mentorhub.matching.tables import MatchRun, Pair
from mentorhub.pairs import service
from mentorhub.pairs.tables import Appointment
from tests.cast import make_cast
from tests.pairs.test_happened import ZONE, links_of, planned, rows, to, waiting


async def another_run(session, cast, published_at):
    """A run of Bram's programme without any line, as a repair after he left has."""
    run = MatchRun(
        school_id=cast.bram.school,
        programme_id=cast.bram.programme_id,
        objective="generous",
        seed=2,
        profile={},
        certificate={},
        inputs_digest="",
        created_by=cast.corrie.person_id,
        created_at=published_at,
        published_at=published_at,
        mails_due_at=published_at + timedelta(minutes=10),
    )
    session.add(run)
    await session.flush()
    return run


async def test_what_a_pair_planned_is_off_when_it_ends_and_stands_again_when_that_is_taken_back(database):
    cast = await make_cast()
    _, appointment = await planned(cast)
    before = sorted(mail.once_key for mail in await rows(OutboxMail) if mail.kind != "appointment")
    async with db.transaction() as session:
        run = await another_run(session, cast, clock.now())
        await carry_out(session, run, run.published_at)
    [row] = await rows(Appointment)
    assert (row.cancelled_at, row.sequence) == (run.published_at, 1)
    assert await waiting("answer") + await waiting("appointment_reminder") == []
    cancels = [mail for mail in await waiting("appointment") if "METHOD:CANCEL" in (mail.attachment or "")]
    assert {mail.person_id for mail in cancels} == {cast.bram.person_id, cast.amina.person_id}
    assert {mail.due_at for mail in cancels} == {run.mails_due_at}
    assert all(mail.once_key.startswith(f"match:{run.id}:") for mail in cancels)
    async with db.transaction() as session:
        await undo(session, await session.get_one(MatchRun, run.id))
    [row], [pair] = await rows(Appointment), await rows(Pair)
    assert (row.id, row.cancelled_at, row.sequence, pair.ended_at) == (appointment, None, 0, None)
    after = sorted(mail.once_key for mail in await rows(OutboxMail) if mail.kind != "appointment")
    assert after == before


async def test_a_link_of_a_pair_that_ended_does_nothing(sqlite):
    cast = await make_cast()
    await planned(cast)
    yes, _ = await links_of(cast.bram)
    to(datetime(2027, 3, 31, 10, 1, tzinfo=ZONE))
    async with db.transaction() as session:
        run = await another_run(session, cast, clock.now())
        await carry_out(session, run, run.published_at)
    assert await service.answer_by_link(yes) == "wrong"
    assert await waiting("answer") == []
    assert (await rows(Appointment))[0].cancelled_at is None
