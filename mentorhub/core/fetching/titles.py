"""Finding the title in a page and making it fit to show."""

import re
import unicodedata
from html.parser import HTMLParser

MOST_LETTERS = 200
# From where the title begins; what comes before is skipped, so that no odd page keeps the parser busy.
_PART = 4_000
_BEGIN = re.compile(r"<title[\s>]", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.IGNORECASE)
# Few and plain: some of Python's other codecs take very long over hostile bytes.
_CHARSETS = frozenset(
    {"utf-8", "iso-8859-1", "iso-8859-2", "iso-8859-9", "iso-8859-15", "windows-1250", "windows-1252"}
)


class _Title(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.is_open = False
        self.is_done = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.is_open = self.is_open or tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.is_open, self.is_done = False, True

    def handle_data(self, data: str) -> None:
        if self.is_open and not self.is_done:
            self.parts.append(data)


def title_in(body: bytes, charset: str) -> str:
    """Return the title of an HTML page, empty when it has none; plain text of at most 200 letters.

    Args:
        body: the page.
        charset: what its header says; the page itself is asked when that is empty or unknown.
    """
    page = body.decode(_charset(body, charset), "replace")
    found = _BEGIN.search(page)
    if found is None:
        return ""
    parser = _Title()
    parser.feed(page[found.start() : found.start() + _PART])
    parser.close()
    return clean("".join(parser.parts))


def _charset(body: bytes, named: str) -> str:
    within = _META.search(body[:2048])
    candidates = (named, within[1].decode("ascii") if within else "")
    return next((name.lower() for name in candidates if name.lower() in _CHARSETS), "utf-8")


def clean(title: str) -> str:
    """Return a title on one line, without signs that hide or turn text, shortened with an ellipsis."""
    spaced = " ".join(title.split())
    seen = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C").strip()
    return seen if len(seen) <= MOST_LETTERS else seen[: MOST_LETTERS - 1].rstrip() + "…"
