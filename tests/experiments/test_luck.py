"""What shared luck saves: against worked answers, its interval by simulation, and runs on truly independent luck."""

from __future__ import annotations

import csv
import json
from math import isinf, isnan, nan, sqrt
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from small_authority import base, file, three
from typed_words import options_told

import sim
from sim import cli
from sim.experiments.asking.headlines import HEADLINES
from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.comparison.shared_luck import LEAST, LuckEffect, Saving, SharedLuck, luck, saving, shared_luck
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.difference import interval
from sim.foundations.faults import BadInput
from sim.reports.chart.drawn import scene_of
from sim.reports.chart.svg import WIDE
from sim.reports.luck import pages
from sim.reports.luck import words as luck_words
from sim.reports.luck.words import cell, factor

# One factor


def test_a_factor_worked_by_hand() -> None:
    # Ten replications, five low and five high, so that every variance is 10/9 of a square.
    low_high = np.array([-1.0, 1.0] * 5)
    same, own = low_high, np.array([-1.0, -1, 1, 1, -1, 1, 1, -1, 0, 0])
    found = saving(10 + 3 * same, 20 + 3 * same + 0.5 * own)
    assert found.base_variance == pytest.approx(9 * 10 / 9)
    assert found.scenario_variance == pytest.approx((9 * 10 + 0.25 * 8) / 9)
    assert found.difference_variance == pytest.approx(0.25 * 8 / 9)
    assert found.factor == pytest.approx((90 + 90 + 2) / 2)
    assert found.changed == 1
    assert found.kind is LuckEffect.FACTOR
    assert found.low < found.factor < found.high


def test_the_factor_is_how_many_times_as_many_replications_give_the_same_interval() -> None:
    random = np.random.default_rng(1)
    shared = random.normal(300, 20, 400)
    base, strategy = shared + random.normal(0, 3, 400), shared - 5 + random.normal(0, 3, 400)
    found = saving(base, strategy)
    low, high, _ = interval(strategy - base)
    unpaired = 2 * 1.96 * sqrt((base.var(ddof=1) + strategy.var(ddof=1)) / (400 * found.factor))
    assert unpaired == pytest.approx(high - low, rel=0.01)


def test_without_shared_luck_the_factor_is_about_one() -> None:
    random = np.random.default_rng(2)
    found = saving(random.normal(0, 1, 2000), random.normal(0, 1, 2000))
    assert found.factor == pytest.approx(1, abs=0.1)
    assert found.low < 1 < found.high


def test_opposite_luck_costs_replications() -> None:
    luck = np.random.default_rng(3).normal(0, 1, 200)
    found = saving(luck, 100 - luck)
    assert (found.factor, found.low, found.high) == pytest.approx((0.5, 0.5, 0.5))


def test_where_nothing_is_left_to_chance_it_says_which_way() -> None:
    luck = np.random.default_rng(4).normal(300, 20, 50)
    unchanged, always = saving(luck, luck.copy()), saving(luck, luck - 5)
    assert (unchanged.kind, unchanged.changed) == (LuckEffect.UNCHANGED, 0)
    assert (always.kind, always.changed) == (LuckEffect.CERTAIN, 1)
    assert isinf(unchanged.factor)
    assert isinf(always.factor)
    # The rounding of sums is no chance.
    assert saving(luck, luck + 1e-10).kind is LuckEffect.UNCHANGED
    noise = np.random.default_rng(5).normal(0, 1e-11, 50)
    assert saving(np.zeros(50), 115_000 + noise).kind is LuckEffect.CERTAIN


def test_where_the_base_has_none_there_is_no_luck_to_share() -> None:
    cost = np.random.default_rng(6).normal(200_000, 1000, 50)
    for found in (saving(np.zeros(50), cost), saving(cost, np.zeros(50))):
        assert found.kind is LuckEffect.OWN
        assert found.factor == pytest.approx(1)
        assert isnan(found.low)


