"""What a base expects of unaccompanied children: by figures up to its day alone, and the scheme as it was then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from later_figures import shuffled_after

from sim.bases.arrivals import (
    OF_ENGLAND,
    OF_ENGLAND_ABOVE,
    Arriving,
    _expected,
    _off,
    arriving,
    of_arrivals,
    rule,
    warnings,
)
from sim.bases.panel import panel
from sim.published.authorities import authority
from sim.published.table import figures


def known_of(name: str, year: int, looked_after: float = 0.0) -> Arriving:
    everyone = panel(figures(), year)
    found = arriving(everyone, everyone.row(authority(name).code), looked_after)
    assert found is not None
    return found


def test_the_scheme_is_the_one_of_the_day() -> None:
    assert [rule(year).threshold for year in (2016, 2018, 2021, 2022, 2023, 2024)] == [0.0007] * 4 + [0.001] * 2
    assert [rule(year).passed_on for year in (2016, 2017, 2021, 2022, 2024)] == [0.0, 0.1, 0.1, 0.3, 0.3]
    for year in (2018, 2024):
        assert rule(year).low < rule(year).passed_on < rule(year).high


def test_what_is_expected_is_what_came_lately_with_some_of_englands() -> None:
    series = np.array([[8.0, 4.0], [0.0, 0.0]])
    population = np.array([1000.0, 3000.0])
    rate = (4.0 + 0.5 * 8.0) / (1.5 * 4000.0)
    found = _expected(series, np.array([False, False]), population)
    assert found == pytest.approx([(8.0 + OF_ENGLAND * rate * 1000.0) / 2.5, OF_ENGLAND * rate * 3000.0 / 2.5])
    above = _expected(series, np.array([True, False]), population)
    assert above[0] == pytest.approx((8.0 + OF_ENGLAND_ABOVE * rate * 1000.0) / 1.75)


def test_deviations_that_made_arrivals_are_found_again() -> None:
    generator = np.random.default_rng(3)
    authorities, years = 4000, 12
    expected = np.full(authorities, 60.0)
    england = 0.3 * generator.standard_normal(years)
    own = 0.4 * generator.standard_normal((authorities, years))
    series = generator.poisson(60.0 * np.exp(england + own)).astype(float)
    found_england, found_own = _off(series, [expected] * years)
    # a sum of log-normal numbers lies above their median, which is England's and not the authorities'
    together = england[1:] + 0.4**2 / 2
    assert found_england[0] == pytest.approx(np.sqrt((together**2).mean()), rel=0.03)
    assert found_own[0] == pytest.approx(np.hypot(0.4, 0.4**2 / 2), rel=0.05)
    assert list(found_own) == sorted(found_own)


@pytest.mark.parametrize("year", [2018, 2022])
def test_nothing_published_later_changes_what_was_expected(year: int) -> None:
    told, nonsense = panel(figures(), year), panel(shuffled_after(figures(), year), year)
    for row in (0, 40, 100):
        assert arriving(told, row, 5.0) == arriving(nonsense, row, 5.0)


def test_a_year_without_errors_is_as_unsure_as_the_one_before() -> None:
    found = known_of("Leeds", 2016)  # two years of starts before it: none is three years on
    assert found.england[2] == found.england[1]
    assert found.own[2] >= found.own[0] > 0


def test_who_is_passed_on_is_drawn_only_where_arrivals_do_not_hang_on_it() -> None:
    croydon, barnsley = known_of("Croydon", 2024, 95.0), known_of("Barnsley", 2024, 25.0)
    assert croydon.at_threshold
    assert not barnsley.at_threshold
    day = date(2024, 3, 31)
    for found, drawn in ((croydon, False), (barnsley, True)):
        quantities = {one.path: one.quantity for one in of_arrivals(found, found.stream, [9.0] * 3, "It", day)}
        assert len(quantities) == 6
        assert (quantities["outlook.unaccompanied.passed_on"].low is not None) is drawn
        assert all(one.as_of == day for one in quantities.values())
        assert bool([*warnings(found, "It", day)]) is not drawn
    assert not [*warnings(replace(croydon, rule=rule(2016)), "It", date(2016, 3, 31))]


def test_kent_and_those_who_had_nobody_lie_between_their_own_and_englands() -> None:
    everyone = panel(figures(), 2024)
    found = [arriving(everyone, row, 0.0) for row in range(len(everyone.histories))]
    whole = sum(one.started for one in found if one is not None)
    assert all(one is None or one.started > 0 for one in found)
    assert 6000 < whole < 7400  # 7,330 started in the year to 31 March 2024, 7,210 and 5,400 before
    assert 700 < known_of("Kent", 2024).started < 2175
