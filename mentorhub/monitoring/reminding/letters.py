"""What the hub writes to the two of a pair: the texts of each why, in the language of who reads."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.texts import say_in
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.reminding.schools import SchoolDay
from mentorhub.monitoring.rules.reminding import ASKS_TO_MEET, FIRST_CONTACT, Who, Why
from mentorhub.monitoring.sentences import why_sentence
from mentorhub.monitoring.service.facts import Watched
from mentorhub.pairs.checkins.asking import ask
from mentorhub.pairs.service.scope import Two
from mentorhub.people.notices import tell
from mentorhub.people.tables import Person
from mentorhub.settings import settings

_STATES = {"warn": ("due",), "urgent": ("due",), "silence": ("quiet", "slipping")}
"""The states that a why is about, where they are called otherwise."""
_PAGES = {
    "no_leads": {"mentee": "/leads", "mentor": "/leads/new"},
    "no_application": {"mentee": "/internships", "mentor": "/leads/new"},
    "no_agreement": {"mentee": "/internships", "mentor": "/coach"},
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of the hub to one of a pair."""

    day: SchoolDay
    pair: Pair
    watched: Watched
    two: Two
    why: Why
    who: Who

    @property
    def reader(self) -> Person:
        """Who reads it."""
        return self.two.mentee if self.who == "mentee" else self.two.mentor

    @property
    def other(self) -> Person:
        """The other of the pair."""
        return self.two.mentor if self.who == "mentee" else self.two.mentee

    async def send(self, session: AsyncSession) -> bool:
        """Tell it by the channel that its reader chose; False when that is none."""
        language, values = self.reader.language, {"name": self.other.first_name}
        told = await tell(
            session,
            self.reader,
            school_id=self.pair.school_id,
            kind=kind_of(self.why),
            subject=say_in(language, f"reminding.{self.why}.{self.who}_subject", **values),
            body=await self._body(session),
            path=self._path,
            once_key=f"reminding:{self.day.today.isoformat()}:{self.pair.id}:{self.reader.id}",
        )
        return told.noted or told.mailed

    @property
    def _path(self) -> str:
        return _PAGES.get(self.why, {}).get(self.who, "/coach")

    async def _body(self, session: AsyncSession) -> str:
        language = self.reader.language
        text = say_in(language, f"reminding.{self.why}.{self.who}_text", name=self.other.first_name)
        parts = [
            say_in(language, "reminding.letter.hello", reader=self.reader.first_name),
            f"{text}\n{self._reason()}".rstrip(),
            await self._way_on(session),
        ]
        return "\n\n".join(parts) + "\n"

    def _reason(self) -> str:
        """Return the sentence that staff reads as well; none when the letter is about a lesser finding."""
        is_main = self.watched.attention.state in _STATES.get(self.why, (self.why,))
        return why_sentence(self.watched.attention)[self.reader.language] if is_main else ""

    async def _way_on(self, session: AsyncSession) -> str:
        language = self.reader.language
        if self.why not in ASKS_TO_MEET:
            address = settings().origin + self._path
            return say_in(language, f"reminding.{self.why}.{self.who}_go", address=address)
        enrolment = self.pair.mentee_id if self.who == "mentee" else self.pair.mentor_id
        links = await ask(session, self.pair, enrolment, self.day.today)
        return say_in(
            language, "reminding.letter.links", spoke=links.spoke, not_yet=links.not_yet, help=links.help
        )


def kind_of(why: Why) -> str:
    """Return the kind of notice, which its reader can end or have in the hub only."""
    if why in FIRST_CONTACT:
        return "first_contact"
    return {"silence": "check_in", "no_agreement": "agreement"}.get(why, "search")
