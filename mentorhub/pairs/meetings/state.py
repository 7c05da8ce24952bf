"""The agenda of the first meetings on the phone of one of the two."""

from typing import Any, TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, Role, students, the_actor
from mentorhub.core.dates import short_day_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.meetings import service
from mentorhub.pairs.meetings.catalogue import Meeting, Step, materials
from mentorhub.pairs.service import my_pairs

ADDRESS = "/coach/meetings"
NOTHING: Bilingual = {"nl": "", "en": ""}


class StepRow(TypedDict):
    """One step as one of the two sees it; ``material`` is the place in the page, or empty."""

    key: str
    title: Bilingual
    hint: Bilingual
    minutes: Bilingual
    tick: Bilingual
    is_done: bool
    by: Bilingual
    material: str
    read: Bilingual


class MeetingRow(TypedDict):
    """One meeting; ``is_now`` marks the first that is not done."""

    key: str
    number: Bilingual
    title: Bilingual
    aim: Bilingual
    total: Bilingual
    steps: list[StepRow]
    is_done: bool
    is_now: bool


class MeetingsState(rx.State):
    """The three meetings of one pair of mine."""

    view: str = ""
    is_mentor: bool = False
    other: str = ""
    back: str = "/coach"
    help_address: str = "/coach/help"
    choices: list[dict[str, str]] = []
    rows: list[MeetingRow] = []
    done: int = 0
    all_steps: int = 0
    share: str = "0%"
    said: Bilingual = NOTHING
    fresh: str = ""
    _pair_id: str = ""

    @handler(may=students)
    async def load(self) -> Any:
        """Show the pair that the address names, the only one, or the choice."""
        self.said, self.fresh = NOTHING, ""
        self.is_mentor = the_actor().role is Role.MENTOR
        wanted = self.router.url.query_parameters.get("duo", "")
        lines = await my_pairs(the_actor())
        self.choices = [{"id": str(one.pair_id), "name": one.first_name} for one in lines]
        self._pair_id = wanted or (self.choices[0]["id"] if len(lines) == 1 else "")
        if not self._pair_id:
            self.view = "list" if lines else "none"
            return None
        try:
            await self._show()
        except NotFound:
            return rx.redirect("/coach")
        return None

    async def _show(self) -> None:
        plan = await service.plan_of(the_actor(), as_id(self._pair_id))
        self.other = plan.other
        self.back, self.help_address = f"/coach?duo={self._pair_id}", f"/coach/help?duo={self._pair_id}"
        self.rows = meeting_rows(plan, is_mentor=self.is_mentor)
        steps = [step for row in self.rows for step in row["steps"]]
        self.done, self.all_steps = sum(step["is_done"] for step in steps), len(steps)
        self.share = f"{100 * self.done // self.all_steps}%"
        self.view = "plan"

    @handler(may=students)
    async def tick(self, step: str, done: bool) -> None:
        """Tick a step off for both, or take the tick away."""
        await service.tick(the_actor(), as_id(self._pair_id), step, done=done)
        await self._show()
        self.said = say("meetings.said.ticked" if done else "meetings.said.unticked", name=self.other)


def meeting_rows(plan: service.Plan, *, is_mentor: bool) -> list[MeetingRow]:
    """Return the meetings with their steps, the first that is not done marked."""
    open_ones = [one.key for one in plan.agenda if any(step.key not in plan.ticks for step in one.steps)]
    now = open_ones[0] if open_ones else ""
    return [
        _meeting_row(meeting, number, plan, is_mentor=is_mentor, is_now=meeting.key == now)
        for number, meeting in enumerate(plan.agenda, start=1)
    ]


def _meeting_row(
    meeting: Meeting, number: int, plan: service.Plan, *, is_mentor: bool, is_now: bool
) -> MeetingRow:
    return MeetingRow(
        key=meeting.key,
        number=say("meetings.agenda.number", n=number),
        title=meeting.title,
        aim=meeting.aim,
        total=say("meetings.agenda.total", n=sum(step.minutes for step in meeting.steps)),
        steps=[_step_row(step, plan, is_mentor=is_mentor) for step in meeting.steps],
        is_done=all(step.key in plan.ticks for step in meeting.steps),
        is_now=is_now,
    )


def _step_row(step: Step, plan: service.Plan, *, is_mentor: bool) -> StepRow:
    names = {one.key: one.title for one in materials()}
    return StepRow(
        key=step.key,
        title=step.title,
        hint=step.mentor if is_mentor else step.mentee,
        minutes=say("meetings.agenda.minutes", n=step.minutes),
        tick=say("meetings.agenda.tick", step=step.title),
        is_done=step.key in plan.ticks,
        by=_by(plan.ticks.get(step.key), plan),
        material=f"#{step.material}" if step.material else "",
        read=say("meetings.agenda.material", title=names[step.material]) if step.material else NOTHING,
    )


def _by(tick: service.Tick | None, plan: service.Plan) -> Bilingual:
    if tick is None:
        return NOTHING
    key = "by_you" if tick.is_mine else "by_other"
    return say(f"meetings.agenda.{key}", name=plan.other, day=short_day_text(tick.done_at, plan.zone))
