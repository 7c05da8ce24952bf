"""One cell: cleaning what a school typed, seeing a formula, and making a cell harmless on the way out."""

import re
import unicodedata

# What a spreadsheet takes as the start of a formula; the wide forms too, which some of them convert.
_FORMULA_START = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL_START = ("\t", "\r", "\n")
# Joiners belong to the spelling of names in some scripts; all other invisible characters go.
_KEPT_INVISIBLE = frozenset("\u200c\u200d")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "\u0131": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)


def clean(text: str) -> str:
    """The text in NFC, without invisible characters, white space at the ends gone and single within."""
    if not (text.isascii() and text.isprintable()):
        visible = (char for char in text if char.isspace() or not _is_invisible(char))
        text = unicodedata.normalize("NFC", "".join(visible))
    return " ".join(text.split())


def plain(text: str) -> str:
    """The text for comparing and sorting: lower case, without accents ("Özdemir" and "ozdemir" are one)."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return bare.translate(_LETTERS)


def word(text: str) -> str:
    """Only the letters and digits of `plain(text)`: "E-mail adres:" becomes "emailadres"."""
    return re.sub(r"[\W_]+", "", plain(text))


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could run this cell: it starts with = + - @ or a tab.

    White space and apostrophes before the sign are looked through, so that a cell which
    `neutral_cell` made harmless is still seen when the file comes back.
    """
    return text.startswith("\t") or text.lstrip(" '\t\r\n\u00a0").startswith(_FORMULA_START)


def neutral_cell(text: str) -> str:
    """The text as it may stand in a CSV or XLSX file: with an apostrophe before what could be a formula.

    Source: OWASP, CSV injection; ASVS 1.2.10.
    """
    risky = text.startswith(_CONTROL_START) or text.lstrip().startswith(_FORMULA_START)
    return f"'{text}" if risky else text


def _is_invisible(char: str) -> bool:
    """Control, format and broken characters, such as those that turn the direction of a name around."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in _KEPT_INVISIBLE