def test_replications_undefined_on_either_side_are_left_out_and_too_few_tell_nothing() -> None:
    random = np.random.default_rng(7)
    base = random.normal(0, 1, 30)
    other = base + random.normal(0, 0.1, 30)
    holes, gaps = base.copy(), other.copy()
    holes[[0, 5]], gaps[[5, 7]] = nan, nan
    kept = [place for place in range(30) if place not in (0, 5, 7)]
    assert saving(holes, gaps) == saving(base[kept], other[kept])
    assert saving(base[: LEAST - 1], other[: LEAST - 1]).kind is LuckEffect.UNKNOWN
    assert saving(base[:LEAST], other[:LEAST]).kind is LuckEffect.FACTOR


@settings(deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(-50, 50))
def test_units_and_where_zero_is_change_nothing(seed: int, scale: float, shift: float) -> None:
    random = np.random.default_rng(seed)
    base = random.normal(0, 1, 20)
    other = base + random.normal(0, 0.3, 20)
    one, two = saving(base, other), saving(scale * base + shift, scale * other + shift)
    assert (two.factor, two.low, two.high) == pytest.approx((one.factor, one.low, one.high), rel=1e-6)


# Its interval


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9, 0.99])
def test_the_interval_of_a_factor_holds_the_truth_as_often_as_it_says(shared: float) -> None:
    """Correlation `shared` makes the true factor 1 / (1 - shared); 2,000 trials, three standard deviations."""
    random = np.random.default_rng(8)
    trials, held = 2000, 0
    for _ in range(trials):
        first = random.normal(0, 1, 30)
        found = saving(first, shared * first + sqrt(1 - shared**2) * random.normal(0, 1, 30))
        held += found.low <= 1 / (1 - shared) <= found.high
    assert held / trials >= 0.95 - 3 * sqrt(0.95 * 0.05 / trials)
    assert held / trials < 0.985, "and not much more often, so it is no wider than it must be"


def test_the_interval_allows_for_differences_that_a_few_replications_decide() -> None:
    random = np.random.default_rng(9)
    share, trials = 0.1, 1000
    spread = share * (4 + 1) - (share * 2) ** 2
    truth = (2 * 400 + spread) / spread
    held = plain = 0
    for _ in range(trials):
        first = random.normal(0, 20, 100)
        found = saving(first, first + np.where(random.random(100) < share, random.normal(2, 1, 100), 0.0))
        held += found.low <= truth <= found.high
        ratio = (2 * found.factor - 1) / np.array(stats.f(99, 99).ppf([0.975, 0.025]))
        plain += (1 + ratio[0]) / 2 <= truth <= (1 + ratio[1]) / 2
    assert held / trials >= 0.95 - 3 * sqrt(0.95 * 0.05 / trials)
    assert plain / trials < 0.85, "which the normal theory alone would not"


def test_the_interval_of_normal_numbers_is_fishers() -> None:
    random = np.random.default_rng(10)
    first = random.uniform(-1, 1, 40)  # lighter tails than the normal's count no more than it
    found = saving(first, first + random.uniform(-0.2, 0.2, 40))
    ratio = 2 * found.factor - 1
    expected = [(1 + ratio / stats.f(39, 39).ppf(share)) / 2 for share in (0.975, 0.025)]
    assert (found.low, found.high) == pytest.approx(expected)


# Runs on truly independent luck


TIMES = 80
MEASURES = ("in_residential", "in_placement: agency", "starts", "disruptions")


@pytest.fixture(scope="module")
def runs() -> tuple[SharedLuck, np.ndarray]:
    """What shared luck saves on one seed, and the strategy's difference when it is run on another seed than the base.

    The last has a row for each measure, a column for each replication.
    """
    from sim.experiments.asking.measure_choice import all_wanted
    from sim.experiments.running.laboratory import Laboratory
    from sim.experiments.running.study import Chosen, study

    scenarios = [three(0.5)[0], three(0.5)[2]]
    wanted = all_wanted(MEASURES, scenarios[0])
    ways = Settings(TIMES, processes=1)
    with Laboratory(study(scenarios, 1, False, Chosen(wanted)), ways.machines, wanted) as laboratory:
        found = shared_luck(laboratory, scenarios, wanted, ways)
        (without,) = laboratory.values([Point(0)], range(TIMES))
    with Laboratory(study(scenarios, 2, False, Chosen(wanted)), ways.machines, wanted) as laboratory:
        (strategy,) = laboratory.values([Point(1)], range(TIMES))
    return found, strategy - without


