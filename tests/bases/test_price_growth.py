"""Growth of prices and fixed costs in a base: answers worked by hand, and the same as published in shipped files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.bases.base import baseline
from sim.bases.in_house_costs import of_in_house_costs
from sim.bases.panel import panel
from sim.bases.price_growth import growth_of
from sim.foundations.faults import BadInput
from sim.published.authorities import authority
from sim.published.table import figures
from sim.reports.baseline import words as baseline_words
from sim.scenario.scenario import load


def test_growth_is_the_even_rate_and_its_range_reaches_the_least_and_most_of_any_year() -> None:
    even = growth_of([100.0, 110.0, 121.0])
    assert even.yearly == pytest.approx(0.1)
    assert (even.low, even.high) == (pytest.approx(0.08), pytest.approx(0.12))  # 2 points either way at least
    uneven = growth_of([100.0, 100.0, 144.0])
    assert uneven.yearly == pytest.approx(0.2)
    assert (uneven.low, uneven.high) == (pytest.approx(0.0), pytest.approx(0.44))
    with pytest.raises(ValueError, match="two years"):
        growth_of([100.0])


@pytest.mark.parametrize(
    ("name", "years", "homes", "fostering"),
    [("england", 2, 3945 / 3430, 580 / 575), ("england_2024", 7, 6775 / 3430, 720 / 575)],
)
def test_shipped_growth_is_that_of_the_returns(name: str, years: int, homes: float, fostering: float) -> None:
    growth = load(name).parameters.price_growth
    assert growth is not None
    assert growth.homes == pytest.approx(homes ** (1 / years) - 1, abs=0.0005)
    assert growth.fostering == pytest.approx(fostering ** (1 / years) - 1, abs=0.0001)
    assert growth.base_year == (2018 if name == "england" else 2024)


@pytest.mark.parametrize(("year", "base_year"), [(2017, 2017), (2018, 2017.5), (2024, 2023.5)])
def test_the_base_year_of_a_council_is_that_of_its_returns(year: int, base_year: float) -> None:
    quantities = baseline(authority("Leeds"), year, figures()).quantities
    assert quantities["price_growth.base_year"].value == base_year


def test_fixed_costs_are_spread_over_the_children_of_the_first_day() -> None:
    given = {one.path: one.quantity for one in of_in_house_costs(90.0, 120.0, 1.1, date(2024, 3, 31))}
    assert given["in_house_costs.children_per_household"].value == 0.75
    assert given["in_house_costs.supervision"].value == pytest.approx(3850)
    assert (given["in_house_costs.supervision"].low, given["in_house_costs.supervision"].high) == (2750, 5500)


def test_without_children_in_house_there_are_no_fixed_costs_to_take_out_of_their_price() -> None:
    assert not list(of_in_house_costs(0.0, 20.0, 1.0, date(2024, 3, 31)))


@pytest.mark.parametrize("name", ["tower_hamlets_2017", "tower_hamlets_2018"])
def test_shipped_bases_have_the_occupancy_of_their_first_day(name: str) -> None:
    given = load(name).parameters
    assert given.in_house_costs is not None
    assert given.opening is not None
    assert given.in_house_fostering is not None
    occupancy = given.opening.kinds.in_house / given.in_house_fostering.households
    assert given.in_house_costs.children_per_household == pytest.approx(occupancy, rel=0.005)


def test_fixed_costs_above_the_price_that_holds_them_are_refused(tmp_path: Path) -> None:
    dear = 'value = 90000\nunit = "GBP per year"\nkind = "local"\nsource = "a test"\nas_of = 2018-01-01\n'
    dear += 'low = 80000\nhigh = 100000\ndistribution = "uniform"\n'  # meant, and so not taken for a slip
    (tmp_path / "dear.toml").write_text(f"[in_house_costs.supervision]\n{dear}", encoding="utf-8")
    with pytest.raises(BadInput, match=r"fixed costs are a part of prices\.weekly"):
        load("tower_hamlets_2018", str(tmp_path / "dear.toml"))


@pytest.mark.parametrize("what", ["fostering", "residential"])
def test_an_authoritys_past_growth_does_not_tell_its_next(what: str) -> None:
    """Were it otherwise, bases should have growth of their own."""
    halves = []
    for past in panel(figures(), 2024).histories:
        costs = np.log([past.value("unit cost", year, what) or np.nan for year in range(2017, 2025)])
        if np.isfinite(costs).all():
            halves.append([np.polyfit(range(4), half, 1)[0] for half in (costs[:4], costs[4:])])
    assert len(halves) > 140
    assert abs(np.corrcoef(np.array(halves).T)[0, 1]) < 0.1


def test_they_are_told_in_plain_words() -> None:
    told = {one.path: baseline_words.shown(one) for one in baseline(authority("Leeds"), 2024, figures()).entries}
    assert told["price_growth.base_year"] == "2022-23 and 2023-24 on average"
    assert told["in_house_costs.supervision"] == "4,180 GBP a year (2,990 to 5,970)"
    assert told["in_house_costs.children_per_household"].endswith("children to a household")
