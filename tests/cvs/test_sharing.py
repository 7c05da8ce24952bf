"""Sharing a CV by a link: only its owner makes and ends it, a visitor says who it is, nothing else tells."""

import uuid
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.guard import digest
from mentorhub.core.tables import AuditEntry
from mentorhub.cvs.rules.content import Content
from mentorhub.cvs.sharing import service
from mentorhub.cvs.sharing.opening import open_link, owner_of, shared_cv
from mentorhub.cvs.sharing.values import LinkIs, LinkRefused
from mentorhub.cvs.tables import CvShare, CvShareOpening, CvVersion
from mentorhub.people.tables import Enrolment, Person
from tests.cast import make_cast
from tests.cvs.making_cv import FULL
from tests.cvs.making_shares import make_cv, make_link, rows_of
from tests.pairs.making import make_pair

OTHERS = ("amina", "daan", "chaima", "tess", "timo", "corrie", "zoe", "yara", "tom", "cas")


async def test_a_visitor_says_who_it_is_and_sees_the_shared_version(database):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    assert await owner_of(link.secret) == "Bram"
    opening = await open_link(link.secret, "  Sanne   van DSV ")
    shared = await shared_cv(link.secret, opening)
    assert (shared.content, shared.file, shared.template) == (FULL, None, "calm")
    [line] = (await service.links_of(cast.bram)).lines
    assert (line.label, line.state, line.opened) == ("voor DSV", LinkIs.OPEN, 1)
    assert line.openings[0].who == "Sanne van DSV"
    assert abs(line.openings[0].at - clock.now()) < timedelta(minutes=1)


async def test_only_the_digest_of_a_secret_is_kept(database):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    [row] = await rows_of(CvShare)
    assert row.digest == digest(link.secret)
    assert len(link.secret) == 43
    assert link.secret not in str(row.model_dump()) + str(await rows_of(AuditEntry))
    assert row.expires_at - row.created_at == timedelta(days=30)


async def test_a_later_version_is_not_shown_through_an_older_link(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    async with db.transaction() as session:
        first = (await rows_of(CvVersion))[0]
        session.add(
            CvVersion(
                school_id=first.school_id,
                cv_id=first.cv_id,
                number=2,
                content={"name": "Nieuw"},
                by_enrolment_id=first.by_enrolment_id,
                created_at=clock.now(),
                saved_at=clock.now(),
            )
        )
    shared = await shared_cv(link.secret, await open_link(link.secret, "DSV"))
    assert shared.content.name == FULL.name


async def test_an_ended_link_shows_nothing_to_whoever_opened_it_before(database):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    opening = await open_link(link.secret, "DSV")
    await service.end_link(cast.bram, link.share_id)
    await service.end_link(cast.bram, link.share_id)
    await fails_like_an_unknown_one(link.secret, opening)
    await service.resume_link(cast.bram, link.share_id)
    assert (await shared_cv(link.secret, opening)).content == FULL


async def fails_like_an_unknown_one(secret: str, opening: uuid.UUID) -> None:
    for found in (owner_of(secret), open_link(secret, "DSV"), shared_cv(secret, opening)):
        with pytest.raises(NotFound):
            await found


async def test_a_link_is_over_after_thirty_days(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    clock.move(timedelta(days=29, hours=23))
    opening = await open_link(link.secret, "DSV")
    clock.move(timedelta(days=30, minutes=1))
    await fails_like_an_unknown_one(link.secret, opening)
    [line] = (await service.links_of(cast.bram)).lines
    assert line.state is LinkIs.OVER


@pytest.mark.parametrize("secret", ["", "x" * 43, "../../etc/passwd", "Özgür" * 30])
async def test_an_unknown_secret_shows_nothing(sqlite, secret):
    cast = await make_cast()
    await make_cv(cast.bram)
    await make_link(cast.bram)
    await fails_like_an_unknown_one(secret, uuid.uuid4())


async def test_an_opening_belongs_to_its_own_link_and_lasts_half_a_day(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    one, other = await make_link(cast.bram), await make_link(cast.bram, "voor PostNL")
    opening = await open_link(one.secret, "DSV")
    with pytest.raises(NotFound):
        await shared_cv(other.secret, opening)
    clock.move(timedelta(hours=13))
    with pytest.raises(NotFound):
        await shared_cv(one.secret, opening)


@pytest.mark.parametrize("who", ["", "   ", "\n\t"])
async def test_who_says_nothing_sees_nothing(sqlite, who):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    with pytest.raises(NotFound):
        await open_link(link.secret, who)
    assert await rows_of(CvShareOpening) == []


@pytest.mark.parametrize("table", [Enrolment, Person])
async def test_who_left_shares_nothing_any_more(sqlite, table):
    cast = await make_cast()
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    async with db.transaction() as session:
        if table is Enrolment:
            (await session.get_one(Enrolment, cast.bram.enrolment)).ended_at = clock.now()
        else:
            (await session.get_one(Person, cast.bram.person_id)).disabled_at = clock.now()
    await fails_like_an_unknown_one(link.secret, uuid.uuid4())


@pytest.mark.parametrize("who", OTHERS)
async def test_nobody_else_reaches_the_links_of_a_mentee(sqlite, who):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_cv(cast.bram)
    link = await make_link(cast.bram)
    other = cast.actors[who]
    for act in (service.end_link, service.resume_link):
        with pytest.raises(NotFound):
            await act(other, link.share_id)
    assert await lines_for(other) == ()
    assert (await rows_of(CvShare))[0].ended_at is None


async def lines_for(actor) -> tuple:
    try:
        return (await service.links_of(actor)).lines
    except NotFound:
        return ()


@pytest.mark.parametrize("who", ["amina", "tess", "corrie"])
async def test_only_a_mentee_makes_a_link(sqlite, who):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_cv(cast.bram)
    with pytest.raises(NotFound):
        await make_link(cast.actors[who])
    assert await rows_of(CvShare) == []


@pytest.mark.parametrize("label", ["", "  ", "x" * 81])
async def test_a_link_needs_a_label(sqlite, label):
    cast = await make_cast()
    await make_cv(cast.bram)
    with pytest.raises(LinkRefused, match="label"):
        await make_link(cast.bram, label)


async def test_a_cv_of_only_a_name_is_not_shared(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram, Content(name="Bram", email="bram@school.example"))
    with pytest.raises(LinkRefused, match="empty_cv"):
        await make_link(cast.bram)


async def test_an_unknown_version_is_not_shared(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    with pytest.raises(NotFound):
        await make_link(cast.bram, number=7)


async def test_twenty_links_are_enough_until_one_is_ended(sqlite):
    cast = await make_cast()
    await make_cv(cast.bram)
    links = [await make_link(cast.bram) for _ in range(20)]
    with pytest.raises(LinkRefused, match="many"):
        await make_link(cast.bram)
    await service.end_link(cast.bram, links[0].share_id)
    assert await make_link(cast.bram)
    with pytest.raises(LinkRefused, match="many"):
        await service.resume_link(cast.bram, links[0].share_id)
