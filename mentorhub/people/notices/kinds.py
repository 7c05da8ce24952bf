"""The kinds of notices: who may get one, how by default, and whether its reader may end them."""

from dataclasses import dataclass
from enum import StrEnum

from mentorhub.core.actor import Role


class Channel(StrEnum):
    """How a person hears of a kind: by mail and in the hub, only in the hub, or not at all."""

    MAIL = "mail"
    APP = "app"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice.

    Attributes:
        name: as it stands in the tables, and in the catalogue under ``notices.kind`` and ``outbox.why``.
        roles: who may get it.
        may_stop: whether its reader may end it; what answers an own question or comes from a teacher stays.
        default: the channel of who chose none.
    """

    name: str
    roles: frozenset[Role]
    may_stop: bool = True
    default: Channel = Channel.MAIL

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that its reader may choose."""
        return tuple(Channel) if self.may_stop else (Channel.MAIL, Channel.APP)


_MENTEE = frozenset({Role.MENTEE})
_PAIR = frozenset({Role.MENTEE, Role.MENTOR})
_ALL = (
    Kind("reminder", _PAIR, may_stop=False),
    Kind("help", _PAIR | {Role.COORDINATOR}, may_stop=False),
    Kind("first_contact", _PAIR),
    Kind("check_in", _PAIR),
    Kind("appointment_reminder", _PAIR),
    Kind("search", _PAIR),
    Kind("application_next", _MENTEE),
    Kind("agreement", _PAIR),
    Kind("digest", frozenset({Role.MENTOR, Role.TEACHER, Role.COORDINATOR})),
)
KINDS = {kind.name: kind for kind in _ALL}
"""Every kind by its name, in the order in which a person chooses."""


def kinds_for(roles: set[Role]) -> list[Kind]:
    """Return the kinds that concern somebody with these roles."""
    return [kind for kind in _ALL if kind.roles & roles]
