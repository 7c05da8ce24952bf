"""What staff do about one pair, from the list or from its file: the menu's panels and the buttons."""

from collections.abc import Awaitable
from datetime import date
from typing import Any, Literal

import reflex as rx

from mentorhub.core.actor import coordinators, staff, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring import service
from mentorhub.monitoring.rows import NOTHING
from mentorhub.monitoring.said import Said, reminded_text, stale_text
from mentorhub.monitoring.service import acts
from mentorhub.monitoring.state.forms import BreakForm, EndForm, LaterForm, LetterRow, TalkForm, TextRow
from mentorhub.monitoring.state.listing import AttentionState
from mentorhub.monitoring.state.outcome import OutcomeState
from mentorhub.monitoring.state.pair import PairFileState
from mentorhub.pairs.help.service import NotNow, TakenBy

Panel = Literal["remind", "talk", "later", "pause", "end"]
When = Literal["tomorrow", "three", "monday"]


class ActState(rx.State):
    """One pair at a time; ``panel`` names the form that is open, empty when none is."""

    panel: str = ""
    title: Bilingual = NOTHING
    today: str = ""
    texts: list[TextRow] = []
    text: str = ""
    whom: str = "both"
    letters: list[LetterRow] = []
    _pair_id: str = ""
    _seen: int = 0
    _names: dict[str, str] = {}
    _choices: list[dict[str, Any]] = []

    @handler(may=staff)
    async def open(self, pair_id: str, panel: Panel) -> None:
        """Open a form about a pair."""
        found = await service.opened(the_actor(), as_id(pair_id))
        self._remember(pair_id, found)
        self.title = say(f"desk.panel.{panel}", **self._names)
        self.panel, self.today = panel, found.today.isoformat()
        (await self.get_state(OutcomeState))._clear()

    def _remember(self, pair_id: str, found: service.Opened) -> None:
        self._pair_id, self._seen = pair_id, found.acts
        self._names = {"mentee": found.line.mentee, "mentor": found.line.mentor}
        self._choices = [
            {
                "key": one.key,
                "mentee": LetterRow(name=one.mentee.name, subject=one.mentee.subject, body=one.mentee.body),
                "mentor": LetterRow(name=one.mentor.name, subject=one.mentor.subject, body=one.mentor.body),
            }
            for one in found.choices
        ]
        self.texts = [TextRow(key=one.key, label=say(f"desk.label.{one.key}")) for one in found.choices]
        self.text, self.whom = found.choices[0].key, "both"
        self._show_letters()

    def _show_letters(self) -> None:
        readers = ("mentee", "mentor") if self.whom == "both" else (self.whom,)
        self.letters = [one[x] for one in self._choices if one["key"] == self.text for x in readers]

    @handler(may=staff)
    async def close(self) -> None:
        """Close the form."""
        self.panel = ""

    @handler(may=staff)
    async def choose_text(self, key: str) -> None:
        """Choose the text of the reminder."""
        if key in [row["key"] for row in self.texts]:
            self.text = key
            self._show_letters()

    @handler(may=staff)
    async def choose_whom(self, whom: acts.Whom) -> None:
        """Choose who is reminded."""
        self.whom = whom
        self._show_letters()

    @handler(may=staff)
    async def remind(self, pair_id: str) -> None:
        """Remind both of a pair with the text that fits."""
        await self._know(pair_id)
        await self._remind(acts.remind(the_actor(), as_id(pair_id)), "both")

    @handler(may=staff)
    async def send(self) -> None:
        """Send the reminder that was chosen in the form."""
        whom: Any = self.whom
        await self._remind(
            acts.remind(the_actor(), as_id(self._pair_id), whom, self.text, self._seen), self.whom
        )

    async def _remind(self, act: Awaitable[acts.Reminded], whom: str) -> None:
        async def work() -> Said:
            return reminded_text(await act, self._names["mentee"], self._names["mentor"], whom)

        await self._do(work())

    @handler(may=staff)
    async def plan(self, form: TalkForm) -> None:
        """Plan a talk."""
        new = acts.NewTalk(form.whom, form.day, form.at, form.minutes, form.place)
        await self._done(acts.plan_talk(the_actor(), as_id(self._pair_id), new, self._seen), "talk")

    @handler(may=staff)
    async def cancel_talk(self, talk_id: str) -> None:
        """Cancel a talk."""
        await self._done(acts.cancel_talk(the_actor(), as_id(talk_id)), "talk_cancelled")

    @handler(may=staff)
    async def pause(self, form: BreakForm) -> None:
        """Pause the pair."""
        act = acts.pause_pair(the_actor(), as_id(self._pair_id), form.reason, form.until, self._seen)
        await self._done(act, "paused", day=form.until, undo="resume")

    @handler(may=staff)
    async def resume(self, pair_id: str) -> None:
        """End the pause of a pair."""
        await self._know(pair_id)
        await self._done(acts.resume_pair(the_actor(), as_id(pair_id)), "resumed")

    @handler(may=staff)
    async def end(self, form: EndForm) -> None:
        """End the pair."""
        act = acts.end_pair(the_actor(), as_id(self._pair_id), form.reason, self._seen)
        await self._done(act, "ended", undo="reopen")

    @handler(may=staff)
    async def reopen(self, pair_id: str) -> None:
        """Open a pair again."""
        await self._know(pair_id)
        await self._done(acts.reopen_pair(the_actor(), as_id(pair_id)), "reopened")

    @handler(may=staff)
    async def later(self, when: When) -> None:
        """Leave the pair until a day that one click gives."""
        as_id(self._pair_id)  # A form was opened, so there is a day.
        await self._later(acts.days_for(date.fromisoformat(self.today))[when])

    @handler(may=staff)
    async def later_until(self, form: LaterForm) -> None:
        """Leave the pair until an own day."""
        await self._later(form.until)

    async def _later(self, until: date) -> None:
        act = acts.snooze(the_actor(), as_id(self._pair_id), until)
        await self._done(act, "snoozed", day=until, undo="unsnooze")

    @handler(may=staff)
    async def unsnooze(self, pair_id: str) -> None:
        """Put a pair back on the list."""
        await self._done(acts.unsnooze(the_actor(), as_id(pair_id)), "back")

    @handler(may=staff)
    async def substitute(self, pair_id: str) -> Any:
        """Go to the match of the programme, where substitutes are computed."""
        try:
            programme_id = await acts.seek_substitute(the_actor(), as_id(pair_id))
        except acts.Stale as error:
            await self._show_again(stale_text(error))
            return None
        return rx.redirect(f"/match?programme={programme_id}")

    @handler(may=coordinators)
    async def take_up(self, pair_id: str) -> Any:
        """Take up the call for help of a pair, and go there."""
        try:
            call_id = await acts.take_up_help(the_actor(), as_id(pair_id))
        except TakenBy as taken:
            await self._show_again((say("desk.said.taken_by", name=taken.name), "soon"))
            return None
        except NotNow:
            await self._show_again((say("desk.said.no_call"), "soon"))
            return None
        except acts.Stale as error:
            await self._show_again(stale_text(error))
            return None
        return rx.redirect(f"/help/calls/{call_id}")

    @handler(may=staff)
    async def undo(self) -> None:
        """Take back what was just done."""
        outcome = await self.get_state(OutcomeState)
        undo, pair_ids = outcome._undo, [as_id(one) for one in outcome._pair_ids]
        if undo == "unsnooze":
            await self._done(acts.unsnooze_many(the_actor(), pair_ids), "back")
        elif undo == "resume":
            await self._done(acts.resume_pair(the_actor(), pair_ids[0]), "resumed")
        elif undo == "reopen":
            await self._done(acts.reopen_pair(the_actor(), pair_ids[0]), "reopened")

    async def _know(self, pair_id: str) -> None:
        """Look up whose pair it is, for what is said afterwards."""
        found = await service.opened(the_actor(), as_id(pair_id))
        self._remember(pair_id, found)

    async def _done(self, act: Awaitable[Any], name: str, *, day: date | None = None, undo: str = "") -> None:
        async def work() -> Said:
            outcome = await act
            if outcome is False:
                return say("desk.said.not_paused"), "soon"
            shown = short_day_text(day, "UTC") if day else ""
            return say(f"desk.said.{name}", **{"mentee": "", "mentor": "", **self._names}, day=shown), "ok"

        await self._do(work(), undo)

    async def _do(self, work: Awaitable[Said], undo: str = "") -> None:
        """Do it, close the form, show what now stands and say what happened."""
        try:
            said = await work
        except acts.Stale as error:
            said, undo = stale_text(error), ""
        except acts.NoReturn as error:
            said, undo = (say(f"desk.said.no_return_{error.why}"), "late"), ""
        except acts.DayRefused:
            await self._refuse("wrong_time" if self.panel == "talk" else "wrong_day")
            return
        except acts.TooOften:
            await self._refuse("too_often")
            return
        await self._show_again(said, undo)

    async def _refuse(self, name: str) -> None:
        """Say what is wrong and leave the form open, with what was filled in."""
        (await self.get_state(OutcomeState))._say((say(f"desk.said.{name}"), "late"))

    async def _show_again(self, said: Said, undo: str = "") -> None:
        self.panel = ""
        if self.router.url.path.startswith("/pairs/"):
            await (await self.get_state(PairFileState))._show()
        else:
            await (await self.get_state(AttentionState))._show(the_actor())
        (await self.get_state(OutcomeState))._say(said, undo, [self._pair_id] if undo else [])
