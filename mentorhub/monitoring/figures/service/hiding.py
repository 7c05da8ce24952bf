"""From what is counted to what may be shown: every number of a year passes one of these."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mentorhub.core.dates import local_day
from mentorhub.internships.rules.applications import THROUGH
from mentorhub.monitoring.figures.rules.cells import COLUMNS, FEWEST, WHOLE_OF, Cell, Seen
from mentorhub.monitoring.figures.rules.shown_curve import shown_curve
from mentorhub.monitoring.figures.rules.small_cells import shown
from mentorhub.monitoring.figures.rules.stretches import Kinds, by_kind, is_safe, stretches
from mentorhub.monitoring.figures.rules.working_days import is_within_a_working_day, median_hours
from mentorhub.monitoring.figures.service.choosing import Choice, year_name, year_of
from mentorhub.monitoring.figures.service.counting import TOP, Counting
from mentorhub.monitoring.figures.service.gathered import Facts, Id
from mentorhub.monitoring.figures.service.values import (
    Contact,
    GroupRow,
    HelpFigures,
    LeadFigures,
    OneYear,
    Part,
)
from mentorhub.pairs.help.rules import CATEGORIES
from mentorhub.programmes.tables import Programme


def one_year(facts: Facts, whole_year: Sequence[Id], chosen: Choice, *, with_rows: bool) -> OneYear:
    """Return what may be shown of a programme or a school year.

    What is hidden is decided for the whole school year at once, whatever part of it is asked for: so nobody
    can take one page off another. Numbers that are no cell of that table are given by programme only, for the
    same reason.
    """
    counting = Counting(facts, whole_year)
    cells = shown(counting.rows())
    ids = [one.id for one in chosen.programmes]
    names = _names(chosen.programmes)
    key = TOP if chosen.is_year else str(ids[0])
    return OneYear(
        name=chosen.name,
        until=max(facts.until[one] for one in ids),
        totals=_parts(cells, key),
        rows=_rows(counting, cells, chosen) if with_rows else (),
        curves={names[one]: shown_curve(counting.followed(one)) for one in ids},
        contact={names[one]: _contact(counting, one) for one in ids},
        through={names[one]: _through(counting, cells, one) for one in ids},
        leads={names[one]: _leads(counting, one) for one in ids},
        help={names[one]: _help(counting, one) for one in ids},
    )


def _names(programmes: Sequence[Programme]) -> dict[Id, str]:
    """Return names that tell programmes apart, also those of the same name."""
    named = [(one.id, _with_year(one)) for one in programmes]
    alike = Counter(name for _, name in named)
    return {one: f"{name} ({n})" if alike[name] > 1 else name for n, (one, name) in enumerate(named, start=1)}


def _with_year(programme: Programme) -> str:
    year = year_name(year_of(programme))
    return programme.name if year in programme.name else f"{programme.name}, {year}"


def _parts(cells: Mapping[tuple[str, str], Cell], key: str) -> dict[str, Part]:
    return {name: Part(cells[key, name], cells[key, WHOLE_OF.get(name, name)]) for name in COLUMNS}


def _rows(counting: Counting, cells: Mapping[tuple[str, str], Cell], chosen: Choice) -> tuple[GroupRow, ...]:
    if chosen.is_year:
        return tuple(GroupRow(one.name, False, _parts(cells, str(one.id))) for one in chosen.programmes)
    return tuple(
        GroupRow(one.name, one.is_own, _parts(cells, one.key))
        for one in counting.groups()
        if one.programme_id == chosen.programmes[0].id
    )


def _contact(counting: Counting, programme_id: Id) -> tuple[Contact, ...]:
    """Return contact over the weeks since the first pair, each stretch about five pairs or more.

    Who teaches all of them sees every week.
    """
    alive = counting.pair_weeks(programme_id)
    weeks = sorted(alive)
    contacts: Counter[int] = Counter()
    pairs: dict[int, int] = defaultdict(int)
    for programme, week, is_own, number, of_pairs in counting.facts.contacts:
        if programme == programme_id and week in alive:
            contacts[week] += number
            pairs[week] += 0 if is_own else of_pairs

    others = any(of_others for _, of_others in alive.values())

    def may_show(begin: int, end: int) -> bool:
        if not others:
            return True
        stretch = weeks[begin:end]
        # Of several weeks the busiest tells at least how many pairs there are behind it.
        busiest, fewest = max(pairs[week] for week in stretch), max(alive[week][1] for week in stretch)
        return busiest >= FEWEST or (busiest == 0 and fewest >= FEWEST)

    return tuple(
        Contact(weeks[begin], weeks[end - 1], _rate(contacts, alive, weeks[begin:end]))
        for begin, end in stretches(len(weeks), may_show)
    )


def _rate(contacts: Mapping[int, int], alive: Mapping[int, tuple[int, int]], weeks: Sequence[int]) -> float:
    return round(sum(contacts[week] for week in weeks) / sum(alive[week][0] for week in weeks), 1)


def _through(counting: Counting, cells: Mapping[tuple[str, str], Cell], programme_id: Id) -> Kinds | None:
    """Return the placements by kind; they add up to a cell of the table, so only when that is shown."""
    if cells[str(programme_id), "placed"].seen is not Seen.EXACT:
        return None
    placed = [
        (person.id, counting.facts.placements[person.id][1])
        for person in counting.people.values()
        if person.programme_id == programme_id and person.id in counting.facts.placements
    ]
    known: Counter[str] = Counter(how for _, how in placed)
    others: Counter[str] = Counter(how for one, how in placed if not counting.is_own(one))
    return by_kind({how: (others[how],) for how in THROUGH}, {how: known[how] for how in THROUGH})


def _leads(counting: Counting, programme_id: Id) -> LeadFigures:
    mine = [row for row in counting.facts.leads if row[0] == programme_id]
    people = {person for _, person, enrolment, _ in mine if not (enrolment and counting.is_own(enrolment))}
    return LeadFigures(sum(row[3] for row in mine) if is_safe([len(people)]) else None)


def _help(counting: Counting, programme_id: Id) -> HelpFigures:
    calls = [row for row in counting.facts.calls if row[0] == programme_id]
    fast = [row for row in calls if _is_fast(counting, row)]
    slow = [row for row in calls if row not in fast]
    taken = [(row[4] - row[3]).total_seconds() for row in calls if row[4]]
    may_show = is_safe([_callers(counting, calls)])
    split = may_show and is_safe([_callers(counting, fast), _callers(counting, slow)])
    enough = _callers(counting, [row for row in calls if row[4]]) >= FEWEST
    of_kind = {kind: [row for row in calls if row[2] == kind] for kind in CATEGORIES}
    kinds = by_kind(
        {kind: (_callers(counting, rows),) for kind, rows in of_kind.items()},
        {kind: len(rows) for kind, rows in of_kind.items()},
    )
    return HelpFigures(
        calls=len(calls) if may_show else None,
        fast=len(fast) if split else None,
        median_hours=median_hours(taken) if taken and enough else None,
        kinds=kinds if may_show else None,
    )


def _callers(counting: Counting, calls: Sequence[tuple]) -> int:
    """Return how many people called whom the reader does not teach."""
    return len({row[1] for row in calls if not counting.is_own(row[1])})


def _is_fast(counting: Counting, call: tuple) -> bool:
    programme_id, _, _, asked_at, taken_at = call
    if taken_at is None or taken_at >= counting.facts.ends(programme_id):
        return False
    zone = counting.facts.zone
    asked_on, taken_on = local_day(asked_at, zone), local_day(taken_at, zone)
    return is_within_a_working_day(asked_on, taken_on, _days_off(counting, programme_id, asked_on))


def _days_off(counting: Counting, programme_id: Id, asked_on: date) -> set[date]:
    """Return the days without school of the months after a call."""
    days_off = counting.days_off[programme_id]
    return {day for n in range(90) if days_off.holds(day := asked_on + timedelta(days=n))}
