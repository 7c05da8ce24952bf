"""A mentee asks to be introduced, the sharer is told and answers; on both databases."""

import asyncio
import uuid

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.internships.service.leads import reading
from mentorhub.internships.service.leads.introducing import (
    answer_request,
    ask_introduction,
    open_requests,
    take_back_request,
)
from mentorhub.internships.service.leads.room import room_leads
from mentorhub.internships.service.leads.sharing import withdraw_lead
from mentorhub.internships.service.leads.values import LeadRefused
from mentorhub.internships.state.lead_requests import request_row
from mentorhub.internships.tables import Introduction
from mentorhub.people.tables import Person
from tests.cast import make_cast
from tests.internships.making_applications import as_if_sent
from tests.internships.making_leads import ZONE, make_lead, set_course
from tests.pairs.making import make_pair


async def mails():
    async with db.reading() as session:
        return (await session.exec(select(OutboxMail).where(OutboxMail.kind == "introduction"))).all()


async def asked_of(actor, lead_id):
    return (await reading.lead_file(actor, lead_id)).line.asked


async def test_asking_tells_the_sharer_once_in_the_room_and_by_mail(database):
    cast = await make_cast()
    pair_id = await make_pair(cast.bram, cast.amina)
    lead_id = await make_lead(cast.amina, "mentee", cast.bram.enrolment)
    ids = await asyncio.gather(*[ask_introduction(cast.bram, lead_id) for _ in range(3)])
    assert len(set(ids)) == 1
    (mail,) = await mails()
    assert mail.person_id == cast.amina.person_id
    assert mail.subject == "Bram Voorbeeld vraagt: stel je mij voor?"
    assert f"/leads/{lead_id}" in mail.body
    assert "Vos Logistics" in mail.body
    (request,) = (await room_leads(cast.amina, pair_id)).requests
    assert (request.mentee, request.company, request.contact_name) == (
        "Bram Voorbeeld",
        "Vos Logistics",
        "Karin Blom",
    )
    assert await open_requests(cast.amina) == [request]
    assert await open_requests(cast.bram) == []
    assert await asked_of(cast.bram, lead_id) == "asked"


async def test_the_sharer_answers_and_takes_it_back_and_the_mentee_sees_the_state(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    request_id = await ask_introduction(cast.bram, lead_id)
    for answer in ("done", "declined", "asked", "done"):
        await answer_request(cast.tess, request_id, answer)
        assert await asked_of(cast.bram, lead_id) == answer
    assert await open_requests(cast.tess) == []
    (kept,) = (await reading.lead_file(cast.tess, lead_id)).requests
    assert kept.answer == "done"
    with pytest.raises(NotFound):
        await take_back_request(cast.bram, lead_id)


async def test_a_question_is_taken_back_with_the_mail_that_still_waits(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    await ask_introduction(cast.bram, lead_id)
    await take_back_request(cast.bram, lead_id)
    assert await mails() == []
    assert await asked_of(cast.bram, lead_id) == ""
    await ask_introduction(cast.bram, lead_id)
    assert len(await mails()) == 1


async def test_who_asks_again_and_again_sends_two_mails_and_the_request_shows_all_the_same(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    lead_id = await make_lead(cast.amina, "mentee", cast.bram.enrolment)
    for _ in range(5):
        await ask_introduction(cast.bram, lead_id)
        await as_if_sent()
        await take_back_request(cast.bram, lead_id)
    await ask_introduction(cast.bram, lead_id)
    assert len(await mails()) == 2
    assert len(await open_requests(cast.amina)) == 1


async def test_only_the_sharer_reads_and_answers_a_question(database):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    request_id = await ask_introduction(cast.bram, lead_id)
    for name in ("amina", "bram", "chaima", "daan", "timo", "corrie", "zoe", "yara", "tom", "cas"):
        with pytest.raises(NotFound):
            await answer_request(cast.actors[name], request_id, "done")
        assert await open_requests(cast.actors[name]) == []
    assert (await reading.lead_file(cast.amina, lead_id)).requests == ()
    assert (await reading.lead_file(cast.corrie, lead_id)).requests == ()
    with pytest.raises(NotFound):
        await answer_request(cast.tess, uuid.uuid4(), "done")


async def test_nobody_asks_where_no_introduction_is_offered_or_the_lead_is_closed(database):
    cast = await make_cast()
    group = cast.groups["a"].id
    without = await make_lead(cast.tess, "group", group, introduces=False)
    closed = await make_lead(cast.tess, "group", group)
    own = await make_lead(cast.bram, "group", group)
    await withdraw_lead(cast.tess, closed)
    for lead_id, reason in ((without, "no_introduction"), (closed, "closed")):
        with pytest.raises(LeadRefused) as refused:
            await ask_introduction(cast.bram, lead_id)
        assert refused.value.reason == reason
    with pytest.raises(NotFound):
        await ask_introduction(cast.bram, own)
    async with db.reading() as session:
        assert (await session.exec(select(Introduction))).all() == []


async def test_the_ready_mail_names_what_the_two_show_and_nothing_else(sqlite):
    cast = await make_cast()
    await set_course(cast.bram, "Logistiek medewerker")
    async with db.transaction() as session:
        bram = await session.get_one(Person, cast.bram.person_id)
        bram.email, bram.phone, bram.shows_email, bram.shows_phone = (
            "b@north.example",
            "0612345678",
            True,
            False,
        )
    lead_id = await make_lead(cast.amina, "group", cast.groups["a"].id)
    await ask_introduction(cast.bram, lead_id)
    row = request_row((await open_requests(cast.amina))[0], ZONE)
    assert row["subject"]["nl"] == "Stage voor Bram Voorbeeld bij Vos Logistics?"
    assert row["body"]["nl"].splitlines() == [
        "Dag Karin Blom,",
        "",
        "Mag ik je voorstellen aan Bram Voorbeeld?",
        "Bram zoekt een stage: Medewerker magazijn.",
        "Bram doet de opleiding Logistiek medewerker.",
        "Het gaat om een stage 32 uur per week.",
        "",
        "Ik denk dat Bram goed past bij Vos Logistics.",
        "Mag Bram contact met je opnemen?",
        "Je bereikt Bram via b@north.example.",
        "",
        "Groet,",
        "Amina Voorbeeld",
    ]
    assert row["mail"]["en"].startswith("mailto:?subject=Internship%20for%20Bram")
    assert "0612345678" not in str(row)


async def test_a_mail_without_a_contact_person_greets_nobody_by_name(sqlite):
    cast = await make_cast()
    lead_id = await make_lead(cast.amina, "group", cast.groups["a"].id, contact_name="", hours=None)
    await ask_introduction(cast.bram, lead_id)
    row = request_row((await open_requests(cast.amina))[0], ZONE)
    assert row["body"]["nl"].startswith("Dag,\n\nMag ik")
    assert "Het gaat om" not in row["body"]["nl"]
