"""The page behind *did it happen?* in a mail: one button, so that mail scanners answer nothing."""

from pydantic import Field, ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mentorhub.core.actor import anyone
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import Form
from mentorhub.core.limits import limits
from mentorhub.core.routes import client_address, route
from mentorhub.core.texts import say_in
from mentorhub.pairs.service import Outcome, answer_by_link, look_behind_link
from mentorhub.people.routes.confirming import reader_language
from mentorhub.ui.bare_page import bare_page, one_button, one_link

ADDRESS = "/appointments/answer"


class AnswerForm(Form):
    """What the button sends."""

    token: str = Field(max_length=400)


@route(ADDRESS + "/{token}", may=anyone)
async def behind_answer_link(request: Request) -> Response:
    """Show the button behind a mailed link; the link itself stays unused."""
    language, token = reader_language(request), request.path_params["token"]
    if not await _may_try(request):
        return _told(language, "wrong")
    found = await look_behind_link(token)
    if isinstance(found, str):
        return _told(language, found)
    answer, appointment, zone = found
    when = moment_text(appointment.starts_at, zone)[language]
    return HTMLResponse(
        bare_page(
            language,
            say_in(language, "together.link.title"),
            say_in(language, "together.link.when", when=when),
            action=one_button(language, f"together.link.press_{answer}", ADDRESS, {"token": token}),
        )
    )


@route(ADDRESS, may=anyone, methods=("POST",))
async def use_answer_link(request: Request) -> Response:
    """Carry out what the link says, and tell what came of it."""
    language = reader_language(request)
    try:
        form = AnswerForm.model_validate(dict(await request.form()))
    except ValidationError:
        return _told(language, "wrong")
    if not await _may_try(request):
        return _told(language, "wrong")
    outcome = await answer_by_link(form.token)
    if outcome == "wrong":
        await limits().count_failure("answer", client_address(request))
    return _told(language, outcome)


async def _may_try(request: Request) -> bool:
    return await limits().allows_try("answer", client_address(request))


def _told(language: str, outcome: Outcome) -> Response:
    is_no = outcome == "no"
    action = one_link(language, "together.link.plan" if is_no else "together.link.to_room", "/coach")
    return HTMLResponse(
        bare_page(
            language,
            say_in(language, f"together.link.{outcome}_title"),
            say_in(language, f"together.link.{outcome}_text"),
            action=action,
        ),
        headers={"cache-control": "no-store"},
    )
