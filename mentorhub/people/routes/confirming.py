"""The page behind a mailed link or a card's QR code: one button, so that mail scanners use nothing up."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mentorhub.core.actor import anyone
from mentorhub.core.routes import route
from mentorhub.core.texts import LANGUAGES, say_in
from mentorhub.people.own_path import own_path
from mentorhub.people.routes.signing_in import LANGUAGE_COOKIE
from mentorhub.ui.bare_page import bare_page, one_button


@route("/auth/link/{token}", may=anyone)
async def behind_link(request: Request) -> Response:
    """Show the button behind a mailed link; the link itself stays unused."""
    return _page(request, "people.confirm.link_text", "/auth/link", "token", request.path_params["token"])


@route("/c/{code}", may=anyone)
async def behind_card(request: Request) -> Response:
    """Show the button behind a card's QR code."""
    return _page(request, "people.confirm.card_text", "/auth/code", "code", request.path_params["code"])


def reader_language(request: Request) -> str:
    """Return the language chosen in this browser, else the first it asks for that we speak, else Dutch."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    asked = [part.strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in (chosen, *asked) if code in LANGUAGES), "nl")


def _page(request: Request, text: str, action: str, field: str, secret: str) -> Response:
    language = reader_language(request)
    next_path = own_path(request.query_params.get("next", ""))
    return HTMLResponse(
        bare_page(
            language,
            say_in(language, "people.confirm.title"),
            say_in(language, text),
            action=one_button(
                language, "people.confirm.yes", action, {field: secret[:100], "next": next_path}
            ),
            hint=say_in(language, "people.confirm.other"),
        )
    )
