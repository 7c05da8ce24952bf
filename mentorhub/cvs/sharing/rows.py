"""Links and a shared CV as the pages show them."""

from typing import TypedDict

from mentorhub.core.dates import moment_text, short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs.export import sheet_of
from mentorhub.cvs.export.sheet import Item, Line
from mentorhub.cvs.rules.content import Content
from mentorhub.cvs.sharing.values import LinkIs, LinkLine, Links, VersionChoice

TONES = {LinkIs.OPEN: "ok", LinkIs.ENDED: "plain", LinkIs.OVER: "plain"}
ABOUT = {
    LinkIs.OPEN: "sharing.list.until",
    LinkIs.ENDED: "sharing.list.stopped",
    LinkIs.OVER: "sharing.list.over",
}


class LinkRow(TypedDict):
    """A link of the owner."""

    id: str
    label: str
    state: Bilingual
    tone: str
    about: Bilingual
    opened: Bilingual
    openings: list[Bilingual]
    is_open: bool
    is_ended: bool


class ChoiceRow(TypedDict):
    """A version to choose."""

    number: str
    label: Bilingual


class LineRow(TypedDict):
    """A line of a shared CV."""

    text: str
    is_item: bool


class ItemRow(TypedDict):
    """An entry of a shared CV."""

    title: str
    aside: str
    period: str
    lines: list[LineRow]


class SectionRow(TypedDict):
    """A section of a shared CV."""

    kind: str
    name: Bilingual
    lines: list[LineRow]
    items: list[ItemRow]


def link_row(line: LinkLine, zone: str) -> LinkRow:
    """Return how a link is shown."""
    return LinkRow(
        id=str(line.share_id),
        label=line.label,
        state=say(f"sharing.state.{line.state}"),
        tone=TONES[line.state],
        about=say(ABOUT[line.state], n=line.version_number, day=short_day_text(line.expires_at, zone)),
        opened=_opened(line.opened),
        openings=[
            say("sharing.list.opening", who=one.who, moment=moment_text(one.at, zone))
            for one in line.openings
        ],
        is_open=line.state is LinkIs.OPEN,
        is_ended=line.state is LinkIs.ENDED,
    )


def _opened(times: int) -> Bilingual:
    if times == 0:
        return say("sharing.list.not_opened")
    return say("sharing.list.opened_once") if times == 1 else say("sharing.list.opened_often", n=times)


def choice_rows(links: Links) -> list[ChoiceRow]:
    """Return the versions to choose, the newest first."""
    return [
        ChoiceRow(number=str(choice.number), label=_choice(choice, links.zone)) for choice in links.versions
    ]


def _choice(choice: VersionChoice, zone: str) -> Bilingual:
    if choice.file_name:
        return say("sharing.form.choice_file", n=choice.number, file=choice.file_name)
    return say("sharing.form.choice", n=choice.number, day=short_day_text(choice.saved_at, zone))


def section_rows(content: Content) -> list[SectionRow]:
    """Return the sections of a CV that have something in them, in the order of the exports."""
    return [
        SectionRow(
            kind=section.kind,
            name=say(f"sharing.section.{section.kind}"),
            lines=line_rows(section.lines),
            items=[_item(item) for item in section.items],
        )
        for section in sheet_of(content, "nl").sections
    ]


def _item(item: Item) -> ItemRow:
    return ItemRow(title=item.title, aside=item.aside, period=item.period, lines=line_rows(item.lines))


def line_rows(lines: tuple[Line, ...]) -> list[LineRow]:
    """Return lines as the page shows them."""
    return [LineRow(text=line.text, is_item=line.is_item) for line in lines]
