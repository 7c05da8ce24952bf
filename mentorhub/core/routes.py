"""Plain HTTP routes beside the pages: each declares its policy, and posts must come from our own pages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from mentorhub.core.actor import NotFound, Policy, current_actor, set_current_actor
from mentorhub.core.guard import SIGN_IN, ResolveActor, session_reference
from mentorhub.core.texts import catalogue
from mentorhub.core.trouble import CannotWrite, Kind
from mentorhub.settings import settings

Endpoint = Callable[[Request], Awaitable[Response]]
UPLOAD_BYTES = 5 * 1024 * 1024
FORM_BYTES = 16 * 1024
_FORM_SLACK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared route."""

    path: str
    methods: tuple[str, ...]
    may: Policy
    endpoint: Endpoint
    max_bytes: int
    on_too_large: str = ""
    from_anywhere: bool = False


_declared: list[Declared] = []


def route(
    path: str,
    *,
    may: Policy,
    methods: tuple[str, ...] = ("GET",),
    max_bytes: int = FORM_BYTES,
    on_too_large: str = "",
    from_anywhere: bool = False,
) -> Callable[[Endpoint], Endpoint]:
    """Declare a plain HTTP route.

    Args:
        path: Starlette path, such as ``/cards/{group_id}.pdf``.
        may: who may try it; others get *not found*, or the sign-in page when nobody is signed in.
        methods: HTTP methods.
        max_bytes: largest body, refused before it is read.
        on_too_large: page of ours that the browser shows after such a refusal.
        from_anywhere: whether a post may come from elsewhere, such as a mail program (RFC 8058); the endpoint
            then trusts a secret in the address and nothing else: nobody is signed in there.
    """

    def declare(endpoint: Endpoint) -> Endpoint:
        _declared.append(Declared(path, methods, may, endpoint, max_bytes, on_too_large, from_anywhere))
        return endpoint

    return declare


def declared_routes() -> tuple[Declared, ...]:
    """Return every declared route."""
    return tuple(_declared)


def is_own_page(request: Request) -> bool:
    """Whether a post comes from a page of ours (OWASP ASVS 5.0, 3.5.1)."""
    sender = request.headers.get("origin") or request.headers.get("referer") or ""
    parts = urlsplit(sender)
    return f"{parts.scheme}://{parts.netloc}" in settings().origins


def _too_large(request: Request, most: int) -> bool:
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        # A body of unknown length is announced in HTTP/1.1; over HTTP/2 nothing tells it beforehand.
        is_newer = request.method == "POST" and not request.scope["http_version"].startswith("1")
        return is_newer or "transfer-encoding" in request.headers
    return int(length) > most + (_FORM_SLACK if most > FORM_BYTES else 0)


def _refuse_body(declared: Declared) -> Response:
    """Say no without reading the body; the page that explains it comes by a header, the status stays 413."""
    shown = {"refresh": f"0; url={declared.on_too_large}"} if declared.on_too_large else {}
    return PlainTextResponse("too large", 413, headers=shown)


def _refuse_now(kind: Kind) -> Response:
    """Say in both languages that it does not work at present: a bare answer cannot know which one."""
    texts = catalogue()[f"core.trouble.{kind}"]
    return PlainTextResponse(f"{texts['nl']}\n\n{texts['en']}\n", 503, headers={"retry-after": "10"})


def _guarded(declared: Declared, resolve_actor: ResolveActor) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except CannotWrite as fault:
            return _refuse_now(fault.kind)

    async def answer(request: Request) -> Response:
        reference = session_reference(request.headers.get("cookie", ""))
        is_known = bool(reference) and not declared.from_anywhere
        set_current_actor(await resolve_actor(reference) if is_known else None)
        if request.method == "POST" and not (declared.from_anywhere or is_own_page(request)):
            return PlainTextResponse("forbidden", 403)
        if not declared.may(current_actor()):
            return RedirectResponse(SIGN_IN, 303) if current_actor() is None else PlainTextResponse("", 404)
        if _too_large(request, declared.max_bytes):
            return _refuse_body(declared)
        try:
            return await declared.endpoint(request)
        except NotFound:
            return PlainTextResponse("", 404)

    return endpoint


def starlette_routes(resolve_actor: ResolveActor) -> list[Route]:
    """Return all declared routes with the guard in front of each."""
    return [
        Route(declared.path, _guarded(declared, resolve_actor), methods=list(declared.methods))
        for declared in _declared
    ]


def client_address(request: Request) -> str:
    """Return the caller's network address, past the proxies that the settings trust."""
    # Some proxies add a line of their own instead of lengthening the one that the client sent.
    lines = ",".join(request.headers.getlist("x-forwarded-for"))
    return address_behind(lines, request.client.host if request.client else "unknown")


def address_behind(forwarded_for: str, direct: str) -> str:
    """Return the address in a header ``X-Forwarded-For`` that a trusted proxy wrote, else the direct one."""
    hops = settings().trusted_proxy_hops
    forwarded = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    return forwarded[-hops] if hops and len(forwarded) >= hops else direct
