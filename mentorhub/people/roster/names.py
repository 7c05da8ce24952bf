"""Dutch names: the tussenvoegsel, the name in full, the place in an alphabetical list."""

import re
from dataclasses import dataclass

from mentorhub.people.roster.cells import plain

# Lower case only: a capital ("El Idrissi", "Van Damme" in Belgium) makes it part of the last name.
_INFIX_WORDS = frozenset(
    "van de den der het 't 's te ten ter toe thoe op in aan bij onder over uit uijt voor af "
    "el al la le les lo du des d' l' di da do dos das del della von vom zu zum zur am auf im "
    "v. d. v.d. v/d vd".split()
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its three Dutch parts; `infix` is the tussenvoegsel and may be empty."""

    first_name: str
    infix: str
    last_name: str


def full_name(first_name: str, infix: str, last_name: str) -> str:
    """The name as it is said: "Maryam van den Hendriks". Empty parts leave no double spaces."""
    return " ".join(part for part in (first_name, infix, last_name) if part)


def sort_key(last_name: str, infix: str, first_name: str) -> tuple[str, str, str, str]:
    """The place in a list by the Dutch habit: "van den Hendriks" stands under H, accents do not count.

    Equal last names go by tussenvoegsel (none first), then first name; the last part of the key is
    the exact spelling, so that the order never depends on the order that came in.
    """
    parts = split_last_name(last_name)
    own_infix = infix or parts.infix
    exact = full_name(first_name, own_infix, parts.last_name)
    return _letters(parts.last_name), _letters(own_infix), _letters(first_name), exact


def split_last_name(text: str) -> PersonName:
    """A last name with its tussenvoegsel in it ("van den Hendriks", "Hendriks, van den") in parts.

    The first name in the answer is empty.
    """
    head, comma, tail = (part.strip() for part in text.partition(","))
    if comma and head and tail and _all_infix(tail.split()):
        return PersonName("", straight(tail), head)
    words = text.split()
    count = _leading_infix(words)
    return PersonName("", straight(" ".join(words[:count])), " ".join(words[count:]))


def split_full_name(text: str) -> PersonName:
    """A name in one column in parts: "Hendriks, Maryam van den" or "Maryam van den Hendriks".

    Without a comma and without a tussenvoegsel the first word is the first name, the rest the last
    name. Parts that are not there are empty.
    """
    head, comma, tail = (part.strip() for part in text.partition(","))
    return _split_turned(head, tail) if comma else _split_straight(head.split())


def straight(infix: str) -> str:
    """A tussenvoegsel with straight apostrophes, so that curly and straight ones are the same."""
    return re.sub("[\u2019\u2018`\u00b4]", "'", infix)


def _split_turned(last: str, given: str) -> PersonName:
    """The parts of "Hendriks, Maryam van den", "van den Hendriks, Maryam" or "Hendriks van den, Maryam"."""
    before, words = split_last_name(last), given.split()
    first, after = _cut_end(words, _trailing_infix(words))
    infix, last_words = " ".join(filter(None, (before.infix, after))), before.last_name.split()
    turned = 0 if infix or not last_words else min(_trailing_infix(last_words), len(last_words) - 1)
    last_name, between = _cut_end(last_words, turned)
    return PersonName(first, straight(infix or between), last_name)


def _split_straight(words: list[str]) -> PersonName:
    """The parts of "Maryam van den Hendriks"."""
    start = next((place for place, part in enumerate(words) if _all_infix([part])), min(1, len(words)))
    count = _leading_infix(words[start:])
    infix, last = words[start : start + count], words[start + count :]
    return PersonName(" ".join(words[:start]), straight(" ".join(infix)), " ".join(last))


def _leading_infix(words: list[str]) -> int:
    """How many words at the start are tussenvoegsel; the last word of a name never is."""
    count = 0
    while count < len(words) - 1 and _all_infix([words[count]]):
        count += 1
    return count


def _trailing_infix(words: list[str]) -> int:
    """How many words at the end are tussenvoegsel."""
    count = 0
    while count < len(words) and _all_infix([words[-1 - count]]):
        count += 1
    return count


def _cut_end(words: list[str], count: int) -> tuple[str, str]:
    """The words without the last `count`, and those last ones."""
    place = len(words) - count
    return " ".join(words[:place]), " ".join(words[place:])


def _all_infix(words: list[str]) -> bool:
    return all(straight(part) in _INFIX_WORDS for part in words)


def _letters(text: str) -> str:
    """Only letters, digits and single spaces, so that hyphens and apostrophes do not count."""
    bare = re.sub(r"['\u2019\u2018`\u00b4.]", "", plain(text))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())