def test_independent_luck_varies_as_much_as_the_formula_says(runs: tuple[SharedLuck, np.ndarray]) -> None:
    found, independent = runs
    for row, difference in zip(found.rows, independent, strict=True):
        (one,) = row.savings
        ratio = float(difference.var(ddof=1)) / (one.base_variance + one.scenario_variance)
        low, high = stats.f(TIMES - 1, TIMES - 1).ppf([0.001, 0.999])
        assert low < ratio < high, row.wanted.text


def test_and_shared_luck_saves_what_the_factor_says(runs: tuple[SharedLuck, np.ndarray]) -> None:
    found, independent = runs
    for row, difference in zip(found.rows, independent, strict=True):
        (one,) = row.savings
        assert one.kind is LuckEffect.FACTOR
        assert one.factor > 2, row.wanted.text
        measured = float(difference.var(ddof=1)) / one.difference_variance
        assert one.low / 1.5 < measured < one.high * 1.5, row.wanted.text


# Python and the command line


def test_the_python_call_gives_the_headline_measures_or_those_asked_for() -> None:
    found = sim.luck(base(0.3), [three(0.3)[1]], replications=12, processes=1)
    assert len(found.rows) == len(HEADLINES)
    assert [one.name for one in found.strategies] == [three(0.3)[1].name]
    few = luck(base(0.3), [three(0.3)[1]], measures=["starts", "moves"], replications=12, processes=1)
    assert [row.wanted for row in few.rows] == [MeasureChoice("starts"), MeasureChoice("moves")]
    assert few.rows[0].savings[0].kind is LuckEffect.UNCHANGED, "the panel does not change who comes into care"
    with pytest.raises(BadInput, match="did you mean starts"):
        luck(base(0.3), [three(0.3)[1]], measures=["startz"])


def test_the_command_leaves_a_table_a_figure_a_page_and_a_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "note.md"
    document.write_text(f"before\n{pages.MARKS.begin}\nold\n{pages.MARKS.end}\nafter\n", encoding="utf-8")
    names = [str(file(tmp_path, 0.4)), "ipop", "ipop+carer_development"]
    options = ["--replications", "12", "--processes", "1", "--out", str(tmp_path / "out"), "--write", str(document)]
    assert cli.main(["luck", *names, *options]) == 0
    shown = capsys.readouterr()
    assert "What shared luck saves" in shown.out
    assert "Without shared luck the same intervals would take" in " ".join(shown.out.split())
    made = {path.name for path in (tmp_path / "out").iterdir()}
    kept = {
        "variance.csv",
        "variance.svg",
        "variance.png",
        "report.html",
        "results.json",
        "manifest.json",
        "runs.csv.gz",
    }
    assert made == kept
    with (tmp_path / "out" / "variance.csv").open(encoding="utf-8") as rows:
        found = list(csv.DictReader(rows))
    assert tuple(found[0]) == pages.COLUMNS
    assert len(found) == 2 * len(HEADLINES)
    for row in found:
        if row["kind"] == "saves":
            parts = float(row["base_variance"]) + float(row["scenario_variance"])
            assert float(row["factor"]) == pytest.approx(parts / float(row["difference_variance"]), rel=1e-9)
    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "| Measure |" in text
    assert str(tmp_path) not in text
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["experiment"] == "luck"
    assert set(manifest["sha256"]) == {"variance.csv"}


def test_a_document_without_a_place_for_the_table_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "note.md"
    document.write_text("nothing here\n", encoding="utf-8")
    words = ["luck", "tower_hamlets_2018", "ipop", "--write", str(document), "--out", str(tmp_path / "out")]
    assert cli.main(words) == 2
    assert pages.MARKS.begin in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


# Words


def one(kind: LuckEffect = LuckEffect.FACTOR, value: float = 20.0, low: float = 10.0, high: float = 40.0) -> Saving:
    return Saving(kind, 4.0, 4.0, 8.0 / value if value else nan, value, low, high, 1.0, 100)


def made(*rows: tuple[MeasureChoice, list[Saving]]) -> SharedLuck:
    from sim.experiments.comparison.shared_luck import LuckRow

    return SharedLuck(
        three()[0], three()[1:], tuple(LuckRow(wanted, tuple(savings)) for wanted, savings in rows), 1, 100, False, 0.95
    )


