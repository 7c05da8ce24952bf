"""What the page with the owner's links shows, and what somebody sees who opens one."""

import uuid
from typing import Annotated, Any

import reflex as rx
from pydantic import StringConstraints

from mentorhub.core.actor import NotFound, anyone, mentees, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.limits import limits
from mentorhub.core.routes import address_behind
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs.export import sheet_of
from mentorhub.cvs.export.sheet import Line
from mentorhub.cvs.sharing import service
from mentorhub.cvs.sharing.opening import open_link, owner_of, shared_cv
from mentorhub.cvs.sharing.rows import (
    ChoiceRow,
    LineRow,
    LinkRow,
    SectionRow,
    choice_rows,
    line_rows,
    link_row,
    section_rows,
)
from mentorhub.cvs.sharing.values import LinkRefused, SharedCv
from mentorhub.settings import settings

SAYS_NOTHING: Bilingual = {"nl": "", "en": ""}
SECRET_LENGTH = 100
OPENINGS, PER_MINUTES = 20, 10
MOST_LINES = 300
"""So many lines of an uploaded file's text are shown; the file itself has them all."""
Short = Annotated[str, StringConstraints(max_length=300)]


class NewLinkForm(Form):
    """What the form for a new link sends."""

    label: Short
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}$")]


class WhoForm(Form):
    """What somebody says before a shared CV is shown."""

    who: Short = ""


class CvShares(rx.State):
    """The owner's links."""

    loaded: bool = False
    rows: list[LinkRow] = []
    choices: list[ChoiceRow] = []
    address: str = ""
    said: Bilingual = SAYS_NOTHING
    said_tone: str = "ok"
    wrong: Bilingual = SAYS_NOTHING

    @handler(may=mentees)
    async def load(self) -> None:
        """Show the links; one that was just made is shown once only."""
        self.address, self.said, self.wrong = "", SAYS_NOTHING, SAYS_NOTHING
        await self._show()
        self.loaded = True

    async def _show(self) -> None:
        links = await service.links_of(the_actor())
        self.rows = [link_row(line, links.zone) for line in links.lines]
        self.choices = choice_rows(links)

    def _say(self, key: str, tone: str = "ok") -> None:
        self.said, self.said_tone = say(key), tone

    @handler(may=mentees)
    async def make(self, form: NewLinkForm) -> None:
        """Make a link and show it, this once."""
        self.said, self.wrong, self.address = SAYS_NOTHING, SAYS_NOTHING, ""
        try:
            made = await service.make_link(the_actor(), form.label, int(form.version))
        except LinkRefused as refused:
            self.wrong = say(f"sharing.refused.{refused.reason}")
            return
        except NotFound:
            self._say("sharing.said.gone", "late")
        else:
            self.address = f"{settings().origin}/shared/cv/{made.secret}"
        await self._show()

    @handler(may=mentees)
    async def end(self, share_id: str) -> None:
        """End a link at once."""
        await service.end_link(the_actor(), as_id(share_id))
        self.address = ""
        self._say("sharing.said.ended")
        await self._show()

    @handler(may=mentees)
    async def resume(self, share_id: str) -> None:
        """Take the ending of a link back."""
        try:
            await service.resume_link(the_actor(), as_id(share_id))
        except LinkRefused as refused:
            self._say(f"sharing.refused.{refused.reason}", "late")
        else:
            self._say("sharing.said.resumed")
        await self._show()


class SharedCvPage(rx.State):
    """A CV behind a link; ``view`` is ``ask``, ``shown`` or ``gone``."""

    view: str = ""
    first_name: str = ""
    name: str = ""
    headline: str = ""
    contact: list[str] = []
    sections: list[SectionRow] = []
    lines: list[LineRow] = []
    is_file: bool = False
    download: str = ""
    wrong: Bilingual = SAYS_NOTHING
    _opening: uuid.UUID | None = None

    @handler(may=anyone)
    async def load(self) -> None:
        """Ask who it is, unless this tab answered already; the same sentence for every link that fails."""
        self.wrong = SAYS_NOTHING
        if not await limits().allows_try("shared cv", self._address()):
            self._forget("gone")
            return
        try:
            self.first_name = await owner_of(self._secret())
            await self._show_again()
        except NotFound:
            await limits().count_failure("shared cv", self._address())
            self._forget("gone")

    async def _show_again(self) -> None:
        if self._opening is None:
            self._forget("ask")
            return
        try:
            self._show(await shared_cv(self._secret(), self._opening), self._opening)
        except NotFound:
            self._forget("ask")

    @handler(may=anyone)
    async def open(self, form: WhoForm) -> None:
        """Note who it is and show the CV."""
        self.wrong = SAYS_NOTHING
        if not form.who:
            self.wrong = say("sharing.visitor.who_needed")
            return
        if not await limits().hit("shared cv open", self._address(), OPENINGS, PER_MINUTES):
            self.wrong = say("sharing.visitor.too_often")
            return
        try:
            opening = await open_link(self._secret(), form.who)
            self._show(await shared_cv(self._secret(), opening), opening)
        except NotFound:
            self._forget("gone")

    def _secret(self) -> str:
        return str(getattr(self, "share_secret", ""))[:SECRET_LENGTH]

    def _address(self) -> str:
        raw: Any = self.router.headers.raw_headers
        return address_behind(raw.get("x-forwarded-for", ""), self.router.session.client_ip)

    def _show(self, shared: SharedCv, opening: uuid.UUID) -> None:
        sheet = sheet_of(shared.content, "nl")
        self._opening, self.is_file = opening, shared.file is not None
        self.name, self.headline, self.contact = sheet.name, sheet.headline, list(sheet.contact)
        self.sections, self.lines = section_rows(shared.content), []
        if shared.file is not None:
            found = [line for line in shared.text.splitlines() if line.strip()]
            self.lines = line_rows(tuple(Line(line.strip(), False) for line in found[:MOST_LINES]))
            self.headline, self.contact, self.sections = shared.file.name, [], []
        self.download = f"/shared/cv/{self._secret()}/{opening}/download"
        self.view = "shown"

    def _forget(self, view: str) -> None:
        """Show nothing of a CV: a link that ended leaves nothing in the browser."""
        self._opening, self.name, self.headline, self.contact = None, "", "", []
        self.sections, self.lines, self.download, self.view = [], [], "", view
        self.first_name = self.first_name if view == "ask" else ""
