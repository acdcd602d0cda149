"""A precision asked for: how it is read, when it is reached, and that the results are those of a plain run."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from math import isnan, nan, sqrt
from pathlib import Path

import numpy as np
import pytest
from small_authority import base, comparison, file, three

import sim
from sim import cli
from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.comparison.comparison import compared
from sim.experiments.running.execution.tasks import Batch, Task
from sim.experiments.running.laboratory import Forgetful
from sim.experiments.running.precision import MOST, PrecisionGoal, PrecisionTarget, asked_for
from sim.experiments.running.precision_reached import Precision, PrecisionStanding
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Outcome, Results
from sim.experiments.running.settings import Settings
from sim.experiments.running.until_precise import gathered, judge, judged, run_as_asked
from sim.experiments.statistics.difference import interval
from sim.experiments.statistics.sample import Sample
from sim.experiments.statistics.stopping import FIRST
from sim.foundations.faults import BadInput
from sim.reports.run import report
from sim.reports.shared import precision_words, tables
from sim.reports.shared.origin import Origin
from sim.reports.shared.precision_words import width

LOOKED_AFTER = MeasureChoice("looked_after", at_end=True)


def target(amount: float, percent: bool = False) -> PrecisionTarget:
    return PrecisionTarget(LOOKED_AFTER, amount, percent)


def results_of(*values: np.ndarray) -> Results:
    """Results in which each scenario has one measure alone, looked after at the end, with these values."""
    key = LOOKED_AFTER.key(base())
    samples = [Sample({key: 0}, np.array([one], dtype=float)) for one in values]
    outcomes = [Outcome(replace(base(), name=f"scenario {number}"), one, one) for number, one in enumerate(samples)]
    return Results(tuple(outcomes), 1, len(values[0]), False)


# Reading


def test_a_precision_is_a_measure_and_a_width_or_a_percentage() -> None:
    asked = asked_for(["looked_after=3, looked_after at end = 2.5%", "in_placement: agency=1"], base())
    assert asked == PrecisionGoal(
        (
            PrecisionTarget(MeasureChoice("looked_after"), 3),
            PrecisionTarget(LOOKED_AFTER, 2.5, percent=True),
            PrecisionTarget(MeasureChoice("in_placement", "agency"), 1),
        ),
        MOST,
    )
    assert [one.text for one in asked.targets] == [
        "looked_after=3",
        "looked_after at end=2.5%",
        "in_placement: agency=1",
    ]
    assert asked_for([", ".join(one.text for one in asked.targets)], base()) == asked


@pytest.mark.parametrize(
    ("text", "amount"), [("50000", 50_000), ("50k", 50_000), ("£0.5m", 500_000), ("2K", 2000), ("1.5M", 1.5e6)]
)
def test_money_may_be_written_in_thousands_and_millions(text: str, amount: float) -> None:
    assert asked_for([f"cost_total={text}"], base()).targets[0].amount == amount


def test_every_fault_is_told_at_once_with_the_nearest_measure() -> None:
    with pytest.raises(BadInput) as bad:
        asked_for(
            ["loked_after=3, cost_total=100,000", "starts=-1", "ceases=wide", "starts=1", "moves"], base(), "some"
        )
    said = "\n".join(bad.value.faults)
    assert "did you mean looked_after?" in said
    assert 'precision "000": has no "="' in said
    assert "commas" in said
    assert 'precision starts: "-1" is not above 0; give a number' in said
    assert 'precision ceases: "wide" is no width' in said
    assert 'precision "moves": has no "="' in said
    assert 'most: "some" is not a whole number' in said
    assert len(bad.value.faults) == 6


@pytest.mark.parametrize("text", ["0", "nan", "inf", "-2%", "", "%", "k", "3k", "3%%"])
def test_a_width_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"is not above 0|is no width"):
        asked_for([f"starts={text}"], base())


@pytest.mark.parametrize("text", ["0", "0k", "-2m", "many", "0%"])
def test_a_sum_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"is not above 0|is no width|not a sum of money"):
        asked_for([f"cost_total={text}"], base())


@pytest.mark.parametrize("most", [0, 1, 10**9, "2.5", "-4", ""])
def test_a_limit_that_makes_no_sense_is_refused(most: int | str) -> None:
    with pytest.raises(BadInput, match="most"):
        asked_for(["starts=1"], base(), most)


def test_a_measure_asked_for_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="more than once"):
        asked_for(["starts=1", "starts=2%"], base())


def test_nothing_asked_for_is_refused() -> None:
    with pytest.raises(BadInput, match='has no "="'):
        asked_for([""], base())
    with pytest.raises(BadInput, match="says nothing"):
        asked_for([], base())


# Judging


def values(n: int, deviation: float, seed: int = 1, mean: float = 0.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, deviation, n)


def test_a_percentage_is_of_the_size_of_the_base_mean() -> None:
    assert target(2, percent=True).half_width(-300) == 6
    assert target(2).half_width(-300) == 2
    found = judge(target(2, percent=True), "a", values(200, 5), values(200, 1, mean=300))
    assert found.asked == pytest.approx(6, rel=0.01)


def test_what_is_reached_is_the_interval_as_tables_show_it() -> None:
    made = values(400, 10)
    found = judge(target(1.2), "a", made, made)
    low, high, _ = interval(made)
    assert found.half_width == pytest.approx((high - low) / 2)
    assert found.standing is PrecisionStanding.REACHED
    assert found.wanted is not None
    assert found.wanted <= 400


def test_an_interval_that_only_just_happens_to_be_narrow_is_not_taken_at_its_word() -> None:
    made = values(60, 10)
    half_width = (interval(made)[1] - interval(made)[0]) / 2
    found = judge(target(half_width), "a", made, made)
    assert found.half_width <= found.asked
    assert found.standing is PrecisionStanding.NOT_REACHED


def test_a_strategy_that_changes_nothing_is_enough_and_does_not_delay_the_others() -> None:
    nothing = np.zeros(FIRST)
    assert judge(target(1), "a", nothing, values(FIRST, 3), spread=3).standing is PrecisionStanding.UNCHANGED
    # Nor does one that changes it by the rounding of sums alone.
    assert judge(target(1), "a", nothing + 1e-9, values(FIRST, 3), spread=3).standing is PrecisionStanding.UNCHANGED
    always = judge(target(1), "a", nothing + 7, values(FIRST, 3), spread=3)
    assert (always.standing, always.half_width) == (PrecisionStanding.REACHED, 0)
    # Where the base varies much, a change that is yet unseen might matter.
    assert judge(target(1), "a", nothing, values(FIRST, 30), spread=30).standing is PrecisionStanding.NOT_REACHED


def test_what_is_never_defined_is_told_and_delays_nothing() -> None:
    found = judge(target(1), "a", np.full(FIRST, nan), values(FIRST, 3))
    assert (found.standing, found.settled) == (PrecisionStanding.UNDEFINED, True)
    assert isnan(found.half_width)


def test_every_strategy_that_changes_the_measure_has_to_be_known() -> None:
    shared = values(100, 30, mean=300)
    results = results_of(shared, shared + values(100, 1, 2), shared + values(100, 20, 3), shared)
    found = judged(results, PrecisionGoal((target(1),)))
    assert [one.standing for one in found.reached] == [
        PrecisionStanding.REACHED,
        PrecisionStanding.NOT_REACHED,
        PrecisionStanding.UNCHANGED,
    ]
    assert not found.enough
    assert found.next_look == 200
    # A base that varies much against what is asked may hide a change that is yet unseen.
    (wary,) = judged(results_of(shared, shared), PrecisionGoal((target(0.5),))).reached
    assert wary.standing is PrecisionStanding.NOT_REACHED
    alone = judged(results_of(shared), PrecisionGoal((target(10),)))
    assert [one.standing for one in alone.reached] == [PrecisionStanding.REACHED]
    assert alone.next_look is None


def test_a_percentage_of_nothing_is_refused_at_the_first_look() -> None:
    with pytest.raises(BadInput, match=r"is 0.*give a number of children"):
        judged(results_of(np.zeros(50), values(50, 1)), PrecisionGoal((target(3, percent=True),)))
    with pytest.raises(BadInput, match="is not defined"):
        judged(results_of(np.full(50, nan), values(50, 1)), PrecisionGoal((target(3, percent=True),)))


def test_it_ends_at_the_most_and_says_how_many_more_it_would_take() -> None:
    shared = values(80, 30, mean=300)
    results = results_of(shared, shared + values(80, 20, 3))
    found = judged(results, PrecisionGoal((target(2),), most=80))
    assert not found.enough
    assert found.next_look is None
    compared_ = compared(replace(results, precision=found))
    said = precision_words.sentences(compared_)
    assert said[0] == "The precision asked for was not reached with 80 replications, the most that there may be."
    wanted = found.reached[0].wanted
    assert wanted is not None
    assert f"would take about {precision_words.two_figures(wanted - 80):,.0f} more replications" in said[1]
    (line,) = precision_words.lines(compared_)
    assert (line.asked, line.replications) == ("2 children", f"{wanted:,}")


# Batches


@dataclass
class Growing:
    """Gathers from made-up differences, and remembers how many were asked for each time."""

    differences: np.ndarray
    looks: list[int] = field(default_factory=list)

    def up_to(self, replications: int) -> Results:
        self.looks.append(replications)
        shared = values(len(self.differences), 30, mean=300)[:replications]
        return results_of(shared, shared + self.differences[:replications])


def test_replications_are_added_in_few_batches_until_it_is_enough() -> None:
    growing = Growing(values(5000, 10, 4))
    found = gathered(growing, PrecisionGoal((target(1),)))  # type: ignore[arg-type]
    assert found.precision is not None
    assert found.precision.enough
    assert growing.looks[0] == FIRST
    assert growing.looks == sorted(set(growing.looks))
    assert len(growing.looks) <= 8
    ideal = (1.96 * 10 / 1) ** 2
    assert 0.9 * ideal < found.replications < 1.5 * ideal
    # The same numbers give the same batches.
    again = Growing(values(5000, 10, 4))
    gathered(again, PrecisionGoal((target(1),)))  # type: ignore[arg-type]
    assert again.looks == growing.looks


def test_the_coverage_of_whole_runs_with_several_strategies_is_kept() -> None:
    """Of 400 runs, each interval holds the truth in as many as it says, but for three standard deviations."""
    random = np.random.default_rng(11)
    trials, covered = 400, np.zeros(2)
    for _ in range(trials):
        shared, own = random.normal(300, 20, 1000), random.normal(0, 4, (2, 1000))

        class Made:
            def up_to(self, n: int, shared: np.ndarray = shared, own: np.ndarray = own) -> Results:
                return results_of(shared[:n], shared[:n] + own[0, :n], shared[:n] + 0.5 * (own[0, :n] + own[1, :n]))

        found = gathered(Made(), PrecisionGoal((target(0.8),), most=1000))  # type: ignore[arg-type]
        without, *others = (outcome.measures.values[0] for outcome in found.outcomes)
        for number, one in enumerate(others):
            low, high, _ = interval(one - without)
            covered[number] += low <= 0 <= high
    assert (covered / trials >= 0.95 - 3 * sqrt(0.95 * 0.05 / trials)).all()


# The same as a plain run


def csv_of(results: Results) -> list[list[object]]:
    found = compared(results)
    rows = [*tables.measures(results.outcomes), *tables.comparison(found), *tables.series(results.outcomes)]
    return [list(row) for row in rows]


@dataclass
class Counting(Forgetful):
    """Keeps nothing but which replication of which scenario was run."""

    runs: list[tuple[int, int]] = field(default_factory=list)

    def keep(self, task: Task, batch: Batch) -> None:
        self.runs.extend((task.point.scenario, replication) for replication in task.replications)


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks for the first time after six replications, so that a run takes a second or two."""
    for module in ("running.precision", "statistics.stopping"):
        monkeypatch.setattr(f"sim.experiments.{module}.FIRST", 6)


