"""The match from files to a file: the solver for whoever wants to check or use it without the website.

No database, no settings, no page: `match_files(...)` returns what goes to standard output.
"""

from mentorhub.matching.command.faults import CannotMatch
from mentorhub.matching.command.run import match_files

__all__ = ["CannotMatch", "match_files"]
