"""Forms on paper, typed in by staff: handed in for the junior, undone, refused, and never read back."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry
from mentorhub.matching.service import on_paper, preferences
from mentorhub.matching.service.lists import ListRefused
from mentorhub.matching.service.on_paper import AlreadyIn, PaperRefused, hand_in_for
from mentorhub.matching.service.paper_desk import desk_of
from mentorhub.matching.tables import PreferenceList
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.tables import Attendee, SpeedDate, SpeedDateGroup
from tests.speeddate.evening import make_evening


async def tables_of(evening):
    """Each coach's table, in the order of the evening's coaches."""
    return [(await evening.attendee(mentor)).table_number for mentor in evening.mentors]


async def change(evening, person, **values):
    async with db.transaction() as session:
        await session.exec(
            update(Attendee)
            .where(col(Attendee.speed_date_id) == evening.id, col(Attendee.enrolment_id) == person.enrolment)
            .values(**values)
        )


async def change_evening(evening, **values):
    async with db.transaction() as session:
        await session.exec(update(SpeedDate).where(col(SpeedDate.id) == evening.id).values(**values))


async def typed(evening, boxes=None, junior=None, version=0):
    junior = junior or evening.mentees[0]
    boxes = boxes if boxes is not None else await tables_of(evening)
    return await hand_in_for(evening.cast.tess, evening.id, junior.enrolment, boxes, version)


async def handed(evening):
    desk = await desk_of(evening.cast.tess, evening.id)
    return {form.junior.enrolment_id: form.handed for form in desk.forms}


async def test_what_is_typed_is_the_juniors_list_in_that_order_and_handed_in(database):
    evening = await make_evening()
    tables = await tables_of(evening)
    await typed(evening, [tables[n] for n in (2, 0, 3, 1)])
    own = await preferences.my_list(evening.mentees[0])
    assert own.mentors == tuple(evening.mentors[n].enrolment for n in (2, 0, 3, 1))
    assert (own.handed_in_at is not None, own.on_paper, own.version) == (True, True, 1)
    assert set((await handed(evening)).values()) == {"open", "paper"}


async def test_it_works_on_the_plan_when_the_room_never_ran_and_after_the_rounds(database):
    evening = await make_evening()
    await typed(evening)
    await evening.begin()
    await typed(evening, junior=evening.mentees[1])
    await evening.step("end")
    await typed(evening, junior=evening.mentees[2])
    await evening.step("close")
    await typed(evening, junior=evening.mentees[3])
    assert list((await handed(evening)).values()) == ["paper"] * 4


async def test_what_was_made_on_the_phone_stays_and_is_not_told(database):
    evening = await make_evening()
    junior, mentors = evening.mentees[0], [mentor.enrolment for mentor in evening.mentors]
    await preferences.save_list(junior, mentors, 0)
    await preferences.hand_in(junior, 1)
    for version in (0, 1, 2, 3):
        with pytest.raises(AlreadyIn):
            await typed(evening, version=version)
    assert (await preferences.my_list(junior)).mentors == tuple(mentors)
    desk = await desk_of(evening.cast.tess, evening.id)
    form = next(one for one in desk.forms if one.handed == "phone")
    assert set(form.__slots__) == {"junior", "handed", "version"}


async def test_a_list_that_was_only_begun_is_replaced_and_undo_puts_it_back(database):
    evening = await make_evening()
    junior, mentors = evening.mentees[0], [mentor.enrolment for mentor in evening.mentors]
    await preferences.save_list(junior, mentors[:2], 0)
    before = await typed(evening, version=1)
    await on_paper.undo(evening.cast.tess, evening.id, before)
    own = await preferences.my_list(junior)
    assert (own.mentors, own.handed_in_at, own.on_paper) == (tuple(mentors[:2]), None, False)


async def test_undo_of_a_list_that_was_not_begun_leaves_it_empty(database):
    evening = await make_evening()
    await on_paper.undo(evening.cast.tess, evening.id, await typed(evening))
    own = await preferences.my_list(evening.mentees[0])
    assert (own.mentors, own.handed_in_at) == ((), None)
    assert set((await handed(evening)).values()) == {"open"}


async def test_a_form_can_be_typed_again_and_undo_gives_the_first_one_back(database):
    evening = await make_evening()
    tables = await tables_of(evening)
    await typed(evening, tables)
    again = await typed(evening, tables[::-1], version=1)
    mentors = tuple(mentor.enrolment for mentor in evening.mentors)
    assert (await preferences.my_list(evening.mentees[0])).mentors == mentors[::-1]
    await on_paper.undo(evening.cast.tess, evening.id, again)
    own = await preferences.my_list(evening.mentees[0])
    assert (own.mentors, own.handed_in_at is not None, own.on_paper) == (mentors, True, True)


async def test_the_junior_can_take_it_back_and_then_it_is_the_juniors_own_again(database):
    evening = await make_evening()
    before = await typed(evening)
    own = await preferences.take_back(evening.mentees[0], 1)
    assert (own.handed_in_at, own.on_paper) == (None, False)
    with pytest.raises(ListRefused, match="stale"):
        await on_paper.undo(evening.cast.tess, evening.id, before)
    await preferences.hand_in(evening.mentees[0], 2)
    assert (await handed(evening))[evening.mentees[0].enrolment] == "phone"


async def test_boxes_that_cannot_be_read_write_nothing(database):
    evening = await make_evening()
    tables = await tables_of(evening)
    wrong = {
        "empty": [[], tables[:3], [0, 0, 0, 0]],
        "unknown_table": [[99, *tables[:3]], [-1, *tables[:3]], [2**70, *tables[:3]]],
        "table_twice": [[tables[0], tables[0], tables[1], tables[2]]],
    }
    for fault, forms in wrong.items():
        for boxes in forms:
            with pytest.raises(PaperRefused, match=fault):
                await typed(evening, boxes)
    with pytest.raises(ListRefused, match="too_long"):
        await typed(evening, [*tables, 5])
    assert (await preferences.my_list(evening.mentees[0])).version == 0


async def test_a_coach_who_is_absent_or_has_left_the_programme_cannot_be_chosen(database):
    evening = await make_evening(mentors=6)
    tables = await tables_of(evening)
    await change(evening, evening.mentors[0], state="absent")
    async with db.transaction() as session:
        (await session.get_one(Enrolment, evening.mentors[1].enrolment)).ended_at = clock.now()
    for gone in (0, 1):
        with pytest.raises(PaperRefused, match="unknown_table"):
            await typed(evening, [tables[gone], *tables[2:5]])
    await typed(evening, tables[2:])
    assert (await preferences.my_list(evening.mentees[0])).mentors == tuple(
        mentor.enrolment for mentor in evening.mentors[2:]
    )


async def test_a_form_is_never_longer_than_there_are_coaches_with_a_table(database):
    evening = await make_evening(mentors=2)
    assert (await desk_of(evening.cast.tess, evening.id)).length == 2
    for mentor in evening.mentors:
        await change(evening, mentor, state="absent")
    assert (await desk_of(evening.cast.tess, evening.id)).length == 0


async def test_a_coach_who_was_not_met_can_be_chosen(database):
    evening = await make_evening(mentors=6, rounds=1)
    met = {mentor for _, _, mentee, mentor in await evening.seats() if mentee == evening.mentees[0].enrolment}
    tables = dict(zip([m.enrolment for m in evening.mentors], await tables_of(evening), strict=True))
    others = [one for one in tables if one not in met][:4]
    await typed(evening, [tables[one] for one in others])
    assert (await preferences.my_list(evening.mentees[0])).mentors == tuple(others)


async def test_after_the_deadline_nothing_is_taken_and_nothing_undone(database):
    evening = await make_evening()
    before = await typed(evening)
    await change_evening(evening, phase="closed", ranking_until=clock.now() + timedelta(minutes=5))
    await typed(evening, junior=evening.mentees[1])
    clock.move(timedelta(minutes=6))
    with pytest.raises(ListRefused, match="closed"):
        await typed(evening, junior=evening.mentees[2])
    with pytest.raises(ListRefused, match="closed"):
        await on_paper.undo(evening.cast.tess, evening.id, before)
    assert not (await desk_of(evening.cast.tess, evening.id)).is_open


async def test_two_teachers_who_type_the_same_form_at_once_make_one_list(database):
    evening = await make_evening()
    tables = await tables_of(evening)
    both = [typed(evening, tables), typed(evening, tables[::-1])]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(str(one) for one in done if isinstance(one, Exception)) == ["stale"]
    assert (await preferences.my_list(evening.mentees[0])).version == 1


@pytest.mark.parametrize("who", ["timo", "tom", "cas", "bram", "amina"])
async def test_for_anyone_else_there_is_nothing(database, who):
    evening = await make_evening()
    actor, junior = evening.cast.actors[who], evening.mentees[1].enrolment
    before = await typed(evening)
    for act in (
        desk_of(actor, evening.id),
        hand_in_for(actor, evening.id, junior, await tables_of(evening), 0),
        on_paper.undo(actor, evening.id, before),
    ):
        with pytest.raises(NotFound):
            await act
    assert (await preferences.my_list(evening.mentees[0])).handed_in_at is not None
    assert (await preferences.my_list(evening.mentees[1])).version == 0


async def test_who_is_not_a_junior_of_the_event_is_not_found(database):
    evening = await make_evening()
    tables = await tables_of(evening)
    for stranger in (evening.cast.daan, evening.cast.zoe, evening.mentors[0]):
        with pytest.raises(NotFound):
            await typed(evening, tables, junior=stranger)
    with pytest.raises(NotFound):
        await hand_in_for(evening.cast.tess, evening.id, uuid.uuid4(), tables, 0)
    with pytest.raises(NotFound):
        await desk_of(evening.cast.tess, uuid.uuid4())


async def test_a_rehearsal_takes_no_lists_and_its_deadline_is_nobodys(database):
    evening = await make_evening()
    tables = await tables_of(evening)
    known = [await evening.attendee(person) for person in evening.everyone]
    async with db.transaction() as session:
        row = await session.get_one(SpeedDate, evening.id)
        copied = SpeedDate(**row.model_dump(exclude={"id"}) | {"room_code": "OEFEN1", "beam_digest": "x"})
        copied.rehearsal_of, copied.ranking_until = evening.id, clock.now() - timedelta(hours=1)
        session.add(copied)
        await session.flush()
        groups = await session.exec(select(SpeedDateGroup).where(SpeedDateGroup.speed_date_id == evening.id))
        session.add_all(SpeedDateGroup(speed_date_id=copied.id, group_id=one.group_id) for one in groups)
        session.add_all(
            Attendee(**one.model_dump(exclude={"id"}) | {"speed_date_id": copied.id}) for one in known
        )
    with pytest.raises(NotFound):
        await hand_in_for(evening.cast.tess, copied.id, evening.mentees[0].enrolment, tables, 0)
    with pytest.raises(NotFound):
        await desk_of(evening.cast.tess, copied.id)
    assert (await desk_of(evening.cast.tess, evening.id)).is_open


async def test_the_trail_says_who_typed_for_whom_and_never_what(database):
    evening = await make_evening()
    junior = str(evening.mentees[0].enrolment)
    await on_paper.undo(evening.cast.tess, evening.id, await typed(evening))
    async with db.reading() as session:
        rows = await session.exec(
            select(AuditEntry)
            .where(col(AuditEntry.action).startswith("preferences."))
            .order_by(col(AuditEntry.at))
        )
        entries = [(one.action, one.actor_id, one.object_id, one.detail) for one in rows]
    tess = evening.cast.tess.person_id
    assert entries == [
        ("preferences.on_paper", tess, evening.id, {"mentee": junior}),
        ("preferences.on_paper_undone", tess, evening.id, {"mentee": junior}),
    ]


async def test_a_typed_list_counts_on_the_screens_of_the_room(database):
    evening = await make_evening()
    await evening.begin()
    await evening.step("end")
    await typed(evening)
    row = await evening.row()
    async with db.reading() as session:
        assert await preferences.handed_in_count(session, row) == (1, 4)
        assert (await session.get_one(PreferenceList, evening.mentees[0].enrolment)).on_paper
