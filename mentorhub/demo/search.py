"""The search for an internship in the demo: companies, tips of coaches, applications, a placement, a CV."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.cvs.rules.content import Content, Language, Period, Skill, Spot, to_json
from mentorhub.cvs.service.comments import give_tip
from mentorhub.cvs.service.saving import cv_to_change, write
from mentorhub.cvs.service.scope import own_reach
from mentorhub.cvs.service.values import NewTip
from mentorhub.cvs.tables import Cv, CvVersion
from mentorhub.demo.companies import COMPANIES, ROLES
from mentorhub.demo.days import Calendar, days_ago
from mentorhub.internships.service import applications
from mentorhub.internships.service.applications import Ending, Placed
from mentorhub.internships.service.companies.changing import add_company
from mentorhub.internships.service.companies.interning import InternshipFields, add_own
from mentorhub.internships.service.leads.acting import take_up
from mentorhub.internships.service.leads.introducing import answer_request, ask_introduction
from mentorhub.internships.service.leads.sharing import share_lead
from mentorhub.internships.service.leads.values import NewLead
from mentorhub.internships.tables import Application
from mentorhub.matching.tables import Pair
from mentorhub.settings import settings


@dataclass(frozen=True, slots=True)
class Way:
    """How far the mentee of one pair came: the company, and how many days ago each step was.

    ``through_coach`` tells a tip of the own coach with an introduction from a company found alone.
    """

    company: int
    steps: tuple[tuple[str, int], ...]
    through_coach: bool = True
    next_action: str = ""
    next_in: int = 0


# One line per pair, in the order of the pairs; the last ones have not begun yet.
WAYS: tuple[tuple[Way, ...], ...] = (
    (
        Way(
            0, (("prepared", 16), ("sent", 12), ("interview", 4)), True, "Route naar het gesprek opzoeken", 2
        ),
        Way(5, (("prepared", 9),), False, "Mail sturen", -1),
    ),
    (),
    (Way(1, (("prepared", 22), ("sent", 20), ("rejected", 9))),),
    (Way(2, (("prepared", 24), ("sent", 22), ("interview", 15), ("offer", 8), ("placed", 5))),),
    (Way(3, (("prepared", 10), ("sent", 6)), False, "Bellen of ze mijn mail hebben", 1),),
    (Way(4, (("prepared", 18), ("sent", 14), ("interview", 7), ("agreement", 2))),),
    (Way(1, (("prepared", 13), ("sent", 11), ("withdrawn", 6)), False),),
)

CV = Content(
    headline="Student medewerker administratie",
    place="Eindhoven",
    profile="Ik ben rustig en precies. Ik werk graag met cijfers en help graag mensen.",
    education=(
        Period("school", "Business administration, niveau 3", "Summa College", "08-2025", "", ""),
        Period("before", "Vmbo, economie", "Het Plein", "08-2021", "06-2025", ""),
    ),
    experience=(
        Period("shop", "Vakkenvuller", "Supermarkt", "09-2023", "", "Ik vul de schappen en help klanten."),
    ),
    skills=(Skill("excel", "Excel"), Skill("phone", "Rustig bellen met klanten")),
    languages=(Language("nl", "Nederlands", "goed"), Language("en", "Engels", "redelijk")),
    interests="Zaalvoetbal en koken voor mijn familie.",
)
SAVED = (31, 12, 26, 5, 19, 38, 9)
"""How many days ago the CVs of the others were saved, in turn."""
TIPS = (
    (
        "Ik ben rustig en precies.",
        "Sterk begin! Geef een voorbeeld.",
        "Ik ben rustig en precies: mijn kasboek klopt altijd.",
    ),
    (
        "Ik werk graag met cijfers en help graag mensen.",
        "Wat doe je dan precies?",
        "Ik werk graag met cijfers en leg ze rustig uit.",
    ),
    ("", "Zet hier ook bij hoeveel uur je per week kunt werken.", ""),
)


async def companies(coordinator: Actor) -> None:
    """Add the companies that pairs look at."""
    with days_ago(40):
        for fields in COMPANIES:
            await add_company(coordinator, fields)


async def build(pairs: Sequence[Pair], actors: dict[uuid.UUID | None, Actor]) -> None:
    """Let the first pairs of a programme look for an internship since their match."""
    for number, (pair, ways) in enumerate(zip(pairs, WAYS, strict=False)):
        mentee, mentor = actors[pair.mentee_id], actors[pair.mentor_id]
        for way in ways:
            await _go(mentee, mentor, way)
        if number == 0:
            await _cv(mentee, mentor)
            await _shared_with_all(mentor)


async def _go(mentee: Actor, mentor: Actor, way: Way) -> None:
    company, first = COMPANIES[way.company], way.steps[0][1]
    lead_id = None
    if way.through_coach:
        with days_ago(first + 4):
            lead_id = await _tip(mentor, mentee, way.company)
        with days_ago(first + 2):
            request = await ask_introduction(mentee, lead_id)
            await answer_request(mentor, request, "done")
    with days_ago(first + 1):
        if lead_id is not None:
            application_id = await take_up(mentee, lead_id, uuid.uuid4().hex)
        else:
            application_id = await applications.begin(
                mentee,
                company_name=company.name,
                company_place=company.place,
                role=ROLES[way.company],
                lead_id=None,
                once_key=uuid.uuid4().hex,
            )
    for step, days in way.steps:
        with days_ago(days):
            await _step(mentee, application_id, step, through_coach=way.through_coach)
    if way.next_action:
        # What is late by now was planned when it was not.
        with days_ago(3):
            day = local_day(clock.now(), settings().zone) + timedelta(days=3 + way.next_in)
            await applications.plan_next(
                mentee, application_id, way.next_action, day, await _version(application_id)
            )


async def _tip(mentor: Actor, mentee: Actor, number: int) -> uuid.UUID:
    company = COMPANIES[number]
    await add_own(mentor, company.name, company.place, InternshipFields(ROLES[number], "2025", "yes"))
    new = NewLead(
        company_name=company.name,
        company_place=company.place,
        role=ROLES[number],
        starts_on=None,
        hours=32,
        contact_name="",
        how_known="Daar liep ik vorig jaar stage.",
        introduces=True,
        web_address="",
        audience="mentee",
        of_id=mentee.enrolment,
        expires_on=local_day(clock.now(), settings().zone) + timedelta(weeks=10),
    )
    return await share_lead(mentor, new, uuid.uuid4().hex)


async def _shared_with_all(mentor: Actor) -> None:
    programme_id = mentor.programme_id
    if programme_id is None:
        return
    with days_ago(6):
        new = NewLead(
            company_name=COMPANIES[5].name,
            company_place=COMPANIES[5].place,
            role=ROLES[5],
            starts_on=None,
            hours=24,
            contact_name="",
            how_known="Mijn buurman werkt er.",
            introduces=True,
            web_address="",
            audience="programme",
            of_id=programme_id,
            expires_on=local_day(clock.now(), settings().zone) + timedelta(weeks=8),
        )
        await share_lead(mentor, new, uuid.uuid4().hex)


async def _step(mentee: Actor, application_id: uuid.UUID, step: str, *, through_coach: bool) -> None:
    version = await _version(application_id)
    if step == "placed":
        today = local_day(clock.now(), settings().zone)
        placed = Placed(
            today + timedelta(weeks=8), today + timedelta(weeks=28), "mentor" if through_coach else "own"
        )
        await applications.place(mentee, application_id, placed, version)
    elif step in ("rejected", "withdrawn"):
        reason = "other_candidate" if step == "rejected" else "too_far"
        await applications.end(mentee, application_id, Ending(step, reason, ""), version)
    else:
        await applications.move(mentee, application_id, step, version)


async def _version(application_id: uuid.UUID) -> int:
    async with db.reading() as session:
        return (await session.get_one(Application, application_id)).version


async def _cv(mentee: Actor, mentor: Actor) -> None:
    """Write a CV in two versions, with tips of the coach on the second."""
    for days, profile in ((12, "Ik werk graag met cijfers."), (7, CV.profile)):
        with days_ago(days):
            async with db.transaction() as session:
                cv, begun = await cv_to_change(session, await own_reach(session, mentee))
                await write(session, mentee, cv, _filled(begun, profile))
    with days_ago(5):
        for passage, text, suggestion in TIPS:
            spot = Spot("profile", "", "profile" if passage else "")
            await give_tip(mentor, mentee.enrolment, NewTip(spot, passage, text, suggestion))


async def plain_cvs(session: AsyncSession, mentees: Sequence[Actor], at: Calendar) -> None:
    """Write a CV in one version for each of these mentees, on different days."""
    written = {}
    for place, mentee in enumerate(mentees):
        saved_at = at.moment(SAVED[place % len(SAVED)])
        content = to_json(replace(CV, name=mentee.full_name))
        mine = {"school_id": mentee.school, "content": content, "created_at": saved_at}
        written[mentee.enrolment] = Cv(**mine, enrolment_id=mentee.enrolment, changed_at=saved_at, version=1)
    session.add_all(written.values())
    await session.flush()
    session.add_all(
        CvVersion(
            school_id=cv.school_id,
            cv_id=cv.id,
            number=1,
            content=cv.content,
            by_enrolment_id=enrolment_id,
            created_at=cv.created_at,
            saved_at=cv.created_at,
        )
        for enrolment_id, cv in written.items()
    )


def _filled(begun: Content, profile: str) -> Content:
    """Return the demo's CV with the name and address that a new one begins with."""
    return replace(CV, name=begun.name, email=begun.email, phone=begun.phone, profile=profile)
