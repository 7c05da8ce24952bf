"""Saving a note over plain HTTP: who may, what is refused, and that no older text overtakes a newer one."""

import asyncio
import uuid

import httpx
import pytest

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.limits import forget_limits
from mentorhub.core.trouble import CannotWrite
from mentorhub.speeddate import routes
from mentorhub.speeddate.service import impressions, noting
from mentorhub.speeddate.service.noting import Numbered, Overtaken, note_in_turn
from tests.people.visitor import visitor
from tests.speeddate.evening import Evening, make_evening
from tests.speeddate.test_room_routes import secret_of


async def running() -> tuple[Evening, uuid.UUID]:
    """Return an evening in round 1, and whom Bram sits with."""
    evening = await make_evening()
    await evening.begin()
    me = evening.cast.bram.enrolment
    (about,) = [mentor for number, _, mentee, mentor in await evening.seats() if (number, mentee) == (1, me)]
    return evening, about


async def note_of(evening: Evening, actor: Actor) -> dict[uuid.UUID, str]:
    async with db.reading() as session:
        found = await impressions.impressions_of(session, evening.id, [actor.enrolment])
    return {about: one.note for about, one in found[actor.enrolment].items()}


def body(evening: Evening, about: uuid.UUID, note: str = "Rustig", **more: object) -> dict[str, object]:
    return {"event": str(evening.id), "about": str(about), "note": note, **more}


async def post(actor: Actor | None, sent: object, origin: str | None = None) -> httpx.Response:
    forget_limits()
    secret = await secret_of(actor) if actor else ""
    async with visitor(secret=secret, origin=origin) as browser:
        return await browser.post("/room/note", json=sent)


async def test_a_note_is_kept_and_acknowledged(database: str):
    evening, about = await running()
    answer = await post(evening.cast.bram, body(evening, about, "Liep stage bij DSV"))
    assert (answer.status_code, answer.json()) == (200, {"note": "Liep stage bij DSV"})
    assert await note_of(evening, evening.cast.bram) == {about: "Liep stage bij DSV"}


async def test_a_note_that_is_too_long_is_cut_and_one_that_is_huge_is_refused(sqlite: str):
    evening, about = await running()
    answer = await post(evening.cast.bram, body(evening, about, "x" * 3000))
    assert len(answer.json()["note"]) == impressions.NOTE_LENGTH
    assert (await post(evening.cast.bram, body(evening, about, "x" * 20_000))).status_code == 413


async def test_a_zero_character_is_left_out(database: str):
    evening, about = await running()
    assert (await post(evening.cast.bram, body(evening, about, "a\0b"))).json() == {"note": "ab"}


async def test_only_who_sat_there_may_note(database: str):
    evening, about = await running()
    others = [mentor.enrolment for mentor in evening.mentors if mentor.enrolment != about]
    cast = evening.cast
    tries = [
        (cast.bram, body(evening, others[0])),
        (cast.bram, body(evening, cast.bram.enrolment)),
        (cast.bram, {**body(evening, about), "event": str(uuid.uuid4())}),
        (cast.bram, {**body(evening, about), "event": "x"}),
        (cast.bram, {**body(evening, about), "about": ""}),
        (cast.zoe, body(evening, about)),
        (cast.tess, body(evening, about)),
        (cast.corrie, body(evening, about)),
    ]
    assert [(await post(actor, sent)).status_code for actor, sent in tries] == [404] * len(tries)
    assert await note_of(evening, cast.bram) == {}


async def test_who_is_not_signed_in_is_sent_to_sign_in_and_saves_nothing(sqlite: str):
    evening, about = await running()
    answer = await post(None, body(evening, about))
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_another_site_cannot_write_a_note(sqlite: str, origin: str):
    evening, about = await running()
    assert (await post(evening.cast.bram, body(evening, about), origin)).status_code == 403
    assert await note_of(evening, evening.cast.bram) == {}


