"""The edge-of-care team against closed forms: loss, the wait for a slot, and entries averted."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from closed_forms import assert_mean, assert_share, assert_uniform, erlang_b
from quiet_parameters import YEAR, changed, every, only, quiet
from quiet_strategies import edge_of_care
from runs_of_model import rows, simulate

from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByDuration, ByRoute


def referred(per_year: float, warning: float, entry_probability: float = 1.0, **team: object) -> Parameters:
    """Families with the same warning; `per_year` of them are referred. Those helped never enter, unless said."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": per_year * entry_probability,
            "entry_probability": entry_probability,
            "route_shares": only(ByRoute, voluntary=1.0),
            "warning_median": warning,
        },
        leaving={"hazard_by_time_in_care": every(ByDuration, 50.0)},
        edge_of_care=edge_of_care(**{"entry_risk_ratio": 0.0, **team}),
    )


@pytest.mark.parametrize("spread", [0.0, 1.0], ids=["fixed weeks", "variable weeks"])
def test_a_team_that_nobody_can_wait_for_is_erlangs_loss_system(spread: float) -> None:
    slots, per_year, median = 5, 60.0, 5.0
    load = per_year / YEAR * 7 * median * exp(spread**2 / 2)
    batch_years, batches = 5, 25
    parameters = referred(
        per_year, warning=1e-6, workers=1.0, families_per_worker=slots, weeks_median=median, weeks_spread=spread
    )
    run = simulate(parameters, 1 + batch_years * batches, seed=28)
    came, turned_away = np.zeros(batches + 1), np.zeros(batches + 1)
    for row in rows(run.families):
        if row.referred >= YEAR:
            batch = int((row.referred / YEAR - 1) // batch_years)
            came[batch] += 1
            turned_away[batch] += row.started != row.started
        assert row.entered is (row.started != row.started)
    blocked = erlang_b(slots, load)
    assert 0.1 < blocked < 0.6
    assert_mean((turned_away - blocked * came)[:batches], 0.0)


@pytest.mark.parametrize("spread", [0.0, 0.7], ids=["fixed weeks", "variable weeks"])
def test_the_wait_for_a_single_slot_is_pollaczek_and_khinchines(spread: float) -> None:
    # the warning is the longest there is, a year: nobody's crisis comes before the slot
    per_year, median, warning = 10.0, 2.0, 365.0
    first = 7 * median * exp(spread**2 / 2)
    second = (7 * median) ** 2 * exp(2 * spread**2)
    rate = per_year / YEAR
    wait = rate * second / (2 * (1 - rate * first))
    batch_years, batches, warm = 6, 30, 6
    parameters = referred(
        per_year, warning, workers=1.0, families_per_worker=1.0, weeks_median=median, weeks_spread=spread
    )
    run = simulate(parameters, warm + batch_years * batches + 1, seed=29)
    waits: list[list[float]] = [[] for _ in range(batches + 1)]
    for row in rows(run.families):
        if warm * YEAR <= row.referred < (warm + batch_years * batches) * YEAR:
            assert row.started < row.crisis
            waits[int((row.referred / YEAR - warm) // batch_years)].append(row.started - row.referred)
    # batches of unequal size: a ratio, whose residuals have mean 0 under the theory
    assert_mean([sum(batch) - wait * len(batch) for batch in waits[:batches]], 0.0)


def test_entries_averted_are_the_difference_in_probability() -> None:
    without, ratio = 0.45, 0.6
    parameters = referred(1200.0, 28.0, without, workers=1e4, entry_risk_ratio=ratio, postponed_share=0.3)
    run = simulate(parameters, 3.0, seed=30)
    families = [row for row in rows(run.families) if row.crisis < run.until and row.referred >= 0]
    number = len(families)
    assert number > 2500
    assert all(row.started == row.referred for row in families)  # there are slots for all
    assert all(row.would_enter or not row.entered for row in families)  # help never brings a child into care
    averted = [row for row in families if row.would_enter and not row.entered]
    assert_share(sum(row.would_enter for row in families), number, without)
    assert_share(sum(row.entered for row in families), number, without * ratio)
    assert_share(len(averted), number, without * (1 - ratio))
    # the observed share that does not enter is far more than the team averted
    assert_share(sum(not row.entered for row in families), number, 1 - without * ratio)
    postponed = [row for row in averted if row.postponed_until == row.postponed_until]
    assert_share(len(postponed), len(averted), 0.3)
    assert_uniform([(row.postponed_until - row.crisis) / 365.0 for row in postponed], at_least=100)
    assert all(row.postponed_until != row.postponed_until for row in families if row not in averted)
