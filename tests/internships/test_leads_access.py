"""Who sees which lead: the named cast of two schools, on both databases."""

import uuid

import pytest

from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.rules.leads import Audience
from mentorhub.internships.service.leads import acting, introducing, links, reading, room, sharing
from mentorhub.internships.service.leads.filling import lead_to_change, mentee_of_pair
from mentorhub.internships.service.leads.readers import readers_for
from mentorhub.internships.service.leads.values import Filters
from tests.cast import make_cast
from tests.internships.making_leads import make_lead, new_lead, row_of
from tests.pairs.making import make_pair

NORTH = ("amina", "bram", "chaima", "daan", "tess", "timo", "corrie")
SOUTH = ("zoe", "yara", "tom", "cas")


async def readers_of(cast, lead_id):
    """Return the first names of who sees a lead in the list; the same see it whole."""
    found = set()
    for name in (*NORTH, *SOUTH):
        actor = cast.actors[name]
        listed = {line.lead_id for line in (await reading.lead_page(actor, Filters())).lines}
        try:
            file = await reading.lead_file(actor, lead_id)
        except NotFound:
            assert lead_id not in listed
        else:
            assert lead_id in listed
            assert (file.contact_name, file.how_known) == ("Karin Blom", "mijn begeleider van vorig jaar")
            found.add(name)
    return found