@pytest.mark.usefixtures("early")
def test_the_results_are_those_of_a_plain_run_of_as_many_on_any_number_of_processes() -> None:
    scenarios = three(0.3)[:2]
    asked = asked_for(["moves=3"], scenarios[0], 60)
    counting = Counting()
    found = run_as_asked(scenarios, Settings(processes=1), asked, keeper=counting)
    assert sorted(counting.runs) == [(number, one) for number in range(2) for one in range(found.replications)]
    assert found.precision is not None
    assert found.precision.enough
    assert 6 < found.replications < 60, "more than one batch, and fewer than the most"
    plain = run_all(scenarios, Settings(found.replications, processes=1))
    assert csv_of(found) == csv_of(plain)
    parallel = run_as_asked(scenarios, Settings(processes=2), asked)
    assert csv_of(parallel) == csv_of(found)
    assert parallel.precision == found.precision


@pytest.mark.usefixtures("early")
def test_the_python_calls_take_a_precision() -> None:
    run = sim.run(base(0.3), precision="starts=90", processes=1)
    assert run.precision is not None
    assert run.precision.reached[0].scenario == base(0.3).name
    found = sim.compare(base(0.3), [three(0.3)[1]], precision=["starts=90", "moves=90"], most=8, processes=1)
    assert found.results.precision is not None
    assert len(found.results.precision.reached) == 2
    with pytest.raises(BadInput, match="most"):
        sim.run(base(0.3), most=10)
    with pytest.raises(BadInput, match="did you mean starts"):
        sim.run(base(0.3), precision="startz=3")


