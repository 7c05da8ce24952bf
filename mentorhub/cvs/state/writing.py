"""The page of a CV: written by its owner, read by the coach, and the list of a coach with several juniors."""

from typing import Any, Literal

import reflex as rx

from mentorhub.core.actor import NotFound, Role, students, the_actor
from mentorhub.core.files import refusal
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs import service
from mentorhub.cvs.rules.content import HEAD, LISTS, MOST_LETTERS, BeyondLimits, Content, Spot, fields_of
from mentorhub.cvs.state.checking import CvCheck
from mentorhub.cvs.state.leaving import CvOut
from mentorhub.cvs.state.rows import (
    NO_UPLOAD,
    ClashRow,
    EntryRow,
    JuniorRow,
    SectionRow,
    UploadRow,
    both,
    clash_row,
    entry_rows,
    junior_row,
    section_rows,
    upload_row,
    version_text,
)
from mentorhub.cvs.state.tips import CvTips
from mentorhub.cvs.state.words import EMPTY, entry_name

LONGEST_ID, MOST_CLASHES = 64, 20


class CvState(rx.State):
    """A CV; ``view`` is ``write``, ``read``, ``blank`` (a junior's, not begun), ``list`` or ``none``."""

    view: str = ""
    of: str = ""
    name: str = ""
    first_name: str = ""
    several: bool = False
    juniors: list[JuniorRow] = []
    version: Bilingual = EMPTY
    head: dict[str, str] = {}
    interests: str = ""
    education: list[EntryRow] = []
    experience: list[EntryRow] = []
    skills: list[EntryRow] = []
    languages: list[EntryRow] = []
    references: list[EntryRow] = []
    sections: list[SectionRow] = []
    upload: UploadRow = NO_UPLOAD
    upload_said: Bilingual = EMPTY
    upload_tone: str = ""
    said: Bilingual = EMPTY
    said_tone: str = ""
    can_undo: bool = False
    clashes: list[ClashRow] = []
    settled: str = ""
    focused: str = ""
    ready: bool = False
    _saved: dict[str, str] = {}
    _removed: service.Removed | None = None
    _settled: int = 0

    @handler(may=students)
    async def load(self) -> Any:
        """Show the own CV, that of the junior whom the address names, or of the only one, or the list."""
        actor = the_actor()
        wanted = self.router.url.query_parameters.get("of", "")
        self._fresh()
        if actor.role is Role.MENTOR:
            mine = await service.juniors(actor)
            self.several = len(mine) > 1
            wanted = wanted or (str(mine[0].enrolment_id) if len(mine) == 1 else "")
            if not wanted:
                return self._choose(mine)
        try:
            await self._show(wanted)
        except NotFound:
            return rx.redirect("/cv" if wanted else "/")
        more = [CvOut.show] if self.view == "write" else []
        return [CvTips.show(self.of), CvCheck.forget, *more]

    def _fresh(self) -> None:
        self._quiet()
        self.clashes, self._saved = [], {}
        asked = self.router.url.query_parameters
        refused = asked.get("refused", "")
        kept = say("cvs.upload.kept") if asked.get("uploaded") else EMPTY
        self.upload_said = refusal(refused) if refused else kept
        self.upload_tone = "late" if refused else "ok"

    def _choose(self, mine: list[service.Junior]) -> None:
        self.juniors = [junior_row(one) for one in mine]
        self.view = "list" if mine else "none"

    async def _show(self, of: str) -> None:
        page = await service.open_cv(the_actor(), as_id(of) if of else None)
        self.of, self.name, self.first_name = str(page.of), page.full_name, page.first_name
        self.version = version_text(page.latest, page.zone)
        self.upload = upload_row(page.upload)
        if page.is_own:
            self._show_fields(page.content)
            self.view, self.ready = "write", True
        else:
            self.sections = section_rows(page.content)
            self.view = "blank" if page.latest is None or _is_bare(page) else "read"

    def _show_fields(self, content: Content) -> None:
        self.head = {field: getattr(content, field) for field in HEAD}
        self.interests = content.interests
        for section in LISTS:
            setattr(self, section, entry_rows(content, section))

    def _quiet(self) -> None:
        self.said, self.said_tone, self.can_undo = EMPTY, "", False

    def _say(self, key: str, tone: str = "", **values: object) -> None:
        self._quiet()
        self.said, self.said_tone = say(f"cvs.said.{key}", **values), tone

    @handler(may=students)
    async def refresh(self) -> None:
        """Show the CV as it is now, after a tip was taken over."""
        await self._show(self.of)

    @handler(may=students)
    async def save(self, section: str, entry: str, field: str, text: str, base: str) -> None:
        """Keep one field as it is typed; ``base`` is the text that was there when typing began."""
        spot = Spot(section, entry, field)
        if len(text) > 2 * MOST_LETTERS.get((section, field), 0) or len(entry) > LONGEST_ID:
            self._say("too_long", "late")
            return
        key = "|".join((section, entry, field))
        over = {base, self._saved.get(key, base)}
        try:
            answer = await service.save_text(the_actor(), spot, text, over)
        except BeyondLimits:
            self._say("too_long", "late")
            return
        except service.EntryGone:
            self._clash(spot, text, None)
            return
        if isinstance(answer, service.Clash):
            self._clash(spot, text, answer.stands)
            return
        self._saved[key] = answer.text
        await self._show_section(section)

    async def _show_section(self, section: str) -> None:
        """Send what a save changed, not the whole CV."""
        page = await service.open_cv(the_actor())
        self.version = version_text(page.latest, page.zone)
        if section in LISTS:
            setattr(self, section, entry_rows(page.content, section))
        elif section == "interests":
            self.interests = page.content.interests
        else:
            self.head = {field: getattr(page.content, field) for field in HEAD}

    def _clash(self, spot: Spot, mine: str, other: str | None) -> None:
        row = clash_row(spot, mine, other, MOST_LETTERS.get((spot.section, spot.field), 0))
        others = [one for one in self.clashes if one["key"] != row["key"]]
        self.clashes = [*others, row][-MOST_CLASHES:]

    @handler(may=students)
    async def settle(self, key: str, keep: Literal["mine", "other", "both"]) -> None:
        """End a clash: keep ``mine``, the ``other`` text or ``both``."""
        row = next((one for one in self.clashes if one["key"] == key), None)
        if row is None:
            raise NotFound
        section, entry, field = key.split("|")
        if keep != "other":
            spot = await self._spot_again(section, entry, field, is_gone=row["is_gone"])
            text = both(row["mine"], row["other"]) if keep == "both" else row["mine"]
            answer = await service.save_text(the_actor(), spot, text, {row["other"]})
            if isinstance(answer, service.Clash):
                self._clash(spot, text, answer.stands)
                return
            self._saved[key] = answer.text
        self.clashes = [one for one in self.clashes if one["key"] != key]
        await self._show(self.of)
        self._settled += 1
        self.settled = f"cv-{self.of}-{section}-{entry}-{field}#{self._settled}"
        self.said, self.said_tone = say("cvs.clash.settled"), "ok"

    async def _spot_again(self, section: str, entry: str, field: str, *, is_gone: bool) -> Spot:
        """Return the field, in a new entry when the old one was removed elsewhere."""
        return Spot(section, await service.add_entry(the_actor(), section) if is_gone else entry, field)

    @handler(may=students)
    async def add(self, section: str) -> None:
        """Add an empty entry and bring the keyboard to its first field."""
        try:
            new = await service.add_entry(the_actor(), section)
        except BeyondLimits:
            self._say("full", "late")
            return
        await self._show(self.of)
        self._say("added")
        self._settled += 1
        self.focused = f"cv-{self.of}-{section}-{new}-{fields_of(section)[0]}#{self._settled}"

    @handler(may=students)
    async def move(self, section: str, entry: str, by: int) -> None:
        """Move an entry one place up (-1) or down (1)."""
        try:
            place = await service.move_entry(the_actor(), section, entry, by)
        except (service.EntryGone, BeyondLimits):
            self._say("gone", "late")
        else:
            self._say("moved", place=place)
        await self._show(self.of)

    @handler(may=students)
    async def remove(self, section: str, entry: str) -> Any:
        """Take an entry away and bring the keyboard to *put back*, as its row is gone."""
        try:
            removed = await service.remove_entry(the_actor(), section, entry)
        except (service.EntryGone, BeyondLimits):
            self._say("gone", "late")
            await self._show(self.of)
            return None
        await self._show(self.of)
        self._say("removed", name=entry_name(removed.entry, removed.place + 1))
        self._removed, self.can_undo = removed, True
        return rx.set_focus("cv-undo")

    @handler(may=students)
    async def undo(self) -> None:
        """Put the entry back that was removed last."""
        if self._removed is None:
            raise NotFound
        try:
            await service.put_back_entry(the_actor(), self._removed)
        except BeyondLimits:
            self._say("full", "late")
            return
        self._removed = None
        await self._show(self.of)
        self._say("back", "ok")


def _is_bare(page: service.CvPage) -> bool:
    return page.upload is None and not any(row["lines"] for row in section_rows(page.content))
