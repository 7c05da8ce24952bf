"""The name that a file came with: refused when it is a path, cleaned of what cannot be seen."""

import re
import unicodedata
from pathlib import PurePosixPath

from mentorhub.core.files.kinds import FileRefused
from mentorhub.core.inspecting.words import is_invisible

LONGEST = 120
NAMELESS = "document"
_SPACES = re.compile(r"\s+")
_PATH = re.compile(r"[/\\]|^\.{1,2}$|^[A-Za-z]:|%2f|%5c", re.IGNORECASE)
_AWKWARD = re.compile(r'[<>:"|?*]')


def clean_name(given: str) -> str:
    """Return the name of a file as it is kept: 120 characters at most, on one line, from left to right.

    Raises:
        FileRefused: it is the name of a path, or there is none.
    """
    if _PATH.search(given):
        raise FileRefused("path_name")
    # Signs that turn the direction make ``cv_fdp.exe`` look like ``cv_exe.pdf``.
    seen = "".join(sign for sign in unicodedata.normalize("NFC", given) if not is_invisible(sign))
    name = _SPACES.sub(" ", _AWKWARD.sub("", seen)).strip(" .")
    if not name:
        raise FileRefused("wrong_type")
    suffix = PurePosixPath(name).suffix
    stem = name.removesuffix(suffix).strip(" .") or NAMELESS
    return stem[: LONGEST - len(suffix)].rstrip() + suffix
