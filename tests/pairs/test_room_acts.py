"""The room as its states: two taps log, answers are told with their undo, lists and notes are filled."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from mentorhub.core import clock
from mentorhub.core.actor import set_current_actor
from mentorhub.core.guard import payload_model
from mentorhub.pairs import service
from mentorhub.pairs.state import (
    AppointmentState,
    ContactState,
    CorrectionForm,
    NoteState,
    PauseForm,
    RhythmState,
    TaskForm,
    TaskState,
)
from tests.cast import make_cast
from tests.pairs.making import add_appointment, add_contact, make_pair
from tests.pairs.test_page import acting, page_of, today


async def test_a_tap_on_the_channel_and_a_tap_on_the_length_log_it_once(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    room, _ = await page_of(cast.bram)
    acts = await acting(room, ContactState)
    await ContactState.choose.fn(acts, "video")
    assert acts.how_long["nl"] == "Video vandaag. Hoe lang?"
    await ContactState.tap.fn(acts, 15)
    await ContactState.tap.fn(acts, 15)
    assert [row["what"]["nl"] for row in room.contacts] == ["Video, 15 minuten"]
    assert (acts.channel, room.fresh_kind, room.fresh_id) == ("", "contact", room.contacts[0]["id"])
    await ContactState.undo.fn(acts, room.fresh_id)
    assert room.contacts == []


async def test_the_same_channel_again_takes_the_first_tap_back(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    room, _ = await page_of(cast.bram)
    acts = await acting(room, ContactState)
    await ContactState.choose.fn(acts, "seen")
    await ContactState.choose.fn(acts, "seen")
    await ContactState.tap.fn(acts, 15)
    assert room.contacts == []


@pytest.mark.parametrize("minutes", [0, 20, "15", True])
def test_only_the_lengths_on_the_chips_can_be_tapped(minutes):
    with pytest.raises(ValidationError):
        payload_model(ContactState.tap.fn).model_validate({"minutes": minutes})


async def test_the_other_confirms_takes_it_back_and_corrects(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    await add_contact(pair, cast.bram, today())
    room, _ = await page_of(cast.amina)
    acts, [row] = await acting(room, ContactState), room.contacts
    assert (row["asks"], row["confirm"]["nl"].startswith("Bevestig: Gezien, 30 minuten")) == (True, True)
    await ContactState.confirm.fn(acts, row["id"])
    assert room.contacts[0]["answer"]["nl"] == "Jij bevestigde dit."
    assert (room.fresh_kind, room.fresh_id) == ("answer", row["id"])
    await ContactState.take_answer_back.fn(acts, row["id"])
    assert (room.contacts[0]["asks"], room.fresh_id) == (True, "")
    await ContactState.begin_correcting.fn(acts, row["id"])
    form = {"contact_id": row["id"], "channel": "called", "minutes": "15", "really_on": today().isoformat()}
    await ContactState.correct.fn(acts, CorrectionForm.model_validate(form))
    assert (acts.correcting, room.contacts[0]["what"]["nl"]) == ("", "Gebeld, 15 minuten")
    first, _ = await page_of(cast.bram)
    assert first.contacts[0]["answer"]["nl"].startswith("Amina paste dit aan. Eerst: Gezien, 30 minuten op")
    assert not first.contacts[0]["asks"]


async def test_a_correction_to_a_wrong_day_keeps_the_form_open(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await add_contact(pair, cast.bram, today())
    room, _ = await page_of(cast.amina)
    acts, [row] = await acting(room, ContactState), room.contacts
    await ContactState.begin_correcting.fn(acts, row["id"])
    form = {"contact_id": row["id"], "channel": "called", "minutes": "15", "really_on": "2020-01-01"}
    await ContactState.correct.fn(acts, CorrectionForm.model_validate(form))
    assert (acts.correcting, room.said_tone, room.contacts[0]["asks"]) == (row["id"], "late", True)


async def test_a_moment_of_one_tap_is_corrected_from_values_that_the_form_has(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await service.spoke_today(cast.bram, pair, "k" * 32)
    room, _ = await page_of(cast.amina)
    assert [(row["channel"], row["minutes"]) for row in room.contacts] == [("seen", "15")]


@pytest.mark.parametrize(("answer", "logged"), [("yes", 1), ("no", 0)])
async def test_the_room_asks_about_the_last_appointment_until_it_is_answered(sqlite, answer, logged):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    await add_appointment(pair, cast.bram, clock.now() - timedelta(days=1))
    room, _ = await page_of(cast.bram)
    await AppointmentState.answer.fn(await acting(room, AppointmentState), room.question["id"], answer)
    assert (room.question["id"], len(room.contacts)) == ("", logged)
    assert room.said["nl"] != ""


async def test_rhythm_and_pause_stand_on_the_page_of_both(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=24)
    room, _ = await page_of(cast.bram)
    acts = await acting(room, RhythmState)
    await RhythmState.choose.fn(acts, "two_weeks")
    assert (room.rhythm, room.rhythm_text["nl"]) == ("two_weeks", "Elke twee weken, gekozen door jou")
    assert room.first_text["nl"] != ""
    until = (today() + timedelta(days=9)).isoformat()
    await RhythmState.pause.fn(acts, PauseForm.model_validate({"reason": "personal", "until": until}))
    assert room.first_text["nl"] == ""
    other, _ = await page_of(cast.amina)
    assert other.rhythm_text["nl"] == "Elke twee weken, gekozen door Bram"
    assert other.pause_why["nl"] == "Ziek of iets anders persoonlijks. Bram zette de pauze aan."
    await RhythmState.resume.fn(await acting(other, RhythmState))
    assert (other.pause_until["nl"], other.first_text["nl"]) == ("", "Nog 6 dagen voor jullie eerste contact")
    late = PauseForm.model_validate({"reason": "exams", "until": "2020-01-01"})
    await RhythmState.pause.fn(await acting(other, RhythmState), late)
    assert (other.said_tone, other.pause_until["nl"]) == ("late", "")


async def test_the_list_says_in_words_what_is_late_and_every_act_can_be_undone(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await service.add_task(
        cast.amina, pair, service.NewTask("Bel Vos", "mentee", today() - timedelta(days=2), "l" * 32)
    )
    room, _ = await page_of(cast.bram)
    tasks = await acting(room, TaskState)
    await TaskState.fill.fn(tasks, str(pair))
    assert [(row["about"]["nl"], row["tone"]) for row in tasks.todo] == [("Jij, 2 dagen te laat", "late")]
    await TaskState.tick.fn(tasks, tasks.todo[0]["id"])
    assert (len(tasks.todo), len(tasks.done), tasks.can_undo) == (0, 1, True)
    await TaskState.undo.fn(tasks)
    assert (len(tasks.todo), len(tasks.done), tasks.can_undo) == (1, 0, False)
    await TaskState.remove.fn(tasks, tasks.todo[0]["id"])
    assert tasks.todo == []
    await TaskState.undo.fn(tasks)
    assert [row["text"] for row in tasks.todo] == ["Bel Vos"]
    form = TaskForm.model_validate(
        {"once_key": tasks.once_key, "text": " Brief ", "who": "mentor", "due_on": ""}
    )
    await TaskState.add.fn(tasks, form)
    assert [(row["text"], row["about"]["nl"]) for row in tasks.todo[1:]] == [("Brief", "Coach")]
    await TaskState.undo.fn(tasks)
    assert len(tasks.todo) == 1
    await TaskState.undo.fn(tasks)
    assert len(tasks.todo) == 1


async def test_a_note_is_saved_as_it_is_typed_and_no_state_of_the_other_holds_it(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    room, _ = await page_of(cast.bram)
    notes = await acting(room, NoteState)
    await NoteState.fill.fn(notes, str(pair))
    await NoteState.add.fn(notes)
    note_id = notes.notes[0]["id"]
    await NoteState.save.fn(notes, note_id, "geheim-7741")
    assert notes.notes[0]["saved"] == "geheim-7741"
    other, _ = await page_of(cast.amina)
    theirs = await acting(other, NoteState)
    await NoteState.fill.fn(theirs, str(pair))
    assert "geheim-7741" not in str([other.dict(), theirs.dict()])
    set_current_actor(cast.bram)
    await NoteState.remove.fn(notes, note_id)
    assert (notes.notes, notes.can_undo) == ([], True)
    await NoteState.undo.fn(notes)
    assert [row["text"] for row in notes.notes] == ["geheim-7741"]


async def test_opening_a_room_fills_its_list_and_notebook(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    room, events = await page_of(cast.bram)
    assert room.pair_id == str(pair)
    filled = {event.handler.fn.__qualname__: str(event.args) for event in events}
    assert {"TaskState.fill", "NoteState.fill"} <= filled.keys()
    assert all(str(pair) in sent for sent in filled.values())
