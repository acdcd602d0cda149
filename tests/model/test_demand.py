"""Families at risk: how many, when, on which route, and who enters care."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from quiet_parameters import CALENDAR, changed, market, only, quiet
from quiet_strategies import edge_of_care
from runs_of_model import rows, simulate
from scripted_worlds import lived, made, on_days

from sim.foundations.codes import Route
from sim.model.demand.families import FamiliesAtRisk, mean_children, rates
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByFinancialYear, ByMonth, ByRoute


def demanding(**changes: Any) -> Parameters:
    """Ten children a year, alone, of five to nine, by police protection unless said otherwise."""
    values = {"entries_per_year": 10.0, "age_shares": only(ByAge, from_5_to_9=1.0), **changes}
    return changed(quiet(), demand=values)


VOLUNTARY = {"route_shares": only(ByRoute, voluntary=1.0), "warning_median": 30.0}


def test_rates_by_route_give_the_children_entering_without_help():
    shares = ByRoute(0.4, 0.2, 0.1, 0.1, 0.05, 0.15)
    demand = demanding(entries_per_year=180.0, route_shares=shares, children_per_family=1.4, entry_probability=0.6)
    found = rates(demand.demand)
    children = [mean_children(demand.demand)] * 4 + [1.0, 1.0]  # remand and unaccompanied come alone
    by_route = [found.entering * share for share in shares.values()]
    assert sum(rate * size for rate, size in zip(by_route, children, strict=True)) == pytest.approx(180.0)
    # of the families with warning, on the first two routes, six in ten enter
    assert found.staying_out * 0.6 == pytest.approx(sum(by_route[:2]) * 0.4)


def test_the_mean_family_is_that_of_the_geometric_cut_at_six():
    # sizes 1 to 6 of a geometric of mean 2: 1/2 1/4 1/8 1/16 1/32, and the rest, 1/32, at six
    assert mean_children(demanding(children_per_family=2.0).demand) == pytest.approx(1.96875)


def test_children_enter_at_the_rate_asked_for():
    register = simulate(demanding(entries_per_year=100.0, children_per_family=1.5), years=100)
    assert len(register.episodes.child) / 100 == pytest.approx(100.0, rel=0.05)  # 4 standard errors of 1.3%


def test_the_rate_of_a_year_changes_on_1_april():
    first, next_april = CALENDAR.day_of(date(2018, 4, 1)), CALENDAR.day_of(date(2019, 4, 1))
    later = CALENDAR.day_of(date(2020, 4, 1))
    days = (first - 0.5, first + 0.5, next_april - 0.5, next_april + 0.5, later - 0.5, later + 0.5)
    luck = {"families": on_days(*days, mark=10.0)}  # ten a year come where the level is above 1
    levels = demanding(yearly_level=ByFinancialYear(0.9, 1.1, 0.9))
    assert lived(levels, luck, years=3).episodes.began == pytest.approx([first + 0.5, next_april - 0.5])
    held = demanding(yearly_level=ByFinancialYear(0.9, 0.9, 1.1))  # the third and all after it
    assert lived(held, luck, years=3).episodes.began == pytest.approx([next_april + 0.5, later - 0.5, later + 0.5])


def test_children_of_each_financial_year_are_its_level_times_the_entries():
    levels = ByFinancialYear(0.5, 1.5, 0.8)
    counts = [0, 0, 0]
    for replication in range(20):
        register = simulate(demanding(entries_per_year=200.0, yearly_level=levels), years=3.25, replication=replication)
        for day in register.episodes.began:
            counts[min(2, max(0, CALENDAR.date_of(day - 90).year - 2017))] += 1  # to 31 March, nearly
    years = (90 / 365, 1.0, 2.0)  # the start is 1 January, the end 1 April
    for count, level, length in zip(counts, levels.values(), years, strict=True):
        expected = 20 * 200.0 * level * length
        assert abs(count - expected) <= 4 * expected**0.5 + 0.005 * expected  # a day to and fro at the ends


def test_the_month_pattern_multiplies_its_month():
    pattern = ByMonth(*[1.0] * 6, 2.0, *[1.0] * 5)
    july = CALENDAR.day_of(date(2018, 7, 1))
    luck = {"families": on_days(july - 1, july + 1, july + 32, mark=15.0)}
    assert lived(demanding(month_pattern=pattern), luck).episodes.began == pytest.approx([july + 1])


def test_each_route_has_its_share():
    shares = ByRoute(0.3, 0.1, 0.2, 0.1, 0.1, 0.2)
    register = simulate(demanding(entries_per_year=1000.0, route_shares=shares), years=5)
    number = len(register.episodes.route)
    found = [register.episodes.route.count(route) / number for route in Route]
    assert found == pytest.approx(shares.values(), abs=0.03)  # 4 standard errors of 0.0065


def test_a_route_with_warning_is_referred_some_weeks_before_its_crisis():
    register = lived(demanding(**VOLUNTARY), {"families": on_days(100.0)})
    (family,) = rows(register.families)
    assert (family.referred, family.crisis, family.entered) == pytest.approx((70.0, 100.0, True))
    assert register.episodes.began == pytest.approx([100.0])


def test_no_warning_is_longer_than_a_year():
    parameters = demanding(**{**VOLUNTARY, "warning_median": 500.0})
    register = lived(parameters, {"families": on_days(400.0)})
    assert register.families.referred == pytest.approx([35.0])


@pytest.mark.parametrize("route", ["police_protection", "emergency_protection", "remand", "unaccompanied"])
def test_the_other_routes_come_without_warning(route: str):
    register = lived(demanding(route_shares=only(ByRoute, **{route: 1.0})), {"families": on_days(100.0)})
    assert register.families.identity == []
    assert register.episodes.began == pytest.approx([100.0])


def test_families_that_would_not_enter_are_there_for_a_team_to_work_with():
    luck = {"families": on_days(100.0), "families staying out": on_days(200.0)}
    demand = demanding(**VOLUNTARY, entry_probability=0.4)
    register = lived(changed(demand, edge_of_care=edge_of_care()), luck)
    assert register.families.would_enter == [True, False]
    assert register.families.started == pytest.approx([70.0, 170.0])
    assert register.episodes.began == pytest.approx([100.0])
    assert lived(demand, luck).families.would_enter == [True]  # nobody works with the other


def test_families_enter_or_stay_out_at_the_odds_of_entry():
    demand = demanding(entries_per_year=100.0, route_shares=ByRoute(0.5, 0.2, 0.1, 0.1, 0.05, 0.05))
    parameters = changed(changed(demand, demand={"entry_probability": 0.4}), edge_of_care=edge_of_care())
    register = simulate(parameters, years=50)
    number = len(register.families.identity)
    assert sum(register.families.would_enter) / number == pytest.approx(0.4, abs=4 * (0.24 / number) ** 0.5)
    assert len(register.episodes.began) / 50 == pytest.approx(100.0, rel=0.06)


def test_a_family_without_warning_enters_whatever_its_luck():
    register = lived(demanding(entry_probability=0.4), {"families": on_days(100.0), "enters care": 0.99})
    assert register.episodes.began == pytest.approx([100.0])


def agencies(**demand: Any) -> Parameters:
    """No relatives; agencies answer after ten days."""
    return changed(demanding(**demand), connected_persons=None, agency=market(delay_median=10.0))


def test_the_search_for_a_foreseen_entry_opens_with_notice():
    register = lived(agencies(**VOLUNTARY, search_notice=21.0), {"families": on_days(100.0)})
    (placement,) = rows(register.placements)
    assert (placement.began, placement.days_searched) == pytest.approx((100.0, 10.0))
    assert not placement.emergency


def test_an_unforeseen_entry_goes_to_an_emergency_place_while_the_search_goes_on():
    register = lived(agencies(), {"families": on_days(100.0)})
    emergency, found = rows(register.placements)
    assert (emergency.began, emergency.ended, found.began) == pytest.approx((100.0, 110.0, 110.0))
    assert (emergency.emergency, found.emergency) == (True, False)


@pytest.mark.parametrize("team", [None, edge_of_care()])
def test_no_search_opens_before_the_family_is_referred(team: Any):
    parameters = changed(agencies(**{**VOLUNTARY, "warning_median": 4.0}, search_notice=21.0), edge_of_care=team)
    register = lived(parameters, {"families": on_days(100.0)})
    # referred on day 96, so that the answer comes on day 106, six days too late
    assert [row.emergency for row in rows(register.placements)] == [True, False]
    assert register.placements.began == pytest.approx([100.0, 106.0])


def test_a_search_that_would_have_opened_before_the_start_has_gone_on_since_then():
    register = lived(agencies(**VOLUNTARY, search_notice=21.0), {"families": on_days(5.0)})
    (placement,) = rows(register.placements)
    assert (placement.began, placement.days_searched) == pytest.approx((5.0, 10.0))
    assert not placement.emergency


def test_siblings_come_together():
    luck = {"families": on_days(100.0), "children": 0.6}  # two, at a mean of two: 0.6 lies between 1/2 and 3/4
    register = lived(demanding(children_per_family=2.0), luck)
    assert register.episodes.began == pytest.approx([100.0, 100.0])
    assert register.children.family == [0, 0]


def test_families_are_known_in_the_order_of_the_days_on_which_they_matter():
    world = made(demanding(), {"families": on_days(10.0, 20.0, 30.0)})
    FamiliesAtRisk(world).begin()
    world.lives.run()
    assert world.register.episodes.began == pytest.approx([10.0, 20.0, 30.0])


def test_nobody_comes_when_nobody_is_at_risk():
    assert lived(demanding(entries_per_year=0.0), {"families": on_days(5.0)}).children.identity == []
