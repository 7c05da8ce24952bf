"""Deny by default: every event passes here before a handler sees it.

Reflex lets any client call any public method of a state with any payload. This middleware looks the
handler up, refuses one without a declared policy, finds out who acts from the session cookie, checks the
policy, and replaces the payload by values validated with pydantic (unknown keys refused).
"""

import hashlib
import inspect
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, get_type_hints

import reflex as rx
import structlog
from pydantic import BaseModel, ConfigDict, ValidationError, create_model, model_validator
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY

from mentorhub.core import live, trouble, trouble_bar
from mentorhub.core.actor import Actor, NotFound, Policy, set_current_actor, signed_in
from mentorhub.core.logs import where
from mentorhub.core.trouble import CannotWrite, Kind
from mentorhub.settings import settings

log = structlog.get_logger()
SIGN_IN = "/sign-in"
REFERENCE = "reference"
INTERNALS = frozenset(
    {"hydrate", "hydrate_and_load", "set_is_hydrated", "on_load_internal", "update_vars_internal"}
)


def handler(*, may: Policy, background: bool = False) -> Callable[[Callable[..., Any]], Any]:
    """Declare an event handler and who may try it.

    Args:
        may: the policy; the service still decides on which object.
        background: run beside other events, holding the state only inside ``async with self``.
    """

    def declare(function: Callable[..., Any]) -> Any:
        function.policy = may  # type: ignore[attr-defined]  # read back by the guard through EventHandler.fn
        # Reflex turns it into an EventHandler when the class is made, which its own types do not tell.
        declared: Any = rx.event
        return declared(function, background=background)

    return declare


def policy_of(function: Callable[..., Any]) -> Policy | None:
    """Return the declared policy of a handler's function, None when it has none."""
    return getattr(function, "policy", None)


def is_internal(function: Callable[..., Any]) -> bool:
    """Whether this is one of Reflex's own handlers that every page needs."""
    return function.__module__.startswith("reflex.") and function.__name__ in INTERNALS


_models: dict[Callable[..., Any], type[BaseModel]] = {}


def payload_model(function: Callable[..., Any]) -> type[BaseModel]:
    """Return the pydantic model of a handler's arguments; it refuses unknown keys and guessed types."""
    if function not in _models:
        hints = get_type_hints(function)
        fields: dict[str, Any] = {
            name: (hints.get(name, Any), ... if spec.default is spec.empty else spec.default)
            for name, spec in list(inspect.signature(function).parameters.items())[1:]
        }
        config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)
        _models[function] = create_model(function.__qualname__, __config__=config, **fields)
    return _models[function]


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)


class Form(BaseModel):
    """Base of what a form sends: text from the browser, unknown fields refused, spaces trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _unwrapped(cls, sent: Any) -> Any:
        """Take the pairs of name and value that Reflex sends; a name that comes twice is refused."""
        pairs = sent.get(FORM_DATA_ENTRIES_KEY) if isinstance(sent, dict) and len(sent) == 1 else None
        if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
            return sent
        values = dict(pairs)
        return values if len(values) == len(pairs) else sent


def cookie_name() -> str:
    """Return the name of the session cookie; ``__Host-`` where the browser can enforce it."""
    return "__Host-mentorhub" if settings().is_https else "mentorhub_session"


def digest(secret: str) -> str:
    """Return what is stored and compared instead of a secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _cookie(cookies: str, name: str) -> str:
    try:
        found = SimpleCookie(cookies).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def session_reference(cookies: str) -> str:
    """Return the digest of the session cookie in a Cookie header, empty when there is none."""
    secret = _cookie(cookies, cookie_name())
    return digest(secret) if secret else ""


def referring_cookie(cookies: str) -> str:
    """Return the Cookie header that Reflex may see: the session's digest instead of its secret.

    Reflex sends the headers of a socket back to the page's scripts, which would undo HttpOnly.
    """
    return f"{REFERENCE}={session_reference(cookies)}"


