"""What pages show of applications: cards, columns, the history and the documents, in both languages."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypedDict

from mentorhub.core.dates import day_text, short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.rules import applications as rules
from mentorhub.internships.rules.applications import Stay
from mentorhub.internships.service.applications import Applications, Document, File, Line, Origin

NOTHING: Bilingual = {"nl": "", "en": ""}
TONES = {
    "interview": "soon",
    "offer": "ok",
    "agreement": "ok",
    "placed": "sun",
    "prepared": "brand",
    "sent": "brand",
}
KILOBYTE = 1024


class CardRow(TypedDict):
    """One application as a card; ``pieces`` are ``on`` or ``off``."""

    id: str
    href: str
    title: str
    mentee: str
    step: str
    pill: Bilingual
    tone: str
    text: Bilingual
    next: Bilingual
    next_tone: str
    pieces: list[str]
    bar: Bilingual
    hint: Bilingual
    before: str
    after: str
    back: Bilingual
    on: Bilingual
    version: int
    is_open: bool


NO_CARD = CardRow(
    id="",
    href="",
    title="",
    mentee="",
    step="",
    pill=NOTHING,
    tone="calm",
    text=NOTHING,
    next=NOTHING,
    next_tone="",
    pieces=[],
    bar=NOTHING,
    hint=NOTHING,
    before="",
    after="",
    back=NOTHING,
    on=NOTHING,
    version=0,
    is_open=False,
)


class ColumnRow(TypedDict):
    """One step of the board with its cards."""

    step: str
    name: Bilingual
    count: int
    cards: list[CardRow]


class StayRow(TypedDict):
    """One step of the history."""

    step: Bilingual
    day: Bilingual
    lasted: Bilingual
    is_now: bool


class DocumentRow(TypedDict):
    """One document."""

    id: str
    title: str
    href: str
    about: Bilingual


def step_text(step: str) -> Bilingual:
    """Return the name of a step."""
    return say(f"applications.step.{step}")


def days_text(lasted: timedelta) -> Bilingual:
    """Return whole days in words: today, one day, so many days."""
    days = lasted.days
    if days < 1:
        return say("applications.time.under_a_day")
    return say("applications.time.one_day" if days == 1 else "applications.time.days", n=days)


def title_of(line: Line) -> str:
    """Return company and role, such as ``DSV Eindhoven, planning``."""
    return f"{line.company}, {line.role}" if line.role else line.company


def card_row(line: Line, found: Applications, *, for_mentor: bool) -> CardRow:
    """Return the card of an application."""
    over = rules.days_over(line.next_on, found.today)
    before, after = rules.neighbours(line.step)
    title = title_of(line)
    full = rules.filled(line.step)
    return CardRow(
        id=str(line.application_id),
        href=f"/internships/{line.application_id}",
        title=title,
        mentee=line.mentee if for_mentor else "",
        step=line.step,
        pill=_pill(line, found.zone),
        tone=TONES.get(line.step, "calm"),
        text=origin_text(line.origin, for_mentor=for_mentor),
        next=next_text(line, found.today, found.zone),
        next_tone="late" if over else "",
        pieces=["on" if piece < full else "off" for piece in range(rules.BAR)],
        bar=say("applications.card.bar", n=full, whole=rules.BAR, step=step_text(line.step)),
        hint=hint_text(line, found, over) if for_mentor else NOTHING,
        before=before,
        after=after,
        back=_to(title, before),
        on=_to(title, after),
        version=line.version,
        is_open=rules.is_open(line.step),
    )


def _to(title: str, step: str) -> Bilingual:
    return say("applications.card.to", title=title, step=step_text(step)) if step else NOTHING


def _pill(line: Line, zone: str) -> Bilingual:
    if line.step == "interview" and line.next_on is not None:
        return say("applications.card.interview_on", day=short_day_text(line.next_on, zone))
    return step_text(line.step)


def origin_text(origin: Origin | None, *, for_mentor: bool) -> Bilingual:
    """Return where an application comes from; empty when the mentee found it herself."""
    if origin is None or origin.by_self:
        return NOTHING
    if for_mentor:
        name = "introduced_by" if origin.introduced else "lead_by"
        return say(f"applications.card.{name}", name=origin.name)
    if origin.introduced:
        return say("applications.card.introduced", name=origin.name)
    return say(f"applications.card.lead_{origin.audience}", name=origin.name)


def next_text(line: Line, today: date, zone: str) -> Bilingual:
    """Return the next action with its day, or how much it is over that day; empty without one."""
    if not line.next_action or not rules.is_open(line.step):
        return NOTHING
    if line.next_on is None:
        return say("applications.card.next", action=line.next_action)
    over = rules.days_over(line.next_on, today)
    if over:
        name = "next_over_one" if over == 1 else "next_over"
        return say(f"applications.card.{name}", action=line.next_action, n=over)
    if line.next_on == today:
        return say("applications.card.next_today", action=line.next_action)
    return say("applications.card.next_on", action=line.next_action, day=day_text(line.next_on, zone))


def hint_text(line: Line, found: Applications, over: int) -> Bilingual:
    """Return what a mentor can think along about now."""
    name = rules.hint(
        line.step, over=over, has_next=bool(line.next_action), days_in_step=(found.now - line.since).days
    )
    return say(f"applications.hint.{name}", name=line.mentee)


def columns(cards: Sequence[CardRow]) -> list[ColumnRow]:
    """Return the board: one column a step, in the order of the steps."""
    made = []
    for step in rules.STEPS:
        mine = [card for card in cards if card["step"] == step]
        made.append(ColumnRow(step=step, name=step_text(step), count=len(mine), cards=mine))
    return made


def stay_row(stay: Stay, zone: str) -> StayRow:
    """Return one step of the history."""
    length = days_text(stay.lasted)
    return StayRow(
        step=step_text(stay.step),
        day=day_text(stay.since, zone),
        lasted=say("applications.time.now", length=length) if stay.is_now else length,
        is_now=stay.is_now,
    )


def document_row(document: Document, zone: str) -> DocumentRow:
    """Return one document; its size in kilobytes, rounded up."""
    size = -(-document.size // KILOBYTE)
    return DocumentRow(
        id=str(document.document_id),
        title=document.title,
        href=f"/applications/documents/{document.document_id}",
        about=say("applications.documents.about", day=short_day_text(document.added_at, zone), size=size),
    )


def reason_text(file: File) -> Bilingual:
    """Return why it ended, for the mentee alone, and what happens with her answer."""
    if not file.reason:
        return NOTHING
    reason = say(f"applications.reason.{file.reason}")
    if not file.may_talk:
        return say("applications.ended.because", reason=reason)
    return say(f"applications.ended.because_{file.may_talk}", reason=reason)
