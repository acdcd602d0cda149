"""A chart as PNG: painted of the same drawing as its SVG, every time alike; as SVG alone where PNG is not wanted."""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text
from sample_charts import KINDS, sample

from sim.reports.chart.drawn import sheet_of
from sim.reports.chart.palette import BLUE, ORANGE, parts_of
from sim.reports.chart.scene import Disc, Scene, Stroke, oblong
from sim.reports.chart.svg import WIDE
from sim.reports.shared.kept_drawings import keep_drawings
from sim.reports.shared.origin import Origin
from sim.reports.shared.painted import DOTS_A_PIXEL, ChartDrawing, painted


@pytest.mark.parametrize("kind", KINDS)
def test_a_png_is_painted_of_the_same_drawing_and_alike_each_time(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = ChartDrawing(sample(kind))
    scene = sheet_of(one.figure, WIDE)
    saved: list[Figure] = []
    save = Figure.savefig
    monkeypatch.setattr(
        Figure, "savefig", lambda figure, *a, **options: (saved.append(figure), save(figure, *a, **options))
    )
    png = one.png()
    wide, high = struct.unpack(">II", png[16:24])
    assert wide == WIDE * DOTS_A_PIXEL
    assert high == pytest.approx(scene.height * DOTS_A_PIXEL, abs=2)
    artists = saved[0].get_children()[1:]  # the first is the sheet itself
    assert len(artists) == len(scene.things)
    assert [one.get_text() for one in artists if isinstance(one, Text)] == [word.text for word in scene.words]
    assert one.png() == png


def test_matplotlibs_settings_are_left_as_they_were() -> None:
    before = dict(matplotlib.rcParams)
    ChartDrawing(sample("lines")).png()
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("png", [True, False])
def test_png_is_kept_where_it_is_wanted(tmp_path: Path, png: bool) -> None:
    one = ChartDrawing(sample("lines"))
    keep_drawings([one], tmp_path, Origin(("run.py",), 1, 0.0, png))
    assert {path.name for path in tmp_path.iterdir()} == {f"{one.name}.svg"} | ({f"{one.name}.png"} if png else set())
    assert (tmp_path / f"{one.name}.svg").read_text(encoding="utf-8") == one.svg()


@pytest.mark.parametrize("last", ["fill", "disc", "stroke"])
def test_what_comes_later_lies_on_top_as_in_the_svg(last: str) -> None:
    over = {
        "fill": oblong(0.0, 0.0, 20.0, 20.0, BLUE),
        "disc": Disc((10.0, 10.0), 8.0, BLUE),
        "stroke": Stroke(((0.0, 10.0), (20.0, 10.0)), BLUE, 12.0),
    }
    below = (one for name, one in over.items() if name != last)
    things = (*(replace(one, colour=ORANGE) for one in below), over[last])
    pixels = imread(BytesIO(painted(Scene(20.0, 20.0, things), "Later on top")))
    assert tuple(pixels[20, 20, :3]) == pytest.approx(parts_of(BLUE), abs=0.01)
