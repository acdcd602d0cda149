"""Costs: answers worked by hand, discounting against sums of small slices, and parts that make the whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from handmade_registers import CALENDAR, YEAR, day, parameters, plain, register, stay, value
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundations.codes import Kind
from sim.measures import Value, measure
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision
from sim.parameters.camhs import Camhs, CamhsSupport, CamhsTeam
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.out_of_hours import OutOfHours
from sim.parameters.panel import PlacementsPanel
from sim.parameters.parameters import Parameters

DAYS = st.just(0.0) | st.floats(0.001, 900)
"""How long a stay lasts: no time at all, or more than a minute; no stay is shorter than a number can tell."""

WHOLE = "whole run, per year"
MARCH_2019 = date(2019, 3, 31)


def of(r: Register, given_parameters: Parameters) -> list[Value]:
    return measure(r, CALENDAR, given_parameters)


def made(part: Any, **given_values: float) -> Any:
    """A part of the parameters with every number zero but those given."""
    return replace(plain(part), **given_values)


def a_year() -> Register:
    """A run of exactly 365.25 days, over which costs for each year are the costs themselves."""
    return register(until=YEAR)


# Placements


def test_a_placement_costs_its_days_over_7_times_its_weekly_price() -> None:
    r = a_year()
    stay(r, -100.0, 70.0, weekly_price=700.0)  # 10 weeks in the run
    stay(r, YEAR - 14, weekly_price=3500.0, kind=Kind.CHILDRENS_HOME)  # 2 weeks
    stay(r, -100.0, -10.0, weekly_price=999.0)
    values = of(r, parameters())
    assert value(values, "cost_placements", f"agency; {WHOLE}") == pytest.approx(7_000)
    assert value(values, "cost_placements", f"childrens home; {WHOLE}") == pytest.approx(7_000)
    assert value(values, "cost_placements", WHOLE) == pytest.approx(14_000)
    assert value(values, "cost_total", WHOLE) == pytest.approx(14_000)


def test_a_year_to_31_march_costs_what_falls_in_it() -> None:
    r = register()
    stay(r, day(2018, 3, 31), day(2019, 4, 2), weekly_price=7.0)
    values = of(r, parameters())
    assert value(values, "cost_placements", when=MARCH_2019) == pytest.approx(365)
    assert value(values, "cost_placements", when=date(2020, 3, 31)) == pytest.approx(1)


# Strategies


def test_without_strategies_there_are_no_rows_for_them_and_the_total_is_nothing() -> None:
    values = of(a_year(), parameters())
    assert value(values, "cost_strategies", WHOLE) == 0
    assert {one.category for one in values if one.measure == "cost_strategies"} == {WHOLE}


def test_edge_of_care_costs_workers_in_post_and_each_family_begun_with() -> None:
    r = a_year()
    for started in (10.0, 20.0, OPEN):
        r.families.identity.append(0)
        r.families.children.append(1)
        r.families.referred.append(0.0)
        r.families.crisis.append(100.0)
        r.families.started.append(started)
        r.families.finished.append(OPEN)
        r.families.would_enter.append(True)
        r.families.entered.append(True)
        r.families.postponed_until.append(OPEN)
    r.returns.episode.append(0)
    r.returns.extra.append(False)
    r.returns.started.append(30.0)
    r.returns.returned.append(OPEN)
    r.returns.finished.append(OPEN)
    team = made(EdgeOfCare, workers=4.0, cost_per_worker=50_000.0, cost_per_family=1_000.0)
    values = of(r, parameters(edge_of_care=team))
    assert value(values, "cost_strategies", f"edge of care; {WHOLE}") == pytest.approx(203_000)
    half = replace(team, starts=YEAR / 2)
    values = of(r, parameters(edge_of_care=half))
    assert value(values, "cost_strategies", WHOLE) == pytest.approx(103_000)


@pytest.mark.parametrize(
    ("starts", "ramp", "share"),
    [
        (0.0, 0.0, 1.0),
        (0.0, YEAR, 1 / 2),  # grows all through the year
        (0.0, 2 * YEAR, 1 / 4),  # half grown at its end
        (YEAR / 2, YEAR / 2, 1 / 4),
        (YEAR / 4, YEAR / 4, 5 / 8),  # an eighth while it grows, a half after
        (YEAR, 0.0, 0.0),
        (2 * YEAR, 10.0, 0.0),
    ],
)
def test_staff_come_into_post_evenly(starts: float, ramp: float, share: float) -> None:
    team = made(EdgeOfCare, workers=1.0, cost_per_worker=80_000.0, starts=starts, ramp=ramp)
    values = of(a_year(), parameters(edge_of_care=team))
    assert value(values, "cost_strategies", WHOLE) == pytest.approx(80_000 * share)


def heard(r: Register) -> Register:
    for decision in PanelDecision:
        r.panel.day.append(50.0)
        r.panel.child.append(0)
        r.panel.decision.append(decision)
    return r


def test_the_panel_costs_its_year_and_support_for_children_its_decisions_help() -> None:
    panel = made(PlacementsPanel, agenda=5.0, cost_per_year=20_000.0, support_per_child=300.0)
    r = heard(a_year())
    stay(r, 60.0, redirected=True)
    stay(r, 70.0, step_down=True)
    stay(r, 80.0)
    values = of(r, parameters(ipop=panel))
    # of the seven decisions the stabilised one, and the two moves that came of the others
    assert value(values, "cost_strategies", f"placements panel; {WHOLE}") == pytest.approx(20_900)


def test_camhs_support_costs_clinicians_and_hours_given_in_consultation() -> None:
    r = a_year()
    for began, ended in ((-7.0, 7.0), (YEAR - 14, OPEN), (100.0, 121.0)):  # 1, 2 and 3 weeks in the run
        r.consultations.household.append(0)
        r.consultations.began.append(began)
        r.consultations.ended.append(ended)
    support = replace(
        plain(CamhsSupport),
        colocated=made(CamhsTeam, clinicians=1.5, cost_per_clinician=60_000.0),
        consultation=replace(plain(CamhsSupport).consultation, hours=10.0, hours_per_household=2.0, cost_per_hour=70.0),
    )
    values = of(r, parameters(camhs_support=support))
    assert value(values, "cost_strategies", f"CAMHS support; {WHOLE}") == pytest.approx(90_000 + 6 * 2 * 70)


def test_usual_camhs_is_in_the_total_and_no_strategy() -> None:
    usual = replace(plain(Camhs), usual=made(CamhsTeam, clinicians=2.0, cost_per_clinician=60_000.0))
    values = of(a_year(), parameters(camhs=usual))
    assert value(values, "cost_total", f"usual CAMHS; {WHOLE}") == pytest.approx(120_000)
    assert value(values, "cost_total", WHOLE) == pytest.approx(120_000)
    assert value(values, "cost_strategies", WHOLE) == 0


def test_out_of_hours_costs_its_year_as_it_grows() -> None:
    service = made(OutOfHours, coverage=0.5, cost_per_year=100_000.0, ramp=YEAR)
    values = of(a_year(), parameters(out_of_hours=service))
    assert value(values, "cost_strategies", f"out of hours; {WHOLE}") == pytest.approx(50_000)


def test_carer_development_costs_places_taken_and_the_campaign() -> None:
    r = a_year()
    for began in (10.0, 20.0, 30.0):
        r.training.household.append(0)
        r.training.began.append(began)
        r.training.completed.append(OPEN)  # a place taken is paid, completed or not
        r.training.skill.append(1)
    development = made(
        CarerDevelopment,
        starts=YEAR / 2,
        extra_enquiries=12.0,
        cost_per_training_place=400.0,
        cost_of_recruitment=30_000.0,
    )
    values = of(r, parameters(carer_development=development))
    assert value(values, "cost_strategies", f"carer development; {WHOLE}") == pytest.approx(1_200 + 15_000)


def test_services_without_capacity_cost_nothing() -> None:
    nothing = parameters(
        edge_of_care=made(EdgeOfCare, workers=0.0, cost_per_worker=50_000.0, cost_per_family=1_000.0),
        ipop=made(PlacementsPanel, agenda=0.0, cost_per_year=20_000.0, support_per_child=300.0),
        camhs_support=replace(
            plain(CamhsSupport), colocated=made(CamhsTeam, clinicians=0.0, cost_per_clinician=60_000.0)
        ),
        out_of_hours=made(OutOfHours, coverage=0.0, cost_per_year=100_000.0),
        carer_development=made(CarerDevelopment, extra_enquiries=0.0, cost_of_recruitment=30_000.0),
    )
    values = of(a_year(), nothing)
    costs = [one for one in values if one.measure == "cost_strategies"]
    assert len(costs) == 6
    assert all(one.value == 0 for one in costs)


# Discounting


def discounted(day_of_run: float, rate: float) -> float:
    return (1 + rate) ** (-day_of_run / YEAR)


@pytest.mark.parametrize("rate", [1e-12, 1e-4, 0.035, 0.2])
@pytest.mark.parametrize(("starts", "ramp"), [(0.0, 0.0), (100.0, 0.0), (50.0, 200.0), (50.0, 2000.0)])
def test_discounted_streams_are_what_small_slices_sum_to(rate: float, starts: float, ramp: float) -> None:
    r = register()
    stay(r, 30.0, 800.0, weekly_price=700.0)
    team = made(EdgeOfCare, workers=1.0, cost_per_worker=50_000.0, starts=starts, ramp=ramp)
    values = of(r, parameters(discount_rate=rate, edge_of_care=team))
    edges = np.linspace(0, 1095.75, 200_001)
    middle = (edges[1:] + edges[:-1]) / 2
    worth = (1 + rate) ** (-middle / YEAR)
    in_post = np.clip((middle - starts) / ramp, 0, 1) if ramp else (middle >= starts).astype(float)
    slice_years = 1095.75 / YEAR / 200_000
    assert value(values, "cost_strategies", WHOLE) == pytest.approx(
        50_000 * (in_post * worth).sum() * slice_years / 3, rel=1e-5
    )
    placed = (middle >= 30) & (middle < 800)
    assert value(values, "cost_placements", WHOLE) == pytest.approx(
        100 * (placed * worth).sum() * slice_years * YEAR / 3, rel=1e-4
    )


def test_costs_of_a_case_are_discounted_from_its_day() -> None:
    panel = made(PlacementsPanel, agenda=5.0, support_per_child=300.0)
    values = of(heard(a_year()), parameters(discount_rate=0.1, ipop=panel))
    assert value(values, "cost_strategies", WHOLE) == pytest.approx(300 * discounted(50.0, 0.1))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-500, 1000), DAYS, st.sampled_from(Kind), st.floats(0, 7000), st.booleans()),
        max_size=6,
    ),
    st.sampled_from([0.0, 0.035]),
)
def test_the_total_is_the_sum_of_its_parts_and_whole_years_of_theirs(
    placed: list[tuple[float, float, Kind, float, bool]], rate: float
) -> None:
    r = heard(register())
    for began, lasted, kind, price, goes_on in placed:
        stay(r, began, OPEN if goes_on else began + lasted, kind=kind, weekly_price=price)
    everything = parameters(
        discount_rate=rate,
        edge_of_care=made(EdgeOfCare, workers=2.0, cost_per_worker=50_000.0, ramp=90.0),
        ipop=made(PlacementsPanel, agenda=5.0, cost_per_year=20_000.0, support_per_child=300.0),
        camhs=replace(plain(Camhs), usual=made(CamhsTeam, clinicians=2.0, cost_per_clinician=60_000.0)),
        out_of_hours=made(OutOfHours, coverage=1.0, cost_per_year=90_000.0, starts=400.0),
    )
    values = of(r, everything)
    for when, ending in ((MARCH_2019, ""), (date(2020, 3, 31), ""), (date(2020, 12, 31), WHOLE)):

        def parts(measure_id: str, when: date = when, ending: str = ending) -> float:
            return sum(
                one.value
                for one in values
                if one.measure == measure_id
                and one.date == when
                and one.category != ending
                and one.category.endswith(ending)
            )

        total = value(values, "cost_total", ending, when)
        assert parts("cost_total") == pytest.approx(total)
        placements = value(values, "cost_placements", ending, when)
        strategies = value(values, "cost_strategies", ending, when)
        assert parts("cost_placements") == pytest.approx(placements)
        assert parts("cost_strategies") == pytest.approx(strategies)
        separator = "; " if ending else ""
        usual = value(values, "cost_total", f"usual CAMHS{separator}{ending}", when)
        assert placements + strategies + usual == pytest.approx(total)
