"""The signed link at the foot of a mail, with which its reader ends mails of one kind without signing in."""

import uuid
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from mentorhub.people.notices.kinds import KINDS
from mentorhub.settings import settings

ADDRESS = "/notices/stop"


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link says: who ends which kind."""

    person_id: uuid.UUID
    kind: str


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().signing_key(), salt="people.notices-stop")


def stop_address(person_id: uuid.UUID, kind: str) -> str:
    """Return the address that ends a kind for a person; it never runs out, as mails are kept for years."""
    return f"{settings().origin}{ADDRESS}/{_signer().dumps([person_id.hex, kind])}"


def read_stop(token: str) -> Stop | None:
    """Return what a link of ours says; None for anything else, and for a kind that cannot be ended."""
    try:
        person, kind = _signer().loads(token)
    except BadData:
        return None
    return Stop(uuid.UUID(person), kind) if kind in KINDS and KINDS[kind].may_stop else None
