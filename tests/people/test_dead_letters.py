"""Mails that were given up: the coordinator reads why in plain words, and sends them again."""

import uuid

import pytest
from sqlmodel import select

from mentorhub.core import clock, db, outbox
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry, OutboxMail
from mentorhub.people.service.dead_letters import send_all_again, send_one_again, standing
from mentorhub.people.state.mailbox import Mailbox
from mentorhub.people.tables import Person
from tests.cast import make_cast
from tests.people.test_mailbox import write_mails
from tests.tab import open_hub


async def dead(cast, why="refused", fault="550 5.1.1", **values) -> OutboxMail:
    given = {"dead_at": clock.now(), "dead_why": why, "last_error": fault, "attempts": 80}
    [mail] = await write_mails(cast, **given, **values)
    return mail


async def all_mails() -> dict[uuid.UUID, OutboxMail]:
    async with db.reading() as session:
        return {mail.id: mail for mail in await session.exec(select(OutboxMail))}


@pytest.mark.parametrize(
    ("why", "fault", "reason"),
    [
        ("refused", "550 5.1.1", "address"),
        ("refused", "550", "address"),
        ("refused", "552 5.2.2", "full"),
        ("refused", "550 5.7.1", "distrusted"),
        ("refused", "554", "distrusted"),
        ("refused", "571", "other"),
        ("refused", "IndexError", "unwritable"),
        ("too_often", "SMTPConnectError", "too_often"),
        ("uncertain", "TimeoutError", "uncertain"),
    ],
)
async def test_each_dead_letter_says_what_is_wrong(sqlite, why, fault, reason):
    cast = await make_cast()
    await dead(cast, why, fault)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie)
        await tab.call(Mailbox.load)
        shown = await tab.shown(Mailbox)
    [letter] = (await standing(cast.corrie)).letters
    assert (letter.reason, letter.why) == (reason, why)
    assert shown["letters"][0]["reason"]["nl"].endswith(".")
    assert [(group["why"], group["again"]) for group in shown["groups"]] == [(why, 1)]


async def test_the_counts_tell_what_waits_what_went_and_what_died(database):
    cast = await make_cast()
    await write_mails(cast, count=2)
    await write_mails(cast, count=3, sent_at=clock.now())
    await dead(cast, "uncertain")
    await dead(cast, school="south")
    found = await standing(cast.corrie)
    assert (found.waiting, found.sent, found.counts) == (2, 3, {"uncertain": 1})
    assert len(found.letters) == 1


async def test_a_dead_letter_goes_again_to_the_address_that_its_reader_has_now(database):
    cast = await make_cast()
    mail = await dead(cast)
    async with db.transaction() as session:
        (await session.get_one(Person, cast.bram.person_id)).email = "bram.nieuw@north.example"
    assert await send_one_again(cast.corrie, mail.id) == 1
    again = (await all_mails())[mail.id]
    assert (again.to_address, again.dead_at, again.dead_why) == ("bram.nieuw@north.example", None, "")
    assert (again.attempts, again.handing_at, again.sent_at) == (0, None, None)
    assert again.due_at <= clock.now()
    assert await send_one_again(cast.corrie, mail.id) == 0


async def test_all_of_one_reason_go_at_once_the_others_stay(database):
    cast = await make_cast()
    refused = [await dead(cast) for _ in range(3)]
    await dead(cast, "uncertain")
    await dead(cast, school="south")
    assert await send_all_again(cast.corrie, "refused") == 3
    assert await send_all_again(cast.corrie, "refused") == 0
    still = [mail.id for mail in (await all_mails()).values() if mail.dead_at]
    assert len(still) == 2
    assert not {mail.id for mail in refused} & set(still)
    async with db.reading() as session:
        [entry] = await session.exec(select(AuditEntry))
    assert (entry.action, entry.detail) == ("mail.sent_again", {"mails": 3})


async def test_a_sign_in_link_that_died_is_too_old_to_go_again(sqlite):
    cast = await make_cast()
    mail = await dead(cast, kind="sign_in")
    assert await send_one_again(cast.corrie, mail.id) == 0
    assert await send_all_again(cast.corrie, "refused") == 0
    [letter] = (await standing(cast.corrie)).letters
    assert not letter.can_go_again


@pytest.mark.parametrize("who", ["tess", "bram", "cas"])
async def test_only_the_own_coordinator_sends_again(sqlite, who):
    cast = await make_cast()
    mail = await dead(cast)
    with pytest.raises(NotFound):
        await send_one_again(cast.actors[who], mail.id)
    if who != "cas":
        with pytest.raises(NotFound):
            await send_all_again(cast.actors[who], "refused")
        with pytest.raises(NotFound):
            await standing(cast.actors[who])
    assert (await all_mails())[mail.id].dead_at is not None


async def test_a_reason_that_is_none_does_not_exist(sqlite):
    cast = await make_cast()
    for why in ("", "sent", "*"):
        with pytest.raises(NotFound):
            await send_all_again(cast.corrie, why)


async def test_pressing_send_again_says_how_many_go_and_shows_them_waiting(sqlite):
    cast = await make_cast()
    await dead(cast)
    await dead(cast)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie)
        await tab.call(Mailbox.load)
        await tab.call(Mailbox.send_all_again, why="refused")
        shown = await tab.shown(Mailbox)
        assert (shown["outcome"]["nl"], shown["groups"], shown["waiting"]) == (
            "2 mails gaan opnieuw weg.",
            [],
            2,
        )
        await tab.call(Mailbox.send_all_again, why="refused")
        shown = await tab.shown(Mailbox)
    assert shown["outcome"]["nl"] == "Er was niets meer om opnieuw te sturen."


async def test_the_mailbox_never_sends_the_words_of_a_check_in_to_the_coordinator(sqlite):
    """Its links answer in the reader's name."""
    assert "check_in" in outbox.PRIVATE_KINDS
    cast = await make_cast()
    mail = await dead(cast, "uncertain", kind="check_in", body="https://hub/check-in/tok3n")
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie)
        updates = await tab.call(Mailbox.load)
        updates += await tab.call(Mailbox.read, mail_id=str(mail.id))
        assert (await tab.shown(Mailbox))["is_private"] is True
    assert "tok3n" not in str([update.delta for update in updates])
