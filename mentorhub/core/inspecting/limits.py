"""How much a file may be, and how much looking into it may cost."""

MOST_TEXT = 100_000
"""Characters of text that are kept of a file."""
MOST_PAGES = 50
MOST_OBJECTS = 50_000
"""Objects of a PDF that are looked at; a CV has some hundreds."""
MOST_ENTRIES = 500
MOST_UNPACKED = 50 * 1024 * 1024
"""Bytes of all entries of a DOCX together."""
MOST_RATIO = 100
"""How many times larger than the file its entries may be."""
HEAD = 1024
"""A reader looks for the mark of a PDF in so many bytes, and a browser for that of a page."""

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 15.0


class Refused(Exception):
    """A file is not taken; ``reason`` is a name in the section ``refused`` of the texts of files."""

    def __init__(self, reason: str) -> None:
        """Take the reason."""
        super().__init__(reason)
        self.reason = reason
