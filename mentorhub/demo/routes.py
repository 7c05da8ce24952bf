"""The page of the demo: one click makes anyone anyone. Declared only when the demo is on."""

from html import escape

from sqlmodel import col, select
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mentorhub.core import db
from mentorhub.core.actor import NotFound, anyone
from mentorhub.core.routes import route
from mentorhub.core.texts import LANGUAGES, say_in
from mentorhub.demo.cast import BUTTONS, SCHOOL, person_behind
from mentorhub.people import sessions
from mentorhub.programmes.tables import School
from mentorhub.settings import settings
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.tables import SpeedDate

LANGUAGE_COOKIE = "mentorhub_language"
LATER = "later-"
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · MentorHub</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/hub.css">
</head>
<body>
<div class="phone">
<header class="bar-top">
<span class="logo"><img src="/logo.svg" alt="" width="28" height="18">MentorHub</span>
<a class="btn btn-quiet" href="/demo?lang={other}" lang="{other}" hreflang="{other}">{switch}</a>
</header>
<main id="content" class="stack-lg">
<h1>{title}</h1>
<p>{lead}</p>
{cards}
</main>
</div>
</body>
</html>
"""
CARD = '<section class="card stack"><h2>{title}</h2><p class="muted">{how}</p>{body}</section>'
BUTTON = (
    '<form method="post" action="/demo/as/{who}"><button class="btn {look}btn-wide">{name}</button></form>'
)


def _language(request: Request) -> str:
    """Return the language that the address asks for, else the remembered one, else Dutch."""
    wanted = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE, "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _button(language: str, who: str) -> str:
    name = say_in(language, f"demo.who.{who.removeprefix(LATER)}")
    look = "btn-main " if who.endswith("teacher") else ""
    return BUTTON.format(who=who, look=look, name=escape(name))


def _card(language: str, name: str, body: str) -> str:
    title, how = say_in(language, f"demo.page.{name}"), say_in(language, f"demo.page.{name}_how")
    return CARD.format(title=escape(title), how=escape(how), body=body)


def _cards(language: str, beam: str) -> str:
    tonight = "".join(_button(language, who) for who in BUTTONS if not who.startswith(LATER))
    later = "".join(_button(language, who) for who in BUTTONS if who.startswith(LATER))
    title = escape(say_in(language, "demo.page.beam"))
    link = f'<a class="btn btn-sun btn-wide" href="{escape(beam)}" target="_blank">{title}</a>'
    shown = {"tonight": tonight, "beam": link if beam else "", "later": later}
    return "\n".join(_card(language, name, body) for name, body in shown.items() if body)


def _only_in_a_demo() -> None:
    """Refuse when this process has the routes, but no demo is on.

    Raises:
        NotFound: as if the address did not exist.
    """
    if not settings().demo:
        raise NotFound


async def _beam() -> str:
    """Return the address of the projector of the evening that is next, or was last."""
    async with db.reading() as session:
        found = await session.exec(
            select(SpeedDate)
            .join(School, col(School.id) == SpeedDate.school_id)
            .where(School.name == SCHOOL, col(SpeedDate.rehearsal_of).is_(None))
            .order_by(col(SpeedDate.starts_at).desc())
        )
        speed_date = found.first()
    return f"/beam/{beam_key(speed_date)}" if speed_date else ""


@route("/demo", may=anyone)
async def demo_page(request: Request) -> Response:
    """Show a button for each part that can be played, and the way to the projector."""
    _only_in_a_demo()
    language = _language(request)
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    page = PAGE.format(
        language=language,
        other=other,
        title=escape(say_in(language, "demo.page.title")),
        lead=escape(say_in(language, "demo.page.lead")),
        switch=escape(say_in(language, "demo.page.other_language")),
        cards=_cards(language, await _beam()),
    )
    answer = HTMLResponse(page)
    if "lang" in request.query_params:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="lax")
    return answer


@route("/demo/as/{who}", may=anyone, methods=("POST",))
async def become(request: Request) -> Response:
    """Sign in as the person behind a button."""
    _only_in_a_demo()
    async with db.transaction() as session:
        secret = await sessions.begin(session, await person_behind(session, request.path_params["who"]))
    answer = RedirectResponse("/", 303)
    sessions.set_cookie(answer, secret)
    return answer
