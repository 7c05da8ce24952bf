"""Answers that a browser saves and never shows: own content type, an honest name, no sniffing, no cache."""

import unicodedata
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from mentorhub.core.tables import StoredFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def as_download(file: StoredFile, content: bytes) -> Response:
    """Return the answer that sends a kept file."""
    return as_attachment(file.name, file.media_type, content)


def as_attachment(name: str, media_type: str, content: bytes) -> Response:
    """Return the answer that sends bytes to save under a name (RFC 6266, RFC 8187)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join("-" if sign in '"\\;%' or not sign.isprintable() else sign for sign in plain)
    stated = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {
        "content-disposition": stated,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        # Whatever opens it all the same runs nothing.
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=media_type, headers=headers)


def unavailable() -> Response:
    """Return the answer for a file that the store cannot give now."""
    return PlainTextResponse("unavailable", 503, headers={"retry-after": "60"})
