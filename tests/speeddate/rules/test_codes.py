"""Room codes: easy to read, hard to guess, forgiving to type."""

from random import Random, SystemRandom

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.speeddate.rules import normalise_code, room_code
from mentorhub.speeddate.rules.codes import ALPHABET


def test_codes_have_six_characters_that_cannot_be_confused() -> None:
    random = Random(1)
    letters = {letter for _ in range(2000) for letter in room_code(random)}
    assert letters == set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    assert len(room_code(SystemRandom())) == 6


def test_codes_hardly_ever_repeat() -> None:
    random = Random(2)
    assert len({room_code(random) for _ in range(5000)}) >= 4995


@given(st.integers(0, 10**9))
def test_a_code_is_its_own_one_form(seed: int) -> None:
    code = room_code(Random(seed))
    assert normalise_code(code) == code
    assert normalise_code(f" {code[:3].lower()}-{code[3:]} ") == code


@pytest.mark.parametrize(
    "typed",
    [
        "abc234",
        "ABC-234",
        " abc 234\n",
        "a.b.c.2.3.4",
        "ABC\u2013234",
        "\uff21\uff22\uff23\uff12\uff13\uff14",
        "abc\u200b234",
    ],
)
def test_what_people_type_is_put_right(typed: str) -> None:
    assert normalise_code(typed) == "ABC234"


@pytest.mark.parametrize(
    "typed", ["", "ABC23", "ABC2345", "ABC0DE", "ABCODE", "ABC1DE", "ABCIDE", "ÀBC234", "ABC23$", "A" * 10**6]
)
def test_what_cannot_be_a_code_is_none_and_never_guessed(typed: str) -> None:
    assert normalise_code(typed) is None


@given(st.text(max_size=80))
def test_any_text_gives_a_code_or_none(text: str) -> None:
    code = normalise_code(text)
    assert code is None or (len(code) == 6 and set(code) <= set(ALPHABET))
