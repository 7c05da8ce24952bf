"""Text as it was found in a file, made fit to show and to keep."""

import re
import unicodedata

from mentorhub.core.inspecting.limits import MOST_TEXT

_MANY_LINES = re.compile(r"\n{3,}")
_END_OF_LINE = re.compile(r"[^\S\n]+(?=\n|$)")


def is_invisible(sign: str) -> bool:
    """Whether a sign is a control character, or turns the direction of writing, or is half a pair."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn")


def plain_text(found: str) -> str:
    """Return a text without control characters, with at most one empty line in a row, of limited length."""
    lines = found.replace("\r\n", "\n").replace("\r", "\n")[: 2 * MOST_TEXT]
    kept = "".join(sign for sign in lines if sign in "\n\t" or not is_invisible(sign))
    whole = unicodedata.normalize("NFC", kept)
    return _MANY_LINES.sub("\n\n", _END_OF_LINE.sub("", whole)).strip()[:MOST_TEXT]
