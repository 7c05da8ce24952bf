"""Charts: both languages, plain data, none of plotly's colours, never more series than there are colours."""

import json

import pytest

from mentorhub.ui.charts import MOST_SERIES, NO_FIGURES, Series, bar_figures, line_figures

NAME = {"nl": "Naam", "en": "Name"}
UNIT = {"nl": "Aantal", "en": "Number"}


def test_bars_carry_their_numbers_in_the_readers_language():
    figures = bar_figures([{"nl": "Groep A", "en": "Group A"}], [Series(NAME, [1.5])], unit=UNIT)
    assert [figures[x]["data"][0]["text"] for x in ("nl", "en")] == [["1,5"], ["1.5"]]
    assert [figures[x]["data"][0]["x"] for x in ("nl", "en")] == [["Groep A"], ["Group A"]]
    assert figures["nl"]["layout"]["yaxis"]["title"]["text"] == "Aantal"
    assert figures["nl"]["layout"]["separators"] == ",."


def test_a_missing_value_leaves_a_gap_without_a_number():
    figures = bar_figures([NAME, NAME], [Series(NAME, [2, None])], unit=UNIT)
    assert (figures["en"]["data"][0]["y"], figures["en"]["data"][0]["text"]) == ([2, None], ["2", ""])


def test_lines_that_lie_on_each_other_differ_in_dash_and_sign():
    same = [Series({"nl": str(n), "en": str(n)}, [1, 2]) for n in range(MOST_SERIES)]
    traces = line_figures([1, 2], same, along=NAME, unit=UNIT)["en"]["data"]
    assert len({trace["line"]["dash"] for trace in traces}) == MOST_SERIES
    assert len({trace["marker"]["symbol"] for trace in traces}) == MOST_SERIES
    assert [trace["name"] for trace in traces] == ["0", "1", "2", "3"]


def test_a_figure_is_plain_data_without_plotlys_own_template():
    figures = line_figures([1], [Series(NAME, [1])], along=NAME, unit=UNIT)
    assert json.loads(json.dumps(figures)) == figures
    assert "template" not in figures["en"]["layout"]
    assert "color" not in json.dumps(figures["en"]["data"])


def test_a_long_axis_has_a_number_at_every_fifth_place_only():
    short, long = (line_figures(range(n), [Series(NAME, [1] * n)], along=NAME, unit=UNIT) for n in (12, 13))
    assert [one["nl"]["layout"]["xaxis"]["dtick"] for one in (short, long)] == [1, 5]


def test_more_series_than_colours_are_refused():
    with pytest.raises(ValueError, match="at most 4"):
        bar_figures([NAME], [Series(NAME, [1])] * (MOST_SERIES + 1), unit=UNIT)


def test_before_anything_is_known_both_languages_have_an_empty_figure():
    assert NO_FIGURES["nl"] == NO_FIGURES["en"] == {"data": [], "layout": {}}


@pytest.mark.parametrize(("values", "step"), [((0, 1), 1), ((0.5, 1), None), ((0, 40), None)])
def test_few_people_are_not_counted_in_halves(values, step):
    figures = line_figures([1, 2], [Series(NAME, values)], along=NAME, unit=UNIT)
    assert figures["nl"]["layout"]["yaxis"].get("dtick") == step
