"""Two runs side by side: what was asked differently is told, and only runs that are alike are subtracted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from small_authority import comparison, three

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.reports.result.results_page import ResultsPage
from sim.reports.run import report
from sim.reports.run.two_runs import side_by_side
from sim.reports.shared.manifest import manifest


def page(found: Comparison) -> ResultsPage:
    return report.page(found, manifest(found.results, ("run.py", "compare"), 1, 0.0, []))


@pytest.fixture(scope="module")
def both() -> ResultsPage:
    """The panel, and all five strategies together."""
    return page(comparison(6))


@pytest.fixture(scope="module")
def later() -> ResultsPage:
    """All five strategies together alone, on the same luck."""
    base, _, everything = three()
    return page(compared(run_all([base, everything], Settings(6, processes=1))))


def test_a_run_beside_itself_differs_in_nothing(both: ResultsPage) -> None:
    beside = side_by_side(both, both)
    assert (beside.asked, beside.refused) == ((), "")
    assert {one.difference for one in beside.rows} == {"no change"}
    assert all(one.first == one.second for one in beside.rows)
    assert len(beside.rows) == 2 * len(both.runs)


def test_strategies_that_are_called_the_same_stand_beside_each_other(both: ResultsPage, later: ResultsPage) -> None:
    beside = side_by_side(both, later)
    assert [one.what for one in beside.asked] == ["Strategies"]
    assert {one.what.rpartition(": ")[2] for one in beside.rows} == {both.labels[1]}
    assert {one.difference for one in beside.rows} == {"no change"}


def test_differences_are_taken_replication_by_replication(both: ResultsPage) -> None:
    panel = next(one for one in both.runs if one.measure == "cost_strategies").values[1]
    runs = tuple(
        replace(one, values=(one.values[0], tuple(value + 1e6 for value in panel if value is not None), one.values[2]))
        if one.measure == "cost_strategies"
        else one
        for one in both.runs
    )
    beside = side_by_side(both, replace(both, runs=runs))
    changed = [one for one in beside.rows if one.difference != "no change"]
    assert [(one.difference, one.interval) for one in changed] == [("+1.00", "+1.00 to +1.00")]
    assert changed[0].what.endswith(both.labels[0])


def test_runs_of_unlike_length_share_the_luck_of_the_shorter(both: ResultsPage) -> None:
    few = replace(
        both,
        asked=replace(both.asked, replications=5),
        runs=tuple(replace(one, values=tuple(values[:5] for values in one.values)) for one in both.runs),
    )
    beside = side_by_side(both, few)
    assert [one.what for one in beside.asked] == ["Replications"]
    assert {one.difference for one in beside.rows} == {"no change"}


@pytest.mark.parametrize(
    ("other", "reason", "told"),
    [
        ({"seed": 7}, "their luck is not the same", "Luck"),
        ({"start": date(2020, 1, 1)}, "they begin on different days", "First day"),
        ({"until": date(2030, 1, 1)}, "they run for different lengths of time", "Last day"),
        ({"inputs_drawn": True}, "their inputs were not drawn in the same way", "Inputs"),
    ],
)
def test_runs_that_are_not_alike_are_not_subtracted(
    both: ResultsPage, other: dict[str, object], reason: str, told: str
) -> None:
    asked = replace(both.asked, **other)  # type: ignore[arg-type]
    beside = side_by_side(both, replace(both, asked=asked))
    assert reason in beside.refused
    assert [one.what for one in beside.asked] == [told]
    assert {(one.difference, one.interval) for one in beside.rows} == {("", "")}
    assert len(beside.rows) == 3 * len(both.runs)
    assert beside.reading == ""


def test_another_base_is_told_by_its_numbers_and_not_subtracted(both: ResultsPage) -> None:
    first, *others = both.asked.base.quantities
    base = replace(both.asked.base, digest="other", quantities=(replace(first, value="17"), *others))
    beside = side_by_side(both, replace(both, asked=replace(both.asked, base=base)))
    assert "their bases hold different numbers" in beside.refused
    (told,) = beside.asked
    assert first.path in told.what
    assert told.second.startswith("17 ")
    elsewhere = replace(base, title="Elsewhere", quantities=base.quantities[:1])
    beside = side_by_side(both, replace(both, asked=replace(both.asked, base=elsewhere)))
    assert [one.what for one in beside.asked] == ["Base"]


def test_another_program_is_not_subtracted(both: ResultsPage) -> None:
    beside = side_by_side(both, replace(both, made=replace(both.made, commit="another")))
    assert "different versions of this program" in beside.refused


def test_a_changed_number_of_a_strategy_is_told(both: ResultsPage) -> None:
    panel, everything = both.asked.strategies
    quantities = tuple(replace(one, value="99") if one.path == "ipop.agenda" else one for one in panel.quantities)
    asked = replace(both.asked, strategies=(replace(panel, quantities=quantities), everything))
    (told,) = side_by_side(both, replace(both, asked=asked)).asked
    assert told.what.startswith(f"{panel.label}: ")
    assert "(ipop.agenda)" in told.what


def test_what_is_not_known_is_said_so(both: ResultsPage) -> None:
    runs = tuple(replace(one, values=tuple((None,) * 6 for _ in one.values)) for one in both.runs[:1])
    beside = side_by_side(both, replace(both, runs=runs))
    assert {one.second for one in beside.rows} == {"not known"}
    assert {one.interval for one in beside.rows} == {""}
