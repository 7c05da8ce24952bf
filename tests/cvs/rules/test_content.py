"""What a CV holds: there and back through JSON, limits, passages taken over, versions compared."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.core import clock
from mentorhub.cvs.rules import comparing, content, passages, versions
from mentorhub.cvs.rules.content import BeyondLimits, Content, Language, Period, Skill, Spot

words = st.text(alphabet="abcé .!?\n", max_size=60)
periods = st.builds(
    Period,
    id=st.uuids().map(str),
    title=words,
    where=words,
    start=st.sampled_from(["", "2024"]),
    text=words,
)
contents = st.builds(
    Content,
    name=words,
    profile=words,
    interests=words,
    education=st.lists(periods, max_size=3).map(tuple),
    skills=st.lists(st.builds(Skill, id=st.uuids().map(str), text=words), max_size=3).map(tuple),
)


@given(contents)
def test_a_cv_comes_back_from_json_as_it_was(written):
    assert content.from_json(json.loads(json.dumps(content.to_json(written)))) == written


def test_the_json_has_the_names_that_the_export_reads():
    written = Content(education=(Period("e", "Logistiek", "Summa", "2024", "nu", "Magazijn"),))
    assert content.to_json(written)["education"] == [
        {"id": "e", "title": "Logistiek", "where": "Summa", "from": "2024", "until": "nu", "text": "Magazijn"}
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"name": 3, "education": "x"},
        {"education": [1, {"title": "no id"}, {"id": 4}]},
        {"skills": [{"id": "s", "text": None, "more": 1}]},
    ],
)
def test_an_odd_document_is_read_as_far_as_it_goes(odd):
    read = content.from_json(odd)
    assert (read.name, read.education) == ("", ())
    assert read.skills in ((), (Skill("s", ""),))


def test_too_much_of_anything_is_cut_when_read_and_refused_when_written():
    many = [{"id": str(n), "text": "x" * 500} for n in range(99)]
    read = content.from_json({"skills": many})
    assert (len(read.skills), len(read.skills[0].text)) == (20, 120)
    with pytest.raises(BeyondLimits):
        content.with_text(read, Spot("skills", "0", "text"), "x" * 121)
    with pytest.raises(BeyondLimits):
        content.with_entries(read, "skills", (*read.skills, Skill("new")))


@pytest.mark.parametrize(
    "spot",
    [
        Spot("profile", "", "id"),
        Spot("education", "", "title"),
        Spot("education", "gone", "title"),
        Spot("profile", "e", "name"),
        Spot("nothing", "", "name"),
        Spot("interests", "", "name"),
    ],
)
def test_a_field_that_is_not_there_is_never_written(spot):
    written = Content(education=(Period("e"),))
    assert content.text_at(written, spot) is None
    with pytest.raises(BeyondLimits):
        content.with_text(written, spot, "x")


@given(contents, words)
def test_writing_one_field_leaves_the_others(written, text):
    changed = content.with_text(written, Spot("profile", "", "headline"), text)
    assert replace(changed, headline="") == written
    for skill in written.skills:
        again = content.with_text(written, Spot("skills", skill.id, "text"), text)
        assert content.text_at(again, Spot("skills", skill.id, "text")) == text
        assert again.education == written.education


def test_what_no_database_can_hold_is_left_out_and_names_stay():
    assert content.tidy("a\x00b\r\nc\ud800 Zoë\u00a0Łucja 👩‍🔧") == "ab\nc Zoë\u00a0Łucja 👩‍🔧"


def test_plain_text_follows_the_page():
    written = Content(
        name="Zoë",
        profile="Hallo.",
        education=(Period("e", "Logistiek", "Summa", "2024", "nu"), Period("leeg")),
        languages=(Language("l", "Engels", "goed"),),
    )
    assert content.plain_text(written) == "Zoë\nHallo.\n\nLogistiek\nSumma\n2024\nnu\n\nEngels\ngoed"
    assert content.plain_text(Content()) == ""


@given(st.text(alphabet="ab .!?\n", max_size=80))
def test_every_sentence_stands_in_the_text_and_none_is_lost(text):
    parts = passages.sentences(text)
    assert all(part in text and part == part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(words, words, words, words)
def test_taking_over_changes_the_passage_only_and_goes_back(before, passage, after, suggestion):
    text = before + passage + after
    taken = passages.replaced(text, passage, suggestion)
    if not passage:
        assert taken is None
        return
    at = text.index(passage)
    assert taken == text[:at] + suggestion + text[at + len(passage) :]
    if suggestion and taken.index(suggestion) == at:
        assert passages.replaced(taken, suggestion, passage) == text


def test_a_passage_that_changed_is_not_taken_over():
    assert passages.replaced("Ik ben Bram.", "ik ben Bram.", "Hoi") is None


def test_paragraphs_of_a_file_have_an_end():
    found = passages.paragraphs("\n".join(["", "  een  ", "x" * 3000, *map(str, range(200))]))
    assert (found[0], len(found[1]), len(found)) == ("een", 1000, 60)


@given(words, words)
def test_the_pieces_of_a_comparison_give_both_texts_back(old, new):
    left, right = comparing.compare_text(old, new)
    assert "".join(piece.text for piece in left) == old
    assert "".join(piece.text for piece in right) == new
    same = ["".join(p.text for p in side if p.mark == "same") for side in (left, right)]
    assert same[0] == same[1]


@given(contents)
def test_a_version_beside_itself_shows_no_change(written):
    assert not any(one.is_changed for one in comparing.compare(written, written))


def test_words_that_went_and_came_are_marked_in_their_section():
    old = Content(profile="Ik werk graag samen.")
    (found,) = comparing.compare(old, replace(old, profile="Ik werk heel graag."))
    assert found.section == "profile"
    gone = [word for piece in found.old if piece.mark == "gone" for word in piece.text.split()]
    assert "samen." in gone
    assert "werk" not in gone
    assert "heel" in [word for piece in found.new if piece.mark == "new" for word in piece.text.split()]


@pytest.mark.parametrize(
    ("change", "goes_on"),
    [
        ({}, True),
        ({"kind": "restored"}, False),
        ({"kind": "taken_over"}, False),
        ({"kind": "uploaded"}, False),
        ({"is_mine": False}, False),
        ({"is_leant_on": True}, False),
    ],
)
def test_typing_goes_on_in_the_own_fresh_version_that_nobody_leans_on(change, goes_on):
    now = clock.now()
    latest = replace(versions.Latest("written", True, now - timedelta(minutes=4), False), **change)
    assert versions.goes_on(latest, now) is goes_on
    assert not versions.goes_on(latest, now + timedelta(minutes=2))
