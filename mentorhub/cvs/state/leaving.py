"""Getting a CV out of the hub: the template, and the PDF beside an application."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, mentees, the_actor
from mentorhub.core.files import FileRefused, refusal
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs.service.leaving import (
    NoSuchTemplate,
    attach_to_application,
    choose_template,
    my_template,
)
from mentorhub.cvs.state.words import EMPTY
from mentorhub.internships.rules.applications import OPEN_STEPS
from mentorhub.internships.service.applications import (
    ApplicationRefused,
    Line,
    applications_of,
    remove_document,
)


class ApplicationRow(TypedDict):
    """One application that the CV can go with."""

    id: str
    name: str


def _name(line: Line) -> str:
    return f"{line.company}, {line.role}" if line.role else line.company


class CvOut(rx.State):
    """The card about the CV as a file."""

    template: str = "calm"
    has_cv: bool = False
    applications: list[ApplicationRow] = []
    said: Bilingual = EMPTY
    said_tone: str = ""
    document_id: str = ""

    @handler(may=mentees)
    async def show(self) -> None:
        """Show the chosen template and the applications that go on."""
        self.said, self.said_tone, self.document_id = EMPTY, "", ""
        try:
            self.template, self.has_cv = await my_template(the_actor()), True
        except NotFound:
            self.has_cv = False
        found = await applications_of(the_actor())
        self.applications = [
            ApplicationRow(id=str(line.application_id), name=_name(line))
            for line in found.lines
            if line.step in OPEN_STEPS
        ]

    @handler(may=mentees)
    async def choose(self, template: str) -> None:
        """Keep another template."""
        try:
            await choose_template(the_actor(), template)
        except NoSuchTemplate as error:
            raise NotFound from error
        self.template = template

    @handler(may=mentees)
    async def attach(self, application_id: str) -> None:
        """Put the CV as it is now beside an application."""
        self.document_id = ""
        try:
            added = await attach_to_application(the_actor(), as_id(application_id))
        except FileRefused as refused:
            self.said, self.said_tone = refusal(refused.reason), "late"
        except ApplicationRefused:
            self.said, self.said_tone = say("cvs.out.full"), "late"
        else:
            self.said, self.said_tone, self.document_id = say("cvs.out.attached"), "ok", str(added)

    @handler(may=mentees)
    async def undo(self) -> None:
        """Take the CV away from the application again."""
        await remove_document(the_actor(), as_id(self.document_id))
        self.said, self.said_tone, self.document_id = say("cvs.out.undone"), "", ""
