"""What sharing tells: a new link, the links of a CV with who opened them, and what an opener sees."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mentorhub.core.tables import StoredFile
from mentorhub.cvs.rules.content import Content


class LinkRefused(Exception):
    """A link is not made; ``reason`` is ``empty_cv``, ``many`` or ``label``."""

    def __init__(self, reason: str) -> None:
        """Take the reason."""
        super().__init__(reason)
        self.reason = reason


class LinkIs(StrEnum):
    """Whether a link still works."""

    OPEN = "open"
    ENDED = "ended"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was made; the secret is told this once."""

    share_id: uuid.UUID
    secret: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened a link: who it said to be, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link of the owner: for whom, of which version, until when, and who opened it, the newest first."""

    share_id: uuid.UUID
    label: str
    version_number: int
    state: LinkIs
    expires_at: datetime
    opened: int
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A version that can be shared."""

    number: int
    saved_at: datetime
    file_name: str


@dataclass(frozen=True, slots=True)
class Links:
    """Everything on the owner's page, newest first; times are shown in ``zone``."""

    zone: str
    lines: tuple[LinkLine, ...]
    versions: tuple[VersionChoice, ...]


@dataclass(frozen=True, slots=True)
class SharedCv:
    """What somebody sees who opened a link.

    ``file`` is there when the version is an uploaded one, and ``text`` what was found in it.
    """

    content: Content
    template: str
    file: StoredFile | None
    text: str
