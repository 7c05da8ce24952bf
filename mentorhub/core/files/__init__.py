"""Files that people send: looked into first, kept under a random name, sent back as a download only.

``examine`` takes time (another process looks into the file), so call it before a transaction is opened;
``keep_examined`` then stores it and adds its row. ``keep`` does both. Access is the caller's: whoever holds
the row may read the bytes.
"""

from mentorhub.core.files.download import CSV, XLSX, as_attachment, as_download, unavailable
from mentorhub.core.files.examining import Examined, examine
from mentorhub.core.files.keeping import content_of, forget, keep, keep_examined
from mentorhub.core.files.kinds import DOCX, MOST_BYTES, PDF, FileRefused, Kind
from mentorhub.core.files.store import StoreFault
from mentorhub.core.files.words import refusal

__all__ = [
    "CSV",
    "DOCX",
    "MOST_BYTES",
    "PDF",
    "XLSX",
    "Examined",
    "FileRefused",
    "Kind",
    "StoreFault",
    "as_attachment",
    "as_download",
    "content_of",
    "examine",
    "forget",
    "keep",
    "keep_examined",
    "refusal",
    "unavailable",
]
