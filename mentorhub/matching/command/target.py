"""The file that is written: whole, or not at all."""

import errno
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mentorhub.matching.command.faults import CannotMatch


@contextmanager
def written_whole(out: Path, inputs: Collection[Path]) -> Iterator[BinaryIO]:
    """Give a new file beside `out`, which takes its place when all went well and is gone otherwise.

    It is made at once, so that a folder that cannot be written to is known before any work is done.

    Raises:
        CannotMatch: the file cannot be written, or is one of the inputs.
    """
    target = out.resolve()
    fresh = target.with_name(f".mentorhub-{secrets.token_hex(8)}.tmp")
    try:
        _check(out, target, inputs)
        file = fresh.open("xb")
        try:
            with file:
                yield file
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise CannotMatch(f"{out}: cannot be written ({error.strerror})") from error


def _check(out: Path, target: Path, inputs: Collection[Path]) -> None:
    """Refuse what a new file must not take the place of: a device, a protected file, an input."""
    if not target.exists():
        return
    if not target.is_file():
        raise CannotMatch(f"{out}: cannot be written (it is no ordinary file)")
    if any(target.samefile(path) for path in inputs):
        raise CannotMatch(f"{out}: cannot be written (it is one of the files to read)")
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
