"""Files for the command `mentorhub match`, and what came out of it."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from mentorhub.cli import app


@dataclass
class Outcome:
    """What the command did; `pairs` are its lines as (mentee, mentor, rank, reason) without the header."""

    code: int
    pairs: list[tuple[str, ...]]
    profile: str
    errors: str


def parsed(text: str) -> list[tuple[str, ...]]:
    """Return the lines of a file of pairs, header checked and left out."""
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    assert header == ["mentee", "mentor", "rank", "reason"]
    return [tuple(line) for line in lines]


def outcome(code: int, stdout: str, stderr: str) -> Outcome:
    """Take apart what was printed: pairs, if any, and the profile on the last line."""
    *above, profile = stdout.splitlines(keepends=True) or [""]
    pairs = parsed("".join(above)) if above else []
    return Outcome(code, pairs, profile.rstrip("\n"), stderr)


class Desk:
    """A folder with the files of one match, and the command in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def match(self, mentors: str | bytes, choices: str | bytes, *options: str, **files: str) -> Outcome:
        """Write the files and run the command; `pins` and `forbid` are contents of files as well."""
        words = ["match", self.put("mentors.csv", mentors), "--choices", self.put("choices.csv", choices)]
        for name, content in files.items():
            words += [f"--{name}", self.put(f"{name}.csv", content)]
        done = CliRunner().invoke(app, [*words, *options], catch_exceptions=False)
        return outcome(done.exit_code, done.stdout, done.stderr)
