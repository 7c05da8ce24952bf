"""The values of the board's vars that follow from what the service found."""

from typing import Any, Literal

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import say
from mentorhub.matching.service.board import Board
from mentorhub.matching.state.board_rows import (
    SILENCE,
    above_text,
    ban_rows,
    cards,
    proof_texts,
    title_text,
)

NAMES_SHOWN = 100
NO_PROGRAMME = ("no_programme", say("matching.board.tab"))
Stage = Literal["no_people", "no_run", "proposal", "published", "plan", "old"]


def view_of(found: Board) -> dict[str, Any]:
    """Return the vars by name; lists are at most 100 long, the rest is counted."""
    return {**_people(found), **_run(found), "stage": _stage(found)}


def _people(found: Board) -> dict[str, Any]:
    return {
        "programmes": [{"id": str(key), "name": name} for key, name in found.programmes][:NAMES_SHOWN],
        "programme": str(found.programme_id),
        "has_choice": len(found.programmes) > 1,
        "mentees": found.mentees,
        "mentors": found.mentors,
        "places": found.places,
        "length": found.list_length,
        "handed_in": found.mentees - len(found.waiting),
        "waiting": list(found.waiting[:NAMES_SHOWN]),
        "waiting_more": max(0, len(found.waiting) - NAMES_SHOWN),
        "open_until": moment_text(found.open_until, found.zone) if found.open_until else SILENCE,
    }


def _run(found: Board) -> dict[str, Any]:
    run = found.run
    proof, proof_text = proof_texts(run) if run else (SILENCE, SILENCE)
    return {
        "run_id": str(run.run_id) if run else "",
        "above": above_text(run, found.zone),
        "title": title_text(run, found.list_length) if run else say("matching.board.begin"),
        "cards": cards(run, found.list_length) if run else [],
        "proof": proof,
        "proof_text": proof_text,
        "is_stale": run is not None and run.is_stale,
        "bans": ban_rows(found)[:NAMES_SHOWN],
        "bans_count": len(found.forbidden),
    }


def _stage(found: Board) -> Stage:
    if found.run is None:
        return "no_run" if found.mentees and found.mentors else "no_people"
    run = found.run
    if run.kind == "substitute" and run.published_at is None and not run.is_old:
        return "plan"
    if run.is_old or run.kind == "substitute" or (run.kind == "repair" and run.published_at is None):
        return "old"
    return "proposal" if run.published_at is None else "published"
