"""Words of figures, with as many strategies and as long names as anybody gives: none overlaps, none is cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from charted_words import faults_of_chart
from small_authority import comparison

from sim.experiments.comparison.comparison import Comparison, compared
from sim.reports.run.figures import figures, money_figures

LONG = "Co-located mental-health workers for children and consultation for their carers, in every locality, tier {}"
"""Longer than any title of a strategy."""

COUNCIL = "The council of Bournemouth, Christchurch and Poole with a part of Dorset, 1 April 2018"


def renamed(strategies: int) -> Comparison:
    """The small comparison with as many strategies as are asked for, each with a long name of its own."""
    base, first, *_ = comparison().results.outcomes
    base = replace(base, scenario=replace(base.scenario, title=COUNCIL))
    others = [
        replace(
            first,
            scenario=replace(
                first.scenario, name=f"s{one}", title=f"{COUNCIL}, {LONG.format(one)}", strategies=(f"own_{one}",)
            ),
        )
        for one in range(strategies)
    ]
    return compared(replace(comparison().results, outcomes=(base, *others)))


@pytest.mark.parametrize("strategies", [1, 2, 5, 12])
def test_no_words_of_a_comparison_with_long_names_overlap(strategies: int) -> None:
    compares = renamed(strategies)
    drawings = [*figures.of_comparison(compares), *money_figures.of_money(compares)]
    assert len(drawings) == 6
    assert [fault for one in drawings for fault in faults_of_chart(one)] == []


def test_no_words_of_a_run_with_a_long_name_overlap() -> None:
    drawings = figures.of_run(renamed(1).results)
    assert len(drawings) == 3
    assert [fault for one in drawings for fault in faults_of_chart(one)] == []
