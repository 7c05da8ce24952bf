"""Reasons as sentences, in both languages: the teacher's with names, the mentee's own without others."""

from collections.abc import Callable, Mapping
from typing import Any

from mentorhub.core.texts import LANGUAGES, Bilingual, say

NameOf = Callable[[str], str]


def own_reason_text(reason: Mapping[str, Any]) -> Bilingual:
    """Return the one honest sentence for a mentee; it says nothing about anybody else's list."""
    kind = str(reason.get("kind", "any"))
    if reason.get("filled"):
        return say("matching.own.filled")
    if kind == "lower_choice":
        taken = len(reason.get("taken") or ())
        return say(f"matching.own.lower_choice{'_taken' if taken else ''}", rank=reason["rank"])
    if kind == "met":
        return say("matching.own.met", round=reason["round_met"])
    return say(f"matching.own.{kind}")


def reason_text(reason: Mapping[str, Any], name_of: NameOf) -> Bilingual:
    """Return why a pair was made, for the teacher; ``name_of`` gives the name of an enrolment's id.

    First what stood in the way of a better choice, then what speaks for this pair.
    """
    filled = say("matching.why.filled") if reason.get("filled") else None
    speaks_for = (_obstacle(reason, name_of), _shared(reason), _spoken(reason, name_of))
    parts = [part for part in (filled, *speaks_for) if part]
    if not parts:
        return say("matching.why.first_choice")
    return {language: "; ".join(part[language] for part in parts) for language in LANGUAGES}


def better_texts(reason: Mapping[str, Any], name_of: NameOf) -> list[Bilingual]:
    """Return for every better choice, best first, why it was not given and what it would have cost."""
    return [_refused(refused, name_of) for refused in reason.get("better") or ()]


def _refused(refused: Mapping[str, Any], name_of: NameOf) -> Bilingual:
    name, obstacle = name_of(str(refused["choice"])), str(refused["obstacle"])
    if obstacle == "costs":
        return _cost(refused, name)
    if obstacle == "prefers_others":
        return say("matching.why.prefers_others", name=name)
    known = f"_{obstacle}" if obstacle in {"forbidden", "no_place", "pinned"} else ""
    return say(f"matching.why.not_possible{known}", name=name)


def _obstacle(reason: Mapping[str, Any], name_of: NameOf) -> Bilingual | None:
    kind = str(reason["kind"])
    if kind in ("better_choice_costs", "better_choice_prefers_others", "better_choices_not_possible"):
        return _better_choice(reason, name_of)
    return None if kind == "first_choice" else say(f"matching.why.{kind}")


def _shared(reason: Mapping[str, Any]) -> Bilingual | None:
    shared = int(reason.get("fit") or 0)
    if not shared or not reason.get("mentor"):
        return None
    return say("matching.why.shared_one" if shared == 1 else "matching.why.shared_more", n=shared)


def _spoken(reason: Mapping[str, Any], name_of: NameOf) -> Bilingual | None:
    """Return in which round the two met, for who has a mentor of nobody's list."""
    if reason.get("source") != "met" or not reason.get("round_met"):
        return None
    return say("matching.why.met", name=name_of(str(reason["mentor"])), round=reason["round_met"])


def _better_choice(reason: Mapping[str, Any], name_of: NameOf) -> Bilingual:
    refused = reason.get("reason") or {}
    name = name_of(str(refused.get("choice", "")))
    return _refused(refused, name_of) if refused else say("matching.why.not_possible", name=name)


def _cost(refused: Mapping[str, Any], name: str) -> Bilingual:
    """Return what the better choice would have cost the others."""
    more_without = int(refused.get("without_choice") or 0)
    decided_by = str(refused.get("decided_by") or "")
    if more_without > 0:
        key = "matching.why.costs_without" if more_without == 1 else "matching.why.costs_without_more"
        return say(key, name=name, n=more_without)
    if decided_by == "rank":
        later = int(refused.get("later") or 0)
        return say(f"matching.why.costs_rank_{'one' if later == 1 else 'more'}", name=name, n=later)
    return say(f"matching.why.costs_{'lottery' if decided_by == 'lottery' else 'other'}", name=name)
