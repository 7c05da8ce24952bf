"""What the pages of help show of the service's values: rows and texts in both languages."""

from datetime import datetime
from typing import TypedDict

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.help.service import (
    AnswerLine,
    DeskLine,
    DeskStep,
    EmergencyLine,
    OwnCall,
    Question,
    SharedStep,
)

NOTHING: Bilingual = {"nl": "", "en": ""}


class EmergencyRow(TypedDict):
    """One contact for what cannot wait; ``dial`` is the number without spaces."""

    id: str
    name: str
    about: str
    phone: str
    dial: str


class SharedRow(TypedDict):
    """A step that a student may read."""

    what: Bilingual
    text: str
    by: Bilingual


class OwnRow(TypedDict):
    """An own call; ``state`` is sent, taken or closed."""

    id: str
    title: Bilingual
    state: str
    pill: Bilingual
    tone: str
    sent: Bilingual
    taken: Bilingual
    closed: Bilingual
    next: Bilingual
    steps: list[SharedRow]
    can_withdraw: bool
    can_reopen: bool


class QuestionRow(TypedDict):
    """The question two weeks later."""

    id: str
    text: Bilingual


class DeskRow(TypedDict):
    """A call in the coordinator's list."""

    id: str
    caller: str
    about: Bilingual
    programme: str
    category: Bilingual
    is_urgent: bool
    state: Bilingual
    tone: str
    answer: Bilingual


class DeskStepRow(TypedDict):
    """A step as a coordinator sees it."""

    id: str
    what: Bilingual
    undo: Bilingual
    text: str
    readers: Bilingual
    by: Bilingual
    can_undo: bool


class AnswerRow(TypedDict):
    """What one of the two said two weeks later."""

    name: str
    text: Bilingual
    when: Bilingual


def emergency_row(line: EmergencyLine) -> EmergencyRow:
    """Return the row of a contact."""
    dial = "".join(sign for sign in line.phone if sign.isdecimal() or sign == "+")
    return EmergencyRow(
        id=str(line.contact_id), name=line.name, about=line.about, phone=line.phone, dial=dial
    )


def _by(step: SharedStep | DeskStep, zone: str) -> Bilingual:
    return say("help.own.step_by", name=step.by, when=moment_text(step.created_at, zone))


def shared_row(step: SharedStep, zone: str) -> SharedRow:
    """Return the row of a step for one of the two."""
    return SharedRow(what=say(f"help.step.{step.kind}"), text=step.text, by=_by(step, zone))


def state_of(call: OwnCall) -> str:
    """Return how far a call is."""
    return "closed" if call.closed_at else "taken" if call.taken_by else "sent"


def next_text(call: OwnCall) -> Bilingual:
    """Return what happens next, in words for the category and the step."""
    if call.closed_at:
        return say("help.next.closed" if call.can_reopen else "help.next.done")
    if call.taken_by and any(step.kind == "plan" for step in call.steps):
        return say("help.next.plan", name=call.taken_by)
    if call.taken_by:
        return say(f"help.next.taken_{call.category}", name=call.taken_by)
    return say(f"help.next.sent_{call.category}")


def _when(key: str, moment: datetime | None, zone: str, **values: object) -> Bilingual:
    return say(key, when=moment_text(moment, zone), **values) if moment else NOTHING


def own_row(call: OwnCall, zone: str) -> OwnRow:
    """Return the row of an own call."""
    state = state_of(call)
    outcome = say(f"help.outcome.{call.outcome}") if call.outcome else NOTHING
    return OwnRow(
        id=str(call.call_id),
        title=say(f"help.category.{call.category}"),
        state=state,
        pill=say(f"help.own.{state}"),
        tone={"sent": "soon", "taken": "help", "closed": "ok"}[state],
        sent=_when("help.own.sent_on", call.created_at, zone),
        taken=_when("help.own.taken_on", call.taken_at, zone, name=call.taken_by),
        closed=_when("help.own.closed_on", call.closed_at, zone, outcome=outcome),
        next=next_text(call),
        steps=[shared_row(step, zone) for step in call.steps],
        can_withdraw=call.can_withdraw,
        can_reopen=call.can_reopen,
    )


def question_row(question: Question) -> QuestionRow:
    """Return the question; the other is not told who asked for help."""
    key = "caller" if question.is_mine else "other"
    return QuestionRow(id=str(question.call_id), text=say(f"help.question.{key}", name=question.other))


def about_text(line: DeskLine) -> Bilingual:
    """Return the caller's part and with whom: ``junior, duo met Amina Voorbeeld``."""
    role = say(f"help.desk.{line.caller_role}")
    pair = say("help.desk.with", name=line.other) if line.other else say("help.desk.no_pair")
    return {language: f"{role[language]}, {pair[language]}" for language in role}


def desk_row(line: DeskLine, zone: str) -> DeskRow:
    """Return a call's row in the coordinator's list."""
    state, tone = _desk_state(line, zone)
    return DeskRow(
        id=str(line.call_id),
        caller=line.caller,
        about=about_text(line),
        programme=line.programme,
        category=say(f"help.category.{line.category}"),
        is_urgent=line.is_urgent and line.closed_at is None,
        state=state,
        tone=tone,
        answer=say(f"help.desk.answer_{line.answer}") if line.answer else NOTHING,
    )


def _desk_state(line: DeskLine, zone: str) -> tuple[Bilingual, str]:
    if line.closed_at:
        outcome = say(f"help.outcome.{line.outcome}")
        return _when("help.desk.done_on", line.closed_at, zone, outcome=outcome), "ok"
    if line.is_mine:
        return say("help.desk.mine"), "brand"
    if line.taken_by:
        return say("help.desk.has_it", name=line.taken_by), "plain"
    return _when("help.desk.waits", line.created_at, zone), "soon"


def desk_step_row(step: DeskStep, zone: str) -> DeskStepRow:
    """Return a step's row for a coordinator."""
    what = say(f"help.step.{step.kind}")
    return DeskStepRow(
        id=str(step.step_id),
        what=what,
        undo=say("help.call.undo_step", what=what),
        text=step.text,
        readers=say(f"help.audience.{step.audience}"),
        by=_by(step, zone),
        can_undo=step.can_undo,
    )


def answer_row(line: AnswerLine, zone: str) -> AnswerRow:
    """Return what somebody said two weeks later."""
    return AnswerRow(
        name=line.name, text=say(f"help.better.{line.better}"), when=moment_text(line.created_at, zone)
    )
