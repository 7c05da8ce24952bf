"""The page behind a link in a check-in: it answers when somebody sees it, says what it did and can undo it.

Following the link changes nothing. The page then sends its form by a small script, as mail scanners do not;
help is asked with a press of the button only.
"""

from pydantic import Field, ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mentorhub.core.actor import anyone
from mentorhub.core.guard import Form
from mentorhub.core.limits import limits
from mentorhub.core.routes import client_address, route
from mentorhub.core.texts import LANGUAGES, say_in
from mentorhub.pairs.checkins.links import ADDRESS
from mentorhub.pairs.checkins.service import Seen, answer, look, undo
from mentorhub.people.routes.confirming import reader_language
from mentorhub.people.routes.signing_in import LANGUAGE_COOKIE
from mentorhub.ui.bare_page import bare_page, one_button, one_link

SCRIPT = "/check-in.js"
UNDO = ADDRESS + "/undo"


class AnswerForm(Form):
    """What a button sends: the end of the link."""

    token: str = Field(max_length=400)


@route(ADDRESS + "/{token}", may=anyone)
async def behind_check_in(request: Request) -> Response:
    """Show what the link does, or what was answered; changes nothing."""
    token = request.path_params["token"]
    return _page(request, token, await look(token) if await _may_try(request) else Seen("wrong"))


@route(ADDRESS, may=anyone, methods=("POST",))
async def answer_check_in(request: Request) -> Response:
    """Carry out what the link says, and go to the page that tells it."""
    token = await _token_in(request)
    if token is None:
        return _page(request, "", Seen("wrong"))
    now = await answer(token)
    if now in ("wrong", "too_often"):
        return _page(request, token, Seen(now))
    return RedirectResponse(f"{ADDRESS}/{token}", 303)


@route(UNDO, may=anyone, methods=("POST",))
async def undo_check_in(request: Request) -> Response:
    """Take *spoke* back, and show how it stands now."""
    token = await _token_in(request)
    if token is None:
        return _page(request, "", Seen("wrong"))
    await undo(token)
    return RedirectResponse(f"{ADDRESS}/{token}", 303)


async def _token_in(request: Request) -> str | None:
    """Return the token that a button of ours sent; None for anything else, or after too many wrong ones."""
    try:
        form = AnswerForm.model_validate(dict(await request.form()))
    except ValidationError:
        return None
    if not await _may_try(request) or (await look(form.token)).now == "wrong":
        await limits().count_failure("check-in", client_address(request))
        return None
    return form.token


async def _may_try(request: Request) -> bool:
    return await limits().allows_try("check-in", client_address(request))


def _page(request: Request, token: str, seen: Seen) -> Response:
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    language = chosen if chosen in LANGUAGES else seen.language or reader_language(request)
    what = f"ask_{seen.answer}" if seen.now == "ask" else seen.now
    hint = "checkins.hint.help" if seen.now == "help" else "checkins.hint.spoke" if seen.can_undo else ""
    return HTMLResponse(
        bare_page(
            language,
            say_in(language, f"checkins.title.{what}", name=seen.other),
            say_in(language, f"checkins.text.{what}", name=seen.other),
            action=_actions(language, token, seen),
            hint=say_in(language, hint) if hint else "",
            script=SCRIPT if seen.now == "ask" and seen.at_once else "",
        )
    )


def _actions(language: str, token: str, seen: Seen) -> str:
    """Return the buttons and the way on; the form that the script sends is the first."""
    parts: list[str] = []
    if seen.now == "ask":
        parts.append(one_button(language, f"checkins.press.{seen.answer}", ADDRESS, {"token": token}))
    if seen.now == "not_yet":
        parts.append(
            one_button(
                language, "checkins.press.after_all", ADDRESS, {"token": seen.spoke_token}, is_main=False
            )
        )
    if seen.now == "spoke" and seen.can_undo:
        parts.append(one_button(language, "checkins.press.undo", UNDO, {"token": token}, is_main=False))
    goes_to = "/coach/help" if seen.now in ("help", "too_often") else "/coach"
    key = "checkins.press.to_help" if goes_to.endswith("help") else "checkins.press.to_room"
    parts.append(one_link(language, key, goes_to, is_main=seen.now != "ask"))
    return "\n".join(parts)
