"""Requirements and sufficiency statements of a tiny authority: run, kept, resumed, told in words and figures."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from rutland_sized import file as tiny_file
from small_authority import ROOT

from sim import require, sufficiency
from sim.cli import main, parser
from sim.commands.request import CommandLine
from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.asking.standard import Standard
from sim.experiments.require.answer import SearchOutcome
from sim.experiments.require.form import RequirementFile
from sim.experiments.require.requirement import (
    CapacityFound,
    CapacityQuestion,
    Requirement,
    capacity_question,
    file_for,
)
from sim.experiments.require.search import least_capacity
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import Chosen, study
from sim.experiments.sufficiency.statement import Statement
from sim.foundations.faults import BadInput, Faults
from sim.measures.arrays import Numbers
from sim.measures.sufficiency import COMMISSIONED, GROUPS
from sim.reports.require import figures as require_figures
from sim.reports.require import pages
from sim.reports.require import words as require_words
from sim.reports.sufficiency import figures as sufficiency_figures
from sim.reports.sufficiency import pages as statement_pages
from sim.reports.sufficiency import words as sufficiency_words
from sim.scenario.levers import Setting
from sim.scenario.scenario import load

STANDARD = "in_placement: agency<=4.5"
BY = "in_house_fostering.places"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tiny_file(tmp_path_factory.mktemp("require"), certain=True))


@pytest.fixture(scope="module")
def found(base: str) -> Requirement:
    return require(STANDARD, by=BY, scenario=base, replications=24, processes=1, high=120, probability=0.6)


@pytest.fixture(scope="module")
def stated(base: str) -> Statement:
    return sufficiency(base, replications=20, processes=1)


# What is searched for in runs


def test_the_answer_is_that_of_every_capacity_run_one_by_one(base: str, found: Requirement) -> None:
    (one,) = found.found
    answer, scenario = one.answer, load(base)
    assert answer.outcome is SearchOutcome.FOUND
    wanted = (MeasureChoice("in_placement", "agency"),)
    made = study([scenario], 2018, False, Chosen(wanted))
    key = wanted[0].key(scenario)

    def at(places: float, replication: int) -> float:
        measures = made.replicate(Point(0, (Setting(BY, places),)), replication).measures
        return float(measures.values[measures.keys.index(tuple(key))])

    for places in (answer.capacity - 1, answer.capacity):
        values = [at(places, replication) for replication in range(24)]
        np.testing.assert_array_equal(values, answer.tried.row(int(places)))
    assert np.mean(answer.tried.row(int(answer.capacity)) <= 4.5) >= 0.6
    assert np.mean(answer.tried.row(int(answer.capacity) - 1) <= 4.5) < 0.6


def test_measures_told_beside_are_means_of_the_same_runs(base: str, found: Requirement) -> None:
    (one,) = found.found
    assert [measure.text for measure in found.asked.beside] == [
        "in_house_places_approved",
        "in_house_places_filled",
        "cost_total",
    ]  # the standard's own measure stands by itself
    places = one.answer.tried.numbers
    assert one.beside.shape == (len(places), 3)
    assert (np.diff(one.beside[:, 0]) >= 0).all()
    cost = MeasureChoice("cost_total")
    made = study([load(base)], 2018, False, Chosen((cost,)))
    runs = [made.replicate(Point(0, (Setting(BY, places[2]),)), replication).measures for replication in range(24)]
    index = runs[0].keys.index(tuple(cost.key(load(base))))
    assert one.beside[2, 2] == pytest.approx(np.mean([run.values[index] for run in runs]))


def test_the_statement_of_a_requirement_is_that_of_the_scenario_as_it_is(base: str, found: Requirement) -> None:
    alone = sufficiency(base, probability=0.6, replications=24, processes=1)
    assert repr(found.found[0].statement.lines) == repr(alone.lines)


def test_several_scenarios_are_each_searched(base: str) -> None:
    file = RequirementFile(title="t", standard=STANDARD, by=BY, base=base, strategies=("ipop",), high=60)
    from sim.experiments.running.scenarios_of_form import crossed

    how = Settings(replications=5, processes=1)
    sound = capacity_question(file, "", crossed(file, None), how)
    assert [scenario.strategies for scenario in sound.scenarios] == [(), ("ipop",)]
    assert len(sound.levers) == len(sound.capacities) == 2


def test_inputs_are_drawn_where_they_vary_but_for_the_lever(base: str) -> None:
    drawn = require(STANDARD, by=BY, scenario=base, replications=5, processes=1, high=60, uncertainty=True)
    plain = require(STANDARD, by=BY, scenario=base, replications=5, processes=1, high=60)
    assert not np.array_equal(drawn.found[0].answer.tried.values[0], plain.found[0].answer.tried.values[0])


def test_two_processes_find_the_same(base: str, found: Requirement) -> None:
    again = require(STANDARD, by=BY, scenario=base, replications=24, processes=2, high=120, probability=0.6)
    assert repr(again.found) == repr(found.found)


def test_failed_runs_are_left_out_and_told(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.experiments.running import study as studies

    genuine = studies.simulate

    def breaks(parameters, calendar, chance, years, pool=None):  # type: ignore[no-untyped-def]
        if chance.replication == 3 and parameters.in_house_fostering.households > 30:
            raise ValueError("a fault on purpose")
        return genuine(parameters, calendar, chance, years, pool)

    monkeypatch.setattr(studies, "simulate", breaks)
    one = require(STANDARD, by=BY, scenario=base, replications=24, processes=1, high=120)
    assert {failure.replication for failure in one.failures} == {3}
    answer = one.found[0].answer
    assert answer.undefined == len(one.failures)
    assert answer.tried.of[-1] == 23
    assert "runs failed and are left out" in "\n".join(require_words.caveats(one))


def test_when_every_run_fails_that_is_the_answer(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(*_given: object, **_named: object) -> None:
        raise ValueError("a fault on purpose")

    monkeypatch.setattr("sim.experiments.running.study.simulate", breaks)
    for words in (["sufficiency", base], ["require", STANDARD, "--scenario", base, "--by", BY]):
        assert main([*words, "--replications", "3", "--processes", "1", "--out", str(tmp_path / words[0])]) == 1
        told = capsys.readouterr().err
        assert "3 replications failed" in told
        assert "a fault on purpose" in told


# What is refused


@pytest.mark.parametrize(
    ("what", "changes", "said"),
    [
        ("in_placement: agensy<=3", {}, ["did you mean agency?"]),
        (STANDARD, {"by": "in_house_fostering.plces"}, ["did you mean in_house_fostering.places"]),
        (STANDARD, {"by": "ipop.agenda"}, ["is not in this scenario", "add the strategy that brings it"]),
        (STANDARD, {"by": None}, ["--by: is missing"]),
        (STANDARD, {"probability": 80.0}, ["probability 80", "between 0 and 1"]),
        (STANDARD, {"low": 50.0, "high": 20.0}, ["20 is not above 50"]),
        ("no_such_file", {}, ["there is no such file"]),
        ("loked_after<=three", {"by": "x.y", "probability": 2.0}, ["looked_after", '"three"', "x.y", "probability 2"]),
    ],
)
def test_what_makes_no_sense_is_refused_all_at_once(base: str, what: str, changes: dict, said: list[str]) -> None:
    with pytest.raises(BadInput) as bad:
        require(what, **{"by": BY, "scenario": base, **changes})
    for words in said:
        assert words in str(bad.value)


@pytest.mark.parametrize(
    ("probability", "share"), [(0.0, 1.0), (1.0, 1.0), (0.8, 0.0), (0.8, 1.1), (0.8, float("nan"))]
)
def test_a_statement_for_nobody_or_never_is_refused(base: str, probability: float, share: float) -> None:
    with pytest.raises(BadInput):
        sufficiency(base, probability=probability, share=share)


def test_a_file_says_what_a_command_could(tmp_path: Path, base: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        f'title = "t"\nstandard = "{STANDARD}"\nby = "{BY}"\nbase = "{base}"\nhigh = 90\n', encoding="utf-8"
    )
    file = file_for(str(path))
    assert (file.standard, file.by, file.base, file.probability, file.high) == (STANDARD, BY, base, 0.8, 90)
    changed = file_for(str(path), "in_house_fostering.households", "england+ipop", 0.5, 1.0, 5.0, 2.0)
    assert (changed.by, changed.base) == ("in_house_fostering.households", "england+ipop")
    assert (changed.probability, changed.low, changed.high, changed.step) == (0.5, 1.0, 5.0, 2.0)
    path.write_text('title = "t"\nstandrd = "x>=1"\nprobability = "often"\n', encoding="utf-8")
    with pytest.raises(BadInput) as bad:
        file_for(str(path))
    assert "did you mean standard?" in str(bad.value)
    assert "probability" in str(bad.value)
    assert "by: is missing" in str(bad.value)


def test_the_files_that_are_shipped_are_sound() -> None:
    from sim.experiments.running.scenarios_of_form import crossed
    from sim.scenario.files.experiment_file import known_names

    names = known_names("requirements")
    assert len(names) >= 2
    for name in names:
        file = file_for(name)
        how = Settings()
        assert capacity_question(file, name, crossed(file, None), how).title == file.title


# Words, tables and figures


def rows_of(table) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
    header, *body = list(table)
    return [dict(zip(header, map(str, row), strict=True)) for row in body]


def test_the_tables_hold_the_answer_what_was_tried_and_every_future(found: Requirement) -> None:
    (answer,) = rows_of(pages.answers(found))
    one = found.found[0].answer
    assert (answer["outcome"], answer["capacity"], answer["way"]) == ("found", f"{one.capacity:g}", "more helps")
    tried = rows_of(pages.tried(found))
    assert [float(row["capacity"]) for row in tried] == [float(number) for number in one.tried.numbers]
    futures = rows_of(pages.futures(found))
    assert len(futures) == 24 * len(tried)
    for row in tried:
        here = [float(future["value"]) for future in futures if future["capacity"] == row["capacity"]]
        assert int(row["met"]) == sum(value <= 4.5 for value in here)
        assert float(row["mean"]) == pytest.approx(np.mean(here))
        assert float(row["share_low"]) <= float(row["share"]) <= float(row["share_high"])
    assert len(rows_of(pages.beside(found))) == 3 * len(tried)


def test_the_words_tell_the_answer_with_its_interval_beside_the_present(found: Requirement) -> None:
    answer = found.found[0].answer
    first = require_words.findings(found)[0]
    assert first.startswith(f"The least that meets the standard is {answer.capacity:g} places (95% interval: ")
    assert "than now" in first
    scope = require_words.scope(found)
    assert "at most 4.5, in 60% of futures" in scope
    assert "24 futures of 1.1 years" in scope
    caveats = "\n".join(require_words.caveats(found))
    assert "for the council to judge" in caveats
    assert "carers must be approved for the age" in caveats


def made_up(
    found: Requirement, measure: Callable[[float], Numbers], at_least: bool = True, number: float = 0.0
) -> Requirement:
    """A requirement in which capacities give these numbers."""
    one = found.found[0]
    aim = Standard(MeasureChoice("in_house_places_vacant", at_end=True), at_least, number)
    reach = replace(found.asked.capacities[0], first=0, last=100, furthest=100, present=40)
    answer = least_capacity(
        lambda steps: np.array([measure(step) for step in steps], dtype=float), reach, aim, 0.8, len(measure(1))
    )
    sought: CapacityQuestion = replace(found.asked, standard=aim, capacities=(reach,), beside=(), probability=0.8)
    nothing = np.empty((len(answer.tried.numbers), 0))
    return replace(found, asked=sought, found=(CapacityFound(one.scenario, one.lever, answer, nothing, one.statement),))


BUSY = np.linspace(20.0, 60.0, 41)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (lambda places: places - BUSY, ["The least that meets the standard is 52 places", "That is 12 more than now"]),
        (lambda places: 100.0 - places - BUSY, ["The most that meets the standard is 48 places", "8 more than now"]),
        (
            lambda places: min(places, 50) - BUSY,
            ["Not reachable with this lever: even with 100 places", "From about 4"],
        ),
        (lambda places: places / 2 - BUSY, ["Not reachable", "It has not levelled off there"]),
        (lambda places: places + BUSY, ["met at every capacity looked at: with as little as 0 places in 100%"]),
        (lambda places: 0 * places - BUSY, ["makes no clear difference", "at best, whatever the lever"]),
        (lambda places: 50 - abs(places - 50.0) - BUSY, ["does not go one way", "rises by", "falls by", "does best"]),
        (lambda places: BUSY * np.nan, ["had no value in any run"]),
    ],
)
def test_each_outcome_is_told_plainly_and_drawn(
    found: Requirement, measure: Callable[[float], Numbers], said: list[str]
) -> None:
    one = made_up(found, measure)
    told = " ".join(require_words.findings(one))
    for words in said:
        assert words in told
    assert "nan" not in told
    figures = require_figures.of_requirement(one)
    assert figures[0].name == "requirement"
    assert [fault for figure in figures for fault in faults_of_chart(figure)] == []
    assert "nan" not in repr([figure.chart for figure in figures])
    assert len(figures) == (1 if "had no value in any run" in said else 2)
    assert rows_of(pages.answers(one))[0]["outcome"]
    assert pages.page(one).tables


def test_the_best_that_can_be_had_is_told(found: Requirement) -> None:
    told = " ".join(require_words.findings(made_up(found, lambda places: min(places, 50) - BUSY)))
    # eight in ten of the futures have 52 or fewer places in use: 50 leave at least 2 too few
    assert f"What can be had in 80% of futures there is {require_words.number(-2.0, 'places')} or more" in told


def test_too_few_futures_say_so(found: Requirement) -> None:
    one = made_up(found, lambda places: places - BUSY[::3])
    assert len(BUSY[::3]) == 14
    assert "or more" in require_words.findings(one)[0]
    few = replace(one, asked=replace(one.asked, settings=Settings(replications=14)))
    assert "it takes 17 or more" in "\n".join(require_words.caveats(few))


def test_one_of_a_unit_is_told_as_one(found: Requirement) -> None:
    lever = found.found[0].lever
    assert require_words.amount(lever, 1.0) == "1 place"
    assert require_words.amount(lever, 1200.0) == "1,200 places"


def test_the_statement_tells_every_kind_date_and_group(stated: Statement) -> None:
    rows = rows_of(statement_pages.rows([stated]))
    assert len(rows) == len(stated.dates) * len(COMMISSIONED) * len(GROUPS)
    in_house = next(row for row in rows if row["kind"] == "in house" and not row["group"])
    assert float(in_house["places_mean"]) > 0
    assert in_house["places_are"] == "approved"
    assert {row["places_are"] for row in rows} == {"approved", "in use"}
    assert all(float(row["needed"]) >= 0 for row in rows)


def test_the_words_of_a_statement_are_of_its_last_31_march(stated: Statement) -> None:
    told = sufficiency_words.findings(stated)
    line = stated.of(stated.marches[-1], COMMISSIONED[0])
    assert told[0].startswith("On 31 March 2019 a place with the council's own foster carers")
    assert f"It takes {sufficiency_words.known(line.needed)} approved places" in told[0]
    assert "in 80% of futures, every child for whom" in sufficiency_words.scope(stated)
    assert any("is the least that is needed" in caveat for caveat in sufficiency_words.caveats(stated))
    years, needs = statement_pages.tables(stated)
    assert [row[1] for row in years.rows][:1] == ["2019"]
    assert len({len(row) for table in (years, needs) for row in table.rows}) == 1
    figures = sufficiency_figures.of_statement(stated)
    assert [figure.name for figure in figures] == ["sufficiency", "sufficiency_in_house"]
    assert all("nan" not in f"{figure.alternative} {figure.chart}" for figure in figures)
    assert [fault for figure in figures for fault in faults_of_chart(figure)] == []


def test_a_run_without_a_31_march_is_told_at_its_end(base: str) -> None:
    short = sufficiency(base, replications=3, processes=1, years=0.3)
    assert len(short.marches) == 1
    assert sufficiency_words.findings(short)[0].startswith("On 19 July 2018")
    assert "futures are too few" in "\n".join(sufficiency_words.caveats(short))
    assert [row[1] for row in statement_pages.tables(short)[0].rows][:1] == ["19 July 2018"]


# The commands

ASKED = ["--by", BY, "--replications", "4", "--to", "60", "--processes", "1"]


def test_the_command_keeps_what_it_found(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "out"
    assert main(["require", STANDARD, "--scenario", base, *ASKED, "--out", str(into)]) == 0
    assert "What was tried" in capsys.readouterr().out
    names = {path.name for path in into.iterdir()}
    assert names >= {
        *("requirement.csv", "tried.csv", "beside.csv", "futures.csv.gz", "sufficiency.csv"),
        *("report.html", "manifest.json", "requirement.svg", "requirement.png", "sufficiency.svg"),
    }
    assert ".lock" not in names
    manifest = json.loads((into / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["experiment"], manifest["standard"], manifest["lever"]) == ("requirement", STANDARD, BY)
    with gzip.open(into / "futures.csv.gz", "rt", encoding="utf-8") as file:
        assert len(list(csv.reader(file))) > 4
    again = tmp_path / "again"
    assert main(["require", STANDARD, "--scenario", base, *ASKED[:-1], "2", "--out", str(again)]) == 0
    for name in ("requirement.csv", "tried.csv", "futures.csv.gz", "sufficiency.csv", "requirement.svg"):
        assert (into / name).read_bytes() == (again / name).read_bytes(), name


def test_what_was_stopped_goes_on_where_it_was(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sim.experiments.running import study as studies

    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    assert main(["require", STANDARD, "--scenario", base, *ASKED, "--out", str(whole)]) == 0
    genuine, runs = studies.simulate, []

    def stops(*given, **named):  # type: ignore[no-untyped-def]
        runs.append(1)
        if len(runs) == 15:
            raise KeyboardInterrupt
        return genuine(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(studies, "simulate", stops)
        assert main(["require", STANDARD, "--scenario", base, *ASKED, "--out", str(stopped)]) == 130
    assert "go on with: run.py require --resume" in capsys.readouterr().err
    runs.clear()

    def counts(*given, **named):  # type: ignore[no-untyped-def]
        runs.append(1)
        return genuine(*given, **named)

    monkeypatch.setattr(studies, "simulate", counts)
    assert main(["require", "--resume", str(stopped)]) == 0
    for name in ("requirement.csv", "tried.csv", "futures.csv.gz", "sufficiency.csv"):
        assert (whole / name).read_bytes() == (stopped / name).read_bytes(), name
    with gzip.open(whole / "futures.csv.gz", "rt", encoding="utf-8") as file:
        in_all = len(list(csv.reader(file))) - 1 + 4
    assert len(runs) == in_all - 14


def test_the_command_tells_every_fault_before_it_runs(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["require", "loked_after>=many", "--by", "no.such", "--scenario", base, "--probability", "often"]
    assert main([*words, "--from", "few", "--replications", "none"]) == 2
    told = capsys.readouterr().err
    for said in ('"often" is not a number', '"few" is not a number', '"none" is not a whole number'):
        assert said in told
    for said in ("did you mean looked_after?", '"many" is not a number', "no.such"):
        assert said in told
    assert main(["require"]) == 2
    assert "name a file" in capsys.readouterr().err
    assert main(["sufficiency", base, "--probability", "2", "--share", "all", "--seed", "x"]) == 2
    told = capsys.readouterr().err
    for said in ("probability 2", '"all" is not a number', '"x" is not a whole number'):
        assert said in told


def test_the_statement_has_a_command_of_its_own(base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "out"
    words = ["sufficiency", base, "--share", "90%", "--probability", "50%", "--replications", "4", "--processes", "1"]
    assert main([*words, "--out", str(into)]) == 0
    said = capsys.readouterr().out
    assert "in 50% of futures, 90% of the children" in " ".join(said.split())
    assert re.search(r"By need and age, 31 March 2019", said)
    manifest = json.loads((into / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["experiment"], manifest["probability"], manifest["share"]) == ("sufficiency", 0.5, 0.9)
    assert "<svg" in (into / "report.html").read_text(encoding="utf-8")


# The document

DOCUMENT = (ROOT / "docs" / "require.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, flags=re.MULTILINE | re.DOTALL)


def examples() -> list[list[str]]:
    return [shlex.split(line)[2:] for block in blocks("sh") for line in block.splitlines()]


@pytest.mark.parametrize("words", examples(), ids=" ".join)
def test_the_commands_of_the_document_ask_for_something_sound(words: list[str]) -> None:
    from sim.commands import require as command
    from sim.commands import sufficiency as other
    from sim.commands.experiment import plan_question
    from sim.experiments.require.requirement import REQUIREMENT
    from sim.experiments.sufficiency.question import SUFFICIENCY

    request, faults = CommandLine(parser().parse_args(words), tuple(words), 0.0), Faults()
    if words[0] == "require":
        form = command.form_of(request.options, faults)
        _, plan, sought = plan_question(request, REQUIREMENT, form, "", faults)
        assert sought.settings == plan.settings
        assert (sought.settings.replications == 100) == ("--replications" in words)
        assert len(sought.scenarios) == (2 if "first_choice" in words else 1)
    else:
        asked = other.form_of(request.options, faults)
        _, plan, made = plan_question(request, SUFFICIENCY, asked, "", faults)
        assert plan.scenarios
        assert (made.aim.share < 1) == ("--share" in words)


def test_the_file_of_the_document_is_sound(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    shipped = file_for("first_choice")
    assert replace(file_for(str(path)), about=shipped.about, measures=shipped.measures) == shipped


def test_the_python_example_of_the_document_runs(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    (text,) = blocks("python")
    small = text.replace('"tower_hamlets_2018"', f'"{base}"').replace("high=300", f'high=40, scenario="{base}"')
    small, changed = re.subn("replications=6, years=1", "replications=2, years=0.3, processes=1", small)
    assert changed == 2
    exec(compile(small, "require.md", "exec"), {"__name__": "__main__"})
    assert re.search(r"^IN_HOUSE \d+ \d", capsys.readouterr().out, flags=re.MULTILINE)


def test_the_numbers_of_the_document_are_of_the_base_as_it_is() -> None:
    """When this fails: run the commands that stand with the two tables, and put their numbers in."""
    assert f"Base `{load('tower_hamlets_2018').digest}`" in DOCUMENT