def reference_in(cookies: str) -> str:
    """Return the session's digest from a header made by ``referring_cookie``."""
    return _cookie(cookies, REFERENCE)


class Binding(rx.State):
    """The session that made this tab's state, so that another session never sees it."""

    _made_by: str = ""
    _is_bound: bool = False


ResolveActor = Callable[[str], Awaitable[Actor | None]]


class Guard(rx.Middleware):
    """The one way into every handler."""

    def __init__(self, resolve_actor: ResolveActor) -> None:
        """Take the function that turns a session's reference into an actor (mentorhub.people.sessions)."""
        self.resolve_actor = resolve_actor

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Return None to let the event through, or an update that ends it."""
        registered = RegistrationContext.get().event_handlers.get(event.name)
        function = registered.handler.fn if registered else None
        try:
            actor = await self._actor_of(state)
        except CannotWrite as fault:
            return self._without_database(state, function, fault.kind)
        set_current_actor(actor)
        await self._bind(state, str(actor.session_id) if actor else "")
        await trouble_bar.show(state)
        if function is not None and is_internal(function):
            return None
        policy = policy_of(function) if function else None
        if function is None or policy is None:
            return self._refuse(event, "no policy")
        if not policy(actor):
            update = self._refuse(event, "policy")
            return self._show_the_way(update, actor, function)
        return self._validate(event, function)

    async def _actor_of(self, state: BaseState) -> Actor | None:
        reference = reference_in(state.router.headers.cookie)
        actor = await self.resolve_actor(reference) if reference else None
        if trouble.present() == "away":
            # What this event asks for would fail a moment later, where nobody can tell which page it was.
            raise CannotWrite("away")
        return actor

    @staticmethod
    def _without_database(state: BaseState, function: Callable[..., Any] | None, kind: Kind) -> StateUpdate:
        if function is not None and (is_internal(function) or function.__name__ == "load"):
            return StateUpdate(delta=trouble_bar.wait(state, kind))
        return StateUpdate(delta=live.message(trouble_bar.Trouble, {"kind": kind})["delta"])

    @staticmethod
    async def _bind(state: BaseState, session: str) -> None:
        root = state._get_root_state()
        binding = await root.get_state(Binding)
        if binding._is_bound and binding._made_by != session:
            # With Redis only the states of this event are in memory; those that are not would be kept.
            for kept in type(root).get_substates():
                await root.get_state(kept)
            root.reset()
        binding._made_by, binding._is_bound = session, True

    @staticmethod
    def _refuse(event: Event, why: str) -> StateUpdate:
        log.warning("event refused", handler=event.name[-80:], why=why)
        return StateUpdate()

    @staticmethod
    def _show_the_way(update: StateUpdate, actor: Actor | None, function: Callable[..., Any]) -> StateUpdate:
        """Send who is not signed in to sign in, and who opens another role's page to the own start."""
        if actor is None or function.__name__ == "load":
            return StateUpdate(events=Event.from_event_type(rx.redirect(SIGN_IN if actor is None else "/")))
        return update

    def _validate(self, event: Event, function: Callable[..., Any]) -> StateUpdate | None:
        try:
            values = payload_model(function).model_validate(event.payload)
        except ValidationError as error:
            return self._refuse(event, f"payload: {error.errors()[0]['type']}")
        event.payload.clear()
        event.payload.update({name: getattr(values, name) for name in values.model_fields_set})
        return None


def quiet_exceptions(exception: Exception) -> None:
    """Log a failing handler without its payload, headers or cookies; *not found* is no failure."""
    if isinstance(exception, NotFound):
        log.warning("not found")
        return
    if isinstance(exception, CannotWrite):
        # Pages hear it from the watch over the database.
        log.warning("cannot write", trouble=exception.kind)
        return
    kind = type(exception)
    log.error("handler failed", kind=kind.__name__, exception=where(kind, exception.__traceback__))


__all__ = ["Form", "Guard", "handler", "payload_model", "policy_of", "quiet_exceptions", "signed_in"]
