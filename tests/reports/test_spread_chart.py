"""Intervals over one another: where they stand, what lies over what, and what is shown of a number not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from charted_words import faults_of_chart

from sim.reports.chart.chart import ChartFigure, KeyEntry, Reach, SpreadChart, SpreadPanel, SpreadRow
from sim.reports.chart.drawn import scene_of
from sim.reports.chart.palette import BLACK, BLUE, ORANGE, WHITE
from sim.reports.chart.scene import Fill, Scene, Stroke
from sim.reports.chart.svg import NARROW, WIDE

ROW = SpreadRow("All five", BLUE, 30.0, (Reach(20.0, 40.0), Reach(28.0, 33.0)), Reach(10.0, 60.0), 16.0)


def chart(*rows: SpreadRow, level: float | None = None) -> SpreadChart:
    panel = SpreadPanel("In residential placements", "children", rows, level)
    return SpreadChart((panel,), ("95%", "50%"), KeyEntry("The letter", ORANGE), "95%, drawn")


def bars(scene: Scene) -> list[tuple[float, float, float]]:
    """From where to where the bars of rows go, and how tall they are; those of the key stand first."""
    fills = [thing for thing in scene.things if isinstance(thing, Fill) and thing.colour != ORANGE]
    return [(one.spots[0][0], one.spots[1][0], one.spots[2][1] - one.spots[0][1]) for one in fills][2:]


def strokes(scene: Scene, colour: str) -> list[Stroke]:
    return [thing for thing in scene.things if isinstance(thing, Stroke) and thing.colour == colour]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_everything_of_a_row_stands_at_its_place_on_one_scale(width: int) -> None:
    scene = scene_of(chart(ROW), width)
    (left, right, thin), (inner_left, inner_right, thick) = bars(scene)
    a_child = (right - left) / 20.0
    assert thick > thin
    assert inner_left - left == pytest.approx(8 * a_child)
    assert inner_right - inner_left == pytest.approx(5 * a_child)
    (middle,) = strokes(scene, WHITE)
    assert middle.spots[0][0] - left == pytest.approx(10 * a_child)
    beneath = strokes(scene, BLACK)[-1]
    assert beneath.spots[0][0] - left == pytest.approx(-10 * a_child)
    assert beneath.spots[1][0] - left == pytest.approx(40 * a_child)
    assert beneath.spots[0][1] > middle.spots[1][1]
    *_, diamond = (thing for thing in scene.things if isinstance(thing, Fill) and thing.colour == ORANGE)
    assert diamond.spots[0][0] - left == pytest.approx(-4 * a_child)
    assert scene.things.index(diamond) > scene.things.index(middle)


def test_a_dashed_line_goes_through_the_rows_whose_diamonds_stand_at_the_level() -> None:
    rows = (replace(ROW, marked=30.0), ROW, replace(ROW, name="Nothing said", marked=None), ROW)
    dashed = [one for one in strokes(scene_of(chart(*rows, level=16.0), WIDE), ORANGE) if one.dashes]
    assert len(dashed) == 2
    assert len({spot[0] for one in dashed for spot in one.spots}) == 1


def test_an_interval_without_any_width_is_seen_and_a_number_not_known_is_told() -> None:
    point = replace(ROW, middle=30.0, reaches=(Reach(30.0, 30.0),))
    unknown = replace(ROW, middle=None, reaches=(), beneath=None)
    scene = scene_of(chart(point, unknown), WIDE)
    ((left, right, _),) = bars(scene)
    assert right - left > 2.0  # more than the white middle takes
    assert "not known" in [word.text for word in scene.words]
    assert len(strokes(scene, WHITE)) == 1


def test_counts_near_nought_begin_at_nought_and_others_where_they_are() -> None:
    high = replace(ROW, middle=120.0, reaches=(Reach(110.0, 130.0),), beneath=None, marked=115.0)
    assert "0" in [word.text for word in scene_of(chart(ROW), WIDE).words]
    assert "0" not in [word.text for word in scene_of(chart(high), WIDE).words]


def test_no_words_overlap_where_one_number_is_all_there_is() -> None:
    only = replace(ROW, middle=7.0, reaches=(Reach(7.0, 7.0),), beneath=None, marked=7.0)
    assert faults_of_chart(ChartFigure("one", "One", "", "", chart(only))) == []
    assert faults_of_chart(ChartFigure("none", "None", "", "", chart())) == []
