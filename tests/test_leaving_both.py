"""Leaving care with and without following the placement: the two variants, and a comparison under both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small import file

from sim.experiments import study as studies
from sim.experiments.comparison import Comparison, compare, laid_over
from sim.experiments.study import study
from sim.inputs.faults import BadInput
from sim.inputs.scenario import load
from sim.model.pool import Pool
from sim.reports import tables

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
    from sim.experiments.comparison import TOGETHER, label

    without, together = load("tower_hamlets_2018+leaving_apart"), load("tower_hamlets_2018+leaving_apart", TOGETHER)
    assert label(without, together) == "All five together"


def test_each_assumption_opens_with_a_cohort_of_its_own_law(monkeypatch: pytest.MonkeyPatch) -> None:
    strengths: list[float] = []

    def made(parameters: studies.Parameters, calendar: object, seed: int) -> Pool | None:
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
