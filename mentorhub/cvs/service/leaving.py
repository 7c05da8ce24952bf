"""A CV on its way out: the template that its owner chose, and the PDF beside an application."""

import uuid

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.texts import say_in
from mentorhub.cvs.export import TEMPLATES, cv_pdf
from mentorhub.cvs.rules.content import from_json
from mentorhub.cvs.service.scope import newest, own_reach, reach, the_cv
from mentorhub.internships.service.applications import add_document


class NoSuchTemplate(Exception):
    """There is no template of that name."""


async def choose_template(actor: Actor, template: str) -> None:
    """Keep the template for the PDF of the actor's own CV.

    Raises:
        NotFound: the actor has no CV.
        NoSuchTemplate: not one of ``export.TEMPLATES``.
    """
    if template not in TEMPLATES:
        raise NoSuchTemplate
    async with db.transaction() as session:
        mine = await own_reach(session, actor)
        cv = await the_cv(session, mine.enrolment.id)
        cv.template, cv.changed_at = template, clock.now()


async def my_template(actor: Actor) -> str:
    """Return the template of the actor's own CV; raises NotFound when there is none."""
    async with db.reading() as session:
        mine = await reach(session, actor)
        return (await the_cv(session, mine.enrolment.id)).template


async def attach_to_application(actor: Actor, application_id: uuid.UUID) -> uuid.UUID:
    """Put the CV as it is now beside an application of the actor, as a PDF; returns the document's id.

    Raises:
        NotFound: no CV yet, or not an application of the actor.
        FileRefused: the PDF cannot be kept.
        ApplicationRefused: the application holds too many documents.
    """
    async with db.reading() as session:
        mine = await reach(session, actor)
        cv = await the_cv(session, mine.enrolment.id)
        last = await newest(session, cv.id, in_the_hub=True)
    pdf = await cv_pdf(from_json(cv.content), cv.template, actor.language)
    number = last.number if last else 1
    title = say_in(actor.language, "cvs.out.document", n=number)
    name = say_in(actor.language, "cvs.out.file")
    document_id = await add_document(actor, application_id, title, name, pdf)
    async with db.transaction() as session:
        audit.record(session, actor, "cv.attached", cv.id, number=number)
    return document_id
