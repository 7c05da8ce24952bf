"""How an evening went, in figures: against evenings that are counted by hand."""

from mentorhub.speeddate.rules.after import Guest, Spread, Talk, may_be_counted, result_of, spread_of


def guests(*, mentees: int = 2, mentors: int = 2, **changed: dict[str, object]) -> list[Guest]:
    """So many of each side, all there all evening, but those changed."""
    names = [(f"j{n}", "mentee") for n in range(mentees)] + [(f"c{n}", "mentor") for n in range(mentors)]
    plain: dict[str, object] = {"came": True}
    return [Guest(name, role, **(plain | changed.get(name, {}))) for name, role in names]  # type: ignore[arg-type]  # one dict for all fields


def test_everyone_there_all_evening_misses_nothing():
    talks = [Talk(1, "j0", "c0"), Talk(1, "j1", "c1"), Talk(2, "j0", "c1"), Talk(2, "j1", "c0")]
    result = result_of(guests(), talks)
    assert (result.held, result.missed) == (tuple(talks), ())
    assert result.met == {"j0": 2, "j1": 2, "c0": 2, "c1": 2}


def test_a_talk_is_missed_when_one_of_the_two_was_not_there():
    talks = [Talk(1, "j0", "c0"), Talk(2, "j0", "c1"), Talk(2, "j1", "c0"), Talk(3, "j1", "c1")]
    everyone = guests(j0={"last_round": 1}, j1={"first_round": 3}, c1={"came": True})
    result = result_of(everyone, talks)
    assert result.missed == (talks[1], talks[2])
    assert [result.in_round(number) for number in (1, 2, 3)] == [(1, 0), (0, 2), (1, 0)]


def test_who_never_came_met_nobody_and_is_in_no_figure():
    result = result_of(guests(j1={"came": False}), [Talk(1, "j0", "c0"), Talk(1, "j1", "c1")])
    assert result.met == {"j0": 1, "c0": 1, "c1": 0}


def test_two_who_met_twice_count_once():
    result = result_of(guests(), [Talk(1, "j0", "c0"), Talk(2, "j0", "c0")])
    assert (len(result.held), result.met["j0"]) == (2, 1)


def test_a_seat_of_someone_who_is_no_longer_on_the_list_is_missed():
    assert len(result_of(guests(), [Talk(1, "j0", "gone")]).missed) == 1


def test_the_spread_is_the_least_the_middle_and_the_most():
    assert spread_of([3, 1, 4, 4]) == Spread(1, 3.5, 4)
    assert spread_of([]) is None


def test_what_was_written_is_counted_from_five_of_each_side_who_spoke():
    five = guests(mentees=5, mentors=5)
    pairs = [Talk(1, f"j{n}", f"c{n}") for n in range(5)]
    assert may_be_counted(result_of(five, pairs), five)
    assert not may_be_counted(result_of(five, pairs[:4]), five)
    assert not may_be_counted(result_of([], []), [])
