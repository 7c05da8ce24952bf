"""What the last press did, and the button that takes the last step back while that is possible."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from mentorhub.speeddate.page.control.browser import undo_button
from mentorhub.speeddate.state.control import ControlRoom, Told
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.ui.texts import t, tr


def _undone_text() -> Any:
    """Return what would be taken back: a change of the clock or the plan, else how the room came here."""
    moved = rx.match(
        LiveRoom.phase,
        ("lobby", t("control.undo.lobby")),
        ("round", t("control.undo.round", n=LiveRoom.round)),
        ("changeover", t("control.undo.changeover")),
        ("ranking", t("control.undo.ranking")),
        t("control.undo.closed"),
    )
    return rx.match(
        LiveRoom.undo_step,
        ("add_minute", t("control.undo.add_minute")),
        ("take_minute", t("control.undo.take_minute")),
        ("more", t("control.undo.more")),
        ("fewer", t("control.undo.fewer")),
        ("times", t("control.undo.times")),
        moved,
    )


def undo() -> rx.Component:
    """Return the button that takes the last step back, with its seconds; nothing when there is none."""
    return undo_button(
        t("control.undo.undo", what=_undone_text()),
        version=LiveRoom.version,
        until=LiveRoom.undo_until,
        server_now=LiveRoom.server_now,
        seconds=t("control.undo.seconds", n="{n}"),
        off=has_connection_errors,
        on_press=ControlRoom.undo(LiveRoom.version),
        class_name="btn btn-wide control-undo",
    )


def said() -> rx.Component:
    """Return what the last press did, or why it could not be done."""
    tone = "control-said notice notice-" + Told.tone
    return rx.el.p(tr(Told.text), role="status", class_name=rx.cond(Told.tone != "", tone, "sr"))
