"""Tips: given by the coach, taken over with one click, told by one mail an hour; and who reads what."""

from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.cvs import service
from mentorhub.cvs.rules.content import Spot
from mentorhub.matching.tables import Pair
from tests.cvs.making_cvs import PROFILE, STORY, make_cv, tip, write
from tests.pairs.making import make_pair

LOW, HIGH = "ik werk graag samen.", "Ik werk graag samen."


async def give(cast, **words):
    return await service.give_tip(cast.amina, cast.bram.enrolment, tip(**words))


async def story(cast) -> str:
    return (await service.open_cv(cast.bram)).content.profile


async def mails() -> list[OutboxMail]:
    async with db.reading() as session:
        return list(await session.exec(select(OutboxMail).where(OutboxMail.kind == "cv_tips")))


async def test_a_suggestion_is_taken_over_with_one_click_and_undone(database):
    cast, _ = await make_cv()
    tip_id = await give(cast, passage=LOW, suggestion=HIGH)
    taken = await service.take_over(cast.bram, tip_id)
    assert (taken.is_done, await story(cast)) == (True, STORY.replace(LOW, HIGH))
    (given,) = await service.tips(cast.amina, cast.bram.enrolment)
    assert given.state == "taken"
    assert [line.kind for line in await service.versions(cast.bram)] == ["taken_over", "written"]
    with pytest.raises(NotFound):
        await service.take_over(cast.bram, tip_id)
    assert (await service.put_back_passage(cast.bram, tip_id)).is_done
    assert (await story(cast), (await service.tips(cast.bram))[0].state) == (STORY, "open")


async def test_a_passage_that_changed_meanwhile_is_left_and_both_texts_are_told(database):
    cast, _ = await make_cv()
    tip_id = await give(cast, passage=LOW, suggestion=HIGH)
    await write(cast.bram, PROFILE, "Iets anders.")
    taken = await service.take_over(cast.bram, tip_id)
    assert taken == service.Taken(False, "changed", "Iets anders.", HIGH)
    assert await story(cast) == "Iets anders."
    (given,) = await service.tips(cast.bram)
    assert (given.state, given.stands.is_there) == ("open", False)


async def test_what_was_taken_over_and_changed_since_is_not_put_back_blindly(sqlite):
    cast, _ = await make_cv()
    tip_id = await give(cast, passage=LOW, suggestion=HIGH)
    await service.take_over(cast.bram, tip_id)
    await write(cast.bram, PROFILE, "Iets anders.")
    assert (await service.put_back_passage(cast.bram, tip_id)).reason == "changed"
    assert await story(cast) == "Iets anders."


async def test_a_suggestion_that_makes_the_field_too_long_is_not_taken(sqlite):
    cast, _ = await make_cv()
    tip_id = await give(cast, passage=LOW, suggestion="x" * 990)
    assert (await service.take_over(cast.bram, tip_id)).reason == "too_long"
    assert await story(cast) == STORY


async def test_tips_are_done_and_open_again(database):
    cast, _ = await make_cv()
    tip_id = await give(cast)
    await service.mark_done(cast.bram, tip_id)
    await service.mark_done(cast.bram, tip_id)
    assert (await service.tips(cast.bram))[0].state == "resolved"
    await service.reopen(cast.bram, tip_id)
    assert (await service.tips(cast.bram))[0].state == "open"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"text": ""}, "empty"),
        ({"suggestion": "Zonder zin"}, "empty"),
        ({"passage": "staat er niet"}, "gone"),
        ({"spot": Spot("skills", "gone", ""), "text": "Hoi"}, "gone"),
        ({"spot": Spot("geheim", "", ""), "text": "Hoi"}, "gone"),
        ({"text": "x" * 601}, "too_long"),
        ({"passage": LOW, "suggestion": "x" * 1001}, "too_long"),
        ({"spot": Spot("upload", "7", ""), "text": "Hoi"}, "gone"),
    ],
)
async def test_a_tip_that_cannot_be_says_why_and_writes_nothing(sqlite, words, reason):
    cast, _ = await make_cv()
    with pytest.raises(service.TipRefused) as refusal:
        await give(cast, **words)
    assert refusal.value.reason == reason
    assert (await service.tips(cast.bram), await mails()) == ([], [])


async def test_there_is_an_end_to_how_many_tips(sqlite, monkeypatch):
    cast, _ = await make_cv()
    for n in range(100):
        await give(cast, text=f"Tip {n}")
    with pytest.raises(service.TipRefused) as refusal:
        await give(cast)
    assert refusal.value.reason == "too_many"
    assert len(await service.tips(cast.bram)) == 100


