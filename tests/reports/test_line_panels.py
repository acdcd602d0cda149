"""Lines of charts: gaps where nothing is known, hollow dots, dots alone, upright lines, and bands in the key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import nan

from charted_words import faults_of_chart

from sim.reports.chart.chart import Band, Bins, ChartFigure, ChartLine, LineChart, LinePanel, MarkedValue
from sim.reports.chart.drawn import scene_of
from sim.reports.chart.palette import BLACK, BLUE, GREY, WHITE, tint
from sim.reports.chart.scene import Disc, Fill, Scene, Stroke
from sim.reports.chart.stretches import stretches
from sim.reports.chart.svg import NARROW, WIDE

PLACES = (1.0, 2.0, 3.0, 4.0, 5.0)
LINE = ChartLine("Known", BLUE, PLACES, (10.0, 20.0, nan, nan, 30.0), (Band((1.0,) * 5, (40.0,) * 5, "80%"),))


def chart(*lines: ChartLine, uprights: tuple[float, ...] = ()) -> LineChart:
    return LineChart((LinePanel("One", lines), LinePanel("Other", lines)), "Children", "Year", uprights=uprights)


def strokes(scene: Scene, colour: str) -> list[Stroke]:
    return [thing for thing in scene.things if isinstance(thing, Stroke) and thing.colour == colour]


def test_a_line_has_a_gap_where_nothing_is_known_and_its_words_once() -> None:
    first, last = stretches(LINE)
    assert (first.where, first.values, first.name) == ((1.0, 2.0), (10.0, 20.0), "")
    assert (last.where, last.values, last.name) == ((5.0,), (30.0,), "Known")
    assert [band.words for one in (first, last) for band in one.bands] == ["", "80%"]
    assert first.bands[0].high == (40.0, 40.0)
    assert stretches(replace(LINE, values=(nan,) * 5)) == ()


def test_a_line_known_throughout_is_left_as_it_is() -> None:
    whole = replace(LINE, values=PLACES)
    assert stretches(whole) == (whole,)


def test_dots_alone_are_not_joined_and_hollow_ones_are_white_inside() -> None:
    hollow = replace(LINE, values=PLACES, bands=(), joined=False, hollow=True)
    scene = scene_of(chart(hollow, ChartLine("Other", BLACK, PLACES, PLACES)), WIDE)
    assert strokes(scene, BLUE) == []
    dots = [thing for thing in scene.things if isinstance(thing, Disc)]
    assert len([dot for dot in dots if dot.colour == WHITE]) == 2 * 5 + 1  # and one in the key


def test_an_upright_line_stands_where_its_axis_says_in_every_panel_and_widens_the_axis() -> None:
    scene = scene_of(chart(ChartLine("Known", BLACK, PLACES, PLACES), uprights=(9.0,)), WIDE)
    dotted = [one for one in strokes(scene, GREY) if one.dashes]
    assert len(dotted) == 2
    (nine, _), _ = dotted[0].spots
    lines = [one for one in strokes(scene, BLACK) if len(one.spots) == 5]
    (first, _), (second, _), *_ = lines[0].spots
    assert abs(nine - (first + 8 * (second - first))) < 0.1


def test_bands_stand_in_the_key_where_lines_do() -> None:
    line = replace(LINE, values=PLACES)
    one = ChartFigure("one", "One", "", "", chart(line, replace(line, name="Other", colour=BLACK, bands=())))
    for width in (WIDE, NARROW):
        scene = scene_of(one.chart, width)
        assert "80%" in [word.text for word in scene.words]
        assert tint(BLUE, 0.18) in {getattr(thing, "colour", "") for thing in scene.things}
    assert faults_of_chart(one) == []


def test_a_tint_is_what_a_colour_looks_like_on_white() -> None:
    assert tint("#000000", 1.0) == "#000000"
    assert tint("#000000", 0.0) == WHITE
    assert tint("#ff0000", 0.5) == "#ff8080"


def test_days_of_which_a_word_says_what_they_are_are_marked_by_years_alone_and_the_last_is_kept() -> None:
    days = tuple(date(year, 3, 31) for year in range(2010, 2029))
    panels = tuple(LinePanel(name, (ChartLine("", BLUE, days, tuple(map(float, range(19)))),)) for name in "abc")
    one = ChartFigure("one", "One", "", "", LineChart(panels, "Children", "31 March of each year"))
    words = [word.text for word in scene_of(one.chart, WIDE).words]
    years = [word for word in words if word.startswith("20") and len(word) == 4]
    assert years == ["2013", "2018", "2023", "2028"] * 3
    assert words.count("31 March of each year") == 1
    assert faults_of_chart(one) == []


def test_bins_stand_side_by_side_from_nought_to_their_values_and_a_level_line_lies_over_them() -> None:
    bins = Bins(BLUE, (0.0, 10.0, 20.0, 40.0), (5.0, 10.0, 0.0))
    panels = (LinePanel("One", bins=bins), LinePanel("Other", bins=bins))
    histogram = LineChart(panels, "% of outcomes", "%", rules=(MarkedValue(7.5),))
    assert faults_of_chart(ChartFigure("bins", "Bins", "", "", histogram)) == []
    for width in (WIDE, NARROW):
        scene = scene_of(histogram, width)
        fills = [thing for thing in scene.things if isinstance(thing, Fill) and thing.colour == BLUE]
        assert len(fills) == 2 * 3
        (first, second, third), (level, _) = fills[:3], [one for one in strokes(scene, BLACK) if one.dashes]
        tall = [one.spots[2][1] - one.spots[0][1] for one in (first, second, third)]
        assert tall[1] == 2 * tall[0] > 0.0 == tall[2]
        wide = [one.spots[1][0] - one.spots[0][0] for one in (first, second, third)]
        assert abs(wide[0] - wide[1]) < 0.01
        assert abs(wide[2] - 2 * wide[0]) < 3.0  # bars are apart
        assert 0.0 < second.spots[0][0] - first.spots[1][0] < 3.0
        assert second.spots[0][1] < level.spots[0][1] < first.spots[0][1]
        assert scene.things.index(level) > scene.things.index(second)


def test_a_line_lies_over_the_level_that_it_ought_to_reach() -> None:
    levels = replace(chart(replace(LINE, values=PLACES, bands=())), rules=(MarkedValue(3.0, "ought to be"),))
    scene = scene_of(levels, WIDE)
    (level, *_), (line, *_) = [one for one in strokes(scene, BLACK) if one.dashes], strokes(scene, BLUE)[-2:]
    assert scene.things.index(level) < scene.things.index(line)
    assert [word.text for word in scene.words].count("ought to be") == 2


def test_between_whole_places_only_whole_ones_are_marked() -> None:
    def marked(*places: float) -> list[str]:
        scene = scene_of(LineChart((LinePanel("", (ChartLine("", BLUE, places, places),)),), "Up", "Years"), WIDE)
        return [word.text for word in scene.words if word.anchor == "middle"]

    assert marked(1.0, 2.0, 3.0) == ["1", "2", "3"]
    assert marked(0.0, 1.5, 2.0) == ["0", "0.5", "1.0", "1.5", "2.0"]
    assert marked(20.0, 30.0, 100.0) == ["20", "40", "60", "80", "100"]
