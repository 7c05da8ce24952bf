"""What is wrong with the files, by file and line."""

from dataclasses import dataclass, field

MOST_SHOWN = 20


class CannotMatch(Exception):
    """Nothing was written; the text says why, one line per fault."""


@dataclass(slots=True)
class Faults:
    """The faults found in one file so far, in the order of its lines."""

    file: str
    found: list[str] = field(default_factory=list)

    def note(self, line: int, reason: str) -> None:
        """Keep a fault; `line` counts from 1."""
        self.found.append(f"{self.file}, line {line}: {reason}")

    def stop(self) -> None:
        """Go no further when anything was noted.

        Raises:
            CannotMatch: with the first faults, and how many more there are.
        """
        if not self.found:
            return
        left = len(self.found) - MOST_SHOWN
        more = [f"{self.file}: {left} more faults"] if left > 0 else []
        raise CannotMatch("\n".join([*self.found[:MOST_SHOWN], *more]))


def fault(file: str, line: int, reason: str) -> CannotMatch:
    """Return one fault that makes reading on useless; the caller raises it."""
    return CannotMatch(f"{file}, line {line}: {reason}")
