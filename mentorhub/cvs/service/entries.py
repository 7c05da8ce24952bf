"""The entries of a list in one's own CV: added, moved, removed and put back."""

import uuid
from collections.abc import Callable

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.cvs.rules.content import (
    KINDS,
    LISTS,
    BeyondLimits,
    Content,
    Entry,
    entries_of,
    with_entries,
)
from mentorhub.cvs.service.saving import cv_to_change, write
from mentorhub.cvs.service.scope import own_reach
from mentorhub.cvs.service.values import EntryGone, Removed

Edit = Callable[[tuple[Entry, ...]], tuple[Entry, ...]]


async def _edit(actor: Actor, section: str, edit: Edit) -> Content:
    """Change the entries of a section; ``edit`` gets them as they are now, within the transaction."""
    if section not in LISTS:
        raise BeyondLimits
    async with db.transaction() as session:
        mine = await own_reach(session, actor)
        cv, content = await cv_to_change(session, mine)
        changed = with_entries(content, section, edit(entries_of(content, section)))
        if changed != content:
            await write(session, actor, cv, changed)
        return changed


async def add_entry(actor: Actor, section: str) -> str:
    """Add an empty entry at the end and return its id; the one that is empty there already counts.

    Raises:
        NotFound: the actor is no mentee.
        BeyondLimits: no such list, or it is full.
    """
    new_id = uuid.uuid4().hex

    def added(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        if entries and entries[-1] == KINDS[section](entries[-1].id):
            return entries
        return (*entries, KINDS[section](new_id))

    return entries_of(await _edit(actor, section, added), section)[-1].id


async def move_entry(actor: Actor, section: str, entry_id: str, by: int) -> int:
    """Move an entry up (``by`` below 0) or down, and return its place from 1; at the end it stays.

    Raises:
        NotFound, BeyondLimits: as ``add_entry``.
        EntryGone: it was removed meanwhile.
    """

    def moved(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        entry = _there(entries, entry_id)
        others = [one for one in entries if one.id != entry_id]
        others.insert(min(max(entries.index(entry) + by, 0), len(others)), entry)
        return tuple(others)

    entries = entries_of(await _edit(actor, section, moved), section)
    return entries.index(_there(entries, entry_id)) + 1


async def remove_entry(actor: Actor, section: str, entry_id: str) -> Removed:
    """Remove an entry; returns what puts it back.

    Raises:
        NotFound, BeyondLimits, EntryGone: as ``move_entry``.
    """
    taken: list[Removed] = []

    def without(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        entry = _there(entries, entry_id)
        taken.append(Removed(section, entries.index(entry), entry))
        return tuple(one for one in entries if one.id != entry_id)

    await _edit(actor, section, without)
    return taken[-1]


async def put_back_entry(actor: Actor, removed: Removed) -> None:
    """Put a removed entry back in its place; a second time changes nothing.

    Raises:
        NotFound: the actor is no mentee.
        BeyondLimits: the list is full by now.
    """

    def restored(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        if any(one.id == removed.entry.id for one in entries):
            return entries
        return (*entries[: removed.place], removed.entry, *entries[removed.place :])

    await _edit(actor, removed.section, restored)


def _there(entries: tuple[Entry, ...], entry_id: str) -> Entry:
    entry = next((one for one in entries if one.id == entry_id), None)
    if entry is None:
        raise EntryGone
    return entry
