"""The list as a file: the whole view, formulas made harmless, own groups only, and noted in the audit."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry
from mentorhub.monitoring.export import list_csv, list_xlsx
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.service import View, acts, take_out
from tests.cast import make_cast
from tests.monitoring.making import change, day, rows
from tests.pairs.making import make_pair


async def two_pairs():
    cast = await make_cast()
    await change(cast.bram, first_name="=HYPERLINK(1)", last_name="")
    late = await make_pair(cast.bram, cast.amina, days_ago=33)
    await make_pair(cast.daan, cast.chaima, days_ago=3)
    await acts.remind(cast.tess, late)
    return cast, late


def sheet(made):
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()


async def test_the_file_says_what_the_list_says_and_holds_no_formula(sqlite):
    cast, _ = await two_pairs()
    found = await take_out(cast.corrie, View())
    head, first, second = sheet(list_xlsx(found, cast.corrie))
    assert head[:5] == ["Junior", "Groep junior", "Coach", "Groep coach", "Hoe het gaat"]
    assert (first[0], first[1], first[2], first[4]) == (
        "'=HYPERLINK(1)",
        "A",
        "Amina Voorbeeld",
        "Geen eerste contact",
    )
    assert first[10].endswith("door Tess Voorbeeld")
    assert second[4] == "Net begonnen"
    text = list_csv(found, cast.corrie).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text), delimiter=";")] == [
        "Junior",
        "'=HYPERLINK(1)",
        "Daan Voorbeeld",
    ]


async def test_a_teacher_takes_out_own_groups_and_the_state_that_is_looked_at(database):
    cast, late = await two_pairs()
    assert [line.pair_id for line in (await take_out(cast.tess, View())).lines] == [late]
    assert (await take_out(cast.timo, View(state=Watch.LATE))).lines == ()
    await acts.snooze(cast.tess, late, day(3))
    assert (await take_out(cast.tess, View())).lines == ()
    assert [line.pair_id for line in (await take_out(cast.tess, View(snoozed=True))).lines] == [late]
    with pytest.raises(NotFound):
        await take_out(cast.tess, View(group_id=cast.groups["b"].id))
    with pytest.raises(NotFound):
        await take_out(cast.bram, View())


async def test_what_was_taken_out_stands_in_the_audit(sqlite):
    cast, _ = await two_pairs()
    await take_out(cast.corrie, View())
    [entry] = [row for row in await rows(AuditEntry) if row.action == "attention.exported"]
    assert (entry.actor_id, entry.detail) == (cast.corrie.person_id, {"rows": 2})
