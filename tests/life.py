"""What the pair of the world did together: every table of the pair's room, internships and CVs has a row.

What the two wrote carries a canary that nobody else may receive; a call for help one for coordinators only,
a notice one for its reader, and the place of a talk one for who is asked to it.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.tables import JobTurn, StoredFile
from mentorhub.cvs.tables import Cv, CvComment, CvShare, CvShareOpening, CvVersion
from mentorhub.internships.tables import (
    Application,
    ApplicationDocument,
    ApplicationStep,
    Company,
    CompanyContact,
    CompanyMerge,
    Introduction,
    Lead,
    LeadLike,
    PastInternship,
    Placement,
)
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.tables import Snooze, StaffAct, Talk, WatchSetting
from mentorhub.pairs.tables import (
    CheckIn,
    EmergencyContact,
    HelpAnswer,
    HelpCall,
    HelpStep,
    MeetingTick,
    PairNote,
    PairPause,
    PairRhythm,
    PairTask,
)
from mentorhub.people.tables import Notice, NoticeChoice
from mentorhub.programmes.tables import Holiday
from tests.cast import Cast

WRITTEN, HELP, KNOWN = "canary-written-7735", "canary-help-7736", "canary-known-7737"
TOLD, ROOM = "canary-told-7738", "canary-room-7739"


@dataclass(frozen=True, slots=True)
class Life:
    """The ids of what came of working together, each the subject of a page."""

    call: uuid.UUID
    company: uuid.UUID
    lead: uuid.UUID
    application: uuid.UUID


async def live_on(session: AsyncSession, cast: Cast, pair: Pair) -> Life:
    """Let Bram and Amina work together, and a company, a lead, an application and a CV come of it."""
    base = {"school_id": pair.school_id}
    now = clock.now()
    await _together(session, cast, pair, base)
    call = await _help(session, cast, pair, base)
    company, lead = await _lead(session, cast, pair, base)
    file = StoredFile(
        **base,
        person_id=cast.bram.person_id,
        name=f"{WRITTEN}.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        store_key="no-such-file",
        created_at=now,
    )
    session.add(file)
    await session.flush()
    application = await _application(session, cast, pair, base, company, lead, file)
    await _cv(session, cast, base, file)
    await _watched(session, cast, pair, base)
    return Life(call.id, company.id, lead.id, application.id)


async def _together(session: AsyncSession, cast: Cast, pair: Pair, base: dict[str, Any]) -> None:
    now, both = clock.now(), {**base, "pair_id": pair.id}
    session.add_all(
        [
            PairRhythm(**both, rhythm="week", by_enrolment_id=cast.amina.enrolment, set_at=now),
            PairPause(
                **both,
                reason="exams",
                from_on=now.date() - timedelta(days=20),
                until_on=now.date() - timedelta(days=10),
                by_enrolment_id=cast.amina.enrolment,
                created_at=now,
            ),
            PairNote(**both, enrolment_id=cast.amina.enrolment, text=WRITTEN, created_at=now, changed_at=now),
            PairTask(**both, text=WRITTEN, who="both", by_enrolment_id=cast.amina.enrolment, created_at=now),
            MeetingTick(**both, step="know", done_at=now, done_by=cast.amina.enrolment),
        ]
    )


async def _help(session: AsyncSession, cast: Cast, pair: Pair, base: dict[str, Any]) -> HelpCall:
    now = clock.now()
    call = HelpCall(
        **base,
        programme_id=pair.programme_id,
        pair_id=pair.id,
        by_enrolment_id=cast.bram.enrolment,
        category="contact",
        text=HELP,
        once_key=uuid.uuid4().hex,
        created_at=now,
    )
    session.add(call)
    await session.flush()
    session.add_all(
        [
            HelpStep(
                **base,
                help_call_id=call.id,
                kind="spoke_caller",
                text=HELP,
                audience="staff",
                by_person_id=cast.corrie.person_id,
                created_at=now,
            ),
            HelpAnswer(
                **base, help_call_id=call.id, enrolment_id=cast.amina.enrolment, better="some", created_at=now
            ),
            EmergencyContact(**base, name="Zorgteam North", phone="0400000000"),
        ]
    )
    return call


async def _lead(session: AsyncSession, cast: Cast, pair: Pair, base: dict[str, Any]) -> tuple[Company, Lead]:
    now = clock.now()
    company = Company(**base, name="Vos North", plain_name="vos north", place="Eindhoven", created_at=now)
    gone = Company(**base, name="Vos Noord", plain_name="vos noord", created_at=now)
    session.add_all([company, gone])
    await session.flush()
    gone.merged_into_id = company.id
    lead = Lead(
        **base,
        programme_id=pair.programme_id,
        company_id=company.id,
        by_person_id=cast.amina.person_id,
        by_enrolment_id=cast.amina.enrolment,
        role="planning",
        contact_name=KNOWN,
        how_known=KNOWN,
        introduces=True,
        audience="mentee",
        for_enrolment_id=cast.bram.enrolment,
        expires_on=now.date() + timedelta(days=30),
        once_key=uuid.uuid4().hex,
        created_at=now,
    )
    session.add(lead)
    await session.flush()
    session.add_all(
        [
            CompanyContact(**base, company_id=company.id, name="Vera North", created_at=now),
            CompanyMerge(
                **base, kept_id=company.id, gone_id=gone.id, by_person_id=cast.corrie.person_id, at=now
            ),
            PastInternship(
                **base, company_id=company.id, enrolment_id=cast.amina.enrolment, again="yes", created_at=now
            ),
            LeadLike(**base, lead_id=lead.id, enrolment_id=cast.bram.enrolment, created_at=now),
            Introduction(
                **base,
                lead_id=lead.id,
                mentee_id=cast.bram.enrolment,
                by_person_id=cast.amina.person_id,
                asked_at=now,
            ),
        ]
    )
    return company, lead


async def _application(
    session: AsyncSession,
    cast: Cast,
    pair: Pair,
    base: dict[str, Any],
    company: Company,
    lead: Lead,
    file: StoredFile,
) -> Application:
    now = clock.now()
    mine = {**base, "programme_id": pair.programme_id, "mentee_id": cast.bram.enrolment}
    running, placed = (
        Application(
            **mine,
            company_id=company.id,
            lead_id=lead.id,
            role="planning",
            step=step,
            next_action=WRITTEN,
            once_key=uuid.uuid4().hex,
            created_at=now,
            changed_at=now,
        )
        for step in ("sent", "placed")
    )
    session.add_all([running, placed])
    await session.flush()
    session.add_all(
        [
            ApplicationStep(
                **base, application_id=running.id, step="sent", by_enrolment_id=cast.bram.enrolment, at=now
            ),
            ApplicationDocument(
                **base, application_id=running.id, file_id=file.id, title=WRITTEN, created_at=now
            ),
            Placement(
                **mine,
                company_id=company.id,
                application_id=placed.id,
                lead_id=lead.id,
                through="mentor",
                through_person_id=cast.amina.person_id,
                starts_on=now.date(),
                ends_on=now.date() + timedelta(days=100),
                created_at=now,
            ),
        ]
    )
    return running


async def _cv(session: AsyncSession, cast: Cast, base: dict[str, Any], file: StoredFile) -> None:
    now = clock.now()
    cv = Cv(
        **base,
        enrolment_id=cast.bram.enrolment,
        content={"profile": WRITTEN},
        version=1,
        created_at=now,
        changed_at=now,
    )
    session.add(cv)
    await session.flush()
    share = CvShare(
        **base,
        cv_id=cv.id,
        version_number=1,
        digest="nobody-knows",
        label=WRITTEN,
        created_at=now,
        expires_at=now + timedelta(days=30),
    )
    session.add(share)
    await session.flush()
    session.add_all(
        [
            CvVersion(
                **base,
                cv_id=cv.id,
                number=1,
                kind="uploaded",
                content={"profile": WRITTEN},
                file_id=file.id,
                text=WRITTEN,
                by_enrolment_id=cast.bram.enrolment,
                created_at=now,
                saved_at=now,
            ),
            CvComment(
                **base,
                cv_id=cv.id,
                version_number=1,
                section="profile",
                passage=WRITTEN,
                text=WRITTEN,
                suggestion=WRITTEN,
                by_enrolment_id=cast.amina.enrolment,
                created_at=now,
            ),
            CvShareOpening(**base, share_id=share.id, who=WRITTEN, at=now),
        ]
    )


async def _watched(session: AsyncSession, cast: Cast, pair: Pair, base: dict[str, Any]) -> None:
    now, tess = clock.now(), cast.tess.person_id
    of_pair = {**base, "pair_id": pair.id}
    session.add_all(
        [
            StaffAct(**of_pair, kind="reminded", by_person_id=tess, at=now, detail={"whom": "both"}),
            Snooze(**of_pair, person_id=cast.timo.person_id, until_on=now.date(), urgency=0, at=now),
            Talk(
                **of_pair,
                by_person_id=tess,
                whom="mentee",
                starts_at=now + timedelta(days=3),
                minutes=30,
                place=ROOM,
                created_at=now,
            ),
            WatchSetting(**base, programme_id=pair.programme_id, changed_at=now),
            CheckIn(
                **of_pair, enrolment_id=cast.bram.enrolment, asked_on=now.date(), answer="", created_at=now
            ),
            Holiday(
                **base,
                year="2020-2021",
                name="Herfstvakantie North",
                from_on=now.date() - timedelta(days=300),
                until_on=now.date() - timedelta(days=292),
                created_at=now,
            ),
            NoticeChoice(person_id=cast.bram.person_id, kind="search", channel="app", changed_at=now),
            Notice(
                **base,
                person_id=cast.bram.person_id,
                kind="reminder",
                subject=TOLD,
                body=TOLD,
                once_key="canary",
                created_at=now,
            ),
            JobTurn(name="daily", turn="2020-01-01", at=now),
        ]
    )
