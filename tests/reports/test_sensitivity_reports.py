"""Sensitivity as it is kept and told: the command, its files, its words and figures, the shipped file, the document."""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from rutland_sized import file as tiny_file
from small_authority import ROOT
from typed_words import options_told

from sim.cli import main, parser
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.sensitivity import sensitivity as analysis
from sim.experiments.sensitivity.form import FOLDER, REPLICATIONS, SensitivityFile
from sim.experiments.sensitivity.indices import Index
from sim.experiments.sensitivity.question import sensitivity_question
from sim.experiments.sensitivity.sensitivity import Explained, Sensitivity, analyse, sensitivity
from sim.measures.arrays import Numbers
from sim.reports.sensitivity import figures as sensitivity_figures
from sim.reports.sensitivity import pages
from sim.reports.sensitivity import words as sensitivity_words
from sim.reports.sensitivity.turn_words import turn_in_words
from sim.reports.shared import lever_words
from sim.scenario.files.experiment_file import known_names, read
from sim.scenario.levers import lever
from sim.scenario.scenario import load

WITHIN = ("demand.entries_per_year", "stability.scale", "ipop.ready", "ipop.support_per_child")
SMALL = [
    *("--within", ",".join(WITHIN), "--factors", "3", "--points", "8"),
    *("--replications", "4", "--years", "0.25", "--processes", "1"),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_file(tmp_path_factory.mktemp("sensitivity"))


@pytest.fixture(scope="module")
def kept(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small analysis by the command."""
    into = tmp_path_factory.mktemp("kept") / "results"
    asked_about = ["--measure", "looked_after", "--measure", "cost_strategies"]
    assert main(["sensitivity", str(base), "ipop", *SMALL, *asked_about, "--out", str(into)]) == 0
    return into


@pytest.fixture(scope="module")
def found(base: Path) -> Sensitivity:
    """The same by the call."""
    return sensitivity(
        str(base),
        ["ipop"],
        within=WITHIN,
        factors=3,
        points=8,
        measures=["looked_after", "cost_strategies"],
        replications=4,
        years=0.25,
        processes=1,
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# What is kept


def test_the_screening_is_kept_with_what_it_left_out(base: Path, found: Sensitivity) -> None:
    asked = replace(found.asked, screening=64)
    made = analyse(asked, Straight())
    assert made.screening is not None
    results = pages.results(made)
    header, *kept = results.tables["screening.csv"]
    table = [dict(zip(header, row, strict=True)) for row in kept]
    assert [row["path"] for row in table][:2] == ["demand.entries_per_year", "ipop.ready"]
    assert {row["path"] for row in table if row["moved_alone"] == "true"} == {
        made.asked.factors[number].lever.path for number in made.alone
    }
    strengths = [float(row["strength"]) for row in table]
    assert strengths == sorted(strengths, reverse=True)
    scope, caveats = sensitivity_words.scope(made), " ".join(sensitivity_words.caveats(made))
    assert "4 numbers with a range of their own were first all moved at once" in scope
    assert "in 64 runs with luck of their own" in scope
    assert "run it again with every number moved alone" in caveats
    assert options_told(caveats) == []


def test_the_command_keeps_tables_figures_page_and_manifest(kept: Path) -> None:
    names = {path.name for path in kept.iterdir()}
    assert {"tornado.csv", "indices.csv", "manifest.json", "report.html"} <= names
    assert "sensitivity_looked_after.svg" in names
    manifest = json.loads((kept / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["moved_alone"] == 4
    assert len(manifest["moved_together"]) == 3
    assert manifest["points"] == 8
    page = (kept / "report.html").read_text(encoding="utf-8")
    assert "Numbers that were moved together" in page
    assert "Read with care" in page


def test_the_tornado_is_kept_as_it_was_found(kept: Path, found: Sensitivity) -> None:
    table = rows(kept / "tornado.csv")
    assert len(table) == 4 * 4
    level = found.explained[0]
    mine = [row for row in table if row["measure"] == "looked_after" and not row["base"]]
    assert [row["rank"] for row in mine] == ["1", "2", "3", "4"]
    for row, bar in zip(mine, level.tornado.bars, strict=True):
        one = found.asked.factors[bar.factor].lever
        assert row["path"] == one.path
        assert float(row["low"]) == pytest.approx(one.low)
        assert float(row["at_high"]) == pytest.approx(bar.at_high.difference)
        assert float(row["swing_low"]) == pytest.approx(bar.swing.low)
        assert float(row["variance_share"]) == pytest.approx(level.tornado.share(bar))


class Straight:
    """In place of runs: entries count once, and once more for each child ready with the panel; luck is shared."""

    def values(self, points: Sequence[Point], replications: range) -> Numbers:
        luck = np.random.default_rng(1).normal(size=100)[list(replications)]
        return np.array([[self.value(point) + luck, 10 * luck] for point in points])

    def values_at(self, places: Sequence[tuple[Point, int]]) -> Numbers:
        luck = np.random.default_rng(1).normal(size=100)
        return np.array([(self.value(point) + luck[one], 10 * luck[one]) for point, one in places])

    def value(self, point: Point) -> float:
        numbers = dict(point.settings)
        entries = numbers.get("demand.entries_per_year", 15.0)
        return entries + point.scenario * entries * numbers.get("ipop.ready", 0.1)


def straight(found: Sensitivity) -> Sensitivity:
    return analyse(replace(found.asked, rows=64, saltelli=True), Straight())


def test_the_indices_are_kept_as_they_were_found(found: Sensitivity) -> None:
    made = straight(found)
    header, *kept = pages.indices(made)
    table = [dict(zip(header, row, strict=True)) for row in kept]
    level, change, cost, _ = made.explained
    assert cost.indices is None
    assert len(table) == 2 * 3
    for one, mine in ((level, table[:3]), (change, table[3:])):
        assert one.indices is not None
        assert one.indices.told_apart
        for row, place in zip(mine, one.indices.order, strict=True):
            assert row["base"] == ("" if one is level else made.asked.scenarios[0].name)
            assert row["path"] == made.asked.factors[made.chosen[place]].lever.path
            assert float(row["first_order"]) == pytest.approx(one.indices.first[place].value)
            assert float(row["total_high"]) == pytest.approx(one.indices.total[place].high)
            assert float(row["total_as_scipy"]) == pytest.approx(one.indices.total[place].as_scipy)
    assert [table[0]["path"], table[3]["path"]] == ["demand.entries_per_year", "ipop.ready"]


def test_words_name_what_drives_each_number(found: Sensitivity) -> None:
    made = straight(found)
    level, change, *_ = sensitivity_words.findings(made)
    assert "of the variance, demand: entries per year 100%" in level
    assert re.search(
        r"placements panel: share of children ready for a family \d+% \(\d+ to \d+\) and demand: entries per year \d+%",
        change,
    )
    drivers, together, _ = pages.page(made).tables
    assert [row[0] for row in drivers.rows][:1] == ["Looked after on average (children)"]
    assert len(together.rows) == 3


def test_what_a_strategy_costs_hangs_on_what_it_pays_for_each_child(found: Sensitivity) -> None:
    """The base has no strategy to pay for; the panel's support is the only price that is moved."""
    cost, change = found.explained[2:]
    assert not cost.tornado.moved
    assert cost.indices is None
    assert found.asked.factors[change.tornado.bars[0].factor].lever.path == "ipop.support_per_child"


def test_the_tornado_alone_keeps_no_indices(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "alone"
    only = ["--within", "demand.entries_per_year,stability.scale", "--tornado-only", *SMALL[6:]]
    assert main(["sensitivity", str(base), *only, "--out", str(into)]) == 0
    assert not (into / "indices.csv").exists()
    assert {row["path"] for row in rows(into / "tornado.csv")} == {"demand.entries_per_year", "stability.scale"}
    assert "One number at a time" in capsys.readouterr().out


def test_what_was_stopped_goes_on_and_gives_the_same(
    base: Path, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    into = tmp_path / "stopped"
    words = ["sensitivity", str(base), "ipop", *SMALL, "--measure", "looked_after", "--measure", "cost_strategies"]
    with monkeypatch.context() as stopped:
        stopped.setattr(analysis, "strongest", stop)
        assert main([*words, "--out", str(into)]) == 130
    assert f"run.py sensitivity --resume {into}" in capsys.readouterr().err
    assert not (into / "tornado.csv").exists()
    assert main(["sensitivity", "--resume", str(into)]) == 0
    for name in ("tornado.csv", "indices.csv"):
        assert (into / name).read_bytes() == (kept / name).read_bytes()


def test_bad_options_are_refused_before_anything_runs(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", str(base), "--points", "many"]) == 2
    assert '--points: "many" is not a whole number' in capsys.readouterr().err
    assert main(["sensitivity", str(base), "--factors", "stability.scael,demand.male_share"]) == 2
    assert "did you mean stability.scale?" in capsys.readouterr().err
    assert main(["sensitivity", "--file", "placements_pannel"]) == 2
    assert "did you mean placements_panel?" in capsys.readouterr().err
    assert main(["sensitivity", str(base), "--replications", "2", "--points", "12"]) == 2
    told = capsys.readouterr().err
    assert "give at least 4" in told
    assert "give 8 or 16" in told


# Words


def test_what_turns_a_saving_into_a_cost_is_told_and_what_turns_nothing_too(found: Sensitivity) -> None:
    """What is shown of a bar is what it makes of the centre: of -2 a rise of 3 makes a cost, one of 1 does not."""
    saving = replace(found.explained[1].tornado, centre=-2e6)
    bar = saving.bars[0]

    def of(high: float, low: float = -1e6) -> Explained:
        ends = {
            "at_low": replace(bar.at_low, difference=low),
            "at_high": replace(
                bar.at_high, difference=high, low=high - 1, high=high + 1, replications=9, deviation=1.0
            ),
        }
        return replace(found.explained[1], tornado=replace(saving, bars=(replace(bar, **ends),)))

    names = {bar.factor: "the price"}
    assert turn_in_words(of(1e6), names, "GBP") == " It stays a saving, whichever number is moved alone."
    assert turn_in_words(of(3e6), names, "GBP") == (" From a saving it turns into a cost at the high end of the price.")
    assert turn_in_words(of(3e6), names, "children").startswith(" From a fall it turns into a rise at")
    unclear = of(1e6, 3e6)
    assert turn_in_words(unclear, names, "GBP").endswith("low end of the price, though within the simulation's error.")
    assert turn_in_words(replace(of(3e6), output=found.explained[0].output), names, "GBP") == ""


def test_words_of_what_drives_a_number(found: Sensitivity) -> None:
    said = sensitivity_words.findings(found)
    assert said[0].startswith("Looked after on average (")
    assert any(sentence.startswith("Nothing that was moved changes these: ") for sentence in said)
    assert "4 numbers with a range of their own were each moved alone" in sensitivity_words.scope(found)


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (Index(0.62, 0.5, 0.74, 0.6), "62% (50 to 74)"),
        (Index(-0.02, -0.1, 0.06, 0.0), "0% (0 to 6)"),
        (Index(1.04, 0.9, 1.18, 1.0), "100% (90 to 100)"),
        (Index(0.0, 0.0, 0.0, 0.0), "0%"),
    ],
)
def test_a_share_in_words(index: Index, words: str) -> None:
    assert sensitivity_words.share(index) == words


def test_caveats_tell_of_luck_and_of_what_was_held(found: Sensitivity) -> None:
    one = found.explained[0]
    assert one.indices is not None
    lost = replace(one, indices=replace(one.indices, told_apart=False), held=0.4)
    lucky = replace(one, indices=replace(one.indices, told_apart=True, luck=0.6), undefined=0.1)
    said = " ".join(sensitivity_words.caveats(replace(found, explained=(lost, lucky))))
    assert "Not told apart from luck, so that no shares are given: looked after on average" in said
    assert "looked after on average (40%)" in said
    assert "looked after on average (60%)" in said
    assert "Undefined in some runs" in said
    held = replace(found, asked=replace(found.asked, held=("opening.looked_after",)))
    assert "opening cohort alone: opening.looked_after" in " ".join(sensitivity_words.caveats(held))


def test_numbers_are_called_as_planners_call_them() -> None:
    scenario = load("tower_hamlets_2018", "ipop")

    def told(path: str) -> tuple[str, str]:
        one = lever(path, scenario)
        return one.title, lever_words.span(one)

    ready = "Placements panel: share of children ready for a family"
    assert told("ipop.ready") == (ready, "0.0117 to 0.252 probability")
    assert told("ipop.support_per_child") == ("Placements panel: support per child", "£1,000 to £8,000 each")
    name, span = told("agency.offer")
    assert name.startswith("Fostering agencies: offer")
    assert span == "0.75 to 1.2 times"
    assert lever_words.about(lever("ipop.ready", scenario)).startswith("That a reviewed child is judged ready")


# Figures


def test_figures_for_each_measure_that_moves(found: Sensitivity) -> None:
    figures = sensitivity_figures.of_sensitivity(found)
    names = [one.name for one in figures]
    assert names[0] == "sensitivity_looked_after"
    assert "sensitivity_cost_strategies_strategy_1" in names
    assert len(set(names)) == len(names)
    for one in figures:
        assert faults_of_chart(one) == []
        assert one.alternative.endswith(".")
        assert "nan" not in f"{one.alternative} {one.chart}"


def test_figures_of_what_has_no_indices(found: Sensitivity) -> None:
    level = found.explained[0]
    assert level.indices is not None
    untold = replace(level, indices=replace(level.indices, told_apart=False))
    undefined = replace(level, indices=None, undefined=0.2)
    for one, words in ((untold, "not told apart from luck"), (undefined, "undefined in too many runs")):
        (figure,) = sensitivity_figures.of_sensitivity(replace(found, explained=(one,)))
        assert words in figure.caption


def only(found: Sensitivity, one: Explained) -> Sensitivity:
    return replace(found, explained=(one,))


def test_the_page_of_each_kind_of_result_can_be_made(found: Sensitivity) -> None:
    for one in found.explained:
        assert pages.page(only(found, one)).tables
    alone = replace(found, chosen=(), explained=tuple(replace(one, indices=None) for one in found.explained))
    assert [table.title for table in pages.page(alone).tables] == ["One number at a time"]


# The shipped file and the document


@pytest.mark.parametrize("name", known_names(FOLDER))
def test_every_shipped_file_is_sound(name: str) -> None:
    file = read(name, SensitivityFile, FOLDER)
    settings = settings_for(file, usual=REPLICATIONS)
    assert sensitivity_question(file, name, crossed(file, None), settings).count


DOCUMENT = (ROOT / "docs" / "sensitivity.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, flags=re.MULTILINE | re.DOTALL)


def test_the_documents_commands_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(commands) > 3
    for line in commands:
        words = shlex.split(line)
        assert words[:2] == [".venv/bin/python", "run.py"]
        assert parser().parse_args(words[2:]).command


def test_the_documents_file_is_sound(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    file = read(str(path), SensitivityFile, FOLDER)
    settings = settings_for(file, usual=REPLICATIONS)
    assert sensitivity_question(file, "mine", crossed(file, None), settings).count


def test_the_documents_python_runs(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (text,) = blocks("python")
    small = f'"{base}", ["ipop"], within={list(WITHIN)}, factors=2, points=8, replications=4, years=0.2, processes=1'
    changed = re.sub(r"sensitivity\([^)]*\)", f"sensitivity({small})", text, count=1)
    assert changed != text
    exec(compile(changed, "the document", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out
