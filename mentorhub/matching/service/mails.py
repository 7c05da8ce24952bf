"""The mails of the match: who becomes whose mentor, who no longer is, and who is whose substitute."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.dates import day_text, local_day
from mentorhub.core.outbox import new_mail
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import Bilingual, say_in
from mentorhub.matching.service.pairing import Paired
from mentorhub.matching.tables import MatchRun, Pair, Proposal, Substitute
from mentorhub.matching.wording import own_reason_text
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.days_off import days_off_of
from mentorhub.programmes.tables import Programme, School
from mentorhub.settings import settings

People = dict[uuid.UUID, Person]


def keys_of(run: MatchRun) -> str:
    """Return how the ``once_key`` of every mail of a run begins."""
    return f"match:{run.id}:"


async def tell_everyone(
    session: AsyncSession, programme: Programme, run: MatchRun, paired: Paired, due_at: datetime
) -> None:
    """Write the mails of a run that goes out, to those whom it concerns and who still take part.

    They are added at once: their keys hold ids that are new, so none can be there already.
    """
    ids = {one for pair in paired.ended for one in (pair.mentee_id, pair.mentor_id)}
    here = (await _people(session, ids, only_here=True)).keys()
    ids |= {one for pair, _ in paired.made for one in (pair.mentee_id, pair.mentor_id)}
    zone = (await session.get_one(School, programme.school_id)).zone
    off = (await days_off_of(session, [programme]))[programme.id]
    until = day_text(off.deadline(local_day(clock.now(), zone), programme.first_contact_days), zone)
    post = _Post(run, await _people(session, ids), due_at)
    # Who gets another mentor in the same run reads one mail, not that one ended and another begins.
    again = {pair.mentee_id for pair, _ in paired.made}
    for pair in paired.ended:
        session.add_all(post.ended(pair, here - again))
    for pair, line in paired.made:
        session.add_all(post.match(pair, line, until))


async def _people(
    session: AsyncSession, enrolment_ids: Collection[uuid.UUID], *, only_here: bool = False
) -> People:
    query = (
        select(Enrolment.id, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_(enrolment_ids))
    )
    if only_here:
        query = query.where(col(Enrolment.ended_at).is_(None))
    return dict((await session.exec(query)).all())


@dataclass(frozen=True, slots=True)
class _Post:
    """Writes the mails of one run, due at one moment."""

    run: MatchRun
    people: People
    due_at: datetime

    def match(self, pair: Pair, line: Proposal, until: Bilingual) -> Iterator[OutboxMail]:
        """Yield what the two of a new pair read; why, is told to the mentee only."""
        mentee, mentor = self.people[pair.mentee_id], self.people[pair.mentor_id]
        why = own_reason_text(line.own_reason)[mentee.language]
        for text, to, other in (("mail.mentee", mentee, mentor), ("mail.mentor", mentor, mentee)):
            words = {**_words(to, other), "details": contact_lines(other, to.language), "until": until}
            if to is mentee:
                words["why"] = why
            yield from self.mail(to, text, words, f"{pair.id}:{text}")

    def ended(self, pair: Pair, here: Collection[uuid.UUID]) -> Iterator[OutboxMail]:
        """Yield what the two of a pair that ended read, as far as they take part; no reason is given."""
        for reader, other in ((pair.mentee_id, pair.mentor_id), (pair.mentor_id, pair.mentee_id)):
            if reader in here:
                to = self.people[reader]
                words = _words(to, self.people[other])
                yield from self.mail(to, "repair_mail.ended", words, f"{pair.id}:ended:{reader}")

    def mail(self, to: Person, text: str, words: dict[str, object], key: str) -> Iterator[OutboxMail]:
        """Yield the mail, or nothing for who has no address."""
        if to.email:
            yield new_mail(
                school_id=self.run.school_id,
                person_id=to.id,
                to_address=to.email,
                kind="match",
                language=to.language,
                subject=say_in(to.language, f"matching.{text}_subject", **words),
                body=say_in(to.language, f"matching.{text}_body", **words),
                once_key=f"{keys_of(self.run)}{key}",
                due_at=self.due_at,
            )


def _words(to: Person, other: Person) -> dict[str, object]:
    return {
        "name": to.first_name,
        "other": other.full_name,
        "other_first": other.first_name,
        "link": f"{settings().origin}/coach",
    }


def contact_lines(person: Person, language: str) -> str:
    """Return the contact details that a person chose to show, one per line, or a word that there are none."""
    lines = []
    if person.email and person.shows_email:
        lines.append(person.email)
    if person.phone and person.shows_phone:
        lines.append(person.phone)
    return "\n".join(lines) or say_in(language, "matching.mail.no_details")


async def tell_substitutes(
    session: AsyncSession, run: MatchRun, chosen: Sequence[Substitute], due_at: datetime
) -> None:
    """Write one mail to each mentee, and one to each mentor with all whom she is to help."""
    people = await _people(session, {one for sub in chosen for one in (sub.mentee_id, sub.mentor_id)})
    post = _Post(run, people, due_at)
    helped: dict[uuid.UUID, list[str]] = defaultdict(list)
    for sub in chosen:
        mentee, mentor = people[sub.mentee_id], people[sub.mentor_id]
        helped[sub.mentor_id].append(mentee.full_name)
        words = {**_words(mentee, mentor), "details": contact_lines(mentor, mentee.language)}
        session.add_all(post.mail(mentee, "substitute_mail.mentee", words, str(sub.mentee_id)))
    for mentor_id, names in helped.items():
        mentor = people[mentor_id]
        words = {**_words(mentor, mentor), "names": "\n".join(sorted(names))}
        session.add_all(post.mail(mentor, "substitute_mail.mentor", words, str(mentor_id)))
