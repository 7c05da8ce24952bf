"""Refusals and faults in plain words, in both languages."""

from mentorhub.core.texts import Bilingual, say
from mentorhub.people.roster import Fault, FaultKind, Field, RosterRefused

_MEGABYTE = 1024 * 1024


def refusal_text(refused: RosterRefused) -> Bilingual:
    """Return why a whole file is refused and what to do about it."""
    values: dict[str, object] = dict(refused.data)
    if isinstance(limit := values.get("limit"), int) and limit >= _MEGABYTE:
        values["limit"] = limit // _MEGABYTE
    if isinstance(column := values.get("column"), int):
        values["column"] = column + 1
    return say(f"classlists.refusal.{refused.kind.value}", **values)


def field_text(field: Field | None) -> Bilingual:
    """Return the name of a field; for None the words for a whole row."""
    return say(f"classlists.field.{field.value if field else 'row'}")


def fault_text(fault: Fault) -> Bilingual:
    """Return one sentence or two that say what is wrong with a row and what to do."""
    name = fault.kind.value
    if fault.kind is FaultKind.EMAIL_TAKEN and not fault.other:
        name = "email_elsewhere"
    if fault.kind is FaultKind.SAME_PERSON and not fault.lines:
        name = "same_person_known"
    return say(
        f"classlists.fault.{name}",
        field=field_text(fault.field),
        value=fault.value,
        lines=_lines_text(fault.lines),
        other=fault.other,
    )


def _lines_text(lines: tuple[int, ...]) -> Bilingual:
    """Return for example ``regel 3 en 7``; of many lines the first five."""
    if not lines:
        return {"nl": "", "en": ""}
    shown = [str(line) for line in lines[:5]]
    if len(lines) > len(shown):
        return say("classlists.lines.more", first=", ".join(shown), count=len(lines) - len(shown))
    if len(shown) == 1:
        return say("classlists.lines.one", line=shown[0])
    return say("classlists.lines.some", first=", ".join(shown[:-1]), last=shown[-1])
