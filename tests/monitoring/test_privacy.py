"""What a teacher's browser receives says that there was contact, never where, nor what was said."""

import json
from datetime import timedelta

import pytest
import reflex as rx
from reflex.istate.data import RouterData

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, set_current_actor
from mentorhub.core.dates import local_day
from mentorhub.monitoring import service
from mentorhub.monitoring.state import AttentionState, PairFileState
from mentorhub.people.tables import Person
from mentorhub.speeddate.tables import Profile
from tests.cast import make_cast
from tests.pairs.making import add_appointment, add_contact, make_pair

SECRETS = ("geheime-plek", "0612345678", "privé profiel", "hidden-reason", "voorbeeld@")


async def a_pair_with_secrets(cast):
    pair = await make_pair(
        cast.bram, cast.amina, days_ago=33, own_reason={"kind": "any", "note": "hidden-reason"}
    )
    day = local_day(clock.now(), "Europe/Amsterdam")
    await add_contact(pair, cast.bram, day - timedelta(days=30), channel="video", minutes=45)
    await add_appointment(pair, cast.bram, clock.now() + timedelta(days=2), place="geheime-plek")
    async with db.transaction() as session:
        session.add(
            Profile(
                enrolment_id=cast.bram.enrolment,
                school_id=cast.bram.school,
                about="privé profiel",
                updated_at=clock.now(),
            )
        )
        bram = await session.get_one(Person, cast.bram.person_id)
        bram.phone, bram.shows_phone, bram.email = "0612345678", True, "bram.voorbeeld@north.example"
    return pair


async def state_at(state_class, address):
    """Return the state of a page that was opened at an address, as the guard would let it."""
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # how Reflex itself makes a root
    data = {
        "asPath": address,
        "pathname": address.partition("?")[0],
        "headers": {"origin": "http://localhost:3000"},
    }
    root.router = RouterData.from_router_data(data)
    return await root.get_state(state_class)


async def test_what_staff_receive_of_a_pair_holds_nothing_private(sqlite):
    cast = await make_cast()
    pair = await a_pair_with_secrets(cast)
    for name in ("tess", "corrie"):
        set_current_actor(cast.actors[name])
        listed = await state_at(AttentionState, "/attention")
        await AttentionState.load.fn(listed)
        opened = await state_at(PairFileState, f"/pairs/{pair}")
        await PairFileState.load.fn(opened)
        sent = json.dumps([listed.dict(), opened.dict()], default=str, ensure_ascii=False)
        assert listed.rows[0]["mentee"] == opened.row["mentee"] == "Bram Voorbeeld"
        assert "Video, 45 minuten" in sent
        assert [secret for secret in SECRETS if secret in sent] == []


async def test_the_timeline_tells_days_channels_and_minutes_newest_first(database):
    cast = await make_cast()
    pair = await a_pair_with_secrets(cast)
    await service.remind(cast.tess, pair)
    file = await service.pair_file(cast.tess, pair)
    assert [(moment.kind, moment.channel, moment.minutes) for moment in file.timeline] == [
        ("appointment", "", 0),
        ("act", "", 0),
        ("contact", "video", 45),
        ("match", "", 0),
    ]
    assert (file.mentee_about, file.mentor_about) == ("A", "A")


async def test_the_file_of_another_group_or_school_is_not_found(database):
    cast = await make_cast()
    pair = await a_pair_with_secrets(cast)
    for name in ("timo", "tom", "cas"):
        with pytest.raises(NotFound):
            await service.pair_file(cast.actors[name], pair)


@pytest.mark.parametrize(
    ("pairs", "title"),
    [(0, "Nog geen duo's"), (1, "1 duo heeft je nodig"), (2, "2 duo's hebben je nodig")],
)
async def test_the_title_counts_in_the_right_plural(sqlite, pairs, title):
    cast = await make_cast()
    for mentee, mentor in [(cast.bram, cast.amina), (cast.daan, cast.amina)][:pairs]:
        await make_pair(mentee, mentor, days_ago=33)
    set_current_actor(cast.tess)
    listed = await state_at(AttentionState, "/attention")
    await AttentionState.load.fn(listed)
    assert listed.title["nl"] == title


async def test_a_foreign_group_in_the_address_leads_back_to_the_whole_list(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=33)
    set_current_actor(cast.tess)
    for group in (str(cast.groups["b"].id), "x"):
        listed = await state_at(AttentionState, f"/attention?group={group}")
        assert await AttentionState.load.fn(listed) is not None
        assert listed.rows == []
    own = await state_at(AttentionState, f"/attention?group={cast.groups['a'].id}&page=7")
    assert await AttentionState.load.fn(own) is None
    assert (own.group, own.number, len(own.rows)) == (str(cast.groups["a"].id), 1, 1)
