"""The page behind the stop link of a mail: it works without signing in, one press ends one kind of mail.

A mail program may press for its reader with the POST of RFC 8058; it sends no cookie and knows no origin, so
the token in the address is all that counts.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mentorhub.core.actor import anyone
from mentorhub.core.limits import limits
from mentorhub.core.routes import client_address, route
from mentorhub.core.texts import say_in
from mentorhub.people.notices.choosing import start_again, stop
from mentorhub.people.notices.links import ADDRESS, Stop, read_stop
from mentorhub.people.routes.confirming import reader_language
from mentorhub.ui.bare_page import bare_page, one_button, one_link

AGAIN = "/notices/start"


@route(ADDRESS + "/{token}", may=anyone)
async def behind_stop_link(request: Request) -> Response:
    """Show the button behind a mailed stop link; a look ends nothing."""
    link, token = await _link(request)
    if link is None:
        return _told(request, "wrong")
    button = one_button(reader_language(request), "notices.stop.press", f"{ADDRESS}/{token}")
    return _told(request, "ask", link, action=button)


@route(ADDRESS + "/{token}", may=anyone, methods=("POST",), from_anywhere=True)
async def use_stop_link(request: Request) -> Response:
    """End the kind of mail, and offer to let it come again."""
    link, token = await _link(request)
    if link is None or not await stop(link):
        return _told(request, "wrong")
    button = one_button(reader_language(request), "notices.stop.press_again", f"{AGAIN}/{token}")
    return _told(request, "stopped", link, action=button)


@route(AGAIN + "/{token}", may=anyone, methods=("POST",))
async def start_by_link(request: Request) -> Response:
    """Let the kind of mail come again."""
    link, _token = await _link(request)
    if link is None or not await start_again(link):
        return _told(request, "wrong")
    return _told(request, "started", link)


async def _link(request: Request) -> tuple[Stop | None, str]:
    """Return what the token in the address says, None when it is not ours or the caller guesses too much."""
    token, caller = request.path_params["token"], client_address(request)
    if not await limits().allows_try("stop", caller):
        return None, token
    link = read_stop(token)
    if link is None:
        await limits().count_failure("stop", caller)
    return link, token


def _told(request: Request, what: str, link: Stop | None = None, *, action: str = "") -> Response:
    language = reader_language(request)
    kind = say_in(language, f"notices.kind.{link.kind}_title") if link else ""
    return HTMLResponse(
        bare_page(
            language,
            say_in(language, f"notices.stop.{what}_title"),
            say_in(language, f"notices.stop.{what}_text", kind=kind),
            action=action or one_link(language, "notices.stop.choices", "/notices/choices"),
            hint=say_in(language, "notices.stop.hint") if what == "stopped" else "",
        ),
        headers={"cache-control": "no-store"},
    )
