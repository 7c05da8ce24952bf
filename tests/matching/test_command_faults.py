"""What `mentorhub match` says of wrong files: file, line and reason; exit code 2 and nothing written."""

import os
import time
from pathlib import Path

import pytest

from mentorhub.matching.command import CannotMatch, match_files
from tests.matching.files import Desk

MENTORS = "mentor,capacity\nA,1\nB,2\n"
CHOICES = "mentee,1,2\nann,A,B\nbo,B,\n"


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def refused(desk, said, *options, mentors=MENTORS, choices=CHOICES, **files):
    """Assert that the command says exactly this, by line, and writes nothing."""
    out = desk.folder / "pairs.csv"
    done = desk.match(mentors, choices, "--out", str(out), *options, **files)
    assert done.code == 2
    assert (done.pairs, done.profile) == ([], "")
    assert done.errors.splitlines() == [f"{desk.folder}/{line}" for line in said]
    assert not out.exists()
    assert list(desk.folder.glob(".*")) == []


@pytest.mark.parametrize(
    ("mentors", "said"),
    [
        ("", "line 1: the file is empty"),
        ("\n\r\n", "line 1: the file is empty"),
        ("mentor\nA\n", 'line 1: the column "capacity" is missing'),
        ("\nnaam;capacity\nA;1\n", 'line 2: the column "mentor" is missing'),
        ("mentor,capacity,mentor\nA,1,B\n", 'line 1: the column "mentor" stands there twice'),
        (MENTORS + "A,3\n", 'line 4: the mentor "A" is already on line 2'),
        (MENTORS + ",3\n", "line 4: the mentor has no name"),
        (MENTORS + "C,\n", 'line 4: the capacity "" is not a whole number of 0 or more'),
        (MENTORS + "C\n", 'line 4: the capacity "" is not a whole number of 0 or more'),
        (MENTORS + "C,-1\n", 'line 4: the capacity "-1" is not a whole number of 0 or more'),
        (MENTORS + "C,1.5\n", 'line 4: the capacity "1.5" is not a whole number of 0 or more'),
        (MENTORS + "C,٣\n", 'line 4: the capacity "٣" is not a whole number of 0 or more'),
        (MENTORS + "C,1,2\n", "line 4: 3 cells, and the header has 2 columns"),
        ("mentor;capacity\nA;1\n\n\nB,2;1;3\n", "line 5: 3 cells, and the header has 2 columns"),
        (MENTORS.encode() + b"Zo\xeb,1\n", "line 4: this is not UTF-8; save the file as CSV UTF-8"),
        (MENTORS + "C\0,1\n", "line 4: this is not a text file"),
    ],
)
def test_a_wrong_file_of_mentors(desk, mentors, said):
    refused(desk, [f"mentors.csv, {said}"], mentors=mentors)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ("", ["line 1: the file is empty"]),
        ("mentee\nann\n", ['line 1: the column "1" is missing']),
        ("1,2\nA,B\n", ['line 1: the column "mentee" is missing']),
        ("mentee,1,3\nann,A,B\n", ['line 1: the column "3" stands where "2" should be']),
        ("1,mentee\nA,ann\n", ['line 1: the column "1" stands where "mentee" should be']),
        ("mentee,1,,2\nann,A,,B\n", ['line 1: the column "" stands where "2" should be']),
        (
            "mentee," + ",".join(map(str, range(1, 12))) + "\n",
            ["line 1: 11 ranks, and a list has at most 10"],
        ),
        (CHOICES + "ann,B,\n", ['line 4: the mentee "ann" is already on line 2']),
        (CHOICES + ",B,\n", ["line 4: the mentee has no name"]),
        (CHOICES + "cas,,B\n", ['line 4: rank 2 is "B" but rank 1 is empty']),
        (CHOICES + "cas,B,B\n", ['line 4: the mentor "B" stands there twice, at rank 2 again']),
        (CHOICES + "cas,b,\n", ['line 4: the mentor "b" of rank 1 is not in the list of mentors']),
        (CHOICES + "cas,A,B,A\n", ["line 4: 4 cells, and the header has 3 columns"]),
        (
            CHOICES + '"cas\nsen",C,\nann,,A\n',
            [
                'line 4: the mentor "C" of rank 1 is not in the list of mentors',
                'line 6: the mentee "ann" is already on line 2',
                'line 6: rank 2 is "A" but rank 1 is empty',
            ],
        ),
    ],
)
def test_a_wrong_file_of_choices(desk, choices, said):
    refused(desk, [f"choices.csv, {line}" for line in said], choices=choices)


