"""A published match, and what happens to it afterwards, in one line each."""

from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.publishing import publish
from mentorhub.matching.service.runs import propose
from mentorhub.matching.tables import Pair
from mentorhub.people.service.groups.changing import end_enrolment
from mentorhub.programmes.tables import School
from tests.cast import make_person
from tests.matching.making import hand_in_random_lists, make_programme


async def published(mentees=5, mentors=6):
    """A published match whose mails are out of the way."""
    made = await make_programme(mentees, mentors)
    await hand_in_random_lists(made)
    await publish(made.teacher, await propose(made.teacher, made.programme.id, Objective.GENEROUS), now=True)
    async with db.transaction() as session:
        for mail in await session.exec(select(OutboxMail)):
            await session.delete(mail)
    return made


async def arrives(made, role):
    async with db.transaction() as session:
        school = await session.get_one(School, made.programme.school_id)
        return await make_person(session, f"New{role}", role, school, made.programme)


async def pairs_now():
    async with db.reading() as session:
        found = await session.exec(select(Pair).where(Pair.ended_at.is_(None)))
        return {pair.mentee_id: pair for pair in found}


async def mails():
    async with db.reading() as session:
        return sorted((mail.person_id, mail.subject) for mail in await session.exec(select(OutboxMail)))


def actor_of(people, enrolment_id):
    return next(one for one in people if one.enrolment == enrolment_id)


async def a_mentor_leaves(made):
    """End the mentor of the first mentee; return that mentee, the pair that was, and the mentor."""
    mentee = made.mentees[0]
    pair = (await pairs_now())[mentee.enrolment]
    mentor = actor_of(made.mentors, pair.mentor_id)
    await end_enrolment(made.coordinator, mentor.enrolment)
    return mentee, pair, mentor
