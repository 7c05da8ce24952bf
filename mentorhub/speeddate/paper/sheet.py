"""What the paper of a speed date says, in the reader's language, as plain data for typst."""

from typing import Any

from mentorhub.core.dates import hour_text, moment_text
from mentorhub.core.texts import say_in
from mentorhub.speeddate.paper.values import EveningPaper, PaperRound, PaperRoute, PaperStop

WORDS = ("table", "coach", "junior", "nobody", "no_people", "routes", "pause", "away")
FORM_WORDS = ("how", "met", "met_nobody", "hand_over")

MOST_LETTERS = 96


def sheet_of(paper: EveningPaper, language: str) -> dict[str, Any]:
    """Return the sheet: texts with their values filled in, and nothing else that varies by language."""
    words = {name: say_in(language, f"paper.pdf.{name}") for name in (*WORDS, *FORM_WORDS)}
    words["forms"] = say_in(language, "paper.pdf.forms", n=paper.length)
    words["form"] = say_in(language, "paper.pdf.form", n=paper.length)
    # Filled in by typst, which alone knows the pages.
    words["page"] = say_in(language, "paper.pdf.page", n="#", of="##")
    return {
        "language": language,
        "title": _title(paper, language),
        "evening": f"{paper.name} · {moment_text(paper.starts_at, paper.zone)[language]}",
        "made": say_in(language, "paper.pdf.made", when=moment_text(paper.made_at, paper.zone)[language]),
        "words": words,
        "length": paper.length,
        "most_stops": max((len(route.stops) for route in paper.routes), default=0),
        "rounds": [_round(one, paper.zone, language) for one in paper.rounds],
        "routes": [_route(one, language) for one in paper.routes],
    }


def file_name(paper: EveningPaper, language: str) -> str:
    """Return what the PDF is called when it is saved; never longer than 100 letters."""
    return f"{_title(paper, language)[:MOST_LETTERS]}.pdf"


def _title(paper: EveningPaper, language: str) -> str:
    if paper.rounds or not paper.routes:
        return say_in(language, "paper.pdf.title", name=paper.name)
    return say_in(language, "paper.pdf.title_one", name=paper.routes[0].name)


def _round(one: PaperRound, zone: str, language: str) -> dict[str, Any]:
    begins, waiting = "", ""
    if one.begins:
        begins = say_in(language, "paper.pdf.begins", when=hour_text(one.begins, zone)[language])
    if one.waiting:
        waiting = say_in(language, "paper.pdf.waiting", names=", ".join(one.waiting))
    return {
        "title": say_in(language, "paper.pdf.round", n=one.round),
        "begins": begins,
        "waiting": waiting,
        "tables": [{"table": str(x.table), "coach": x.coach, "junior": x.junior} for x in one.tables],
    }


def _route(route: PaperRoute, language: str) -> dict[str, Any]:
    own = say_in(language, "paper.pdf.own_table", n=route.own_table) if route.own_table else ""
    return {
        "name": route.name,
        "group": route.group,
        "own": own,
        "junior": route.is_junior,
        "stops": [_stop(stop, language) for stop in route.stops],
        "met": sorted(_met(route)),
    }


def _stop(stop: PaperStop, language: str) -> dict[str, str]:
    table = say_in(language, "paper.pdf.at_table", n=stop.table) if stop.table else ""
    return {
        "round": say_in(language, "paper.pdf.round", n=stop.round),
        "table": table,
        "who": stop.other if stop.kind == "talk" else say_in(language, f"paper.pdf.{stop.kind}"),
        "group": stop.group,
        "kind": stop.kind,
    }


def _met(route: PaperRoute) -> set[tuple[int, str]]:
    """Return the tables at which somebody sits in turn, each with the name of the other."""
    return {(stop.table or 0, stop.other) for stop in route.stops if stop.kind == "talk"}
