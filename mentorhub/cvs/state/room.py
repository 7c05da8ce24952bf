"""The card about the CV in the pair's room."""

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs import service
from mentorhub.cvs.state.tips import count_text
from mentorhub.cvs.state.words import EMPTY


class CvRoom(rx.State):
    """Which version there is and how many tips, for one pair."""

    title: Bilingual = EMPTY
    text: Bilingual = EMPTY
    href: str = "/cv"
    has_begun: bool = False

    @handler(may=students)
    async def fill(self, pair_id: str) -> None:
        """Show what there is of the CV of a pair of mine."""
        cv = await service.room_cv(the_actor(), as_id(pair_id))
        self.has_begun = cv.number > 0
        self.title = say("cvs.room.title", n=cv.number) if cv.number else say("cvs.room.title_none")
        self.text = room_text(cv)
        self.href = "/cv" if cv.is_own else f"/cv?of={cv.of}"


def room_text(cv: service.RoomCv) -> Bilingual:
    """Return the line below the title: not begun, or who gave how many tips."""
    reader = "junior" if cv.is_own else "coach"
    if not cv.number:
        return say(f"cvs.room.none_{reader}")
    if not cv.tips:
        return say(f"cvs.room.no_tips_{reader}", name=cv.coach)
    return say(f"cvs.room.tips_{reader}", name=cv.coach, tips=count_text(cv.tips, cv.open_tips))
