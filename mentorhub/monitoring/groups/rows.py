"""What the pages of groups show: rows of the matrix and of the overview, heads that sort."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypedDict
from urllib.parse import urlencode

from babel.dates import format_date

from mentorhub.core.actor import Role
from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.monitoring.groups.rules import BY_NAME, Mark, Sorting
from mentorhub.monitoring.groups.service import GroupCounts, Partner, Student, Table
from mentorhub.monitoring.groups.service.values import STEPS_OF

NOTHING: Bilingual = {"nl": "", "en": ""}
ONE_PLACE = 1


class PartnerRow(TypedDict):
    """The other of a pair; ``href`` is empty when there is no file to open."""

    name: str
    href: str


class CellRow(TypedDict):
    """One mark: its state for the sign, and its words."""

    state: str
    text: Bilingual
    more: Bilingual
    partners: list[PartnerRow]


class StudentRow(TypedDict):
    """One student; ``href`` is the file of the only pair, else empty."""

    name: str
    href: str
    cells: list[CellRow]


class HeadRow(TypedDict):
    """One head: where a click on it leads, and how the table is sorted now."""

    label: Bilingual
    href: str
    sort: str
    sign: str


class SumRow(TypedDict):
    """How many did a step, of how many; ``whole`` is 0 when nobody is asked."""

    done: int
    whole: int


class GroupRow(TypedDict):
    """One group in the overview, for one role."""

    name: str
    programme: str
    href: str
    whole: int
    sums: list[SumRow]


def brief_day(day: date) -> Bilingual:
    """Return for example ``14 okt``: a column is narrow, and a day does not break."""
    return {x: format_date(day, "d\u00a0MMM", locale=x).rstrip(".") for x in LANGUAGES}


def step_label(step: str, list_length: int) -> Bilingual:
    """Return the head of a column."""
    return say(f"groups.step.{step}", n=list_length)


def heads(table: Table, sorting: Sorting, list_length: int, address: Callable[[str], str]) -> list[HeadRow]:
    """Return the heads of a table, the name first; ``address`` turns a sorting's word into an address."""
    return [
        HeadRow(
            label=say("groups.step.name") if column == BY_NAME else step_label(column, list_length),
            href=address(sorting.after_click(column).word),
            sort=_direction(sorting) if column == sorting.column else "none",
            sign=("▼" if sorting.is_down else "▲") if column == sorting.column else "",
        )
        for column in (BY_NAME, *table.steps)
    ]


def _direction(sorting: Sorting) -> str:
    return "descending" if sorting.is_down else "ascending"


def student_row(student: Student, steps: Sequence[str]) -> StudentRow:
    """Return the row of a student."""
    only = len(student.partners) == 1
    return StudentRow(
        name=student.name,
        href=_file_of(student.partners[0]) if only else "",
        cells=[_cell(step, student.line.marks[step], student.partners) for step in steps],
    )


def _file_of(partner: Partner) -> str:
    return f"/pairs/{partner.pair_id}" if partner.pair_id else ""


def _cell(step: str, mark: Mark, partners: Sequence[Partner]) -> CellRow:
    shown = partners if step == "matched" else ()
    # The name of who has one pair leads to its file already: once is enough for who uses a keyboard.
    several = len(shown) > 1
    rows = [PartnerRow(name=one.name, href=_file_of(one) if several else "") for one in shown]
    return CellRow(state=mark.state, text=mark_text(step, mark), more=_more(step, mark), partners=rows)


def mark_text(step: str, mark: Mark) -> Bilingual:
    """Return a mark in words, such as ``14 okt``, ``3 van 5`` or ``nog niet``."""
    if step == "qualities" and mark.number:
        return say("groups.mark.of", n=mark.number, whole=mark.whole)
    if step == "applications" and mark.number:
        return say("groups.mark.applications", n=mark.number, step=say(f"applications.step.{mark.word}"))
    if step == "placed" and mark.word:
        return dict.fromkeys(LANGUAGES, mark.word)
    return brief_day(mark.on) if mark.on else say(f"groups.mark.{mark.state}")


def _more(step: str, mark: Mark) -> Bilingual:
    if step == "matched" and mark.whole > ONE_PLACE:
        return say("groups.mark.places", n=mark.number, whole=mark.whole)
    if step == "placed" and mark.on:
        return say("groups.mark.from", day=brief_day(mark.on))
    if step == "leads" and mark.number > 1:
        return say("groups.mark.leads", n=mark.number)
    return NOTHING


def sums(table: Table) -> list[SumRow]:
    """Return the last row of a table."""
    return [SumRow(done=done, whole=whole) for done, whole in table.counts().values()]


def group_rows(groups: Sequence[GroupCounts], role: Role) -> list[GroupRow]:
    """Return the rows of the groups that have students of a role."""
    return [_group_row(group, role) for group in groups if group.whole.get(role)]


def _group_row(group: GroupCounts, role: Role) -> GroupRow:
    whole = group.whole[role]

    def one(step: str) -> SumRow:
        asked = group.asks_wishes or step != "wishes"
        return SumRow(done=group.done.get((role, step), 0), whole=whole if asked else 0)

    return GroupRow(
        name=group.name,
        programme=group.programme,
        href=f"/groups/{group.group_id}",
        whole=whole,
        sums=[one(step) for step in STEPS_OF[role]],
    )


def address(path: str, **wanted: str) -> str:
    """Return an address with what is not empty in its query."""
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{path}?{query}" if query else path
