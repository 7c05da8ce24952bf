"""The command `mentorhub match`: what comes out, where it goes, and that it needs nothing but its files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mentorhub.matching.command import match_files
from tests.matching.files import Desk, outcome, parsed

ROOT = Path(__file__).resolve().parents[2]

# One place each, so all four places are needed, and C must go to who lists it:
# to Bo (2nd), then only Dee can have B (2nd), Ann has A and Cas D (1st): 2 2 0;
# to Ann (3rd), then Bo has B, Dee D (1st) and Cas A (2nd): 2 1 1;
# to Cas (3rd), then Ann has A, Bo B and Dee D (1st): 3 0 1.
MENTORS = "mentor,capacity\nA,1\nB,1\nC,1\nD,1\n"
LINES = "ann,A,D,C\nbo,B,C,\ncas,D,A,C\ndee,D,B,\n"
CHOICES = f"mentee,1,2,3\n{LINES}"
GENEROUS = [("ann", "A", "1"), ("bo", "C", "2"), ("cas", "D", "1"), ("dee", "B", "2")]
GREEDY = [("ann", "A", "1"), ("bo", "B", "1"), ("cas", "C", "3"), ("dee", "D", "1")]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def shell(tmp_path):
    """Runs the command as a user does, in an empty folder beside the files, with a wrong setting about."""
    here = tmp_path / "elsewhere"
    here.mkdir()
    desk = Desk(tmp_path)
    files = [desk.put("mentors.csv", MENTORS), "--choices", desk.put("choices.csv", CHOICES)]
    environment = os.environ | {"MENTORHUB_PORT": "abc", "PYTHONPATH": str(ROOT), "LC_ALL": "C"}

    def run(*options):
        command = [sys.executable, "-m", "mentorhub", "match", *files, *options]
        done = subprocess.run(
            command, cwd=here, env=environment, capture_output=True, timeout=60, check=False
        )
        assert list(here.iterdir()) == []
        return outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def without_reasons(pairs):
    return [line[:3] for line in pairs]


def test_the_pairs_and_then_the_profile_are_printed_without_any_settings(shell):
    done = shell()
    assert (done.code, done.errors) == (0, "")
    assert without_reasons(done.pairs) == GENEROUS
    assert done.profile == "profile: 2 2 0 | 0"


def test_with_out_the_file_holds_the_pairs_and_only_the_profile_is_printed(shell, tmp_path):
    done = shell("--objective", "greedy", "--out", str(tmp_path / "pairs.csv"))
    assert (done.code, done.pairs, done.profile) == (0, [], "profile: 3 0 1 | 0")
    written = (tmp_path / "pairs.csv").read_bytes().decode()
    assert without_reasons(parsed(written)) == GREEDY
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["choices.csv", "mentors.csv", "pairs.csv"]


def test_a_wrong_file_prints_one_line_and_ends_with_2(shell, tmp_path):
    (tmp_path / "choices.csv").write_text(CHOICES.replace("bo,B", "bo,Q"))
    done = shell("--out", str(tmp_path / "pairs.csv"))
    assert (done.code, done.pairs, done.profile) == (2, [], "")
    known = f'{tmp_path}/choices.csv, line 3: the mentor "Q" of rank 1 is not in the list of mentors\n'
    assert done.errors == known
    assert not (tmp_path / "pairs.csv").exists()


def test_each_reason_is_a_sentence_about_the_choice_that_was_not_given(desk):
    reasons = {mentee: reason for mentee, _, _, reason in desk.match(MENTORS, CHOICES).pairs}
    assert reasons == {
        "ann": "First choice, and there was a place.",
        "bo": "With B, 1 other would get a later choice.",
        "cas": "First choice, and there was a place.",
        "dee": "With D, 1 other would get a later choice.",
    }


def test_a_name_at_the_beginning_of_a_reason_keeps_its_small_letter(desk):
    done = desk.match("mentor,capacity\na1,0\na2,1\n", "mentee,1,2\nann,a1,a2\n")
    assert done.pairs == [("ann", "a2", "2", "a1 had no free place.")]


def test_mentees_keep_the_order_of_the_file(desk):
    lines = CHOICES.splitlines()
    turned = "\n".join([lines[0], *reversed(lines[1:])])
    assert without_reasons(desk.match(MENTORS, turned).pairs) == GENEROUS[::-1]


def test_who_gets_none_of_her_choices_falls_back_on_who_has_room(desk):
    done = desk.match("mentor,capacity\nA,1\nB,1\n", "mentee,1,2\nann,A,\nbo,A,\n")
    given = {mentor: (rank, reason) for _, mentor, rank, reason in done.pairs}
    assert given["A"][0] == "1"
    assert given["B"] == ("", "Not in top 2; just as good with A; a draw decided.")
    assert done.profile == "profile: 1 0 | 1"


def test_an_empty_list_gets_a_mentor_with_room_or_none_at_all(desk):
    done = desk.match("mentor,capacity\nA,1\nB,1\n", "mentee,1\nann,A\nbo,\ncas,\n")
    assert done.pairs[0] == ("ann", "A", "1", "First choice, and there was a place.")
    assert sorted(line[1:] for line in done.pairs[1:]) == [
        ("", "", "No coach was left."),
        ("B", "", "Handed in no choices."),
    ]
    assert done.profile == "profile: 1 | 2"


def test_who_is_kept_from_every_free_place_is_told_so(desk):
    done = desk.match("mentor,capacity\nA,1\n", "mentee,1\nann,A\n", forbid="mentee,mentor\nann,A\n")
    assert done.pairs == [("ann", "", "", "Every mentor with a free place is forbidden for this mentee.")]
    assert done.profile == "profile: 0 | 1"


@pytest.mark.parametrize(
    ("mentors", "choices", "profile"),
    [
        ("mentor,capacity\n", "mentee,1,2\nann,,\n", "profile: 0 0 | 1"),
        ("mentor,capacity\nA,1\n", "mentee,1\n", "profile: 0 | 0"),
        ("mentor,capacity\nA,1\n", "mentee,1,2,3,4,5,6,7,8,9,10\nann,A\n", "profile: 1" + " 0" * 9 + " | 0"),
    ],
)
def test_nobody_on_one_side_and_the_longest_lists_are_fine(desk, mentors, choices, profile):
    done = desk.match(mentors, choices)
    assert (done.code, done.profile) == (0, profile)


def test_pins_are_kept_and_take_a_place_and_bans_hold(desk):
    pinned = desk.match(MENTORS, CHOICES, pins="mentor,mentee\nC,dee\n")
    assert pinned.pairs[3] == ("dee", "C", "", "Pinned by you.")
    assert pinned.profile == "profile: 3 0 0 | 1"
    banned = desk.match(MENTORS, CHOICES, forbid="mentee,mentor\nbo,C\nbo,C\n")
    assert without_reasons(banned.pairs) == GREEDY


def test_the_seed_decides_between_equals_and_always_the_same_way(desk):
    def winner(seed, objective):
        options = ("--seed", str(seed), "--objective", objective)
        return desk.match("mentor,capacity\nA,1\n", "mentee,1\nann,A\nbo,A\n", *options).pairs[0][1]

    for objective in ("generous", "greedy", "stable"):
        drawn = [winner(seed, objective) for seed in range(16)]
        assert set(drawn) == {"A", ""}
        assert drawn == [winner(seed, objective) for seed in range(16)]


@pytest.mark.parametrize(
    "choices",
    [
        CHOICES.replace(",", ";"),
        CHOICES.replace(",", "\t").replace("\n", "\r\n"),
        "\ufeff" + CHOICES,
        CHOICES.encode("utf-16"),
        '"mentee","1","2","3"\n' + LINES.replace("ann", '"ann"'),
        "\r\n".join(f"{line},," for line in CHOICES.splitlines()) + "\r\n,,,,\r\n\r\n",
        " Mentee , 1 ,2,3\n" + LINES.replace("bo,B,C,", " bo,B , C"),
    ],
    ids=[
        "semicolons",
        "tabs",
        "mark",
        "utf-16",
        "quotes",
        "empty cells at the end",
        "spaces and a short row",
    ],
)
def test_files_as_spreadsheets_write_them_give_the_same(desk, choices):
    assert without_reasons(desk.match(MENTORS, choices).pairs) == GENEROUS


def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(desk):
    done = desk.match('mentor,capacity\n"=A(1)",0\n@B,1\n', 'mentee,1,2\n"-x, y","=A(1)",@B\n')
    assert done.pairs == [("'-x, y", "'@B", "2", "'=A(1) had no free place.")]


def test_names_in_any_script_come_back_as_they_are(desk, tmp_path):
    out = tmp_path / "pairs.csv"
    desk.match("mentor,capacity\nGülşah ö,1\n", "mentee,1\nŁukasz 陳,Gülşah ö\n", "--out", str(out))
    assert out.read_text("utf-8").splitlines()[1].startswith("Łukasz 陳,Gülşah ö,1,")


def test_long_work_tells_how_far_it_is(desk):
    files = desk.put("mentors.csv", MENTORS), desk.put("choices.csv", CHOICES)
    told = []
    assert match_files(*map(Path, files), tell=told.append).endswith(b"profile: 2 2 0 | 0\n")
    assert [text for text in told if text.endswith("4 of 4")] == ["Matching: 4 of 4", "Reasons: 4 of 4"]
