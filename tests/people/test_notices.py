"""Telling people: once, by the channel that each chose, and nobody reads another's notices."""

import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db, outbox
from mentorhub.core.actor import NotFound
from mentorhub.core.outbox import working
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import LANGUAGES, say_in
from mentorhub.people import notices
from mentorhub.people.notices import KINDS, Channel, Told
from mentorhub.people.notices.choosing import choose, my_choices
from mentorhub.people.notices.reading import open_notices, read_notice, unread_count
from mentorhub.people.notices.state import NoticeChoices, Notices
from mentorhub.people.state import Me
from mentorhub.people.tables import Notice, Person
from tests.cast import make_cast
from tests.tab import open_hub


async def tell(actor, kind="check_in", once_key="", **values) -> Told:
    async with db.transaction() as session:
        return await notices.tell(
            session,
            await session.get_one(Person, actor.person_id),
            school_id=actor.school,
            kind=kind,
            subject=values.pop("subject", "Spraken jullie elkaar?"),
            body=values.pop("body", "Dag Bram,\n\nSpraken jullie elkaar?\n"),
            path="/coach",
            once_key=once_key or uuid.uuid4().hex,
            **values,
        )


async def change(actor, **values) -> None:
    async with db.transaction() as session:
        person = await session.get_one(Person, actor.person_id)
        for name, value in values.items():
            setattr(person, name, value)


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def counts() -> tuple[int, int]:
    return len(await rows(Notice)), len(await rows(OutboxMail))


async def test_who_chose_nothing_hears_by_mail_and_in_the_hub(database):
    cast = await make_cast()
    assert await tell(cast.bram, once_key="one") == Told(True, True)
    assert await tell(cast.bram, once_key="one") == Told(False, False)
    [notice], [mail] = await rows(Notice), await rows(OutboxMail)
    assert (notice.person_id, notice.path, notice.read_at) == (cast.bram.person_id, "/coach", None)
    assert (mail.subject, mail.body, mail.language) == (notice.subject, notice.body, "nl")


@pytest.mark.parametrize(("channel", "told"), [("mail", (1, 1)), ("app", (1, 0)), ("off", (0, 0))])
async def test_each_channel_gets_what_was_chosen(sqlite, channel, told):
    cast = await make_cast()
    await choose(cast.bram, "check_in", channel)
    await tell(cast.bram)
    assert await counts() == told


async def test_who_has_no_address_reads_it_in_the_hub_and_who_left_reads_nothing(sqlite):
    cast = await make_cast()
    await change(cast.bram, email=None)
    assert await tell(cast.bram) == Told(True, False)
    await change(cast.bram, disabled_at=clock.now())
    assert await tell(cast.bram) == Told(False, False)


async def test_a_mail_says_where_such_mails_end_only_when_they_can_end(sqlite):
    cast = await make_cast()
    await tell(cast.bram, "check_in", "a")
    await tell(cast.bram, "reminder", "b")
    mails = {mail.kind: mail.stop_address for mail in await rows(OutboxMail)}
    assert mails["check_in"].startswith("http://localhost:3000/notices/stop/")
    assert mails["reminder"] == ""


async def test_a_question_of_a_teacher_cannot_be_turned_off(sqlite):
    cast = await make_cast()
    for kind in ("reminder", "help"):
        with pytest.raises(NotFound):
            await choose(cast.bram, kind, "off")
        await choose(cast.bram, kind, "app")
        assert await tell(cast.bram, kind) == Told(True, False)


@pytest.mark.parametrize(
    ("kind", "channel"),
    [("digest", "app"), ("nothing", "app"), ("check_in", "pigeon"), ("check_in", ""), ("", "")],
)
async def test_only_kinds_of_the_own_part_and_known_channels_are_chosen(sqlite, kind, channel):
    cast = await make_cast()
    with pytest.raises(NotFound):
        await choose(cast.bram, kind, channel)


async def test_each_part_chooses_only_what_concerns_it(sqlite):
    cast = await make_cast()
    kinds = {
        who: {row.kind.name for row in (await my_choices(cast.actors[who])).rows}
        for who in ("bram", "amina", "tess", "corrie")
    }
    assert kinds["tess"] == {"digest"}
    assert kinds["corrie"] == {"help", "digest"}
    assert "digest" in kinds["amina"]
    assert "application_next" not in kinds["amina"]
    assert kinds["bram"] == set(KINDS) - {"digest"}


async def test_who_has_no_address_is_not_offered_mail(sqlite):
    cast = await make_cast()
    await change(cast.bram, email=None)
    found = await my_choices(cast.bram)
    assert not found.has_address
    assert {row.channel for row in found.rows} == {Channel.APP}


