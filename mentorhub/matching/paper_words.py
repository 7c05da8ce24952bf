"""The words of a match on paper and in a file: choice, reason, figures, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.matching.service.board import BoardLine
from mentorhub.matching.service.paper import Paper
from mentorhub.matching.wording import reason_text


@dataclass(frozen=True, slots=True)
class Figures:
    """What one way to match gives: how many got their first, second, ... choice, then the others.

    ``beyond`` got a mentor who was not on the list, ``without`` got none.
    """

    name: Bilingual
    ranks: tuple[int, ...]
    beyond: int
    without: int
    is_chosen: bool
    is_proven: bool


def figures(paper: Paper) -> list[Figures]:
    """Return the chosen way first, then what the others would have given."""
    found = paper.run.profiles
    order = sorted(found, key=lambda one: one != paper.run.objective)
    return [_figures(paper, objective, found[objective]) for objective in order]


def _figures(paper: Paper, objective: str, profile: Mapping[str, Any]) -> Figures:
    length = paper.board.list_length
    ranks = [*profile["ranks"], *[0] * length][:length]
    return Figures(
        name=say(f"matching.board.objective_{objective}"),
        ranks=tuple(ranks),
        beyond=profile["beyond_list"],
        without=profile["unmatched"],
        is_chosen=objective == paper.run.objective,
        is_proven=bool(profile["optimal"]),
    )


def choice_text(line: BoardLine, list_length: int) -> Bilingual:
    """Return which choice the mentor was."""
    if line.mentor_id is None:
        return say("matching.board.no_mentor")
    if line.rank is None:
        return say("matching.board.beyond", length=list_length)
    return say("matching.export.choice", rank=line.rank)


def why_text(line: BoardLine, paper: Paper) -> Bilingual:
    """Return the teacher's reason as a sentence."""
    text = reason_text(line.reason, lambda one: paper.board.names.get(one, ""))
    return {language: text[language][:1].upper() + text[language][1:] for language in LANGUAGES}


def status_text(paper: Paper) -> Bilingual:
    """Return that it is a proposal, or when and by whom it was published."""
    run = paper.run
    if run.published_at is None:
        return say("matching.board.proposal")
    when = moment_text(run.published_at, paper.board.zone)
    return say("matching.board.published", when=when, name=run.published_by)
