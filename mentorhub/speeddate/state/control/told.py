"""What the control page says after each press, read aloud too: what was done, or why it could not be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import reflex as rx

from mentorhub.core import db
from mentorhub.core.actor import the_actor
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.rules import NotPossible
from mentorhub.speeddate.rules.swapping import CannotSwap
from mentorhub.speeddate.service import projector, room
from mentorhub.speeddate.state.address import speed_date_in
from mentorhub.speeddate.state.live import show_room

NOTHING: Bilingual = {"nl": "", "en": ""}
AGAIN = "\u00a0"
"""Behind a sentence that is said twice in a row: only what changes is read aloud."""


class Told(rx.State):
    """One sentence, and the tone of its notice."""

    text: Bilingual = NOTHING
    tone: str = ""


async def tell(state: rx.State, key: str, *, tone: str = "ok", **values: object) -> None:
    """Say something on this tab's control page."""
    told = await state.get_state(Told)
    text = say(key, **values)
    if told.text == text:
        text = {language: words + AGAIN for language, words in text.items()}
    told.text, told.tone = text, tone


async def hush(state: rx.State) -> None:
    """Say nothing any more."""
    told = await state.get_state(Told)
    told.text, told.tone = NOTHING, ""


@asynccontextmanager
async def in_words(state: rx.State) -> AsyncIterator[None]:
    """Say why something cannot be done; nothing was changed then, and the room is shown as it is."""
    try:
        yield
    except db.CannotWrite as trouble:
        await tell(state, f"control.trouble.{trouble.kind}", tone="late")
    except CannotSwap as refused:
        await tell(state, f"control.cannot.swap_{refused.reason}", tone="soon")
    except room.NobodyThere:
        await tell(state, "control.cannot.nobody", tone="soon")
    except room.StaleRoom:
        await _as_it_is(state, "control.cannot.stale")
    except room.NothingToUndo:
        await _as_it_is(state, "control.cannot.undo")
    except NotPossible as refused:
        await _as_it_is(state, f"control.cannot.{refused.reason}")


async def _as_it_is(state: rx.State, key: str) -> None:
    await tell(state, key, tone="soon")
    desk = await projector.desk(the_actor(), speed_date_in(state))
    await show_room(state, desk.room)
