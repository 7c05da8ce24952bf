"""The quiet card in the pair's room that says how staff see the contact."""

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual
from mentorhub.monitoring.sentences import pill_text, why_sentence
from mentorhub.monitoring.service.own_watch import own_watch
from mentorhub.pairs.slots import add_room_card
from mentorhub.ui.parts import tone_pill
from mentorhub.ui.texts import t, tr

NOTHING: Bilingual = {"nl": "", "en": ""}
POSITION = 90
"""Under all that the two do together."""


class WatchCard(rx.State):
    """How staff see the contact of an own pair; a call for help is no part of it."""

    pill: Bilingual = NOTHING
    tone: str = "ok"
    why: Bilingual = NOTHING

    @handler(may=students)
    async def fill(self, pair_id: str) -> None:
        """Show the state of a pair."""
        self.pill, self.why = NOTHING, NOTHING
        found = await own_watch(the_actor(), as_id(pair_id))
        self.pill, self.tone = pill_text(found.attention), found.attention.tone
        self.why = why_sentence(found.attention, found.pause)


def watch_card() -> rx.Component:
    """Return the same pill and sentence that staff read."""
    return rx.el.section(
        rx.el.h2(t("watch.room.title")),
        rx.cond(
            WatchCard.why["nl"] != "",
            rx.el.p(
                tone_pill(tr(WatchCard.pill), WatchCard.tone),
                " ",
                rx.el.span(tr(WatchCard.why)),
                class_name="row",
            ),
            rx.fragment(),
        ),
        rx.el.p(t("watch.room.text"), class_name="muted small"),
        class_name="card stack",
    )


add_room_card(watch_card, WatchCard.fill, position=POSITION)
