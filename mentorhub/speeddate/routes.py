"""Plain HTTP: coming in by scanning the QR code or by sending the typed code."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mentorhub.core.actor import anyone, current_actor
from mentorhub.core.guard import SIGN_IN
from mentorhub.core.limits import limits
from mentorhub.core.routes import client_address, route
from mentorhub.speeddate.service.joining import Door, knock

WRONG_CODE = "room code"


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
