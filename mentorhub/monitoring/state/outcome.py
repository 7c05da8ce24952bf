"""What was just done, said on whichever page it was done, and whether it can be undone."""

import reflex as rx

from mentorhub.core.texts import Bilingual
from mentorhub.monitoring.rows import NOTHING
from mentorhub.monitoring.said import Said


class OutcomeState(rx.State):
    """The outcome of the last act; ``can_undo`` shows the button that takes it back."""

    said: Bilingual = NOTHING
    tone: str = "ok"
    can_undo: bool = False
    _undo: str = ""
    _pair_ids: list[str] = []

    def _clear(self) -> None:
        self._say((NOTHING, "ok"))

    def _say(self, said: Said, undo: str = "", pair_ids: list[str] | None = None) -> None:
        """Say it; ``undo`` names what takes it back for some pairs."""
        self.said, self.tone = said
        self.can_undo, self._undo, self._pair_ids = undo != "", undo, pair_ids or []
