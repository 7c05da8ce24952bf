"""A request for an introduction as its page shows it, with the mail that is ready to be sent."""

from typing import TypedDict

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.rules.leads import mail_link
from mentorhub.internships.service.leads.values import Request
from mentorhub.internships.state.leads_rows import NOTHING, facts_text


class RequestRow(TypedDict):
    """A mentee who asks me for an introduction, with the mail that is ready."""

    id: str
    href: str
    title: Bilingual
    about: Bilingual
    subject: Bilingual
    body: Bilingual
    mail: Bilingual
    answer: str
    outcome: Bilingual


def request_row(request: Request, zone: str) -> RequestRow:
    """Return a request for an introduction, with the mail that its reader can send."""
    subject, body = _mail(request, zone)
    asked = say("leads.request.asked_on", day=short_day_text(request.asked_on, zone))
    about = say("leads.request.about", course=request.course, asked=asked) if request.course else asked
    answered = request.answer if request.answer in ("done", "declined") else ""
    return RequestRow(
        id=str(request.introduction_id),
        href=f"/leads/{request.lead_id}",
        title=say("leads.request.title", name=request.mentee, company=request.company),
        about=about,
        subject=subject,
        body=body,
        mail={language: mail_link(subject[language], body[language]) for language in NOTHING},
        answer=answered,
        outcome=say(f"leads.request.{answered}", name=request.mentee_first) if answered else NOTHING,
    )


def _mail(request: Request, zone: str) -> tuple[Bilingual, Bilingual]:
    """Return the subject and the text of the introduction, in both languages."""
    first = request.mentee_first
    course = say("leads.letter.course", name=first, course=request.course) if request.course else NOTHING
    facts = facts_text(request, zone)
    reach = say("leads.letter.reach", name=first, ways=", ".join(request.reach)) if request.reach else NOTHING
    body = say(
        "leads.letter.body",
        contact=f" {request.contact_name}" if request.contact_name else "",
        mentee=request.mentee,
        name=first,
        role=request.role,
        company=request.company,
        course=course,
        facts=say("leads.letter.facts", facts=facts) if facts["nl"] else NOTHING,
        reach=reach,
        sharer=request.sharer,
    )
    subject = say("leads.letter.subject", mentee=request.mentee, company=request.company)
    return subject, body
