"""The ready texts of reminders: for each state a few to choose from, in the language of the reader."""

from dataclasses import dataclass
from typing import Literal

from mentorhub.core.texts import say_in
from mentorhub.monitoring.rules import Attention, Watch
from mentorhub.monitoring.service.acts.values import Letter
from mentorhub.people.tables import Person
from mentorhub.settings import settings

Topic = Literal["first", "again", "leads", "search", "agreement"]
_TOPIC: dict[Watch, Topic] = {
    Watch.LATE: "first",
    Watch.DUE: "first",
    Watch.FRESH: "first",
    Watch.QUIET: "again",
    Watch.SLIPPING: "again",
    Watch.NO_LEADS: "leads",
    Watch.NO_APPLICATION: "search",
    Watch.NO_AGREEMENT: "agreement",
}
TEXTS: dict[Topic, tuple[str, ...]] = {
    "first": ("first_ask", "first_words", "first_day", "first_done", "come_by"),
    "again": ("again_ask", "again_words", "again_day", "again_done", "come_by"),
    "leads": ("leads_ask", "leads_words", "leads_think", "come_by"),
    "search": ("search_ask", "search_letter", "search_step", "come_by"),
    "agreement": ("agreement_ask", "agreement_who", "come_by"),
}
"""The keys of the texts to choose from, the one that goes with one click first."""


def topic_of(attention: Attention) -> Topic:
    """Return what a reminder is about: the most urgent finding that has texts, else being in touch again."""
    for state in (attention.state, *attention.also):
        if state in _TOPIC:
            return _TOPIC[state]
    return "again"


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the letters of one reminder; ``by`` is the full name of who sends it."""

    key: str
    by: str

    def letter(self, reader: Person, other: Person) -> Letter:
        """Return what one of the two reads, in the own language."""
        values = {"reader": reader.first_name, "name": other.first_name, "by": self.by}
        say = {"core": say_in(reader.language, f"desk.remind.{self.key}_body", **values)}
        return Letter(
            reader.first_name,
            say_in(reader.language, f"desk.remind.{self.key}_subject", **values),
            say_in(
                reader.language, "desk.remind.frame", **values, **say, address=f"{settings().origin}/coach"
            ),
        )
