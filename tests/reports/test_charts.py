"""Charts: plain data that comes back from JSON, and drawings whose words can all be read, whatever is shown."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from charted_words import faults_of, faults_of_chart
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter
from sample_charts import KINDS, sample

from sim.reports.chart.chart import (
    BarChart,
    BarMarks,
    BarPanel,
    BarPart,
    BesideMark,
    ChartFigure,
    Cloud,
    IntervalChart,
    IntervalPanel,
    Mark,
    Reach,
    RowInterval,
    ScatterChart,
    ScatterPanel,
    ScatterPoint,
)
from sim.reports.chart.drawn import scene_of
from sim.reports.chart.palette import BLUE, GREY, ORANGE, SKY, WHITE
from sim.reports.chart.scene import SIZE, Disc, Fill, Scene, Stroke, Word
from sim.reports.chart.svg import NARROW, WIDE

LONG = "Co-located mental-health workers for children and consultation for their carers, in every locality, tier"


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_comes_back_from_json_as_it_was(kind: str) -> None:
    figures = TypeAdapter(ChartFigure)
    one = sample(kind, 3)
    assert figures.validate_json(figures.dump_json(one)) == one


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 2, 5, 12])
@pytest.mark.parametrize("name", ["Short", LONG])
def test_no_words_overlap_are_cut_off_or_pale(kind: str, count: int, name: str) -> None:
    assert faults_of_chart(sample(kind, count, name=name)) == []


@given(kind=some.sampled_from(KINDS), size=some.floats(1e-6, 1e12), count=some.integers(1, 4))
def test_numbers_of_any_size_are_drawn_without_words_that_overlap(kind: str, size: float, count: int) -> None:
    assert faults_of_chart(sample(kind, count, size)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_all_that_is_drawn_lies_on_the_sheet_in_type_that_can_be_read(kind: str, width: int) -> None:
    scene = scene_of(sample(kind, 5).chart, width)
    assert scene.width == width
    for across, down in _spots(scene):
        assert -1.0 <= across <= width + 1.0
        assert -1.0 <= down <= scene.height + 1.0
    assert {word.size for word in scene.words} == {SIZE}


def _spots(scene: Scene) -> list[tuple[float, float]]:
    found = []
    for thing in scene.things:
        found += [thing.at] if isinstance(thing, Word | Disc) else list(thing.spots)
    return found


def test_bars_are_as_long_as_their_values_and_what_is_below_nought_has_none() -> None:
    parts = (BarPart("A", BLUE, (10.0, None)), BarPart("B", ORANGE, (-5.0, 0.0)), BarPart("C", SKY, (30.0, None)))
    chart = BarChart(("First", "Second"), (BarPanel("", parts),), "Months", stacked=True, none="nobody")
    scene = scene_of(chart, WIDE)
    bars = [thing for thing in scene.things if isinstance(thing, Fill) and thing.edge]
    lengths = {bar.colour: bar.spots[1][0] - bar.spots[0][0] for bar in bars}
    assert set(lengths) == {BLUE, SKY}
    assert lengths[SKY] == pytest.approx(3 * lengths[BLUE])
    assert "nobody" in [word.text for word in scene.words]


@pytest.mark.parametrize("stacked", [True, False])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_another_value_of_a_row_is_a_diamond_below_its_bars_on_the_same_scale(stacked: bool, width: int) -> None:
    parts = (BarPart("A", BLUE, (10.0, 20.0)),)
    panel = BarPanel("", parts, BarMarks("The letter", ORANGE, (30.0, None)))
    scene = scene_of(BarChart(("First", "Second"), (panel,), "Children", stacked=stacked), width)
    fills = [thing for thing in scene.things if isinstance(thing, Fill)]
    key, (diamond,) = fills[0], [one for one in fills[2:] if one.colour == ORANGE]
    assert key.colour == BLUE
    first, second = (one for one in fills[2:] if one.colour == BLUE)
    a_child = (first.spots[1][0] - first.spots[0][0]) / 10.0
    assert diamond.spots[0][0] - first.spots[0][0] == pytest.approx(30 * a_child)
    assert first.spots[2][1] <= min(down for _, down in diamond.spots)
    assert max(down for _, down in diamond.spots) <= second.spots[0][1]
    assert "The letter" in [word.text for word in scene.words]


def test_an_interval_stands_where_its_axis_says() -> None:
    rows = (RowInterval(1.5, BLUE), RowInterval(0.0, GREY), RowInterval(-2.5, ORANGE), None)
    chart = IntervalChart(("a", "b", "c", "d"), (IntervalPanel("Change", "children", rows),))
    scene = scene_of(chart, WIDE)
    dots = {thing.colour: thing.at[0] for thing in scene.things if isinstance(thing, Disc)}
    marks = {word.text: (word.box[0] + word.box[2]) / 2 for word in scene.words}
    assert set(dots) == {BLUE, GREY, ORANGE, WHITE}
    assert dots[GREY] == pytest.approx(marks["0"], abs=1.0)
    unit = (dots[BLUE] - dots[GREY]) / 1.5
    assert unit > 50
    assert dots[GREY] - dots[ORANGE] == pytest.approx(2.5 * unit)
    assert marks["\N{MINUS SIGN}2"] == pytest.approx(dots[GREY] - 2 * unit, abs=1.0)


def test_marks_of_an_axis_are_thinned_evenly_and_keep_nought() -> None:
    rows = (RowInterval(-9.0, BLUE), RowInterval(9.0, BLUE))
    panels = tuple(IntervalPanel("Looked after at the end", "children", rows) for _ in range(3))
    scene = scene_of(IntervalChart(("Placements overview panel", "CAMHS"), panels), WIDE)
    marked = [word.text for word in scene.words if word.anchor == "middle"]
    assert marked in (
        ["\N{MINUS SIGN}10", "0", "+10"] * 3,
        ["\N{MINUS SIGN}10", "\N{MINUS SIGN}5", "0", "+5", "+10"] * 3,
    )


def test_faults_are_found() -> None:
    words = (Word("one over the other", (10, 20)), Word("the other over one", (20, 22)), Word("far out", (95, 50)))
    faults = faults_of(Scene(100, 60, (*words, Word("pale", (10, 50), colour="#eeeeee"))))
    assert any("lies over" in fault for fault in faults)
    assert any("'far out' is cut off" in fault for fault in faults)
    assert any("'pale' is #eeeeee on #ffffff" in fault for fault in faults)


def test_charts_are_drawn_without_numpy_matplotlib_or_pydantic() -> None:
    program = (
        "import sys; from sample_charts import KINDS, sample; from sim.reports.chart.svg import inline, svg\n"
        "assert all(svg(sample(kind)) and inline(sample(kind)) for kind in KINDS)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=around)
    loaded = set(done.stdout.split())
    assert "sim" in loaded
    assert not loaded & {"numpy", "matplotlib", "pydantic", "scipy", "PIL"}


def test_letters_at_points_leave_one_another_free_and_a_line_joins_what_is_joined() -> None:
    points = tuple(ScatterPoint(place / 50, 1.0, words=letter) for place, letter in enumerate("ABCDEFGH"))
    chart = ScatterChart((ScatterPanel("", "£ thousand", (Cloud("On it", BLUE, Mark.DOT, points, joined=True),)),), "")
    assert faults_of_chart(ChartFigure("letters", "Letters", "", "", chart)) == []
    for width in (WIDE, NARROW):
        scene = scene_of(chart, width)
        assert set("ABCDEFGH") <= {word.text for word in scene.words}
        assert 8 in [len(one.spots) for one in scene.things if isinstance(one, Stroke) and one.colour == BLUE]


def test_other_values_of_a_row_stand_at_their_places_on_its_axis() -> None:
    marks = (BesideMark(30.0, ORANGE), BesideMark(40.0, SKY, upright=True))
    chart = IntervalChart(("a",), (IntervalPanel("", "places", (RowInterval(10.0, BLUE, beside=marks),)),))
    for width in (WIDE, NARROW):
        scene = scene_of(chart, width)
        dots = {thing.colour: thing.at[0] for thing in scene.things if isinstance(thing, Disc)}
        (upright,) = (one for one in scene.things if isinstance(one, Stroke) and one.colour == SKY)
        assert upright.spots[0][0] - dots[ORANGE] == pytest.approx((dots[ORANGE] - dots[BLUE]) / 2)


def test_on_a_scale_of_tenfolds_each_step_is_ten_times_the_one_before_and_words_stand_where_no_interval_is() -> None:
    rows = (RowInterval(10.0, BLUE, Reach(1.0, 100.0)), RowInterval(0.1, GREY), None)
    panel = IntervalPanel("", "", rows, said=("", "", "no change"))
    chart = IntervalChart(("a", "b", "c"), (panel,), signed=False, tenfold=True)
    assert faults_of_chart(ChartFigure("tenfold", "Tenfold", "", "", chart)) == []
    for width in (WIDE, NARROW):
        scene = scene_of(chart, width)
        assert {"0.1", "1", "10", "100", "no change"} <= {word.text for word in scene.words}
        dots = {thing.colour: thing.at[0] for thing in scene.things if isinstance(thing, Disc)}
        (line,) = (one for one in scene.things if isinstance(one, Stroke) and one.colour == BLUE)
        (low, _), (high, _) = line.spots
        assert high - dots[BLUE] == pytest.approx(dots[BLUE] - low)
        assert low - dots[GREY] == pytest.approx(dots[BLUE] - low)