async def test_what_is_taken_back_leaves_neither_mail_nor_notice_but_what_was_read_stays(database):
    cast = await make_cast()
    await tell(cast.bram, once_key="visit:1:a")
    await open_notices(cast.bram)
    await tell(cast.bram, once_key="visit:1:b")
    await tell(cast.bram, once_key="visit:10:a")
    async with db.transaction() as session:
        assert await notices.forget(session, "visit:1:") == 2
    assert {row.once_key for row in await rows(Notice)} == {"visit:1:a", "visit:10:a"}
    assert [row.once_key for row in await rows(OutboxMail)] == ["visit:10:a"]


async def test_what_is_for_later_is_not_there_before(sqlite):
    cast = await make_cast()
    await tell(cast.bram, due_at=clock.now() + timedelta(hours=2))
    assert (await unread_count(cast.bram), (await open_notices(cast.bram)).rows) == (0, ())
    clock.move(timedelta(hours=3))
    assert await unread_count(cast.bram) == 1


async def test_a_mail_planned_before_its_reader_ended_the_kind_does_not_go(sqlite, monkeypatch):
    monkeypatch.setattr(working, "_gates", [])
    notices.respect_choices()
    cast = await make_cast()
    await tell(cast.bram, once_key="later", due_at=clock.now() + timedelta(days=3))
    await tell(cast.amina, once_key="hers", due_at=clock.now() + timedelta(days=3))
    await choose(cast.bram, "check_in", "off")
    assert [row.once_key for row in await rows(Notice)] == ["hers"]
    clock.move(timedelta(days=4))
    await outbox.send_one()
    await outbox.send_one()
    assert [row.once_key for row in await rows(OutboxMail)] == ["hers"]


async def test_the_newest_stands_first_and_all_are_seen_once_opened(database):
    cast = await make_cast()
    for n in range(32):
        await tell(cast.bram, subject=f"Bericht {n}", due_at=clock.now() - timedelta(minutes=60 - n))
    assert await unread_count(cast.bram) == 32
    first = await open_notices(cast.bram)
    assert [row.subject for row in first.rows] == [f"Bericht {n}" for n in range(31, 1, -1)]
    assert all(row.is_new for row in first.rows)
    assert (first.pages, await unread_count(cast.bram)) == (2, 0)
    second = await open_notices(cast.bram, 99)
    assert [(row.subject, row.is_new) for row in second.rows] == [("Bericht 1", False), ("Bericht 0", False)]


async def test_another_persons_notice_does_not_exist(database):
    cast = await make_cast()
    await tell(cast.bram, body="Alleen voor Bram.")
    [notice] = await rows(Notice)
    for other in (cast.amina, cast.tess, cast.corrie, cast.cas):
        assert (await unread_count(other), (await open_notices(other)).rows) == (0, ())
        with pytest.raises(NotFound):
            await read_notice(other, notice.id)
    assert await read_notice(cast.bram, notice.id) == "Alleen voor Bram."


async def test_the_page_sends_own_notices_only_and_the_bell_is_quiet_after(sqlite):
    cast = await make_cast()
    await tell(cast.bram, subject="Voor Bram", body="Geheim van Bram")
    await tell(cast.amina, subject="Voor Amina", body="Geheim van Amina")
    [hers] = [row for row in await rows(Notice) if row.person_id == cast.amina.person_id]
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, "/me")
        await tab.call(Me.load)
        assert (await tab.shown(Me))["unread"] == 1
        sent = await tab.call(Notices.load)
        sent += await tab.call(Notices.read, notice_id=str(hers.id))
        sent += await tab.call(Me.load)
        shown = await tab.shown(Notices)
        assert [line["subject"] for line in shown["lines"]] == ["Voor Bram"]
        assert (await tab.shown(Me))["unread"] == 0
        await tab.call(Notices.read, notice_id=shown["lines"][0]["id"])
        assert (await tab.shown(Notices))["body"] == "Geheim van Bram"
        await tab.call(Notices.read, notice_id=shown["lines"][0]["id"])
        assert (await tab.shown(Notices))["body"] == ""
    assert "Amina" not in str([update.delta for update in sent])


async def test_a_choice_is_kept_and_said(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, "/notices/choices")
        await tab.call(NoticeChoices.load)
        await tab.call(NoticeChoices.choose, kind="check_in", channel="off")
        shown = await tab.shown(NoticeChoices)
    channels = {line["kind"]: line["channel"] for line in shown["lines"]}
    assert (channels["check_in"], channels["reminder"]) == ("off", "mail")
    assert shown["saved"]["nl"] == "Bewaard: Spraken jullie elkaar?"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words_and_says_why_it_comes(kind):
    for language in LANGUAGES:
        assert say_in(language, f"notices.kind.{kind}_title")
        assert say_in(language, f"notices.kind.{kind}_text")
        assert say_in(language, f"outbox.why.{kind}") != say_in(language, "outbox.why.other")
