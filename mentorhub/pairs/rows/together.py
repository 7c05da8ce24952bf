"""Things to do and own notes: rows and texts in both languages."""

from datetime import date
from typing import TypedDict

from mentorhub.core.actor import Role
from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.rules import days_late
from mentorhub.pairs.service import NoteLine, TaskLine, TaskList


class TaskRow(TypedDict):
    """One thing to do; ``about`` says who and until when, ``tone`` is ``late`` when it is."""

    id: str
    text: str
    about: Bilingual
    tone: str
    tick: Bilingual
    remove: Bilingual


class NoteRow(TypedDict):
    """One own note; ``saved`` is the text that the server kept last."""

    id: str
    text: str
    saved: str
    label: Bilingual
    remove: Bilingual


def task_row(task: TaskLine, listed: TaskList, role: Role | None) -> TaskRow:
    """Return the row of a thing to do, as a mentee or mentor reads it."""
    return TaskRow(
        id=str(task.task_id),
        text=task.text,
        about=_about(task, "you" if task.who == role else task.who, listed.today, listed.zone),
        tone="late" if not task.done_at and days_late(task.due_on, listed.today) else "",
        tick=say("together.tasks.reopen" if task.done_at else "together.tasks.done", text=task.text),
        remove=say("together.tasks.remove", text=task.text),
    )


def _about(task: TaskLine, doer: str, today: date, zone: str) -> Bilingual:
    who = say(f"together.tasks.{doer}")
    if task.done_at:
        return say("together.tasks.done_on", who=who, day=short_day_text(task.done_at, zone))
    if task.due_on is None:
        return who
    if late := days_late(task.due_on, today):
        return say(f"together.tasks.{'late_one' if late == 1 else 'late_many'}", who=who, n=late)
    if task.due_on == today:
        return say("together.tasks.today", who=who)
    return say("together.tasks.before", who=who, day=short_day_text(task.due_on, zone))


def note_row(note: NoteLine, zone: str) -> NoteRow:
    """Return the row of an own note."""
    day = short_day_text(note.created_at, zone)
    return NoteRow(
        id=str(note.note_id),
        text=note.text,
        saved=note.text,
        label=say("together.notes.label", day=day),
        remove=say("together.notes.remove_which", day=day),
    )
