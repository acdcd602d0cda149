"""One council's forecast: how far it may go, sums of its parts, rates by hand, and the record that stands beside it."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest

from sim.experiments.backtest.assess import Method, back_test
from sim.experiments.forecast.council import NEIGHBOURS, CouncilForecast, council_forecast
from sim.experiments.forecast.lines import LineMeasure
from sim.experiments.forecast.until import last_year
from sim.forecasting.forecast import Forecaster, ForecastMeasure
from sim.forecasting.record import record
from sim.foundations.faults import BadInput
from sim.published.authorities import authority
from sim.published.table import figures

RUTLAND = "E06000017"


@pytest.fixture(scope="module")
def found() -> CouncilForecast:
    return council_forecast(figures(), authority("Rutland"), 2029)


# How far it goes


def test_three_years_unless_asked_for_another() -> None:
    assert last_year(None, 2024) == 2027
    assert [last_year(f"{year}-03-31", 2024) for year in (2025, 2029)] == [2025, 2029]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2030-03-31", "31 March 2030 is too far: the latest figures are of 31 March 2024, and a forecast goes on to"),
        ("2024-03-31", "31 March 2024 is no forecast: figures go to 31 March 2024; give 2025-03-31 to 2029-03-31"),
        ("2027-12-31", "figures are of 31 March, so give 2027-03-31 or another 31 March"),
        ("2027", '"2027" is not a date such as 2029-03-31'),
        ("soon", '"soon" is not a date such as 2029-03-31'),
    ],
)
def test_a_date_out_of_reach_is_told_in_one_line(text: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        last_year(text, 2024)
    (told,) = refused.value.faults
    assert told.startswith(f"--until: {words}")


def test_a_council_that_has_ended_is_refused_with_where_its_area_is_now() -> None:
    with pytest.raises(BadInput, match=r"Cumbria has no figures after 31 March 2023.*Cumberland and Westmorland"):
        council_forecast(figures(), authority("Cumbria"), 2027)
    with pytest.raises(BadInput, match="too little is published"):
        council_forecast(figures(), authority("Isles of Scilly"), 2027)


# What it holds


def test_history_is_as_published_and_goes_on_without_a_gap(found: CouncilForecast) -> None:
    (line,) = found.of(LineMeasure.LOOKED_AFTER)
    assert [one.year for one in line.past] == list(range(2010, 2025))
    assert line.past[-1].value == figures().value(RUTLAND, "looked after", 2024) == 27
    assert [one.year for one in line.ahead] == list(range(2025, 2030))
    for one in line.ahead:
        assert list(one.percentiles) == sorted(one.percentiles)
    assert found.beyond_the_record


def test_means_of_kinds_and_ages_add_up_to_the_number(found: CouncilForecast) -> None:
    (number,) = found.of(LineMeasure.LOOKED_AFTER)
    for measure in (LineMeasure.BY_KIND, LineMeasure.BY_AGE):
        for place, year in enumerate(number.ahead):
            assert sum(line.ahead[place].mean for line in found.of(measure)) == pytest.approx(year.mean)
    (together,) = found.of(LineMeasure.TOGETHER)
    parts = [line for line in found.of(LineMeasure.BY_KIND) if line.kind.startswith(("children's", "independent"))]
    assert len(parts) == 2
    assert together.ahead[0].mean == pytest.approx(sum(line.ahead[0].mean for line in parts))


def test_a_part_is_less_sure_than_the_whole(found: CouncilForecast) -> None:
    (number,) = found.of(LineMeasure.LOOKED_AFTER)
    whole = np.log(number.ahead[2].percentiles[-1] / number.ahead[2].percentiles[0])
    for line in (*found.of(LineMeasure.BY_KIND), *found.of(LineMeasure.BY_AGE)):
        low, *_, high = line.ahead[2].percentiles
        assert (low, high) == (0.0, 0.0) or np.log(high / low) > whole


def test_what_was_hidden_is_told_apart(found: CouncilForecast) -> None:
    kinds = {line.kind: line for line in found.of(LineMeasure.BY_KIND)}
    assert kinds["foster care"].past[-1].published
    assert not kinds["placed for adoption"].past[-1].published


def test_rates_by_hand(found: CouncilForecast) -> None:
    own, near, england = found.of(LineMeasure.RATE)
    known = figures()

    def rate(code: str, year: int) -> float:
        return 10_000 * known.value(code, "looked after", year) / known.value(code, "children aged 0 to 17", year)

    assert own.past[-1].value == pytest.approx(rate(RUTLAND, 2024))
    assert near.kind == NEIGHBOURS
    assert [one.code for one in found.neighbours] == list(authority("Rutland").neighbours_2021)
    assert near.past[-1].value == pytest.approx(median(rate(one.code, 2024) for one in found.neighbours))
    assert england.past[0].year == 2013
    assert england.past[-1].value == pytest.approx(rate("E92000001", 2024))
    (number,) = found.of(LineMeasure.LOOKED_AFTER)
    children = known.value(RUTLAND, "children aged 0 to 17", 2024)
    assert own.ahead[1].middle == pytest.approx(10_000 * number.ahead[1].middle / children)


def test_the_record_is_that_of_the_back_test(found: CouncilForecast) -> None:
    everything = record(figures())
    tested = back_test(everything, Forecaster(everything))
    (row,) = (one for one in found.of_size if one.measure is ForecastMeasure.LOOKED_AFTER and one.years == 3)
    assert row.size == "Under 200 children"
    cases = tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, 3)
    small = cases.size < 200
    assert row.number == small.sum()
    assert row.held_80 == cases.scores.covered[small, 1].sum()
    assert row.mean_miss == pytest.approx(cases.scores.absolute_percent[small].mean())
    own = tested.authority(cases, RUTLAND)
    mine = [one for one in found.own if one.year - one.origin == 3]
    assert [one.came for one in mine] == cases.scores.actual[own].tolist()
    assert [one.held_80 for one in mine] == cases.scores.covered[own, 1].tolist()


def test_a_short_forecast_is_the_beginning_of_a_long_one(found: CouncilForecast) -> None:
    short = council_forecast(figures(), authority("Rutland"), 2026)
    assert not short.beyond_the_record
    for mine, longer in zip(short.lines, found.lines, strict=True):
        assert mine.past == longer.past
        for one, other in zip(mine.ahead, longer.ahead[:2], strict=True):
            assert one.year == other.year
            assert one.percentiles == pytest.approx(other.percentiles, nan_ok=True)
