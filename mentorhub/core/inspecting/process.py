"""The process that looks into one file: bytes come in, one line of JSON goes out.

It limits its own memory and time before it reads anything, and needs neither network nor settings.
"""

import json
import os
import sys
from contextlib import suppress

from mentorhub.core.inspecting.limits import CPU_SECONDS, MEMORY_BYTES, Refused


def main() -> None:
    """Look into the file on standard input; its kind (``pdf`` or ``docx``) is the one argument."""
    _limit()
    json.dump(answer(sys.argv[1], sys.stdin.buffer.read()), sys.stdout)


def answer(kind: str, content: bytes) -> dict[str, object]:
    """Return ``{"text", "pages"}`` of a good file, or ``{"refused"}`` with the reason."""
    # Imported under the limits: what a library needs at its start counts as well.
    from mentorhub.core.inspecting import docx, pdf

    try:
        text, pages = (pdf if kind == "pdf" else docx).inspected(content)
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": "too_heavy"}
    except Exception:  # whatever a parser stumbles over, the file is what is wrong
        return {"refused": "broken"}
    return {"text": text, "pages": pages}


def _limit() -> None:
    """Give up memory, time and files; a system without such limits still has the clock of the asker."""
    if hasattr(os, "nice"):
        os.nice(5)  # pages go before
    with suppress(ImportError):
        import resource

        wanted = {
            resource.RLIMIT_AS: MEMORY_BYTES,
            resource.RLIMIT_CPU: CPU_SECONDS,
            resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0,
        }
        for what, most in wanted.items():
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
