"""The six characters by which a phone finds the room."""

import unicodedata
from random import Random

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without 0, O, 1 and I, which look alike from the back row: 32, so 30 bits a code."""

LENGTH = 6


def room_code(random: Random) -> str:
    """Return a new code. Pass `random.SystemRandom()`: whoever guesses a code may knock at the door."""
    return "".join(random.choice(ALPHABET) for _ in range(LENGTH))


def normalise_code(text: str) -> str | None:
    """Return a code as people type it in its one form, or None when it cannot be a code.

    Small letters, wide letters of some keyboards, and spaces, hyphens and dots between the characters
    are put right. 0, O, 1 and I are in no code, and what was meant by them (Q or D, L or J) is a guess
    that could open another room; so they are not replaced.
    """
    if len(text) > 10 * LENGTH:
        return None
    plain = unicodedata.normalize("NFKC", text)
    letters = "".join(letter for letter in plain if not _is_filler(letter)).upper()
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else None


def _is_filler(letter: str) -> bool:
    """Say whether this is a space, a hyphen or dash of any kind, a dot, or an invisible mark."""
    return letter in "._" or letter.isspace() or unicodedata.category(letter) in {"Pd", "Cf"}