def test_without_a_precision_nothing_is_said_of_one() -> None:
    assert comparison().results.precision is None
    assert precision_words.sentences(comparison()) == []
    assert precision_words.lines(comparison()) == []


# The command line and what it leaves


@pytest.mark.usefixtures("early")
def test_the_command_says_what_was_reached_on_the_screen_in_the_report_and_in_the_manifest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", str(file(tmp_path, 0.3)), "--precision", "starts=90,moves=2%", "--most", "8", "--processes", "1"]
    assert cli.main([*words, "--out", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr()
    assert "until starts=90 and moves=2% are reached, at most 8" in shown.err
    flat = " ".join(shown.out.split())
    assert "The precision asked for was not reached with 8 replications" in flat
    assert "Coming into care (asked for: 90 children a year): the mean is known within" in flat
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "The precision asked for was not reached with 8 replications" in page
    assert "<td>not reached</td>" in page
    made = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert made["replications"] == made["precision"]["replications"] == 8
    assert made["precision"]["reached"] is False
    assert [one["target"] for one in made["precision"]["targets"]] == ["starts=90", "moves=2%"]
    assert [one["standing"] for one in made["precision"]["targets"]] == ["reached", "not reached"]
    # And the tables are those of a plain run.
    plain = ["run", words[1], "--replications", "8", "--processes", "1", "--out", str(tmp_path / "plain")]
    assert cli.main(plain) == 0
    for name in ("measures.csv", "series.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes()
    assert json.loads((tmp_path / "plain" / "manifest.json").read_text(encoding="utf-8"))["precision"] is None


def test_the_command_tells_every_fault_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", "tower_hamlets_2018", "ipop", "--precision", "startz=3", "--most", "x", "--replications", "9"]
    assert cli.main([*words, "--seed", "-1", "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    for part in ("seed: -1", "did you mean starts?", "--most", "--replications: with --precision"):
        assert part in said
    assert not (tmp_path / "out").exists()
    assert cli.main(["run", "tower_hamlets_2018", "--most", "9", "--out", str(tmp_path / "out")]) == 2
    assert "--most: is for runs with a precision" in capsys.readouterr().err


def test_a_limit_whose_results_would_not_fit_in_memory_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", "--precision", "starts=1", "--most", "100000", "--out", str(tmp_path / "out")]
    assert cli.main(words) == 2
    assert "--most: 100,000 of 7 scenarios" in capsys.readouterr().err
    with pytest.raises(BadInput, match="GB"):
        sim.compare(precision="starts=1", most=100_000)


# Words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.4213, "children", "0.42 children"),
        (3.149, "children per year", "3.1 children a year"),
        (46_123.0, "GBP per year", "£46,000 a year"),
        (1.249, "percent", "1.2 points"),
        (123.4, "days", "120 days"),
        (0.0, "children", "0 children"),
        (nan, "children", "not known"),
    ],
)
def test_half_widths_are_read_to_two_figures(value: float, unit: str, words: str) -> None:
    assert width(value, unit) == words


def test_the_words_tell_each_standing_apart() -> None:
    shared = values(100, 30, mean=300)
    results = results_of(shared, shared + values(100, 1, 2), shared + values(100, 20, 3), shared, np.full(100, nan))
    found = judged(results, PrecisionGoal((target(1),), most=100))
    titled = [
        replace(outcome, scenario=replace(outcome.scenario, title=f"Strategy {number}"))
        for number, outcome in enumerate(results.outcomes)
    ]
    (_, said) = precision_words.sentences(compared(replace(results, outcomes=tuple(titled), precision=found)))
    assert said.startswith("Looked after at the end (asked for: 1 children): the difference of Strategy 1 is known")
    assert "the difference of Strategy 2 is known within" in said
    assert "Strategy 3 did not change it in any replication" in said
    assert said.endswith("it is not defined in any replication with Strategy 4.")


def test_the_record_is_json_whatever_was_reached() -> None:
    found = judged(results_of(np.full(50, nan), np.zeros(50)), PrecisionGoal((target(1),)))
    assert isinstance(found, Precision)
    kept = precision_words.record(found)
    assert kept.targets[0].reached is None
    assert kept.reached


def test_a_report_page_without_a_precision_has_no_section_for_it(tmp_path: Path) -> None:
    report.keep_comparison(comparison(), _made(tmp_path / "out"), Origin(("run.py",), 1, 0.0))
    assert "What was asked for" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
