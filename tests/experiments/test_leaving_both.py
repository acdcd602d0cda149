"""Leaving care with and without following the placement: the two variants, and a comparison under both."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from quiet_parameters import every
from small_authority import file

from sim.cli import main
from sim.experiments.comparison.comparison import Comparison, compare, laid_over
from sim.experiments.running import study as studies
from sim.experiments.running.execution.tasks import Point, Task
from sim.experiments.running.study import study, usual
from sim.foundations.faults import BadInput
from sim.model.opening.pool import Pool
from sim.parameters.tables import ByKind
from sim.reports.run import html, report
from sim.reports.run.figures import every_figure
from sim.reports.run.terminal import terminal
from sim.reports.run.words import caveats, findings
from sim.reports.shared import kept_runs, tables
from sim.reports.shared.leaving_words import in_force, of_comparison
from sim.reports.shared.origin import Origin
from sim.scenario.scenario import load

STRENGTH = "leaving.by_kind.strength"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(file(tmp_path_factory.mktemp("scenario")))


@pytest.fixture(scope="module")
def both(base: str) -> Comparison:
    return compare(base, ["ipop"], replications=5, processes=1, leaving="both")


def lines(comparison: Comparison) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in tables.comparison(comparison)][1:]


@pytest.mark.parametrize(("variant", "strength"), [("leaving_apart", 0.0), ("leaving_follows", 1.0)])
def test_a_variant_is_laid_over_a_base_like_a_strategy_and_changes_one_number(variant: str, strength: float) -> None:
    before, after = load("tower_hamlets_2018"), load(f"tower_hamlets_2018+{variant}")
    assert after.parameters.leaving.by_kind.strength == strength
    assert [path for path, one in after.quantities.items() if one != before.quantities[path]] == [STRENGTH]
    assert after.name == f"tower_hamlets_2018+{variant}"
    assert after.base == "tower_hamlets_2018", "so that its ensemble is found"
    assert after.files[-1] == f"scenarios/variants/{variant}.toml"


def test_a_variant_is_no_longer_uncertain() -> None:
    scenario = load("tower_hamlets_2018+leaving_apart")
    assert {scenario.draw(1, replication).leaving.by_kind.strength for replication in range(5)} == {0.0}


def test_both_are_the_two_comparisons_to_the_digit(base: str, both: Comparison) -> None:
    alone = [compare(base, ["ipop"], replications=5, processes=1, leaving=leaving) for leaving in ("follows", "apart")]
    assert lines(both) == [row for comparison in alone for row in lines(comparison)]
    assert both.apart is not None
    follows, apart = (one.base.measures for one in (both, both.apart))
    assert follows.rows == apart.rows
    assert not np.array_equal(follows.values, apart.values, equal_nan=True), "the assumption acts"


def test_each_half_is_compared_with_its_own_base(base: str, both: Comparison) -> None:
    stem = Path(base).stem
    pairs = dict.fromkeys(row[:2] for row in lines(both))
    assert list(pairs) == [
        (f"{stem}+{variant}+ipop", f"{stem}+{variant}") for variant in ("leaving_follows", "leaving_apart")
    ]
    assert both.apart is not None
    labels = [one.label(outcome) for one in (both, both.apart) for outcome in one.results.outcomes]
    panel = load("tower_hamlets_2018", "ipop").title.removeprefix("Tower Hamlets, 1 January 2018, ")
    assert labels == ["Without these strategies", panel] * 2
    assert len(both.outcomes) == 4


def test_all_five_are_called_so_over_a_variant() -> None:
    from sim.experiments.comparison.comparison import label
    from sim.scenario.defaults import TOGETHER

    without, together = load("tower_hamlets_2018+leaving_apart"), load("tower_hamlets_2018+leaving_apart", TOGETHER)
    assert label(without, together) == "All five together"


def test_each_assumption_opens_with_a_cohort_of_its_own_law(monkeypatch: pytest.MonkeyPatch) -> None:
    strengths: list[float] = []

    def made(parameters: studies.Parameters, calendar: object, seed: int, *more: object) -> Pool | None:
        strengths.append(parameters.leaving.by_kind.strength)
        return None

    monkeypatch.setattr(studies, "opening_pool", made)
    study(laid_over("tower_hamlets_2018", ["ipop", "camhs"], leaving="both"), 1, uncertainty=False)
    assert strengths == [1.0, 0.0]


def test_what_cannot_be_asked_is_refused(base: str) -> None:
    with pytest.raises(BadInput, match="give one of follows, apart, both"):
        laid_over(base, ["ipop"], leaving="neither")
    with pytest.raises(BadInput, match="give names"):
        laid_over(load(base), leaving="both")
    with pytest.raises(BadInput, match="by one comparison"):
        compare(base, ["ipop"], precision="looked_after=1", leaving="both")


def test_each_page_says_which_assumption_is_in_force() -> None:
    scenario = load("tower_hamlets_2018")
    assert in_force(scenario, drawn=False).startswith("Leaving care follows the kind of placement as published. ")
    assert "drawn anew in each replication, from 0 to 1" in in_force(scenario, drawn=True)
    apart = load("tower_hamlets_2018+leaving_apart")
    for drawn in (False, True):
        assert in_force(apart, drawn=drawn).startswith("Leaving care does not follow the kind of placement. ")
    half = scenario.with_quantities({STRENGTH: replace(scenario.quantities[STRENGTH], value=0.5)})
    assert "in part (0.5, where 1 is in full)" in in_force(half, drawn=False)


def test_a_base_without_any_difference_between_kinds_says_that_leaving_does_not_follow_them() -> None:
    scenario = load("tower_hamlets_2018")
    path = "leaving.by_kind.multiplier"
    ones = replace(scenario.quantities[path], value=every(ByKind, 1.0))
    assert "does not follow" in in_force(scenario.with_quantities({path: ones}), drawn=True)


def test_both_are_told_and_shown_side_by_side(both: Comparison, capsys: pytest.CaptureFixture[str]) -> None:
    assert "under two assumptions" in of_comparison(both)
    assert caveats.of_comparison(both)[0] == of_comparison(both)
    assert any(one.startswith("Where leaving care does not follow") for one in findings.findings(both))
    terminal.show_comparison(both)
    shown = capsys.readouterr().out
    assert "Upper lines: leaving care follows" in shown
    row = shown.splitlines()[
        [line.startswith("Looked after on average") for line in shown.splitlines()].index(True) + 1
    ]
    assert both.apart is not None
    lower = next(one for one in both.apart.headlines if one.title == "Looked after on average")
    assert f"{lower.base_mean:.1f}" in row


def test_both_are_in_all_that_is_kept(both: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(every_figure.figures, "of_comparison", lambda _: [])
    report.keep_comparison(both, tmp_path / "run", Origin(("run.py", "compare"), 1, 0.0))
    names = [one.scenario.name for one in both.outcomes]
    assert len(set(names)) == 4
    record = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in record["scenarios"]] == names
    for table, expected in (
        ("measures.csv", set(names)),
        ("series.csv", set(names)),
        ("comparison.csv", set(names[1::2])),
    ):
        with (tmp_path / "run" / table).open(encoding="utf-8", newline="") as file:
            assert {row["scenario"] for row in csv.DictReader(file)} == expected
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "The same under both assumptions" in page
    assert page.count("<td>does not</td>") == len(both.headlines)


def test_a_comparison_under_one_assumption_has_no_second_table(base: str, tmp_path: Path) -> None:
    alone = compare(base, ["ipop"], replications=2, processes=1)
    record = report.manifest(alone.results, ("run.py",), 1, 0.0, ())
    page = html.page(report.page(alone, record))
    assert "under both assumptions" in page, "only where it says how to compare under both"
    assert "The same under both assumptions" not in page


def test_what_was_stopped_under_both_goes_on_under_both(base: str, tmp_path: Path) -> None:
    """Half the runs are kept; the other half are made after it, to the same tables."""
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    words = [
        "compare",
        base,
        "ipop",
        "--central",
        "--leaving",
        "both",
        "--replications",
        "2",
        "--processes",
        "1",
        "--years",
        "0.3",
    ]
    assert main([*words, "--out", str(whole)]) == 0
    plan = laid_over(base, ["ipop"], 0.3, "both")
    kept = kept_runs.begin(stopped, [*words, "--out", str(stopped)], kept_runs.digest_of(plan, 2018, False, usual))
    made = study(plan, 2018, uncertainty=False)
    for scenario in (1, 3):
        task = Task(Point(scenario), 0, 2)
        kept.keep(task, made.perform(task))
    kept.release()
    assert main(["compare", "--resume", str(stopped)]) == 0
    for table in ("measures.csv", "comparison.csv", "series.csv", "assumptions.csv"):
        assert (stopped / table).read_bytes() == (whole / table).read_bytes()
