"""Reasons as sentences, in both languages: the teacher's with names, the mentee's own without others."""

from collections.abc import Callable, Mapping
from typing import Any

from mentorhub.core.texts import Bilingual, say

NameOf = Callable[[str], str]


def own_reason_text(reason: Mapping[str, Any]) -> Bilingual:
    """Return the one honest sentence for a mentee; it says nothing about anybody else's list."""
    kind = str(reason.get("kind", "any"))
    if kind == "lower_choice":
        taken = len(reason.get("taken") or ())
        return say(f"matching.own.lower_choice{'_taken' if taken else ''}", rank=reason["rank"])
    if kind == "met":
        return say("matching.own.met", round=reason["round_met"])
    return say(f"matching.own.{kind}")


def reason_text(reason: Mapping[str, Any], name_of: NameOf) -> Bilingual:
    """Return why a pair was made, for the teacher; ``name_of`` gives the name of an enrolment's id."""
    kind = str(reason["kind"])
    if kind in ("better_choice_costs", "better_choice_prefers_others", "better_choices_not_possible"):
        return _better_choice(reason, name_of)
    if kind == "first_choice" and reason.get("fit"):
        return say("matching.why.first_choice_fit", n=reason["fit"])
    return say(f"matching.why.{kind}")


def _better_choice(reason: Mapping[str, Any], name_of: NameOf) -> Bilingual:
    refused = reason.get("reason") or {}
    name = name_of(str(refused.get("choice", "")))
    if reason["kind"] == "better_choice_prefers_others":
        return say("matching.why.prefers_others", name=name)
    if reason["kind"] == "better_choices_not_possible":
        return say("matching.why.not_possible", name=name)
    if refused.get("without_choice"):
        return say("matching.why.costs_without", name=name, n=refused["without_choice"])
    if refused.get("decided_by") == "rank":
        return say("matching.why.costs_rank", name=name, moved=_moved(refused))
    return say("matching.why.costs_other", name=name)


def _moved(refused: Mapping[str, Any]) -> Bilingual:
    """Return how many others would get a later choice."""
    later = [
        move
        for move in refused.get("moves") or ()
        if move.get("rank_from") and move.get("rank_to") and move["rank_to"] > move["rank_from"]
    ]
    return say("matching.why.moved_one" if len(later) == 1 else "matching.why.moved_more", n=len(later))
