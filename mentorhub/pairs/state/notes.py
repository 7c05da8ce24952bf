"""The private notebook of one of the two."""

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs import service
from mentorhub.pairs.rows import NOTHING, NoteRow, note_row


class NoteState(rx.State):
    """My own notes about one of my pairs; nobody else's state ever holds them."""

    notes: list[NoteRow] = []
    said: Bilingual = NOTHING
    can_undo: bool = False
    _pair_id: str = ""
    _removed: service.NoteLine | None = None

    @handler(may=students)
    async def fill(self, pair_id: str) -> None:
        """Show my notes about one of my pairs."""
        self.said, self.can_undo, self._removed = NOTHING, False, None
        await self._show(pair_id)

    async def _show(self, pair_id: str) -> None:
        book = await service.my_notes(the_actor(), as_id(pair_id))
        self.notes = [note_row(note, book.zone) for note in book.notes]
        self._pair_id = pair_id

    async def _after(self, name: str, removed: service.NoteLine | None = None) -> None:
        await self._show(self._pair_id)
        self.said = say(f"together.notes.said_{name}") if name else NOTHING
        self.can_undo, self._removed = removed is not None, removed

    @handler(may=students)
    async def add(self) -> None:
        """Begin a new note."""
        try:
            await service.add_note(the_actor(), as_id(self._pair_id))
        except service.TooMany:
            await self._after("full")
        else:
            await self._after("")

    @handler(may=students)
    async def save(self, note_id: str, text: str) -> None:
        """Save a note as it is typed."""
        kept = await service.save_note(the_actor(), as_id(note_id), text)
        for row in self.notes:
            if row["id"] == note_id:
                row["saved"] = kept

    @handler(may=students)
    async def remove(self, note_id: str) -> None:
        """Delete a note."""
        removed = await service.remove_note(the_actor(), as_id(note_id))
        await self._after("removed", removed)

    @handler(may=students)
    async def undo(self) -> None:
        """Put back the note that I just deleted."""
        if self._removed is not None:
            await service.restore_note(the_actor(), as_id(self._pair_id), self._removed)
            await self._after("back")
