"""The checklist of a CV: what the hub can check itself, and what it asks its writer to look at."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from mentorhub.cvs.rules.content import SECTIONS, Content, plain_text, section_text
from mentorhub.cvs.rules.passages import sentences
from mentorhub.cvs.rules.periods import Gap, Month, gaps, read_month

Verdict = Literal["done", "not_yet", "look"]
LETTERS_PER_LINE = 90
LINES_PER_PAGE = 48
MOST_QUOTES = 3
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_DATE = re.compile(
    r"\b\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|jan\w*|feb\w*|maart|march|mrt|apr\w*|mei|may|jun\w*|jul\w*|aug\w*"
    r"|sep\w*|okt\w*|oct\w*|nov\w*|dec\w*)\s*[-/. ]\s*(?:19\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(geboren|geboortedatum|geb\.|date of birth|born)", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\d+])\d(?:[ .-]?\d){7,10}(?!\d)")
_SHOUTED = re.compile(r"\b[^\W\d_]{3,}(?:[ ,]+[^\W\d_]{2,})+\b")


@dataclass(frozen=True, slots=True)
class Check:
    """One point: its name, the verdict, and which of its reasons holds, with what it is about.

    Attributes:
        name: ``email``, ``phone``, ``gaps``, ``writing``, ``spelling``, ``page``, ``private`` or ``photo``.
        verdict: done, not yet, or have a look yourself.
        reason: short word that the page has a sentence for.
        about: the passages it is about, at most ``MOST_QUOTES``.
        gaps: the gaps it is about.
        pages: how many pages it would be, 0 when that is not the point.
    """

    name: str
    verdict: Verdict
    reason: str
    about: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    pages: int = 0


def check(content: Content, today: Month, pages: int | None = None) -> tuple[Check, ...]:
    """Return the whole checklist; ``pages`` is the length of the export, estimated when it is not known."""
    return (
        _email(content.email),
        _phone(content.phone),
        _gaps(content, today),
        _writing(content),
        Check("spelling", "look", "browser"),
        _page(content, estimated_pages(content) if pages is None else pages),
        _private(_told(content)),
        Check("photo", "look", "none_asked"),
    )


def _email(written: str) -> Check:
    if not written.strip():
        return Check("email", "not_yet", "missing")
    return Check("email", *(("done", "fine") if _EMAIL.fullmatch(written.strip()) else ("not_yet", "odd")))


def _phone(written: str) -> Check:
    """Between 8 and 15 digits (E.164), with nothing else than what people write between them."""
    if not written.strip():
        return Check("phone", "not_yet", "missing")
    digits = sum(sign.isdecimal() for sign in written)
    is_fine = 8 <= digits <= 15 and all(sign.isdecimal() or sign in "+()-/. " for sign in written.strip())
    return Check("phone", *(("done", "fine") if is_fine else ("not_yet", "odd")))


def _gaps(content: Content, today: Month) -> Check:
    read: list[tuple[Month, Month]] = []
    unread: list[str] = []
    listed = [period for period in (*content.education, *content.experience) if period.title or period.where]
    for period in listed:
        start = read_month(period.start, is_end=False, today=today)
        until = read_month(period.until, is_end=True, today=today)
        if start is None or until is None or until < start:
            unread.append(period.title or period.where)
        else:
            read.append((start, until))
    if not listed:
        return Check("gaps", "not_yet", "empty")
    if unread:
        return Check("gaps", "not_yet", "unread", tuple(unread[:MOST_QUOTES]))
    found = gaps(read)
    return (
        Check("gaps", "look", "found", gaps=found[:MOST_QUOTES]) if found else Check("gaps", "done", "fine")
    )


def _longer_texts(content: Content) -> list[str]:
    """The texts in which people write sentences; a single word may well have no capital."""
    periods = (*content.education, *content.experience)
    return [content.profile, content.interests, *(period.text for period in periods)]


def _told(content: Content) -> str:
    """Everything but contact details and periods, where telephone numbers and dates belong."""
    others = replace(content, email="", phone="", references=(), education=(), experience=())
    periods = (*content.education, *content.experience)
    about = [f"{period.title}\n{period.where}\n{period.text}" for period in periods]
    return "\n".join([plain_text(others), *about])


def _is_shouted(sentence: str) -> bool:
    return any(words.isupper() for words in _SHOUTED.findall(sentence))


def _starts_low(sentence: str) -> bool:
    """A line that begins with a dash or a bullet, a figure or a web address may start as it likes."""
    first = sentence.split(maxsplit=1)[0]
    return sentence[0].islower() and " " in sentence and "." not in first[:-1]


def _writing(content: Content) -> Check:
    texts = _longer_texts(content)
    parts = [part for text in texts for part in sentences(text)]
    if not parts:
        return Check("writing", "not_yet", "empty")
    found = {
        "spaces": [part for part in parts if "  " in part],
        "low": [part for part in parts if _starts_low(part)],
        "shouted": [part for part in parts if _is_shouted(part)],
    }
    for reason, about in found.items():
        if about:
            return Check("writing", "not_yet", reason, tuple(about[:MOST_QUOTES]))
    return Check("writing", "done", "fine")


def _lines(text: str) -> int:
    return sum(1 + len(line) // LETTERS_PER_LINE for line in text.splitlines())


def estimated_pages(content: Content) -> int:
    """Return about how many pages the CV takes, from its length; 0 when it is empty."""
    texts = [section_text(content, section) for section in SECTIONS]
    # A heading and the white around it take three lines.
    lines = sum(_lines(text) + 3 for text in texts if text)
    return -(-lines // LINES_PER_PAGE)


def _page(content: Content, pages: int) -> Check:
    if not any(section_text(content, section) for section in SECTIONS if section != "profile"):
        return Check("page", "not_yet", "empty")
    return Check("page", *(("done", "fine") if pages <= 1 else ("not_yet", "long")), pages=pages)


def is_citizen_number(digits: str) -> bool:
    """Whether digits can be a Dutch BSN (the 11-test) or a Belgian national number (remainder of 97)."""
    if len(digits) == 9:
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
        return total % 11 == 0 and int(digits) > 0
    if len(digits) == 11:
        before, last = digits[:9], int(digits[9:])
        return any(97 - int(start + before) % 97 == last for start in ("", "2"))
    return False


def _private(text: str) -> Check:
    numbers = (match[0] for match in _DIGITS.finditer(text))
    found = [number for number in numbers if is_citizen_number(re.sub(r"\D", "", number))]
    if found:
        return Check("private", "not_yet", "number", tuple(found[:MOST_QUOTES]))
    born = [line for line in text.splitlines() if _BORN.search(line) or _DATE.search(line)]
    return (
        Check("private", "not_yet", "birth", tuple(born[:MOST_QUOTES]))
        if born
        else Check("private", "done", "fine")
    )
