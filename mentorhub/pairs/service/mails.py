"""The mails about an appointment: for the calendar at once, a reminder and a question later."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, outbox
from mentorhub.core.dates import day_text, moment_text
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import ask_at, remind_at
from mentorhub.pairs.service.calendar import calendar_text
from mentorhub.pairs.service.links import answer_address
from mentorhub.pairs.service.scope import Two, the_two
from mentorhub.pairs.tables import Appointment
from mentorhub.people import notices
from mentorhub.people.tables import Person
from mentorhub.settings import settings

What = Literal["planned", "changed", "cancelled", "ended"]
TOMORROW = ("together.mail.tomorrow_subject", "together.mail.tomorrow_body")
HAPPENED = ("together.mail.happened_subject", "together.mail.happened_body")


@dataclass(frozen=True, slots=True)
class Post:
    """Writes the mails about one appointment, each in the language of its reader."""

    pair: Pair
    two: Two
    appointment: Appointment
    zone: str

    def for_calendars(
        self, what: What, *, keys: str = "", due_at: datetime | None = None
    ) -> list[OutboxMail]:
        """Return what puts the appointment into both calendars, changes it or takes it out.

        ``keys`` is how the ``once_key`` begins when the mails belong to something else.
        """
        row = self.appointment
        method: Literal["CANCEL", "REQUEST"] = "CANCEL" if what in ("cancelled", "ended") else "REQUEST"
        return [
            outbox.new_mail(
                **self._letter(reader, other, (f"pairs.mail.{what}_subject", f"pairs.mail.{what}_body")),
                kind="appointment",
                once_key=f"{keys}appointment:{row.id}:{row.sequence}:{reader.id}",
                attachment=calendar_text(row, reader, other, method),
                due_at=due_at,
            )
            for reader, other in self._readers()
        ]

    def for_later(self) -> list[OutboxMail]:
        """Return the reminders of the day before and the questions of the day after that lie ahead."""
        starts_at, now = self.appointment.starts_at, clock.now()
        mails: list[OutboxMail] = []
        for reader, other in self.two.both():
            if (remind := remind_at(starts_at, self.zone)) > now:
                mails.append(self._reminder(reader, other, remind))
            if reader.email and (ask := ask_at(starts_at, self.zone)) > now:
                mails.append(self._question(reader, other, ask))
        return mails

    def _reminder(self, reader: Person, other: Person, due_at: datetime) -> OutboxMail:
        return outbox.new_mail(
            **self._letter(reader, other, TOMORROW),
            kind="appointment_reminder",
            once_key=f"{_later(self.appointment.id)}{self.appointment.sequence}:remind:{reader.id}",
            due_at=due_at,
        )

    def _question(self, reader: Person, other: Person, due_at: datetime) -> OutboxMail:
        is_mentee = reader.id == self.two.mentee.id
        enrolment = self.pair.mentee_id if is_mentee else self.pair.mentor_id
        links = {x: answer_address(self.appointment, enrolment, x, self.zone) for x in ("yes", "no")}
        return outbox.new_mail(
            **self._letter(reader, other, HAPPENED, **links),
            kind=outbox.ANSWER_KIND,
            once_key=f"{_later(self.appointment.id)}{self.appointment.sequence}:ask:{reader.id}",
            due_at=due_at,
        )

    def _readers(self) -> Iterator[tuple[Person, Person]]:
        return ((reader, other) for reader, other in self.two.both() if reader.email)

    def _letter(self, reader: Person, other: Person, keys: tuple[str, str], **more: str) -> dict[str, Any]:
        """Return the parts of a mail that its reader and the keys of its subject and body decide."""
        row, language = self.appointment, reader.language
        values = {
            "name": other.full_name,
            "reader": reader.first_name,
            "when": moment_text(row.starts_at, self.zone),
            "day": day_text(row.starts_at, self.zone),
            "place": row.place or say_in(language, "pairs.mail.no_place"),
            "address": f"{settings().origin}/coach",
            **more,
        }
        return {
            "school_id": row.school_id,
            "person_id": reader.id,
            "to_address": reader.email or "",
            "language": language,
            "subject": say_in(language, keys[0], **values),
            "body": say_in(language, keys[1], **values),
        }


async def post_of(session: AsyncSession, pair: Pair, appointment: Appointment, zone: str) -> Post:
    """Return what writes the mails about an appointment of a pair."""
    return Post(pair, await the_two(session, pair), appointment, zone)


async def send(session: AsyncSession, mails: list[OutboxMail]) -> None:
    """Send mails, each once; a reminder as its reader chose to hear of it."""
    for mail in mails:
        if mail.kind in notices.KINDS:
            await notices.tell_with(session, mail, "/coach")
        else:
            await outbox.enqueue(session, mail)


def _later(appointment_id: uuid.UUID) -> str:
    return f"appointment-later:{appointment_id}:"


async def unschedule(session: AsyncSession, appointment_id: uuid.UUID) -> None:
    """Remove the reminders and questions about an appointment that were not sent or read."""
    await notices.forget(session, _later(appointment_id))