async def test_wrong_types_missing_and_extra_fields_are_refused(sqlite: str):
    evening, about = await running()
    right = body(evening, about)
    wrong = [
        None,
        [],
        "x",
        {},
        {**right, "note": 1},
        {**right, "note": None},
        {**right, "about": [str(about)]},
        {**right, "number": "1"},
        {**right, "number": -1},
        {**right, "number": 2**60},
        {**right, "device": "x" * 61},
        {**right, "author": str(evening.cast.amina.enrolment)},
        {key: value for key, value in right.items() if key != "note"},
    ]
    answers = [(await post(evening.cast.bram, sent)).status_code for sent in wrong]
    assert answers == [400] * len(wrong)
    assert await note_of(evening, evening.cast.bram) == {}


async def test_more_than_five_in_a_second_are_refused_for_that_person_alone(sqlite: str):
    evening, _ = await running()
    forget_limits()
    async with visitor(secret=await secret_of(evening.cast.bram)) as browser:
        answers = [
            (await browser.post("/room/note", json={"event": "x"})).status_code
            for _ in range(routes.NOTES_PER_SECOND + 2)
        ]
    assert answers == [400] * routes.NOTES_PER_SECOND + [429] * 2
    async with visitor(secret=await secret_of(evening.cast.amina)) as other:
        assert (await other.post("/room/note", json={"event": "x"})).status_code == 400


async def test_a_database_that_cannot_be_written_is_said(sqlite: str, monkeypatch: pytest.MonkeyPatch):
    evening, about = await running()

    async def full(*_: object) -> str:
        raise CannotWrite("full")

    monkeypatch.setattr(impressions, "save_note", full)
    answer = await post(evening.cast.bram, body(evening, about))
    assert (answer.status_code, answer.json()) == (503, {"trouble": "full"})


async def test_an_older_text_that_arrives_late_changes_nothing(database: str):
    evening, about = await running()
    bram = evening.cast.bram
    sent = [
        ("later", {"device": "a", "number": 7}),
        ("earlier", {"device": "a", "number": 6}),
        ("later", {"device": "a", "number": 7}),
    ]
    answers = [(await post(bram, body(evening, about, note, **more))).status_code for note, more in sent]
    assert (answers, await note_of(evening, bram)) == ([200, 409, 409], {about: "later"})
    await post(bram, body(evening, about, "other phone", device="b", number=1))
    assert await note_of(evening, bram) == {about: "other phone"}


async def test_of_two_at_the_same_time_the_newest_stays(database: str):
    evening, about = await running()
    bram = evening.cast.bram
    for start in range(0, 40, 8):
        numbers = [start + n for n in (5, 2, 8, 1, 7)]
        await asyncio.gather(
            *(note_in_turn(bram, evening.id, about, Numbered(f"note {n}", "a", n)) for n in numbers),
            return_exceptions=True,
        )
        assert await note_of(evening, bram) == {about: f"note {start + 8}"}


async def test_a_save_that_failed_may_be_followed_by_an_older_one(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
):
    evening, about = await running()
    bram = evening.cast.bram
    with monkeypatch.context() as broken:

        async def away(*_: object) -> str:
            raise CannotWrite("away")

        broken.setattr(impressions, "save_note", away)
        with pytest.raises(CannotWrite):
            await note_in_turn(bram, evening.id, about, Numbered("new", "a", 9))
    assert await note_in_turn(bram, evening.id, about, Numbered("old", "a", 8)) == "old"


async def test_only_so_many_numbers_are_remembered(sqlite: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(noting, "REMEMBERED", 2)
    evening, about = await running()
    bram = evening.cast.bram
    for device in ("a", "b", "c"):
        await note_in_turn(bram, evening.id, about, Numbered("x", device, 5))
    with pytest.raises(Overtaken):
        await note_in_turn(bram, evening.id, about, Numbered("x", "c", 4))
    assert await note_in_turn(bram, evening.id, about, Numbered("y", "a", 4)) == "y"
