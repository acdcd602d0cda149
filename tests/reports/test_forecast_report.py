"""`run.py forecast` as its user meets it: a page, figures and a table that are the same when made again; refusals."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from charted_words import faults_of_chart
from small_authority import ROOT

from sim import cli
from sim.experiments.forecast.council import CouncilForecast, council_forecast
from sim.experiments.forecast.lines import LineMeasure
from sim.published.authorities import ENGLAND, authority
from sim.published.table import figures
from sim.reports.chart.chart import LineChart
from sim.reports.forecast import words
from sim.reports.forecast.figures import charts
from sim.reports.forecast.pages import results
from sim.reports.shared import page
from sim.reports.shared.origin import Origin

TABLES = ("forecast.csv",)
PICTURES = ("forecast_numbers", "forecast_kinds", "forecast_ages", "forecast_rates")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of Rutland's forecast to 31 March 2028, and what the terminal said."""
    into = tmp_path_factory.mktemp("forecast") / "rutland"
    command = [sys.executable, str(ROOT / "run.py"), "forecast", "rutland", "--until", "2028-03-31", "--out", str(into)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stderr
    assert str(into) in done.stderr
    return into, done.stdout


@pytest.fixture(scope="module")
def found() -> CouncilForecast:
    return council_forecast(figures(), authority("Rutland"), 2028)


def test_made_again_it_is_the_same_to_the_byte(told: tuple[Path, str], found: CouncilForecast, tmp_path: Path) -> None:
    page.keep(results(found), tmp_path / "again", Origin(("run.py", "forecast", "rutland"), 1, 0.0), None)
    names = [*TABLES, *(f"{name}.{kind}" for name in PICTURES for kind in ("svg", "png"))]
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (told[0] / name).read_bytes(), name
    assert {path.name for path in told[0].iterdir()} == {*names, "report.html", "results.json", "manifest.json"}


def test_the_table_adds_up_and_tells_forecasts_from_figures(told: tuple[Path, str]) -> None:
    with (told[0] / "forecast.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    number = {row["date"]: float(row["mean"]) for row in rows if row["measure"] == LineMeasure.LOOKED_AFTER.title}
    assert number["2024-03-31"] == 27
    for measure in (LineMeasure.BY_KIND, LineMeasure.BY_AGE):
        sums: dict[str, float] = defaultdict(float)
        for row in rows:
            if row["measure"] == measure.title and row["date"] > "2023-12-31":
                sums[row["date"]] += float(row["mean"])
        assert len(sums) == 5
        for when, total in sums.items():
            assert total == pytest.approx(number[when], rel=1e-4), (measure, when)
    assert {row["status"] for row in rows} == {"published", "estimated", "forecast"}
    for row in rows:
        assert (row["status"] == "forecast") == (row["date"] > "2024-03-31")
        assert (row["percentile_50"] == "") == (row["status"] != "forecast")


def test_page_and_terminal_say_the_same(told: tuple[Path, str]) -> None:
    html = (told[0] / "report.html").read_text(encoding="utf-8")
    assert "From published figures alone" in html
    assert "Seed" not in html
    said = " ".join(told[1].split())
    for words_of_both in (
        "Rutland looked after 27 children on 31 March 2024.",
        "with 80 in 100",
        "The record of such forecasts",
        "predictive intervals",
        "Only three years ahead, to 31 March 2027, have forecasts been held against what came.",
        "Rutland itself",
    ):
        assert words_of_both in said
        assert words_of_both in html
    manifest = json.loads((told[0] / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["sha256"]) == set(TABLES)


@pytest.mark.parametrize("last", [2027, 2028])
def test_no_words_of_its_figures_overlap_are_cut_off_or_pale(found: CouncilForecast, last: int) -> None:
    assert [fault for one in charts(replace(found, last=last)) for fault in faults_of_chart(one)] == []


def test_a_figure_tells_what_is_hidden_from_what_is_published_and_from_forecasts(found: CouncilForecast) -> None:
    (_, kinds, _, _) = charts(found)
    assert isinstance(kinds.chart, LineChart)
    fostered = kinds.chart.panels[0].lines
    assert 2020 not in {when.year for line in fostered for when in line.where if isinstance(when, date)}
    names = {line.name for panel in kinds.chart.panels for line in panel.lines if line.hollow}
    assert names == {"hidden as too small, estimated"}
    ahead = fostered[-1]
    assert ahead.dashed
    assert [band.words for band in ahead.bands] == ["80% predictive band", "50% predictive band"]
    assert ahead.values[0] == fostered[-3].values[-1]
    assert kinds.chart.uprights == (date(2027, 3, 31),)
    assert {figure.chart.uprights for figure in charts(replace(found, last=2027))} == {()}


def test_three_years_say_nothing_of_what_nobody_has_tested(found: CouncilForecast) -> None:
    assert any("nobody has tested" in one for one in words.caveats(found))
    assert not any("nobody has tested" in one for one in words.caveats(replace(found, last=2027)))


def test_the_page_of_a_very_small_council_says_that_it_is_in_no_record(found: CouncilForecast) -> None:
    (number,) = found.of(LineMeasure.LOOKED_AFTER)
    few = replace(number, past=(*number.past[:-1], replace(number.past[-1], value=19.0)))
    others = tuple(few if line is number else line for line in found.lines)
    assert any("in no record" in one for one in words.caveats(replace(found, lines=others)))
    assert not any("in no record" in one for one in words.caveats(found))


def test_a_kind_that_nobody_lives_in_is_not_told_as_certain(found: CouncilForecast) -> None:
    """Of Rutland's children none was with parents on 31 March 2024."""
    parents = next(line for line in found.of(LineMeasure.BY_KIND) if line.kind == "with parents")
    assert [one.mean for one in parents.ahead] == [0.0] * 4
    assert any("a child may come to it all the same" in one for one in words.caveats(found))


def test_the_break_of_2024_is_as_the_page_says() -> None:
    known = figures()

    def rise(category: str) -> float:
        later, before = (known.value(ENGLAND, "looked after by placement", year, category) for year in (2024, 2023))
        return later - before

    assert rise("independent and semi-independent (definition from 2020)") == -2_540
    assert rise("other") == 2_840


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        (["leeds", "--until", "2030-03-31"], "--until: 31 March 2030 is too far"),
        (["leeds", "--until", "tomorrow"], '--until: "tomorrow" is not a date'),
        (["england"], '"england" is not one authority but many'),
        (["cumbria"], "Cumbria has no figures after 31 March 2023"),
        (["lededs"], 'no English authority is called "lededs"'),
    ],
)
def test_what_cannot_be_forecast_is_told_in_one_line_and_nothing_is_left(
    typed: list[str], start: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["forecast", *typed, "--out", str(tmp_path / "into")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(start)
    assert not list(tmp_path.iterdir())


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["forecast", "lededs", "--until", "2099-03-31", "--out", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3
