"""The forecast that a base carries: its levels lead to it, and its deviations are as wide as forecasts were out."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from sim.bases.base import Baseline, baseline
from sim.bases.outlook import carried, learned
from sim.fitting.entrants import route_shares_of_children
from sim.fitting.years_ahead import YearsAhead
from sim.foundations.codes import Route
from sim.foundations.correlation import square_root
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table
from sim.published.authorities import authority
from sim.published.table import figures
from sim.scenario.scenario import load

YEAR = 2024


@pytest.fixture(scope="module")
def barnsley() -> Baseline:
    return baseline(authority("Barnsley"), YEAR, figures())


@pytest.fixture(scope="module")
def parameters(barnsley: Baseline) -> Parameters:
    return load(barnsley.based_on).with_quantities(barnsley.quantities).parameters


def test_the_levels_that_are_written_lead_to_the_forecast(parameters: Parameters) -> None:
    told = learned(figures(), YEAR)
    medians = told.medians[:, told.codes.index(authority("Barnsley").code)]
    assert parameters.outlook is not None
    levels = parameters.demand.yearly_level.values(), parameters.leaving.yearly_level.values()
    stream = parameters.outlook.unaccompanied
    assert stream is not None
    ahead = YearsAhead(parameters, stream)
    # what is written is the middle of a skewed number; beside many others its mean moves the middle of all who start
    mean = [
        middle * exp((of_england**2 + own**2) / 2 * (1 - year.unaccompanied_started / year.started))
        for middle, of_england, own, year in zip(
            stream.arrivals.values(),
            stream.england_deviation.values(),
            stream.own_deviation.values(),
            ahead.years(*levels),
            strict=True,
        )
    ]
    years = ahead.with_arrivals(mean).years(*levels)
    assert [year.looked_after for year in years] == pytest.approx(medians[0], rel=0.003)
    assert [year.started for year in years] == pytest.approx(medians[1], rel=0.005)
    assert [year.ceased for year in years] == pytest.approx(medians[2], rel=0.03)


def test_starts_are_the_others_times_their_level_and_those_who_arrive_alone(parameters: Parameters) -> None:
    assert parameters.outlook is not None
    stream = parameters.outlook.unaccompanied
    assert stream is not None
    assert stream.threshold * stream.child_population > 2 * 25  # far from it, so that all who arrive are taken
    demand, ahead = parameters.demand, YearsAhead(parameters, stream)
    shares = route_shares_of_children(demand.route_shares, demand.children_per_family)
    assert ahead.entrants == pytest.approx(demand.entries_per_year * (1 - shares[Route.UNACCOMPANIED]))
    whole, alone = ahead.opening, ahead.opening
    for level, leaving, arrivals in zip(
        demand.yearly_level.values(), parameters.leaving.yearly_level.values(), stream.arrivals.values(), strict=True
    ):
        whole, year = ahead.year(whole, level, leaving)
        alone, without = ahead.year(alone, level, leaving, 0.0)
        assert year.unaccompanied_started == pytest.approx(arrivals, rel=1e-6)
        assert year.started - without.started == pytest.approx(arrivals, rel=0.02)  # a few of them come back
    assert whole.unaccompanied > alone.unaccompanied


def test_it_is_as_unsure_as_forecasts_were_out(parameters: Parameters) -> None:
    found = carried(parameters, authority("Barnsley"), YEAR, figures())
    assert found is not None
    wanted, implied = np.sqrt(np.diag(found.wanted)), np.sqrt(np.diag(found.implied))
    assert implied[:3] == pytest.approx(wanted[:3], rel=0.05)
    assert implied[3:] == pytest.approx(wanted[3:], rel=0.15)


def test_correlations_that_are_written_hold_together(barnsley: Baseline) -> None:
    correlation = barnsley.quantities["outlook.own_correlation"].value
    assert isinstance(correlation, Table)
    square_root(correlation.values(), 6)


def test_a_reader_is_told_which_numbers_it_leads_to(barnsley: Baseline) -> None:
    quantity = barnsley.quantities["leaving.yearly_level"]
    assert quantity.kind == "fitted"
    assert "31 March 2025, 2026 and 2027 have" in quantity.source
    assert barnsley.quantities["outlook.own_deviation"].as_of.year == YEAR


def test_without_a_forecast_levels_stay_and_a_reader_is_told() -> None:
    base = baseline(authority("Isles of Scilly"), YEAR, figures())
    assert "demand.yearly_level" not in base.quantities
    assert any("No forecast could be made" in warning for warning in base.warnings)
