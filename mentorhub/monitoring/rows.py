"""What the pages show of the list and of a pair's file: rows and sentences in both languages."""

from datetime import date, timedelta
from typing import TypedDict

from mentorhub.core.dates import day_text, short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.rules import Attention, Watch
from mentorhub.monitoring.service import AttentionLine, Moment, PairFile, Pause, Reminded
from mentorhub.pairs.rows import channel_text

HIGHEST_BAR = 4


class AttentionRow(TypedDict):
    """One pair in the list; ``bars`` are heights from 0 to 4."""

    pair_id: str
    mentee: str
    mentor: str
    pill: Bilingual
    tone: str
    why: Bilingual
    help: Bilingual
    help_tone: str
    plan: Bilingual
    bars: list[str]
    weeks: Bilingual
    reminded: Bilingual
    can_remind: bool


class MomentRow(TypedDict):
    """One line of the timeline."""

    day: Bilingual
    text: Bilingual
    kind: str


NOTHING: Bilingual = {"nl": "", "en": ""}


def needed_text(needed: int) -> Bilingual:
    """Return the title of the list, in the right plural."""
    if needed == 0:
        return say("monitoring.needed.nobody")
    return say("monitoring.needed.one" if needed == 1 else "monitoring.needed.many", n=needed)


def pill_text(attention: Attention, pause: Pause | None = None, zone: str = "UTC") -> Bilingual:
    """Return the state in a few words."""
    if pause is not None:
        return say("monitoring.why.paused", day=short_day_text(pause.until_on, zone))
    days = attention.days
    if attention.state is Watch.DUE:
        name = {0: "due_today", 1: "due_one"}.get(days, "due_many")
        return say(f"monitoring.why.{name}", n=days)
    return say(f"monitoring.why.{attention.state.value}", n=days)


def why_sentence(attention: Attention, today: date, zone: str, pause: Pause | None = None) -> Bilingual:
    """Return the one sentence that says why."""
    if pause is not None:
        return say(f"monitoring.pause.{pause.reason}")
    days = attention.days
    if attention.state is Watch.LATE:
        return say("monitoring.why.late_one" if days == 1 else "monitoring.why.late_many", n=days)
    if attention.state is Watch.DUE:
        return say("monitoring.why.due_text" if days else "monitoring.why.due_last")
    if attention.state is Watch.FRESH:
        return say("monitoring.why.fresh_text", n=days)
    return say("monitoring.why.last", day=short_day_text(today - timedelta(days=days), zone))


def attention_row(line: AttentionLine, today: date, zone: str) -> AttentionRow:
    """Return the row of a pair."""
    planned, reminded = line.appointment_on, line.reminded_on
    return AttentionRow(
        pair_id=str(line.pair_id),
        mentee=line.mentee,
        mentor=line.mentor,
        pill=pill_text(line.attention, line.pause, zone),
        tone=line.attention.tone,
        why=why_sentence(line.attention, today, zone, line.pause),
        help=say(f"help.watch.{line.help}") if line.help else NOTHING,
        help_tone="help" if line.help == "asked" else "plain",
        plan=say("monitoring.list.appointment", day=short_day_text(planned, zone)) if planned else NOTHING,
        bars=[str(min(count, HIGHEST_BAR)) for count in line.weeks],
        weeks=say("monitoring.list.per_week", counts=", ".join(map(str, line.weeks))),
        reminded=_reminded(reminded, zone) if reminded and not line.may_remind else NOTHING,
        # Who asked for help is helped, not pressed.
        can_remind=line.may_remind and line.attention.is_needed and not line.help,
    )


def _reminded(day: date, zone: str) -> Bilingual:
    return say("monitoring.list.reminded", day=short_day_text(day, zone))


def outcome_text(reminded: Reminded) -> tuple[Bilingual, str]:
    """Return what to say after a reminder, and the tone of the notice."""
    if reminded.outcome == "sent":
        return say("monitoring.said.sent_two" if reminded.mails == 2 else "monitoring.said.sent_one"), "ok"
    if reminded.on is None:
        return say("monitoring.said.no_address"), "late"
    return say("monitoring.said.already", day=short_day_text(reminded.on, "UTC")), "soon"


def moment_row(moment: Moment, file: PairFile) -> MomentRow:
    """Return a line of the timeline."""
    return MomentRow(
        day=day_text(moment.day, file.zone), text=_moment_text(moment, file.today), kind=moment.kind
    )


def _moment_text(moment: Moment, today: date) -> Bilingual:
    if moment.kind == "contact":
        return say("monitoring.moment.contact", what=channel_text(moment.channel, moment.minutes))
    if moment.kind == "appointment":
        return say(f"monitoring.moment.appointment_{'ahead' if moment.day >= today else 'past'}")
    return say(f"monitoring.moment.{moment.kind}")
