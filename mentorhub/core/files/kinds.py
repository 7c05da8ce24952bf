"""The kinds of file that people may send, and the refusal of one that is not taken."""

from dataclasses import dataclass

from mentorhub.core.routes import UPLOAD_BYTES

MOST_BYTES = UPLOAD_BYTES
"""The largest file, in bytes: 5 MB."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name for the process that looks into it, how it ends, its media type."""

    name: str
    extension: str
    media_type: str


PDF = Kind("pdf", ".pdf", "application/pdf")
DOCX = Kind("docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


class FileRefused(Exception):
    """A file is not taken; ``reason_key`` is the catalogue key of what to tell whoever sent it.

    ``reason`` is the last word of that key, to pass on in an address.
    """

    def __init__(self, reason: str) -> None:
        """Take a name in the section ``refused`` of the texts of files."""
        super().__init__(reason)
        self.reason = reason
        self.reason_key = f"files.refused.{reason}"
