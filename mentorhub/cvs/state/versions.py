"""The versions of a CV on the screen: which there are, what changed, putting one back."""

from typing import Any, TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, students, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs import service
from mentorhub.cvs.rules.comparing import Compared, Piece
from mentorhub.cvs.service.reading import VERSIONS_PER_PAGE
from mentorhub.cvs.state.words import EMPTY, section_title


class VersionRow(TypedDict):
    """One version."""

    number: str
    line: Bilingual
    kind: Bilingual
    is_now: bool
    file: str
    href: str
    can_restore: bool
    can_compare: bool


class PieceRow(TypedDict):
    """A stretch of text; ``mark`` is ``same``, ``gone`` or ``new``."""

    mark: str
    text: str


class ComparedRow(TypedDict):
    """A section of two versions beside each other."""

    title: Bilingual
    is_changed: bool
    old: list[PieceRow]
    new: list[PieceRow]


def version_row(line: service.VersionLine, zone: str, latest: int, *, is_own: bool) -> VersionRow:
    """Return a version as the list shows it."""
    is_file = line.kind == "uploaded"
    return VersionRow(
        number=str(line.number),
        line=say("cvs.versions.line", when=moment_text(line.saved_at, zone), name=line.by),
        kind=say(f"cvs.versions.{line.kind}"),
        is_now=line.number == latest,
        file=line.file_name,
        href=f"/cv/files/{line.version_id}" if is_file else "",
        can_restore=is_own and not is_file and line.number != latest,
        can_compare=line.number > 1,
    )


def _pieces(pieces: tuple[Piece, ...]) -> list[PieceRow]:
    return [PieceRow(mark=piece.mark, text=piece.text) for piece in pieces]


def compared_row(one: Compared) -> ComparedRow:
    """Return a section of two versions."""
    return ComparedRow(
        title=section_title(one.section),
        is_changed=one.is_changed,
        old=_pieces(one.old),
        new=_pieces(one.new),
    )


class CvVersions(rx.State):
    """The versions of one CV."""

    loaded: bool = False
    is_own: bool = True
    name: str = ""
    back: str = "/cv"
    rows: list[VersionRow] = []
    has_older: bool = False
    old: str = ""
    new: str = ""
    compared: list[ComparedRow] = []
    any_changed: bool = False
    said: Bilingual = EMPTY
    undo_number: str = ""
    _of: str = ""
    _zone: str = ""
    _latest: int = 0

    @handler(may=students)
    async def load(self) -> Any:
        """Show the newest versions of the CV that the address names, by default the own one."""
        of = self.router.url.query_parameters.get("of", "")
        try:
            page = await service.open_cv(the_actor(), as_id(of) if of else None)
        except NotFound:
            return rx.redirect("/cv")
        self._of, self._zone, self.is_own, self.name = str(page.of), page.zone, page.is_own, page.first_name
        self.back = "/cv" if page.is_own else f"/cv?of={page.of}"
        self.said, self.undo_number, self.compared, self.old, self.new = EMPTY, "", [], "", ""
        self._latest = page.latest.number if page.latest else 0
        self.rows = []
        await self._more(None)
        self.loaded = True
        return None

    async def _more(self, before: int | None) -> None:
        lines = await service.versions(the_actor(), as_id(self._of), before)
        self.rows = [version_row(one, self._zone, self._latest, is_own=self.is_own) for one in lines]
        self.has_older = len(lines) == VERSIONS_PER_PAGE and lines[-1].number > 1

    @handler(may=students)
    async def older(self) -> None:
        """Show the versions before those on the page."""
        if self.rows:
            await self._more(int(self.rows[-1]["number"]))

    @handler(may=students)
    async def compare(self, number: str) -> None:
        """Show what changed in a version since the one before."""
        new = _number(number)
        await self._compare(new - 1, new)

    @handler(may=students)
    async def choose_old(self, number: str) -> None:
        """Compare with another older version."""
        await self._compare(_number(number), _number(self.new))

    @handler(may=students)
    async def choose_new(self, number: str) -> None:
        """Compare with another newer version."""
        await self._compare(_number(self.old), _number(number))

    async def _compare(self, old: int, new: int) -> None:
        found = await service.two_versions(the_actor(), old, new, as_id(self._of))
        self.old, self.new = str(old), str(new)
        self.compared = [compared_row(one) for one in found]
        self.any_changed = any(one.is_changed for one in found)

    @handler(may=students)
    async def restore(self, number: str) -> None:
        """Put a version back as a new one."""
        before, wanted = self._latest, _number(number)
        now = await service.restore(the_actor(), wanted)
        await self._again()
        is_same = now == before
        key = "restored_same" if is_same else "restored_said"
        self.said = say(f"cvs.versions.{key}", n=wanted, new=now)
        self.undo_number = "" if is_same else str(before)

    async def _again(self) -> None:
        page = await service.open_cv(the_actor(), as_id(self._of))
        self._latest = page.latest.number if page.latest else 0
        self.compared, self.old, self.new = [], "", ""
        await self._more(None)


def _number(text: str) -> int:
    """Return the number of a version.

    Raises:
        NotFound: the text is no number.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise NotFound
    return int(text)
