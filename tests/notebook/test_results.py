"""Results from Python: a short repr, a headline table, frames, figures, and all of it written as commands write it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import rutland_sized
import tiny_councils
from small_authority import ROOT

import sim
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.running import study
from sim.experiments.running.results import Results
from sim.foundations.faults import BadInput
from sim.notebook.shown import ShownResult

LONGEST = 300
"""Letters of a repr that a notebook shows."""

SMALL = {"replications": 2, "years": 1, "processes": 1}


SWEEP = """
title = "More households"
about = "A test"
base = "{base}"
design = "grid"
measures = ["looked_after"]

[[vary]]
path = "in_house_fostering.households"
unit = "households"
values = [20, 30]
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of a tiny base; nothing is made for its first day, and the reader stands in an empty folder."""
    monkeypatch.setattr(study, "opening_pool", lambda *_: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    return str(rutland_sized.file(tmp_path))


def sweep_of(base: str) -> Path:
    """The path of a file that asks for a small sweep of a base."""
    path = Path(base).with_name("small_sweep.toml")
    path.write_text(SWEEP.format(base=base), encoding="utf-8")
    return path


ASKED: dict[str, Callable[[str], ShownResult]] = {
    "authorities": lambda _: sim.authorities("rutland"),
    "check": lambda _: sim.check("ipop"),
    "compare": lambda base: sim.compare(base, "ipop", **SMALL),
    "forecast": lambda _: sim.forecast("rutland"),
    "frontier": lambda base: sim.frontier(
        base=base, strategies="ipop", scales=1, budget="500k", replications=4, years=1, processes=1
    ),
    "likeness": lambda base: sim.likeness(base, **SMALL),
    "luck": lambda base: sim.luck(base, "ipop", **SMALL),
    "performance": lambda base: sim.performance(f"{base}+statutory_services", **SMALL),
    "profile": lambda _: sim.profile("rutland"),
    "require": lambda base: sim.require(
        "first_choice_percent>=60", by="in_house_fostering.households", scenario=base, high=40, **SMALL
    ),
    "run": lambda base: sim.run(base, **SMALL),
    "sensitivity": lambda base: sim.sensitivity(
        base, within="in_house_fostering", factors=2, points=8, replications=4, years=1, processes=1
    ),
    "sweep": lambda base: sim.sweep(sweep_of(base), **SMALL),
    "sufficiency": lambda base: sim.sufficiency(base, **SMALL),
    "together": lambda base: sim.together(
        [str(path) for path in tiny_councils.files(Path(base).parent, count=2)], **SMALL
    ),
}
"""A small question of each call whose answer is shown; those that take longer have tests of their own."""


def short(value: object, deep: int) -> None:
    """See that the repr of a value, and of the dataclasses in its fields, is short."""
    assert len(repr(value)) <= LONGEST, type(value)
    if deep and is_dataclass(value):
        for one in fields(value):
            inside = getattr(value, one.name)
            if (
                type(inside).__name__ in ("Scenario", "Outcome", "Sample", "Results")
                or "Question" in type(inside).__name__
            ):
                short(inside, deep - 1)


LONG = {"forecast", "performance", "profile", "sensitivity"}


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name in LONG else ()) for name in ASKED])
def test_a_result_is_shown_framed_and_written(name: str, tiny: str, tmp_path: Path) -> None:
    found = ASKED[name](tiny)
    short(found, deep=3)
    told = found._repr_html_()
    assert "<table>" in told
    assert len(told) < 100_000
    tables, figures = found.tables, found.figures
    assert len(found.frame())
    assert len(found.frame(tables[-1]).columns) > 1
    if figures:
        assert found.figure(figures[-1]).name == figures[-1]
    into = found.write(tmp_path / "out")
    written = {path.name for path in into.iterdir()}
    assert {path.split(".")[0] for path in written if ".csv" in path} == set(tables)
    if figures:
        assert {f"{figure}.svg" for figure in figures} <= written
        said = json.loads((into / "manifest.json").read_text(encoding="utf-8"))
        assert said["command"].startswith(f"{name}(")
        assert str(tmp_path) not in said["command"]
        assert "report.html" in written
    with pytest.raises(BadInput, match="is already there; give another name"):
        found.write(into)


def test_every_call_that_shows_its_answer_is_tried_here() -> None:
    elsewhere = {"load", "baseline", "calibrate"}
    assert set(ASKED) | elsewhere == set(dir(sim))
    assert dir(sim) == sorted(sim.__all__)


def test_a_comparison_from_python_is_a_comparison_and_its_frame_is_its_csv(tiny: str, tmp_path: Path) -> None:
    found = sim.compare(tiny, ["ipop", "camhs"], central=True, **SMALL)
    assert isinstance(found, Comparison)
    assert isinstance(found.results, Results)
    assert found.tables[0] == "comparison"
    frame = found.frame()
    with (found.write(tmp_path / "out") / "comparison.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(frame) == len(rows)
    for name in ("measure", "scenario"):
        assert frame[name].tolist() == [row[name] for row in rows]
    for number, row in enumerate(rows):
        assert row["difference"] == "" or frame["difference"][number] == float(row["difference"])


def test_one_strategy_in_quotes_is_a_list_of_one(tiny: str) -> None:
    alone, listed = (sim.compare(tiny, given, central=True, **SMALL) for given in ("ipop", ["ipop"]))
    assert [one.scenario.name for one in alone.strategies] == ["tiny+ipop"]
    assert alone.frame().equals(listed.frame())


def test_what_there_is_not_is_told_with_what_there_is(tiny: str) -> None:
    found = sim.run(tiny, **SMALL)
    with pytest.raises(BadInput, match=r'frame\("measure"\): there is no such table; did you mean measures\?'):
        found.frame("measure")
    with pytest.raises(BadInput, match=r'figure\("nothing"\): there is no such figure; give one of looked_after'):
        found.figure("nothing")
    with pytest.raises(BadInput, match="this result has none"):
        sim.check("ipop").figure()


def test_a_figure_is_a_picture_with_words_for_who_cannot_see_it(tiny: str) -> None:
    one = sim.run(tiny, **SMALL).figure()
    picture, about = one._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert about == {"alt": one.alternative}
    assert len(repr(one)) <= LONGEST


def test_a_sweep_is_framed_by_what_came_of_each_set_of_numbers(tiny: str) -> None:
    found = sim.sweep(sweep_of(tiny), **SMALL)
    assert found.tables[0] == "summary"
    assert {"mean", "low", "high"} <= set(found.frame().columns)


def test_both_assumptions_on_leaving_are_in_the_headline_table(tiny: str) -> None:
    told = sim.compare(tiny, "ipop", leaving="both", central=True, **SMALL)._repr_html_()
    assert told.count("Looked after on average") == 2
    assert "Where leaving care does not follow the placement" in told


def test_a_base_is_written_as_its_command_writes_it(tiny: str, tmp_path: Path) -> None:
    found = sim.baseline("rutland", year=2022, fast=True)
    assert found.base.authority.name == "Rutland"
    assert "Children entering care in a year" in found._repr_html_()
    assert len(repr(found)) <= LONGEST
    assert len(repr(found.base)) <= LONGEST
    assert {"demand.entries_per_year"} <= set(found.frame()["quantity"])
    path = found.write()
    assert path == Path("scenarios/rutland_2022.toml")
    assert sim.load("rutland_2022").start.year == 2022
    assert found.write() == path
    path.write_text("title = 'Ours'", encoding="utf-8")
    with pytest.raises(BadInput, match="was not made by this command"):
        found.write()


@pytest.mark.slow
def test_a_calibration_is_shown_written_and_saved(tiny: str, tmp_path: Path) -> None:
    found = sim.calibrate(
        rutland_sized.file(tmp_path, certain=True), points=16, waves=1, members=4, chance=4, processes=1
    )
    assert len(repr(found)) <= LONGEST
    assert found.tables[0] == "numbers"
    assert "<table>" in found._repr_html_()
    assert len(found.frame("points"))
    into = found.write(tmp_path / "out")
    assert {"calibration.html", "manifest.json", "targets.csv", "numbers.csv"} <= {one.name for one in into.iterdir()}
    kept = found.save()
    assert kept is None or kept.is_file()


def test_loading_takes_paths_and_lists() -> None:
    path = ROOT / "scenarios" / "england.toml"
    assert sim.load(path).name == "england"  # type: ignore[arg-type]
    assert sim.load("england", ["ipop", "camhs"]).name == "england+ipop+camhs"  # type: ignore[arg-type]
    assert len(repr(sim.load("england"))) <= LONGEST