@pytest.mark.parametrize("row", ['cas,"A', 'cas,"A"x,B'])
def test_a_quote_that_does_not_close_is_named_with_its_line(desk, row):
    done = desk.match(MENTORS, f"{CHOICES}{row}\nedu,A,\n")
    assert done.code == 2
    assert done.errors.startswith(
        f"{desk.folder}/choices.csv, line 4: this row cannot be read, look at its quotes"
    )


def test_of_many_faults_the_first_twenty_are_shown(desk):
    choices = CHOICES + "".join(f"m{number},Q,\n" for number in range(30))
    errors = desk.match(MENTORS, choices).errors.splitlines()
    assert len(errors) == 21
    assert errors[-1] == f"{desk.folder}/choices.csv: 10 more faults"


@pytest.mark.parametrize(
    ("pins", "said"),
    [
        ("mentee,coach\nann,A\n", 'line 1: the column "mentor" is missing'),
        ("mentee,mentor\nann,A\nzed,A\n", 'line 3: the mentee "zed" is not in the list of choices'),
        ("mentee,mentor\nann,Z\n", 'line 2: the mentor "Z" is not in the list of mentors'),
        ("mentee,mentor\nann,A\nann,B\n", 'line 3: the mentee "ann" is already pinned on line 2'),
        ("mentee,mentor\nann,A\nbo,A\n", 'line 3: pin 2 to "A", who has room for 1'),
    ],
)
def test_a_wrong_file_of_pins(desk, pins, said):
    refused(desk, [f"pins.csv, {said}"], pins=pins)


def test_a_pair_that_is_pinned_and_forbidden(desk):
    said = 'forbid.csv, line 3: "bo" with "B" is forbidden here and pinned on line 2'
    refused(desk, [said], pins="mentee,mentor\nbo,B\n", forbid="mentee,mentor\nann,A\nbo,B\n")


def test_a_forbidden_pair_of_strangers(desk):
    said = ['the mentee "x" is not in the list of choices', 'the mentor "y" is not in the list of mentors']
    refused(desk, [f"forbid.csv, line 2: {line}" for line in said], forbid="mentee,mentor\nx,y\n")


def test_a_file_that_is_not_there(desk):
    refused(
        desk, ["none.csv: cannot be read (No such file or directory)"], "--pins", f"{desk.folder}/none.csv"
    )


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("nowhere/pairs.csv", "No such file or directory"),
        ("mentors.csv/pairs.csv", "Not a directory"),
        ("folder", "it is no ordinary file"),
        ("mentors.csv", "it is one of the files to read"),
        ("link.csv", "it is one of the files to read"),
    ],
)
def test_a_place_that_cannot_be_written_to(desk, out, why):
    (desk.folder / "folder").mkdir()
    (desk.folder / "link.csv").symlink_to(desk.folder / "choices.csv")
    done = desk.match(MENTORS, CHOICES, "--out", str(desk.folder / out))
    assert (done.code, done.profile) == (2, "")
    assert done.errors == f"{desk.folder / out}: cannot be written ({why})\n"
    assert (desk.folder / "mentors.csv").read_text() == MENTORS
    assert list(desk.folder.glob(".*")) == []


def test_an_older_file_of_pairs_gives_way_only_to_a_whole_new_one(desk):
    out = desk.folder / "pairs.csv"
    out.write_text("older")
    assert desk.match(MENTORS, "mentee,1\nann,Q\n", "--out", str(out)).code == 2
    assert out.read_text() == "older"
    assert desk.match(MENTORS, CHOICES, "--out", str(out)).code == 0
    assert out.read_text().startswith("mentee,mentor,rank,reason\nann,A,1,")
    assert out.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask():
    current = os.umask(0)
    os.umask(current)
    return current


def test_fifty_thousand_mentees_are_read_within_seconds(desk):
    people = range(50_000)
    mentors = "mentor,capacity\n" + "".join(f"mentor {n},1\n" for n in people)
    rows = (f"mentee {n},mentor {n},mentor {n // 2},mentor {n // 3 + 30_000}\n" for n in people[1:])
    choices = f"mentee,1,2,3\n{''.join(rows)}last,A,,\n"
    paths = [
        Path(desk.put(name, text)) for name, text in (("mentors.csv", mentors), ("choices.csv", choices))
    ]
    before = time.process_time()
    with pytest.raises(
        CannotMatch, match='line 50001: the mentor "A" of rank 1 is not in the list of mentors'
    ):
        match_files(*paths)
    assert time.process_time() - before < 5
