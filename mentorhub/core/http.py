"""What every answer carries: security headers, caching, and sockets without secrets."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mentorhub.core.guard import referring_cookie
from mentorhub.core.serving import PAGES
from mentorhub.settings import settings

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
FALLBACK = "__spa-fallback.html"
YEAR_SECONDS = 31_536_000


def _hashes(page: Path) -> str:
    """Return the CSP sources for the inline scripts of one built page."""
    found = dict.fromkeys(
        match["body"]
        for match in _INLINE.finditer(page.read_text(encoding="utf-8"))
        if "src=" not in match["attributes"] and match["body"]
    )
    digests = (base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() for body in found)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


@lru_cache(maxsize=1)
def _scripts_by_page() -> dict[str, str]:
    pages = {path: _hashes(path) for path in PAGES.rglob("*.html")}
    names = {path: str(path.relative_to(PAGES)).removesuffix("index.html").rstrip("/") for path in pages}
    return {"/" + names[path]: hashes for path, hashes in pages.items()}


@lru_cache(maxsize=1)
def _page_folders() -> frozenset[str]:
    return frozenset("/" + str(p.parent.relative_to(PAGES)) for p in PAGES.glob("*/**/index.html"))


def content_security_policy(path: str) -> str:
    """Return the policy for a path: own scripts and sockets only, inline scripts by their hash."""
    pages = _scripts_by_page()
    scripts = pages.get(path.rstrip("/") or "/", pages.get("/" + FALLBACK, ""))
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in settings().origins)
    return (
        f"default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self' {sockets}; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _set_headers(headers: MutableHeaders, path: str) -> None:
    headers["content-security-policy"] = content_security_policy(path)
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "same-origin"
    headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
    headers["cross-origin-opener-policy"] = "same-origin"
    headers["cross-origin-resource-policy"] = "same-origin"
    if settings().is_https:
        headers["strict-transport-security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
    if path.startswith("/shared/"):
        headers["x-robots-tag"] = "noindex, nofollow"
    is_built_asset = path.startswith(("/assets/", "/fonts/"))
    headers["cache-control"] = f"public, max-age={YEAR_SECONDS}, immutable" if is_built_asset else "no-store"


def _without_secrets(scope: Scope) -> Scope:
    """Return a socket's scope whose cookie header holds only the session's digest."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    cookies = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return {**scope, "headers": [*kept, (b"cookie", referring_cookie(cookies).encode())]}


def secured(app: ASGIApp) -> ASGIApp:
    """Wrap the whole server: headers on every answer, no secret on any socket."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await app(_without_secrets(scope), receive, send)
        elif scope["type"] == "http":
            path = scope["path"]
            # A page's own address, without the detour that a folder's slash would cost a phone.
            is_page = scope["method"] in ("GET", "HEAD") and path in _page_folders()
            inner = {**scope, "path": path + "/"} if is_page else scope
            await app(inner, receive, _headed(send, path))
        else:
            await app(scope, receive, send)

    return guarded


def _headed(send: Send, path: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            _set_headers(MutableHeaders(scope=message), path)
        await send(message)

    return send_with_headers