async def test_each_audience_is_read_by_those_whom_it_concerns(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    for_bram = await make_lead(cast.amina, "mentee", cast.bram.enrolment)
    by_bram = await make_lead(cast.bram, "mentee", cast.bram.enrolment)
    for_a = await make_lead(cast.tess, "group", cast.groups["a"].id)
    for_all = await make_lead(cast.corrie, "programme", cast.programmes["north"].id)
    staff = {"tess", "corrie"}
    assert await readers_of(cast, for_bram) == {"amina", "bram"} | staff
    assert await readers_of(cast, by_bram) == {"amina", "bram"} | staff
    assert await readers_of(cast, for_a) == {"amina", "bram"} | staff
    assert await readers_of(cast, for_all) == set(NORTH)


async def test_a_coach_sees_the_group_of_a_junior_and_no_longer_after_the_pair_ended(database):
    from mentorhub.core import clock, db
    from mentorhub.matching.tables import Pair

    cast = await make_cast()
    pair_id = await make_pair(cast.bram, cast.chaima)
    for_a = await make_lead(cast.tess, "group", cast.groups["a"].id)
    assert "chaima" in await readers_of(cast, for_a)
    async with db.transaction() as session:
        (await session.get_one(Pair, pair_id)).ended_at = clock.now()
    assert "chaima" not in await readers_of(cast, for_a)


async def test_who_coaches_a_mentee_no_longer_writes_to_her_by_changing_a_lead(database):
    from mentorhub.core import clock, db
    from mentorhub.matching.tables import Pair

    cast = await make_cast()
    pair_id = await make_pair(cast.bram, cast.amina)
    lead_id = await make_lead(cast.amina, "mentee", cast.bram.enrolment)
    async with db.transaction() as session:
        (await session.get_one(Pair, pair_id)).ended_at = clock.now()
    with pytest.raises(NotFound):
        await sharing.change_lead(cast.amina, lead_id, new_lead("mentee", cast.bram.enrolment, role="Bel me"))
    assert (await row_of(lead_id)).role == "Medewerker magazijn"
    await sharing.withdraw_lead(cast.amina, lead_id)
    assert (await row_of(lead_id)).dead_by == cast.amina.person_id


async def test_staff_open_what_a_student_said_is_gone_and_not_what_was_withdrawn(sqlite):
    cast = await make_cast()
    programme = cast.programmes["north"].id
    gone, withdrawn = [await make_lead(cast.amina, "programme", programme) for _ in range(2)]
    await acting.mark_gone(cast.daan, gone)
    await sharing.withdraw_lead(cast.amina, withdrawn)
    for name in ("bram", "chaima", "tom", "cas"):
        with pytest.raises(NotFound):
            await acting.reopen(cast.actors[name], gone)
    for name in ("tess", "corrie"):
        with pytest.raises(NotFound):
            await acting.reopen(cast.actors[name], withdrawn)
    assert (await reading.lead_file(cast.tess, gone)).may_reopen
    await acting.reopen(cast.tess, gone)
    assert (await row_of(gone)).dead_at is None


async def test_who_may_not_see_a_lead_can_do_nothing_with_it(database):
    cast = await make_cast()
    pair_id = await make_pair(cast.bram, cast.amina)
    lead_id = await make_lead(cast.amina, "mentee", cast.bram.enrolment)
    before = await row_of(lead_id)
    new = new_lead("programme", cast.programmes["north"].id)
    acts = [
        lambda who: reading.lead_file(who, lead_id),
        lambda who: acting.like(who, lead_id),
        lambda who: acting.unlike(who, lead_id),
        lambda who: acting.take_up(who, lead_id, "k" * 32),
        lambda who: acting.mark_gone(who, lead_id),
        lambda who: acting.reopen(who, lead_id),
        lambda who: sharing.change_lead(who, lead_id, new),
        lambda who: sharing.withdraw_lead(who, lead_id),
        lambda who: links.look_up_link(who, lead_id),
        lambda who: introducing.ask_introduction(who, lead_id),
        lambda who: introducing.take_back_request(who, lead_id),
        lambda who: lead_to_change(who, lead_id),
        lambda who: room.room_leads(who, pair_id),
        lambda who: mentee_of_pair(who, pair_id),
    ]
    for name in ("chaima", "daan", "timo", *SOUTH):
        for act in acts:
            with pytest.raises(NotFound):
                await act(cast.actors[name])
    after = await row_of(lead_id)
    assert (after.dead_at, after.role, after.audience) == (None, before.role, before.audience)


async def test_only_the_sharer_changes_or_withdraws_and_only_a_mentee_likes_or_takes_up(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    lead_id = await make_lead(cast.amina, "mentee", cast.bram.enrolment)
    for name in ("bram", "tess", "corrie"):
        with pytest.raises(NotFound):
            await sharing.withdraw_lead(cast.actors[name], lead_id)
        with pytest.raises(NotFound):
            await lead_to_change(cast.actors[name], lead_id)
    for name in ("amina", "tess", "corrie"):
        for act in (acting.like, acting.unlike, introducing.ask_introduction):
            with pytest.raises(NotFound):
                await act(cast.actors[name], lead_id)
        with pytest.raises(NotFound):
            await acting.take_up(cast.actors[name], lead_id, uuid.uuid4().hex)


async def test_each_may_share_with_own_juniors_own_groups_and_the_programme_only(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.amina)

    async def offered(actor):
        return [(one.audience, one.name) for one in await readers_for(actor)]

    programme = ("programme", "Coaching North")
    assert await offered(cast.amina) == [
        ("mentee", "Bram Voorbeeld"),
        ("mentee", "Daan Voorbeeld"),
        ("group", "A"),
        ("group", "B"),
        programme,
    ]
    assert await offered(cast.bram) == [("mentee", "Bram Voorbeeld"), ("group", "A"), programme]
    assert await offered(cast.timo) == [("group", "B"), programme]
    assert await offered(cast.corrie) == [("group", "A"), ("group", "B"), programme]
    elsewhere: list[tuple[Actor, Audience, uuid.UUID]] = [
        (cast.chaima, "mentee", cast.bram.enrolment),
        (cast.bram, "mentee", cast.daan.enrolment),
        (cast.bram, "group", cast.groups["b"].id),
        (cast.timo, "group", cast.groups["a"].id),
        (cast.timo, "mentee", cast.daan.enrolment),
        (cast.amina, "programme", cast.programmes["south"].id),
        (cast.cas, "group", cast.groups["a"].id),
    ]
    for actor, audience, of_id in elsewhere:
        with pytest.raises(NotFound):
            await make_lead(actor, audience, of_id)
