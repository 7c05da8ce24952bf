"""The ten minutes after publishing: the mails wait, and it can be taken back while nobody has noticed."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.outbox.working import _claim
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.board import board
from mentorhub.matching.service.preferences import save_list
from mentorhub.matching.service.publishing import MAIL_DELAY, TooLate, publish, send_now, withdraw
from mentorhub.matching.service.runs import AlreadyPublished, propose
from mentorhub.matching.tables import MatchRun, Pair
from mentorhub.pairs.service import spoke_today
from tests.cast import make_cast
from tests.matching.making import hand_in_random_lists, make_programme


async def published(mentees=2, mentors=2, *, now=False):
    made = await make_programme(mentees, mentors)
    await hand_in_random_lists(made)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    await publish(made.teacher, run_id, now=now)
    return made, run_id


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def a_worker_takes_one_mail():
    assert await _claim() is not None


async def test_mails_wait_ten_minutes_and_go_at_once_when_told(database):
    made, run_id = await published()
    waiting = await rows(OutboxMail)
    assert len(waiting) == 4
    assert all(mail.due_at - mail.created_at >= MAIL_DELAY - timedelta(seconds=5) for mail in waiting)
    assert await _claim() is None
    assert (await board(made.teacher)).run.mails_due_at == waiting[0].due_at
    assert await send_now(made.teacher, run_id) == 4
    assert all(mail.due_at <= clock.now() for mail in await rows(OutboxMail))
    assert await send_now(made.teacher, run_id) == 0


async def test_publishing_now_makes_the_mails_due_at_once(database):
    await published(now=True)
    assert all(mail.due_at <= clock.now() for mail in await rows(OutboxMail))


async def test_a_match_that_is_taken_back_leaves_nothing_and_can_be_published_again(database):
    made, run_id = await published()
    assert (await board(made.teacher)).run.can_withdraw_until is not None
    await withdraw(made.coordinator, run_id)
    assert (await rows(Pair), await rows(OutboxMail)) == ([], [])
    run = (await board(made.teacher)).run
    assert (run.run_id, run.published_at, run.withdrawn_by) == (run_id, None, "Corrie Voorbeeld")
    assert (run.is_stale, run.is_old, run.can_withdraw_until, run.mails_due_at) == (False, False, None, None)
    await save_list(made.mentees[0], [made.mentors[0].enrolment], 2)
    again = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    assert await publish(made.teacher, again) == 2
    assert (len(await rows(Pair)), len(await rows(OutboxMail))) == (2, 4)
    with pytest.raises(AlreadyPublished):
        await publish(made.teacher, run_id)


async def test_the_same_run_can_go_out_again_after_it_was_taken_back(database):
    made, run_id = await published()
    await withdraw(made.teacher, run_id)
    assert await publish(made.coordinator, run_id) == 2
    run = (await board(made.teacher)).run
    assert (run.published_by, run.withdrawn_at, len(await rows(OutboxMail))) == ("Corrie Voorbeeld", None, 4)
    with pytest.raises(NotFound):
        await withdraw(made.teacher, await propose_elsewhere())


async def propose_elsewhere():
    other = await make_programme(1, 1, "Oost")
    return await propose(other.teacher, other.programme.id, Objective.GENEROUS)


async def too_late(made, run_id):
    """Why it cannot be taken back; also checks that nothing of it has changed."""
    before = len(await rows(Pair)), len(await rows(OutboxMail))
    assert (await board(made.teacher)).run.can_withdraw_until is None
    with pytest.raises(TooLate) as refused:
        await withdraw(made.teacher, run_id)
    assert (len(await rows(Pair)), len(await rows(OutboxMail))) == before
    return refused.value.reason


async def test_after_ten_minutes_it_is_too_late(database):
    made, run_id = await published()
    clock.move(MAIL_DELAY + timedelta(seconds=30))
    assert await too_late(made, run_id) == "time"


async def test_once_a_worker_has_taken_a_mail_it_is_too_late(database):
    made, run_id = await published(now=True)
    await a_worker_takes_one_mail()
    assert await too_late(made, run_id) == "mail"


async def test_once_a_pair_has_logged_contact_it_is_too_late(database):
    made, run_id = await published()
    pair = (await rows(Pair))[0]
    mentee = next(one for one in made.mentees if one.enrolment == pair.mentee_id)
    await spoke_today(mentee, pair.id, "once")
    assert await too_late(made, run_id) == "used"


async def test_a_worker_and_a_teacher_at_the_same_moment_never_leave_a_mail_of_what_was_taken_back(database):
    made, run_id = await published(3, 3, now=True)

    async def work():
        """As the outbox does: take a mail, and only then send it."""
        return await _claim() is not None

    sent, outcome = await asyncio.gather(work(), withdraw(made.teacher, run_id), return_exceptions=True)
    left = len(await rows(OutboxMail)), len(await rows(Pair))
    if outcome is None:
        assert (sent, left) == (False, (0, 0))
    else:
        assert (outcome.reason, sent, left) == ("mail", True, (6, 3))


async def test_a_teacher_just_before_a_worker_wins(database):
    made, run_id = await published(1, 1, now=True)
    await withdraw(made.teacher, run_id)
    assert await _claim() is None


async def test_a_proposal_that_is_not_out_cannot_be_taken_back_or_sent(database):
    made = await make_programme(1, 1)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    for act in (withdraw, send_now):
        with pytest.raises(NotFound):
            await act(made.teacher, run_id)


async def test_students_and_other_schools_take_nothing_back(database):
    made, run_id = await published()
    cast = await make_cast()
    for actor in (made.mentees[0], made.mentors[0], cast.tess, cast.corrie):
        for act in (withdraw, send_now):
            with pytest.raises(NotFound):
                await act(actor, run_id)
    (run,) = await rows(MatchRun)
    assert run.published_once == made.programme.id
