"""The groups and the matrix of one group, for staff; the address keeps filter, page and order."""

from typing import Any

import reflex as rx

from mentorhub.core.actor import NotFound, Role, staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.monitoring.groups import service
from mentorhub.monitoring.groups.rows import (
    GroupRow,
    HeadRow,
    StudentRow,
    SumRow,
    address,
    group_rows,
    heads,
    student_row,
    sums,
)
from mentorhub.monitoring.groups.rules import Sorting, sorting_in

PAGE = "/groups"
PER_PAGE = 100


def _page_in(asked: str) -> int:
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1


class GroupListState(rx.State):
    """The groups that I see, with how far they are."""

    loaded: bool = False
    programmes: list[dict[str, str]] = []
    programme: str = ""
    has_programmes: bool = False
    has_students: bool = False
    juniors: list[GroupRow] = []
    coaches: list[GroupRow] = []
    page: int = 1
    pages: int = 1
    earlier: str = ""
    later: str = ""

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the programme and the page that the address names."""
        asked = self.router.url.query_parameters
        self.programme = asked.get("programme", "")
        try:
            await self._show(_page_in(asked.get("page", "1")))
        except NotFound:
            return rx.redirect(PAGE)
        return None

    async def _show(self, page: int) -> None:
        programme_id = as_id(self.programme) if self.programme else None
        found = await service.overview(the_actor(), programme_id, page)
        self.programmes = [{"id": str(one.programme_id), "name": one.name} for one in found.programmes]
        self.has_programmes = len(found.programmes) > 1
        self.juniors = group_rows(found.groups, Role.MENTEE)
        self.coaches = group_rows(found.groups, Role.MENTOR)
        self.has_students = bool(self.juniors or self.coaches)
        self.page, self.pages = found.page, found.pages
        self.earlier = self._address(found.page - 1) if found.page > 1 else ""
        self.later = self._address(found.page + 1) if found.page < found.pages else ""
        self.loaded = True

    def _address(self, page: int) -> str:
        return address(PAGE, programme=self.programme, page=str(page))

    @handler(may=staff)
    async def choose_programme(self, programme: str) -> Any:
        """Show the groups of one programme, or of all when it is empty; the address remembers it."""
        return rx.redirect(address(PAGE, programme=programme))


class GroupMatrixState(rx.State):
    """The students of the group in the address, and what each of them did."""

    loaded: bool = False
    is_missing: bool = False
    has_students: bool = False
    name: str = ""
    programme: str = ""
    list_length: int = 4
    people: str = ""
    export: str = ""
    junior_heads: list[HeadRow] = []
    juniors: list[StudentRow] = []
    junior_sums: list[SumRow] = []
    coach_heads: list[HeadRow] = []
    coaches: list[StudentRow] = []
    coach_sums: list[SumRow] = []
    page: int = 1
    pages: int = 1
    earlier: str = ""
    later: str = ""
    _path: str = ""
    _juniors_by: str = ""
    _coaches_by: str = ""

    @handler(may=staff)
    async def load(self) -> None:
        """Show the group in the address, in the order that it names."""
        asked = self.router.url.query_parameters
        group_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        self._path = f"{PAGE}/{group_id}"
        self._juniors_by, self._coaches_by = asked.get("juniors", ""), asked.get("coaches", "")
        self.page = _page_in(asked.get("page", "1"))
        try:
            self._show(await service.group_matrix(the_actor(), as_id(group_id)))
            self.is_missing = False
        except NotFound:
            self.is_missing = True
            self.name, self.juniors, self.coaches = "", [], []
        self.loaded = True

    def _show(self, found: service.GroupMatrix) -> None:
        self.name, self.programme, self.list_length = found.name, found.programme, found.list_length
        self.people, self.export = f"/people/{found.group_id}", f"{self._path}.xlsx"
        by = sorting_in(self._juniors_by, found.juniors.steps)
        others_by = sorting_in(self._coaches_by, found.coaches.steps)
        self._juniors_by, self._coaches_by = by.word, others_by.word
        self._turn_to(max(len(found.juniors.students), len(found.coaches.students)))
        self.junior_heads = heads(found.juniors, by, found.list_length, self._with_juniors)
        self.coach_heads = heads(found.coaches, others_by, found.list_length, self._with_coaches)
        self.juniors, self.junior_sums = self._rows(found.juniors, by), sums(found.juniors)
        self.coaches, self.coach_sums = self._rows(found.coaches, others_by), sums(found.coaches)
        self.has_students = bool(self.juniors or self.coaches)

    def _rows(self, table: service.Table, sorting: Sorting) -> list[StudentRow]:
        page = table.in_order(sorting)[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]
        return [student_row(student, table.steps) for student in page]

    def _turn_to(self, longest: int) -> None:
        self.pages = max(1, -(-longest // PER_PAGE))
        self.page = min(self.page, self.pages)
        self.earlier = self._address(page=self.page - 1) if self.page > 1 else ""
        self.later = self._address(page=self.page + 1) if self.page < self.pages else ""

    def _with_juniors(self, word: str) -> str:
        return self._address(juniors=word)

    def _with_coaches(self, word: str) -> str:
        return self._address(coaches=word)

    def _address(self, *, juniors: str = "", coaches: str = "", page: int = 1) -> str:
        return address(
            self._path,
            juniors=juniors or self._juniors_by,
            coaches=coaches or self._coaches_by,
            page=str(page) if page > 1 else "",
        )