def test_cells_are_read_at_a_glance() -> None:
    assert cell(one(value=253.6, low=165.1, high=399)) == "254\n(165 to 399)"
    assert cell(one(value=2.84, low=1.99, high=4.02)) == "2.8\n(2.0 to 4.0)"
    assert cell(one(LuckEffect.UNCHANGED)) == "no change"
    assert cell(one(LuckEffect.CERTAIN)) == "always the same"
    assert cell(one(LuckEffect.OWN)) == "1\n(nothing to share)"
    assert cell(one(LuckEffect.UNKNOWN)) == "not known"
    assert factor(1234.4) == "1,234"
    assert factor(9.96) == "10"


def test_the_tidy_table_gives_each_strategy_its_own() -> None:
    found = made((MeasureChoice("looked_after"), [one(value=200), one(LuckEffect.OWN, 1.0, nan, nan)]))
    heading, *rows = pages.rows(found)
    cells = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [row["scenario"] for row in cells] == [strategy.name for strategy in found.strategies]
    assert [(row["factor"], row["low"], row["kind"]) for row in cells] == [
        ("200", "10", "saves"),
        ("1", "", "of the strategy alone"),
    ]
    assert {row["category"] for row in cells} == {"whole run, average"}


def test_the_sentences_say_where_it_does_much_and_where_little() -> None:
    said = luck_words.findings(
        made(
            (MeasureChoice("looked_after", at_end=True), [one(value=80), one(value=60)]),
            (MeasureChoice("looked_after"), [one(value=200), one(value=100)]),
            (MeasureChoice("disruptions"), [one(value=20), one(value=2.5)]),
            (MeasureChoice("starts"), [one(LuckEffect.UNCHANGED), one(LuckEffect.UNCHANGED)]),
            (MeasureChoice("cost_strategies"), [one(LuckEffect.OWN), one(LuckEffect.CERTAIN)]),
        )
    )
    text = " ".join(said)
    assert said[0].startswith("Without shared luck the same intervals would take 70 times as many replications")
    assert "(the middle of 6 differences; from 2.5 to 200 times). For 5 of the 6 it is 10 times or more." in said[0]
    assert "it does most for Placements overview panel (IPOP) (80 in the middle of its measures)" in text
    assert "least for All five together (60)" in text
    assert "it does most for: looked after on average (150" in text
    assert "least for: placements broken down (11)" in text
    assert "The factor is under 4 for: placements broken down with All five together (2.5)." in text
    assert "Looked after at the end: 60 to 80, where the average over the run has 100 to 200" in text
    assert "In 2 of 10 cases the strategy changed nothing" in text
    assert "In 1 case it changed the measure by the same every time" in text
    assert "In 1 case the base has none" in text


def test_at_central_values_it_says_what_is_shared_otherwise_and_nothing_to_type() -> None:
    said = " ".join(luck_words.caveats(made((MeasureChoice("looked_after"), [one(), one()]))))
    assert "Where they are drawn from their ranges" in said
    assert options_told(said) == []


def test_where_nothing_is_known_the_sentences_say_so() -> None:
    (said,) = luck_words.findings(made((MeasureChoice("starts"), [one(LuckEffect.UNKNOWN), one(LuckEffect.UNKNOWN)])))
    assert "too few replications" in said


def test_the_figure_shows_every_strategy_and_says_it_in_words() -> None:
    from sim.reports.luck.figure import figure

    shown = made(
        (MeasureChoice("looked_after"), [one(value=200, low=100, high=400), one(LuckEffect.OWN, 1.0)]),
        (MeasureChoice("starts"), [one(LuckEffect.UNCHANGED), one(LuckEffect.UNKNOWN)]),
    )
    drawn = figure(shown)
    assert drawn.alternative.startswith("Looked after on average: Placements overview panel (IPOP) 200 (100 to 400)")
    assert drawn.alternative.endswith("Placements overview panel (IPOP) no change; All five together not known.")
    assert faults_of_chart(drawn) == []
    shown_words = [word.text for word in scene_of(drawn.chart, WIDE).words]
    assert {"1", "10", "100", "1,000", "no change", "not known"} <= set(shown_words)
