"""The list of things to do that the two share."""

import uuid
from typing import Any

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs import service
from mentorhub.pairs.rows import NOTHING, TaskRow, task_row
from mentorhub.pairs.state.forms import TaskForm


class TaskState(rx.State):
    """What is to do and what is done; ``said`` tells what came of the last act, which can be undone."""

    todo: list[TaskRow] = []
    done: list[TaskRow] = []
    once_key: str = ""
    said: Bilingual = NOTHING
    can_undo: bool = False
    _pair_id: str = ""
    _undo: tuple[str, Any] = ("", None)

    @handler(may=students)
    async def fill(self, pair_id: str) -> None:
        """Show the list of one of my pairs."""
        self._quiet()
        await self._show(pair_id)

    async def _show(self, pair_id: str) -> None:
        actor = the_actor()
        listed = await service.our_tasks(actor, as_id(pair_id))
        rows = [(one.done_at, task_row(one, listed, actor.role)) for one in listed.tasks]
        self.todo = [row for done_at, row in rows if not done_at]
        self.done = [row for done_at, row in rows if done_at]
        self._pair_id, self.once_key = pair_id, uuid.uuid4().hex

    def _quiet(self) -> None:
        self.said, self.can_undo, self._undo = NOTHING, False, ("", None)

    async def _after(self, name: str, undo: tuple[str, Any] = ("", None)) -> None:
        """Show the list as it now is, and say what happened; ``undo`` is what would take it back."""
        await self._show(self._pair_id)
        self.said = say(f"together.tasks.said_{name}")
        self.can_undo, self._undo = undo[0] != "", undo

    @handler(may=students)
    async def add(self, form: TaskForm) -> None:
        """Put something on the list."""
        new = service.NewTask(form.text, form.who, form.due_on, form.once_key)
        try:
            task_id = await service.add_task(the_actor(), as_id(self._pair_id), new)
        except service.TooMany:
            await self._after("full")
            return
        await self._after("added", ("remove", task_id))

    @handler(may=students)
    async def tick(self, task_id: str) -> None:
        """Say that something is done."""
        await service.tick(the_actor(), as_id(task_id), is_done=True)
        await self._after("done", ("reopen", as_id(task_id)))

    @handler(may=students)
    async def reopen(self, task_id: str) -> None:
        """Say that something is not done after all."""
        await service.tick(the_actor(), as_id(task_id), is_done=False)
        await self._after("open")

    @handler(may=students)
    async def remove(self, task_id: str) -> None:
        """Take something from the list."""
        removed = await service.remove_task(the_actor(), as_id(task_id))
        await self._after("removed", ("restore", removed))

    @handler(may=students)
    async def undo(self) -> None:
        """Take the last act back."""
        act, what = self._undo
        if act == "remove":
            await service.remove_task(the_actor(), what)
            await self._after("removed")
        elif act == "reopen":
            await service.tick(the_actor(), what, is_done=False)
            await self._after("open")
        elif act == "restore":
            await service.restore_task(the_actor(), what)
            await self._after("back")
