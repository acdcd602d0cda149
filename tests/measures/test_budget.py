"""Spending by financial year and kind: answers worked by hand, cash by years since the base year, the NHS apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from handmade_legal_registers import with_legal
from handmade_registers import CALENDAR, YEAR, capacity, day, parameters, plain, register, stay, value
from hypothesis import given, settings
from hypothesis import strategies as st
from test_costs import made

from sim.foundations.codes import Kind
from sim.measures import Value, measure
from sim.measures.budget import SPENDING_CASH, SPENDING_REAL
from sim.measures.costs import COST_STRATEGIES, COST_TOTAL
from sim.measures.legal_costs import COST_LEGAL
from sim.measures.statutory_costs import COST_STATUTORY
from sim.model.register.register import Register
from sim.parameters.camhs import Camhs, CamhsTeam
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.in_house_costs import InHouseCosts
from sim.parameters.own_homes import OwnHomes
from sim.parameters.parameters import Parameters
from sim.parameters.price_growth import PriceGrowth
from sim.parameters.statutory.reviews import Reviews

MARCH_2018, MARCH_2019, MARCH_2020 = date(2018, 3, 31), date(2019, 3, 31), date(2020, 3, 31)
DAYS = 365 / YEAR
"""A financial year without 29 February in years of usual length."""
NO_GROWTH = PriceGrowth(2018.0, 0.0, 0.0, 0.0, 0.0, 0.0)
WHOLE, IN_ALL = "whole run, per year", "whole run, in all"


def of(r: Register, given_parameters: Parameters) -> list[Value]:
    wanted = (SPENDING_REAL, SPENDING_CASH, COST_TOTAL, COST_STRATEGIES, COST_LEGAL, COST_STATUTORY)
    return measure(r, CALENDAR, given_parameters, wanted)


def dates(values: list[Value], measure_id: str) -> list[date]:
    return [one.date for one in values if (one.measure, one.category) == (measure_id, "")]


def test_part_years_stand_at_their_last_day_from_the_first_to_the_last_of_the_run() -> None:
    values = of(register(), parameters())
    assert dates(values, "spending_real") == [MARCH_2018, MARCH_2019, MARCH_2020, date(2020, 12, 31)]


def test_a_run_of_half_a_year_within_one_financial_year_is_one_part() -> None:
    r = Register(since=day(2018, 4, 1), until=day(2018, 10, 1))
    stay(r, -100.0, weekly_price=70.0)
    values = of(r, parameters())
    assert dates(values, "spending_real") == [date(2018, 9, 30)]
    assert value(values, "spending_real") == pytest.approx(10 * 183)


def test_a_run_from_1_april_for_whole_years_has_no_part_years() -> None:
    values = of(Register(since=day(2018, 4, 1), until=day(2020, 4, 1)), parameters())
    assert dates(values, "spending_real") == [MARCH_2019, MARCH_2020]


def test_placements_by_kind_cost_their_days_in_each_financial_year() -> None:
    r = register()
    stay(r, -100.0, day(2018, 4, 11), weekly_price=70.0)  # 90 days to 31 March 2018 and 10 after
    stay(r, day(2019, 3, 30), day(2019, 4, 4), kind=Kind.CHILDRENS_HOME, weekly_price=700.0)  # 2 days, and 3 after
    values = of(r, parameters())
    assert value(values, "spending_real", "placements: agency", MARCH_2018) == pytest.approx(900)
    assert value(values, "spending_real", "placements: agency", MARCH_2019) == pytest.approx(100)
    assert value(values, "spending_real", "placements: childrens home", MARCH_2019) == pytest.approx(200)
    assert value(values, "spending_real", "placements: childrens home", MARCH_2020) == pytest.approx(300)
    assert value(values, "spending_real", "", MARCH_2019) == pytest.approx(300)


def test_cash_grows_on_1_april_by_kind_from_the_base_year() -> None:
    r = register()
    for kind in (Kind.IN_HOUSE, Kind.CHILDRENS_HOME, Kind.SUPPORTED):
        stay(r, -100.0, kind=kind, weekly_price=7.0)
    growth = PriceGrowth(2018.0, fostering=0.1, homes=0.2, supported=0.3, staff=0.4, other=0.5)
    values = of(r, parameters(price_growth=growth))

    def cash(category: str, when: date) -> float:
        return value(values, "spending_cash", category, when)

    for kind, rate in (("in house", 0.1), ("childrens home", 0.2), ("supported", 0.3)):
        assert cash(f"placements: {kind}", MARCH_2018) == pytest.approx(90)  # the base year: as it is
        assert cash(f"placements: {kind}", MARCH_2019) == pytest.approx(365 * (1 + rate))
        assert cash(f"placements: {kind}", MARCH_2020) == pytest.approx(366 * (1 + rate) ** 2)
    earlier = of(r, parameters(price_growth=replace(growth, base_year=2017.0)))
    assert value(earlier, "spending_cash", "placements: supported", MARCH_2018) == pytest.approx(90 * 1.3)
    later = of(r, parameters(price_growth=replace(growth, base_year=2019.0)))
    assert value(later, "spending_cash", "placements: supported", MARCH_2018) == pytest.approx(90 / 1.3)


def test_there_is_no_cash_where_nothing_is_known_of_growth() -> None:
    assert dates(of(register(), parameters()), "spending_cash") == []


def test_without_growth_cash_is_real() -> None:
    r = register()
    stay(r, -100.0, weekly_price=70.0)
    values = of(r, parameters(price_growth=NO_GROWTH))
    real, cash = (
        {(one.category, one.date): one.value for one in values if one.measure == measure_id}
        for measure_id in ("spending_real", "spending_cash")
    )
    assert cash == real


def test_staff_of_strategies_grow_with_pay_and_what_is_paid_once_with_other_prices() -> None:
    homes = made(
        OwnHomes, homes=1.0, beds=3.0, cost_per_home=1000.0, cost_of_opening=50_000.0, starts=float(day(2018, 6, 1))
    )
    team = made(EdgeOfCare, workers=2.0, cost_per_worker=500.0)
    growth = PriceGrowth(2018.0, 0.0, 0.0, 0.0, staff=0.1, other=0.2)
    values = of(register(), parameters(own_homes=homes, edge_of_care=team, price_growth=growth))
    opened = (day(2019, 4, 1) - day(2018, 6, 1)) / YEAR
    name = "own children's homes"
    assert value(values, "spending_real", f"running strategies: {name}", MARCH_2019) == pytest.approx(1000 * opened)
    assert value(values, "spending_real", f"paid once for strategies: {name}", MARCH_2019) == pytest.approx(50_000)
    assert value(values, "spending_cash", f"paid once for strategies: {name}", MARCH_2019) == pytest.approx(60_000)
    assert value(values, "spending_cash", "running strategies: edge of care", MARCH_2019) == pytest.approx(1100 * DAYS)
    assert value(values, "spending_real", "running strategies", MARCH_2019) == pytest.approx(1000 * (opened + DAYS))


def test_an_empty_home_of_the_councils_own_is_paid_for() -> None:
    homes = made(OwnHomes, homes=1.0, beds=3.0, cost_per_home=365.25, weekly_price=100.0)
    values = of(register(), parameters(own_homes=homes))
    assert value(values, "spending_real", "", MARCH_2019) == pytest.approx(365)


def test_what_the_nhs_pays_is_no_part_of_the_councils_total() -> None:
    camhs = replace(plain(Camhs), usual=made(CamhsTeam, clinicians=2.0, cost_per_clinician=100.0))
    values = of(register(), parameters(camhs=camhs))
    assert value(values, "spending_real", "NHS: usual CAMHS", MARCH_2019) == pytest.approx(200 * DAYS)
    assert value(values, "spending_real", "NHS", MARCH_2019) == pytest.approx(200 * DAYS)
    assert value(values, "spending_real", "", MARCH_2019) == 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-200, 900), st.floats(1, 600), st.sampled_from(Kind), st.floats(1, 9000)), max_size=6),
    st.booleans(),
)
def test_heads_add_up_to_the_totals_that_are_reported_otherwise(
    stays: list[tuple[float, float, Kind, float]], law: bool
) -> None:
    r = register()
    for began, length, kind, price in stays:
        stay(r, began, min(began + length, 3 * YEAR - 1), kind=kind, weekly_price=price)
    capacity(r, (0.0, 10, 12, 3, 0), (200.5, 14, 16, 4, 0))
    first = with_legal() if law else parameters()
    camhs = replace(plain(Camhs), usual=made(CamhsTeam, clinicians=2.0, cost_per_clinician=80_000.0))
    whole = replace(
        first,
        camhs=camhs,
        reviews=made(Reviews, officers=3.0, cost_per_officer=60_000.0),
        edge_of_care=made(EdgeOfCare, workers=2.0, cost_per_worker=55_000.0),
        own_homes=made(OwnHomes, homes=2.0, beds=3.0, cost_per_home=9e5, cost_of_opening=4e5, starts=100.0, ramp=300.0),
        carer_development=made(CarerDevelopment, extra_enquiries=1.0, cost_of_recruitment=40_000.0),
        in_house_costs=InHouseCosts(4000.0, 1000.0, 1.1),
    )
    values = of(r, whole)

    def run(measure_id: str, category: str = "") -> float:
        years = sum(one.value for one in values if (one.measure, one.category) == (measure_id, category))
        in_all = value(values, measure_id, f"{category}; {IN_ALL}" if category else IN_ALL)
        assert in_all == pytest.approx(years, abs=1e-6)
        return years

    def before(measure_id: str) -> float:
        return 3 * value(values, measure_id, WHOLE)

    heads = (
        "placements",
        "running strategies",
        "paid once for strategies",
        "courts and permanence",
        "statutory services",
    )
    assert run("spending_real") == pytest.approx(sum(run("spending_real", head) for head in heads), abs=0.005)
    usual = run("spending_real", "NHS: usual CAMHS")
    statutory = before("cost_statutory")
    assert run("spending_real") + usual - statutory == pytest.approx(before("cost_total"), abs=0.005)
    strategies = run("spending_real", "running strategies") + run("spending_real", "paid once for strategies")
    assert strategies == pytest.approx(before("cost_strategies"), abs=0.005)
    for head in (*heads, "NHS"):
        lines = {one.category.removesuffix(f"; {IN_ALL}") for one in values if one.category.startswith(f"{head}: ")}
        assert sum(run("spending_real", one) for one in lines) == pytest.approx(run("spending_real", head), abs=0.005)


def test_a_budget_is_not_discounted() -> None:
    r = register()
    stay(r, -100.0, weekly_price=70.0)
    assert value(of(r, parameters(discount_rate=0.1)), "spending_real", "", MARCH_2019) == pytest.approx(3650)


# Fixed costs of the council's own households

FIXED = InHouseCosts(supervision=3000.0, retainer=652.5, children_per_household=1.5)
"""10 pounds a day for each household."""


def in_house(households: int, children: int, costs: InHouseCosts | None) -> float:
    """What a year of placements costs, of children in house at 700 pounds a week."""
    r = register(until=YEAR)
    capacity(r, (-50.0, households, 2 * households, children, 0))
    for _ in range(children):
        stay(r, -10.0, kind=Kind.IN_HOUSE, weekly_price=700.0)
    return value(of(r, parameters(in_house_costs=costs)), "cost_total", WHOLE)


def test_at_the_occupancy_of_the_first_day_fixed_costs_change_nothing() -> None:
    assert in_house(10, 15, FIXED) == pytest.approx(in_house(10, 15, None))


def test_an_empty_household_costs_its_supervision_and_retainer() -> None:
    assert in_house(11, 15, FIXED) - in_house(10, 15, FIXED) == pytest.approx(3652.5)
    assert in_house(10, 0, FIXED) == pytest.approx(36_525)


def test_a_place_that_is_filled_costs_less_than_its_price_for_its_household_is_paid_for() -> None:
    one_more = in_house(10, 16, FIXED) - in_house(10, 15, FIXED)
    assert one_more == pytest.approx(100 * YEAR - 3652.5 / 1.5)


def test_fixed_costs_never_make_a_place_cheaper_than_nothing() -> None:
    assert in_house(10, 15, replace(FIXED, children_per_household=0.05)) == pytest.approx(36_525)


def test_only_ordinary_in_house_placements_are_relieved_of_fixed_costs() -> None:
    r = register(until=YEAR)
    stay(r, -10.0, kind=Kind.AGENCY, weekly_price=700.0)
    stay(r, -10.0, kind=Kind.IN_HOUSE, weekly_price=700.0, emergency=True)
    assert value(of(r, parameters(in_house_costs=FIXED)), "cost_total", WHOLE) == pytest.approx(2 * 100 * YEAR)


def test_supervision_grows_with_pay_and_retainers_with_fostering() -> None:
    r = register()
    capacity(r, (-50.0, 10, 20, 0, 0))
    growth = PriceGrowth(2018.0, fostering=0.1, homes=0.0, supported=0.0, staff=0.2, other=0.0)
    values = of(r, parameters(in_house_costs=FIXED, price_growth=growth))
    expected = 10 * (3000 * 1.2 + 652.5 * 1.1) * DAYS
    assert value(values, "spending_cash", "placements: in house", MARCH_2019) == pytest.approx(expected)
