"""Signing in and out by plain HTML forms, because only a plain answer can set an HttpOnly cookie.

Whoever fails goes back to the sign-in page with the reason in the address; the page says it in words.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlencode, urlsplit

from pydantic import Field, ValidationError
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mentorhub.core.actor import anyone, current_actor, signed_in, the_actor
from mentorhub.core.guard import SIGN_IN, Form, digest
from mentorhub.core.limits import limits
from mentorhub.core.routes import client_address, route
from mentorhub.people import sessions
from mentorhub.people.own_path import own_path
from mentorhub.people.service.signing_in import (
    Arrival,
    Refusal,
    enter_with_code,
    enter_with_link,
    send_link,
)
from mentorhub.settings import settings

MAILS_PER_PERSON = 5
MAILS_PER_ADDRESS = 100
MAIL_MINUTES = 15
LANGUAGE_COOKIE = "mentorhub_language"
YEAR_SECONDS = 31_536_000


class MailForm(Form):
    """What the e-mail form sends."""

    email: str = Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    next: str = Field("", max_length=300)


class LinkForm(Form):
    """What the button behind a mailed link sends."""

    token: str = Field(max_length=100)
    next: str = Field("", max_length=300)


class CodeForm(Form):
    """What the card form sends, and the button behind a card's QR code."""

    code: str = Field(max_length=100)
    next: str = Field("", max_length=300)


def back(outcome: str, next_path: str = "") -> Response:
    """Return the way back to the sign-in page, where ``outcome`` is told in words."""
    query = {outcome: "1"} | ({"next": next_path} if next_path else {})
    return RedirectResponse(f"{SIGN_IN}?{urlencode(query)}", 303)


def link_origin(request: Request) -> str:
    """Return the hub's address for a mailed link: one of the settings, never one that the client made up."""
    host = request.headers.get("host", "")
    phones = settings().join_origin
    return phones if host == urlsplit(phones).netloc and phones in settings().origins else settings().origin


@route("/auth/email", may=anyone, methods=("POST",))
async def ask_for_link(request: Request) -> Response:
    """Answer the same to everyone; the address is looked up after the answer has left."""
    try:
        form = MailForm.model_validate(dict(await request.form()))
    except ValidationError:
        return back("unclear")
    next_path = own_path(form.next)
    if not await _may_mail(client_address(request), form.email):
        return back("many", next_path)
    answer = back("sent", next_path)
    answer.background = BackgroundTask(send_link, form.email, link_origin(request), next_path=next_path)
    return answer


async def _may_mail(address: str, email: str) -> bool:
    """Count this mail; False above 5 per person, or 100 per network address, in 15 minutes.

    The network address comes first: one that asks too often uses up nobody's mails, nor the memory for them.
    """
    return await limits().hit("mails from", address, MAILS_PER_ADDRESS, MAIL_MINUTES) and await limits().hit(
        "mails to", digest(email.lower()), MAILS_PER_PERSON, MAIL_MINUTES
    )


@route("/auth/link", may=anyone, methods=("POST",))
async def use_link(request: Request) -> Response:
    """Sign in with a mailed link."""
    try:
        form = LinkForm.model_validate(dict(await request.form()))
    except ValidationError:
        return back("wrong")
    return await _enter(request, "link", partial(enter_with_link, form.token), own_path(form.next))


@route("/auth/code", may=anyone, methods=("POST",))
async def use_code(request: Request) -> Response:
    """Sign in with the code of a printed card."""
    try:
        form = CodeForm.model_validate(dict(await request.form()))
    except ValidationError:
        return back("wrong")
    return await _enter(request, "code", partial(enter_with_code, form.code), own_path(form.next))


async def _enter(
    request: Request, kind: str, attempt: Callable[[], Awaitable[Arrival | Refusal]], next_path: str
) -> Response:
    who = client_address(request)
    async with limits().in_turn(kind, who):
        if not await limits().allows_try(kind, who):
            return back("many", next_path)
        result = await attempt()
        if result is Refusal.WRONG:
            await limits().count_failure(kind, who)
    if isinstance(result, Arrival):
        return await _let_in(request, result, next_path)
    return back(result, next_path)


async def _let_in(request: Request, arrival: Arrival, next_path: str) -> Response:
    """Give the new session's cookie; whoever was signed in in this browser is signed out."""
    before = current_actor()
    if before is not None:
        await sessions.sign_out(before)
    answer = RedirectResponse(next_path or ("/where" if arrival.has_choice else "/"), 303)
    sessions.set_cookie(answer, arrival.secret)
    if LANGUAGE_COOKIE not in request.cookies:
        # The page's own script reads and writes this one, so it is not HttpOnly.
        answer.set_cookie(LANGUAGE_COOKIE, arrival.language, max_age=YEAR_SECONDS, samesite="lax")
    return answer


@route("/auth/sign-out", may=signed_in, methods=("POST",))
async def sign_out(request: Request) -> Response:
    """End this session."""
    return await _leave(everywhere=False)


@route("/auth/sign-out-everywhere", may=signed_in, methods=("POST",))
async def sign_out_everywhere(request: Request) -> Response:
    """End all sessions of this person."""
    return await _leave(everywhere=True)


async def _leave(*, everywhere: bool) -> Response:
    await sessions.sign_out(the_actor(), everywhere=everywhere)
    answer = back("out")
    sessions.clear_cookie(answer)
    return answer
