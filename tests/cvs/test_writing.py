"""Saving a CV: versions, two tabs at once, entries, restoring, uploads; on both databases."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry, StoredFile
from mentorhub.cvs import service
from mentorhub.cvs.rules.content import BeyondLimits, Spot, plain_text
from mentorhub.cvs.tables import Cv, CvShare, CvVersion
from tests.cast import make_cast
from tests.cvs.making_cvs import PROFILE, STORY, make_cv, tip, write


async def kinds(actor) -> list[tuple[int, str]]:
    return [(line.number, line.kind) for line in await service.versions(actor)]


async def profile(actor) -> str:
    return (await service.open_cv(actor)).content.profile


async def test_a_cv_begins_with_what_the_hub_knows_and_writes_nothing_by_being_opened(database):
    cast = await make_cast()
    page = await service.open_cv(cast.bram)
    assert (page.content.name, page.latest, page.is_own) == ("Bram Voorbeeld", None, True)
    async with db.reading() as session:
        assert (await session.exec(select(Cv))).all() == []
    await write(cast.bram, PROFILE, STORY)
    page = await service.open_cv(cast.bram)
    assert (page.content.name, page.content.profile) == ("Bram Voorbeeld", STORY)
    assert (page.latest.number, page.latest.by) == (1, "Bram Voorbeeld")


async def test_typing_on_stays_one_version_and_a_pause_begins_the_next(database):
    cast, _ = await make_cv()
    await write(cast.bram, PROFILE, "Een")
    await write(cast.bram, PROFILE, "Een twee")
    assert await kinds(cast.bram) == [(1, "written")]
    clock.move(timedelta(minutes=6))
    await write(cast.bram, PROFILE, "Drie")
    assert await kinds(cast.bram) == [(2, "written"), (1, "written")]
    old = await service.two_versions(cast.bram, 1, 2)
    assert [piece.text for one in old for piece in one.old if piece.mark == "gone"] != []


async def test_a_version_that_somebody_gave_a_tip_on_or_shared_never_changes(database):
    cast, _ = await make_cv()
    await service.give_tip(cast.amina, cast.bram.enrolment, tip())
    await write(cast.bram, PROFILE, "Nieuw")
    assert await kinds(cast.bram) == [(2, "written"), (1, "written")]
    async with db.transaction() as session:
        cv = (await session.exec(select(Cv))).one()
        session.add(
            CvShare(
                school_id=cv.school_id,
                cv_id=cv.id,
                version_number=2,
                digest="d",
                created_at=clock.now(),
                expires_at=clock.now(),
            )
        )
    await write(cast.bram, PROFILE, "Nog nieuwer")
    assert [number for number, _ in await kinds(cast.bram)] == [3, 2, 1]
    async with db.reading() as session:
        rows = (await session.exec(select(CvVersion).order_by(CvVersion.number))).all()
    assert [row.content["profile"] for row in rows] == [STORY, "Nieuw", "Nog nieuwer"]


async def test_two_tabs_never_wipe_out_each_others_text(database):
    cast, _ = await make_cv()
    first = await service.save_text(cast.bram, PROFILE, "Uit tab een", {STORY})
    second = await service.save_text(cast.bram, PROFILE, "Uit tab twee", {STORY})
    assert isinstance(first, service.Saved)
    assert second == service.Clash("Uit tab een")
    assert await profile(cast.bram) == "Uit tab een"
    again = await service.save_text(cast.bram, PROFILE, "Uit tab twee", {"Uit tab een"})
    assert isinstance(again, service.Saved)
    other = await service.save_text(cast.bram, Spot("interests", "", "interests"), "Voetbal", {""})
    assert isinstance(other, service.Saved)
    assert (await service.open_cv(cast.bram)).content.profile == "Uit tab twee"


async def test_two_tabs_that_save_at_the_same_moment_queue_up(database):
    cast = await make_cast()
    answers = await asyncio.gather(
        *(service.save_text(cast.bram, PROFILE, f"Tab {n}", {""}) for n in range(4))
    )
    assert sum(isinstance(answer, service.Saved) for answer in answers) == 1
    assert len(await kinds(cast.bram)) == 1


async def test_the_same_text_again_writes_nothing(database):
    cast, _ = await make_cv()
    clock.move(timedelta(hours=1))
    answer = await service.save_text(cast.bram, PROFILE, STORY, {"whatever this tab saw"})
    assert answer == service.Saved(STORY, 1)
    assert await kinds(cast.bram) == [(1, "written")]


async def test_entries_are_added_moved_removed_and_put_back(database):
    cast, _ = await make_cv()
    first = await service.add_entry(cast.bram, "skills")
    assert await service.add_entry(cast.bram, "skills") == first
    await write(cast.bram, Spot("skills", first, "text"), "Heftruck")
    second = await service.add_entry(cast.bram, "skills")
    await write(cast.bram, Spot("skills", second, "text"), "Excel")
    assert await service.move_entry(cast.bram, "skills", second, -1) == 1
    assert await service.move_entry(cast.bram, "skills", second, -1) == 1
    removed = await service.remove_entry(cast.bram, "skills", second)
    with pytest.raises(service.EntryGone):
        await service.save_text(cast.bram, Spot("skills", second, "text"), "Word", {"Excel"})
    for _ in range(2):
        await service.put_back_entry(cast.bram, removed)
    skills = (await service.open_cv(cast.bram)).content.skills
    assert [skill.text for skill in skills] == ["Excel", "Heftruck"]


async def test_a_full_list_and_a_list_that_is_none_are_refused(sqlite):
    cast, _ = await make_cv()
    for n in range(5):
        entry = await service.add_entry(cast.bram, "references")
        await write(cast.bram, Spot("references", entry, "name"), f"Naam {n}")
    with pytest.raises(BeyondLimits):
        await service.add_entry(cast.bram, "references")
    for section in ("profile", "x"):
        with pytest.raises(BeyondLimits):
            await service.add_entry(cast.bram, section)


async def test_an_earlier_version_comes_back_as_a_new_one_and_nothing_is_lost(database):
    cast, _ = await make_cv()
    clock.move(timedelta(minutes=6))
    await write(cast.bram, PROFILE, "Later")
    assert await service.restore(cast.bram, 1) == 3
    assert await profile(cast.bram) == STORY
    assert await service.restore(cast.bram, 1) == 3
    assert await service.restore(cast.bram, 2) == 4
    assert await profile(cast.bram) == "Later"
    assert [kind for _, kind in await kinds(cast.bram)] == ["restored", "restored", "written", "written"]
    with pytest.raises(NotFound):
        await service.restore(cast.bram, 9)


async def uploaded(actor, text, owner=None) -> int:
    async with db.transaction() as session:
        file = StoredFile(
            school_id=actor.school,
            person_id=(owner or actor).person_id,
            name="cv.pdf",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            store_key=uuid.uuid4().hex,
            created_at=clock.now(),
        )
        session.add(file)
        return await service.take_upload(session, actor, file, text)


async def test_an_uploaded_file_is_a_version_with_its_text_and_leaves_the_writing_alone(database):
    cast, _ = await make_cv()
    assert await uploaded(cast.bram, "Bram\n\nLogistiek \x00medewerker") == 2
    page = await service.open_cv(cast.amina, cast.bram.enrolment)
    assert page.upload.paragraphs == ("Bram", "Logistiek medewerker")
    assert (page.latest.kind, page.latest.file_name) == ("uploaded", "cv.pdf")
    assert page.content.profile == STORY
    (whole,) = await service.two_versions(cast.bram, 1, 2)
    assert "".join(piece.text for piece in whole.old) == plain_text(page.content)
    await write(cast.bram, PROFILE, "Verder")
    assert [kind for _, kind in await kinds(cast.bram)] == ["written", "uploaded", "written"]
    spot = Spot("upload", "2", "")
    about = service.NewTip(spot, "Logistiek medewerker", "Zeg waar je dat deed.", "")
    await service.give_tip(cast.amina, cast.bram.enrolment, about)
    (given,) = await service.tips(cast.bram)
    assert (given.version_number, given.stands.is_there) == (2, True)
    with pytest.raises(service.TipRefused):
        await service.give_tip(
            cast.amina, cast.bram.enrolment, service.NewTip(spot, "staat er niet", "Hoi", "")
        )


async def test_a_file_of_somebody_else_is_never_taken(sqlite):
    cast, _ = await make_cv()
    with pytest.raises(NotFound):
        await uploaded(cast.bram, "x", owner=cast.daan)
    with pytest.raises(NotFound):
        await uploaded(cast.amina, "x")
    assert await kinds(cast.bram) == [(1, "written")]


async def test_versions_come_in_pages_and_the_audit_holds_no_text(sqlite):
    cast, _ = await make_cv()
    for n in range(1, 56):
        clock.move(timedelta(minutes=6 * n))
        await write(cast.bram, PROFILE, f"Versie {n}")
    first = await service.versions(cast.bram)
    assert (len(first), first[0].number) == (50, 56)
    assert [line.number for line in await service.versions(cast.bram, None, first[-1].number)] == [
        6,
        5,
        4,
        3,
        2,
        1,
    ]
    async with db.reading() as session:
        details = [row.detail for row in await session.exec(select(AuditEntry))]
    assert {key for detail in details for key in detail} == {"number", "kind"}
