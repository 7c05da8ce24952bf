"""The code on a printed login card: what it looks like, how it is made and how it is recognised again."""

import hashlib
import hmac
import re
import uuid

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 9
_IGNORED = re.compile(r"[\s\-‐-―_.]+")


def code_of(card_id: uuid.UUID, key: str) -> str:
    """Return the code of a card, such as ``K7F3QX9BM``: the same for every print of the same card.

    It holds 45 random-looking bits that follow from the card's id and the server's key, so that the
    database alone does not tell it.
    """
    made = hmac.new(key.encode(), b"login-card:" + card_id.bytes, hashlib.sha256).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in made[:LENGTH])


def grouped(code: str) -> str:
    """Return a code as it is printed: ``K7F-3QX-9BM``."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))


def cleaned(typed: str) -> str | None:
    """Return the code that someone typed, whatever its spaces, hyphens and case; None when it is no code."""
    code = _IGNORED.sub("", typed).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def code_digest(code: str, key: str) -> str:
    """Return what is stored instead of a code, as 64 hexadecimal digits.

    A code is short enough to be guessed from a bare SHA-256, so the server's key goes into it.
    """
    return hmac.new(key.encode(), b"login-code:" + code.encode(), hashlib.sha256).hexdigest()
