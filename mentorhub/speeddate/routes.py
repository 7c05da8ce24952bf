"""Plain HTTP: coming in by scanning the QR code or by sending the typed code, and saving a note."""

from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from mentorhub.core.actor import anyone, current_actor, students, the_actor
from mentorhub.core.guard import SIGN_IN
from mentorhub.core.limits import limits
from mentorhub.core.routes import client_address, route
from mentorhub.core.trouble import CannotWrite
from mentorhub.speeddate.service.joining import Door, knock
from mentorhub.speeddate.service.noting import Numbered, Overtaken, note_in_turn
from mentorhub.speeddate.state.address import as_id

WRONG_CODE = "room code"
NOTES_PER_SECOND = 5


class SentNote(BaseModel):
    """What a phone posts: the event, whom it is about, the text, and which save of which browser this is."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    event: str
    about: str
    note: str
    device: str = Field("", max_length=60)
    number: int = Field(0, ge=0, lt=2**53)


@route("/r/{code}", may=anyone)
async def scanned(request: Request) -> Response:
    """Come in with the code that is in the address, from the QR code on the projector."""
    return await _come_in(request, request.path_params["code"])


@route("/join", may=anyone)
async def typed(request: Request) -> Response:
    """Come in with the code that was typed on the page ``/r``."""
    return await _come_in(request, request.query_params.get("code", ""))


async def _come_in(request: Request, code: str) -> Response:
    """Wrong codes are counted and refused above the limit (OWASP ASVS 5.0, 2.4.1).

    They are counted per person: a school has one network address, and the typing errors of some would close
    the door for all. Only who is not signed in is counted per address.
    """
    actor = current_actor()
    who = str(actor.person_id) if actor else client_address(request)
    async with limits().in_turn(WRONG_CODE, who):
        if not await limits().allows_try(WRONG_CODE, who):
            return _back("many")
        door = await knock(actor, code)
        if door.answer == "unknown":
            await limits().count_failure(WRONG_CODE, who)
    return RedirectResponse(_address(door), 303)


def _address(door: Door) -> str:
    if door.answer == "room":
        return "/room"
    if door.answer == "run":
        return f"/speed-dates/{door.speed_date_id}/run"
    if door.answer == "sign_in":
        return f"{SIGN_IN}?{urlencode({'next': f'/r/{door.code}'}, safe='/')}"
    return _why(door.answer)


def _why(answer: str) -> str:
    return f"/r?{urlencode({'why': answer})}"


def _back(answer: str) -> Response:
    return RedirectResponse(_why(answer), 303)


@route("/room/note", may=students, methods=("POST",))
async def noted(request: Request) -> Response:
    """Keep a private note; an acknowledged note is in the database.

    A plain post, so that a phone knows what was kept without its socket, and also while it leaves the page.
    """
    actor = the_actor()
    if not await limits().keeps_pace("note", str(actor.person_id), NOTES_PER_SECOND):
        return JSONResponse({}, 429, headers={"retry-after": "1"})
    try:
        sent = SentNote.model_validate_json(await request.body())
    except ValidationError:
        return PlainTextResponse("", 400)
    numbered = Numbered(sent.note, sent.device, sent.number)
    try:
        kept = await note_in_turn(actor, as_id(sent.event), as_id(sent.about), numbered)
    except Overtaken:
        return JSONResponse({}, 409)
    except CannotWrite as fault:
        return JSONResponse({"trouble": fault.kind}, 503, headers={"retry-after": "5"})
    return JSONResponse({"note": kept})
