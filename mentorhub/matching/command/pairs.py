"""The outcome as a file: one line per mentee with a reason, and the profile in one line."""

import csv
import io
from collections.abc import Iterator, Mapping

from mentorhub.core.texts import say
from mentorhub.matching.rules import Instance, PairReason, Profile, Result, Source
from mentorhub.matching.telling import told
from mentorhub.matching.wording import reason_text
from mentorhub.people.roster import neutral_cell

COLUMNS = ("mentee", "mentor", "rank", "reason")
LANGUAGE = "en"
_FELL_BACK = {Source.MET, Source.ANY}


def pairs_file(instance: Instance, result: Result, reasons: Mapping[str, PairReason]) -> bytes:
    """Return the pairs as CSV in UTF-8, mentees in the order of the instance.

    Mentor and rank are empty without a mentor, the rank also beyond the list. A cell that a spreadsheet
    would take for a formula begins with an apostrophe.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(neutral_cell, cells) for cells in _lines(instance, result, reasons))
    return target.getvalue().encode()


def profile_line(profile: Profile) -> str:
    """Return ``profile: 202 102 48 30 | 118``: first to last rank, then those with none of their choices."""
    return f"profile: {' '.join(map(str, profile.ranks))} | {profile.without_choice}"


def _lines(
    instance: Instance, result: Result, reasons: Mapping[str, PairReason]
) -> Iterator[tuple[str, str, str, str]]:
    has_room = len(result.pairs) < sum(instance.capacities.values())
    beyond = say("matching.board.beyond", length=instance.list_length)[LANGUAGE]
    kept_out = say("matching.command.kept_out")[LANGUAGE]
    for mentee in instance.preferences:
        reason = reasons[mentee]
        if reason.mentor is None and has_room:
            why = _sentence(kept_out)
        elif reason.source in _FELL_BACK and instance.preferences[mentee]:
            why = _sentence(f"{beyond}; {_in_words(reason)}")
        else:
            why = _sentence(_in_words(reason), reason.reason.choice if reason.reason else "")
        yield mentee, reason.mentor or "", str(reason.rank or ""), why


def _in_words(reason: PairReason) -> str:
    """The reason as a piece of text in which people are called as in the files."""
    return reason_text(told(reason), str)[LANGUAGE]


def _sentence(text: str, name: str = "") -> str:
    """The text as a sentence; a name at its beginning stays as it is."""
    begin = text if name and text.startswith(name) else text[:1].upper() + text[1:]
    return f"{begin}."