async def test_the_junior_gets_one_mail_an_hour_without_what_was_said(database):
    cast, _ = await make_cv()
    for _ in range(3):
        await give(cast, text="geheim advies", passage=LOW, suggestion=HIGH)
    (mail,) = await mails()
    assert mail.person_id == cast.bram.person_id
    assert clock.now() < mail.due_at <= clock.now() + timedelta(hours=1)
    assert "geheim" not in mail.subject + mail.body
    assert HIGH not in mail.body
    clock.move(timedelta(hours=1))
    await give(cast)
    assert sorted(later.due_at - mail.due_at for later in await mails()) == [timedelta(), timedelta(hours=1)]


async def test_a_tip_taken_back_takes_its_mail_along_unless_another_stands(database):
    cast, _ = await make_cv()
    first, second = await give(cast), await give(cast, passage=LOW)
    await service.take_back(cast.amina, first)
    assert len(await mails()) == 1
    await service.take_back(cast.amina, second)
    assert (await mails(), await service.tips(cast.bram)) == ([], [])
    third = await give(cast)
    await service.mark_done(cast.bram, third)
    with pytest.raises(NotFound):
        await service.take_back(cast.amina, third)


OUTSIDE = ("chaima", "daan", "tess", "timo", "corrie", "zoe", "yara", "tom", "cas")


@pytest.mark.parametrize("name", OUTSIDE)
async def test_nobody_outside_the_pair_reads_or_changes_anything(database, name):
    cast, pair = await make_cv()
    tip_id = await give(cast, passage=LOW, suggestion=HIGH)
    stranger, of = cast.actors[name], cast.bram.enrolment
    tries = [
        lambda: service.open_cv(stranger, of),
        lambda: service.versions(stranger, of),
        lambda: service.two_versions(stranger, 1, 1, of),
        lambda: service.checklist(stranger, of),
        lambda: service.tips(stranger, of),
        lambda: service.give_tip(stranger, of, tip()),
        lambda: service.take_over(stranger, tip_id),
        lambda: service.put_back_passage(stranger, tip_id),
        lambda: service.mark_done(stranger, tip_id),
        lambda: service.reopen(stranger, tip_id),
        lambda: service.take_back(stranger, tip_id),
        lambda: service.room_cv(stranger, pair),
    ]
    for attempt in tries:
        with pytest.raises(NotFound):
            await attempt()
    (given,) = await service.tips(cast.bram)
    assert (given.state, await story(cast)) == ("open", STORY)


async def test_the_coach_reads_but_never_writes_and_the_junior_gives_no_tips(database):
    cast, _ = await make_cv()
    tip_id = await give(cast, passage=LOW, suggestion=HIGH)
    for attempt in (
        lambda: service.save_text(cast.amina, PROFILE, "x", {STORY}),
        lambda: service.add_entry(cast.amina, "skills"),
        lambda: service.restore(cast.amina, 1),
        lambda: service.take_over(cast.amina, tip_id),
        lambda: service.give_tip(cast.bram, cast.bram.enrolment, tip()),
        lambda: service.take_back(cast.bram, tip_id),
    ):
        with pytest.raises(NotFound):
            await attempt()
    assert await story(cast) == STORY


async def test_when_the_pair_ends_the_coach_sees_nothing_more_and_the_next_not_the_old_tips(database):
    cast, pair = await make_cv()
    await give(cast)
    async with db.transaction() as session:
        (await session.get_one(Pair, pair)).ended_at = clock.now()
    await make_pair(cast.bram, cast.chaima)
    with pytest.raises(NotFound):
        await service.open_cv(cast.amina, cast.bram.enrolment)
    assert await service.tips(cast.chaima, cast.bram.enrolment) == []
    assert len(await service.tips(cast.bram)) == 1


async def test_the_room_tells_version_and_tips_and_staff_get_dates_only(database):
    cast, pair = await make_cv()
    first = await give(cast)
    await give(cast, passage=LOW)
    await service.mark_done(cast.bram, first)
    junior, coach = await service.room_cv(cast.bram, pair), await service.room_cv(cast.amina, pair)
    assert (junior.number, junior.tips, junior.open_tips, junior.coach) == (1, 2, 1, "Amina")
    assert (coach.is_own, junior.is_own, coach.of) == (False, True, cast.bram.enrolment)
    async with db.reading() as session:
        dates = await service.cv_dates(session, [cast.bram.enrolment, cast.daan.enrolment])
    (line,) = await service.versions(cast.bram)
    assert dates == {cast.bram.enrolment: line.saved_at}
