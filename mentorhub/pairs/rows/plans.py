"""Appointments, rhythm and pause: rows and texts in both languages."""

from typing import TypedDict
from zoneinfo import ZoneInfo

from mentorhub.core.dates import day_text, moment_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.service import AppointmentLine, PairLine, PauseLine, RhythmLine


class AppointmentRow(TypedDict):
    """The next appointment, and its values for the form."""

    id: str
    when: Bilingual
    place: str
    length: Bilingual
    day: str
    at: str
    minutes: str


def appointment_row(appointment: AppointmentLine, zone: str) -> AppointmentRow:
    """Return the next appointment; its form values are local to the school."""
    local = appointment.starts_at.astimezone(ZoneInfo(zone))
    return AppointmentRow(
        id=str(appointment.appointment_id),
        when=moment_text(appointment.starts_at, zone),
        place=appointment.place,
        length=say("pairs.next.for_minutes", n=appointment.minutes),
        day=local.date().isoformat(),
        at=local.strftime("%H:%M"),
        minutes=str(appointment.minutes),
    )


def rhythm_text(rhythm: RhythmLine | None, line: PairLine) -> Bilingual:
    """Return for example ``Elke week, gekozen door Samira``, or that there is none yet."""
    if rhythm is None:
        return say("together.rhythm.none")
    name = say(f"together.rhythm.{rhythm.rhythm}")
    return say(f"together.rhythm.{_by(rhythm.is_mine)}", rhythm=name, name=line.first_name)


def pause_texts(pause: PauseLine, line: PairLine) -> tuple[Bilingual, Bilingual]:
    """Return until when the two pause, and why and who began it."""
    until = say("together.pause.title", day=day_text(pause.until_on, line.zone))
    reason = say(f"together.pause.{pause.reason}")
    by = "by_school" if pause.is_by_school else _by(pause.is_mine)
    return until, say(f"together.pause.{by}", reason=reason, name=line.first_name)


def _by(is_mine: bool) -> str:
    return "by_you" if is_mine else "by_other"
