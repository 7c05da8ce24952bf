"""The page behind a mailed link or a card's QR code: one button, so that mail scanners use nothing up."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mentorhub.core.actor import anyone
from mentorhub.core.routes import route
from mentorhub.core.texts import LANGUAGES, say_in
from mentorhub.people.own_path import own_path
from mentorhub.people.routes.signing_in import LANGUAGE_COOKIE

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · MentorHub</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/hub.css"><link rel="stylesheet" href="/people.css">
</head>
<body class="follows-device">
<div class="phone confirm">
<header class="bar-top">
<a class="logo" href="/"><img src="/logo.svg" alt="" width="28" height="18">MentorHub</a>
</header>
<main class="card stack-lg">
<h1>{title}</h1>
<p>{text}</p>
<form method="post" action="{action}">
<input type="hidden" name="{field}" value="{secret}"><input type="hidden" name="next" value="{next_path}">
<button class="btn btn-main btn-wide" type="submit">{yes}</button>
</form>
<p class="hint">{other}</p>
</main>
</div>
</body>
</html>
"""


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
    values = {
        "language": language,
        "title": say_in(language, "people.confirm.title"),
        "text": say_in(language, text),
        "yes": say_in(language, "people.confirm.yes"),
        "other": say_in(language, "people.confirm.other"),
        "action": action,
        "field": field,
        "secret": secret[:100],
        "next_path": own_path(request.query_params.get("next", "")),
    }
    return HTMLResponse(_PAGE.format(**{name: escape(value) for name, value in values.items()}))
