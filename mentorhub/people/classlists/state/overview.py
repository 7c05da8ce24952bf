"""The groups that someone may see, as cards."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.people.classlists.state.paging import shown, window
from mentorhub.people.service.groups import GroupCard, groups_for
from mentorhub.programmes.service import programmes_for


class CardRow(TypedDict):
    """One group as the page shows it."""

    id: str
    name: str
    programme: str
    mentees: int
    mentors: int
    teachers: str


class Groups(rx.State):
    """The groups in reach; of more than a page the first ones that match the search."""

    groups: list[CardRow] = []
    total: int = 0
    found: int = 0
    has_programme: bool = False
    has_programmes: bool = False
    search: str = ""
    loaded: bool = False
    _all: list[CardRow] = []

    @handler(may=staff)
    async def load(self) -> None:
        """Show the groups."""
        actor = the_actor()
        programmes = await programmes_for(actor)
        self._all = [_row(card) for card in await groups_for(actor)]
        self.has_programme, self.has_programmes = bool(programmes), len(programmes) > 1
        self.total = len(self._all)
        self.search = ""
        self._show()
        self.loaded = True

    @handler(may=staff)
    async def look_for(self, text: str) -> None:
        """Show the groups with these letters in the name or the programme."""
        self.search = text[:80]
        self._show()

    def _show(self) -> None:
        word = self.search.strip().casefold()
        rows = [row for row in self._all if word in f"{row['name']} {row['programme']}".casefold()]
        self.groups, self.found = shown(rows, window(len(rows))), len(rows)


def _row(card: GroupCard) -> CardRow:
    return CardRow(
        id=str(card.group.id),
        name=card.group.name,
        programme=card.group.programme,
        mentees=card.mentees,
        mentors=card.mentors,
        teachers=", ".join(card.teachers),
    )
