"""Growth and the last day of a run, as options: what they make of scenarios, and what is refused."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli import main
from sim.commands.ahead import Ahead, asked_ahead, each_ahead
from sim.foundations.calendar import Calendar
from sim.foundations.faults import BadInput
from sim.scenario.scenario import load, with_ensembles

BASE = "tower_hamlets_2018"


def asked(growth: str | None = None, until: str | None = None, years: str | None = None) -> Ahead:
    return asked_ahead(Namespace(growth=growth, until=until, years=years))


def test_growth_multiplies_what_the_base_expects() -> None:
    base, ahead = load(BASE), asked(growth="10%")
    grown = ahead.of(base)
    entries = base.parameters.demand.entries_per_year
    assert grown.parameters.on(730.0).demand.entries_per_year == pytest.approx(entries * 1.1**2, rel=0.006)
    assert grown.parameters.demand.yearly_level == base.parameters.demand.yearly_level
    assert grown.parameters.outlook == base.parameters.outlook
    assert grown.title == f"Entries growing by 10% a year: {base.title}"
    assert grown.name == base.name
    assert grown.digest != base.digest


@pytest.mark.parametrize("text", ["0", "0%", None])
def test_no_growth_is_the_scenario_itself(text: str | None) -> None:
    base = load(BASE)
    assert asked(growth=text).of(base) is base


def test_growth_goes_on_top_of_strategies_and_of_what_calibration_found() -> None:
    base, with_it = each_ahead([load(BASE), load(BASE, "edge_of_care")], asked(growth="5%").of)
    (plain,) = with_ensembles([load(BASE)], None)
    drawn, drawn_with = with_ensembles([base, with_it], None)
    for replication in range(3):
        before = plain.draw(1, replication).demand.entries_per_year
        later = drawn.draw(1, replication).on(400.0).demand.entries_per_year
        assert later == drawn_with.draw(1, replication).on(400.0).demand.entries_per_year
        assert later / before == pytest.approx(1.05 ** (400 / 365.25), rel=0.003)


@pytest.mark.parametrize("last", [date(2018, 1, 31), date(2018, 12, 31), date(2020, 2, 29), date(2029, 3, 31)])
def test_a_run_ends_with_its_last_day(last: date) -> None:
    scenario = Ahead(until=last).of(load(BASE))
    assert scenario.horizon == pytest.approx((last - date(2018, 1, 1)).days + 1)


@given(st.integers(1, 9000))
def test_years_to_a_day_are_what_a_horizon_is_made_of(day: int) -> None:
    calendar = Calendar(date(2020, 2, 29))
    assert calendar.horizon(calendar.years_to(day)) == pytest.approx(day)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"growth": "lots"}, '--growth: "lots" is no percentage; give one such as 3% or -2%'),
        ({"growth": "-100%"}, "--growth: -100% a year is no growth that a council has; give -50% to 100% a year"),
        ({"growth": "nan"}, "--growth: nan a year is no growth that a council has; give -50% to 100% a year"),
        ({"growth": "300"}, "--growth: 300 a year is no growth that a council has; give -50% to 100% a year"),
        ({"until": "soon"}, '--until: "soon" is no date; give one such as 2029-03-31'),
        ({"until": "2029-02-30"}, '--until: "2029-02-30" is no date; give one such as 2029-03-31'),
        ({"until": "2029-03-31", "years": "3"}, "--until, --years: both say how long to run; give one of them"),
    ],
)
def test_what_is_refused(given: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput) as caught:
        asked(**given)
    assert caught.value.faults == (message,)


@pytest.mark.parametrize(
    ("ahead", "message"),
    [
        (
            Ahead(until=date(2017, 6, 1)),
            f"{BASE}: --until 2017-06-01 is before its first day, 1 January 2018; give a later day",
        ),
        (Ahead(until=date(2090, 6, 1)), f"{BASE}, years: is 72.4"),
        (Ahead(until=date(2047, 12, 31), growth=1.0), f"{BASE}, demand.entries_per_year: with 30 years means "),
    ],
)
def test_what_makes_no_run(ahead: Ahead, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        each_ahead([load(BASE)], ahead.of)
    assert caught.value.faults[0].startswith(message)


@pytest.mark.parametrize(
    "command", ["compare", "run", "sweep", "sensitivity", "require", "sufficiency", "frontier", "luck", "performance"]
)
def test_every_command_that_runs_scenarios_takes_them(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    named = {"sweep": ["edge_of_care_slots"], "require": ["first_choice"], "frontier": ["two_million"]}
    assert main([command, *named.get(command, [BASE]), "--growth", "300%", "--until", "never"]) == 2
    said = capsys.readouterr().err
    assert "--growth: 300% a year is no growth" in said
    assert '--until: "never" is no date' in said


def test_likeness_of_many_councils_takes_neither(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["likeness", "--all-of", "3", "--growth", "3%"]) == 2
    assert "--all-of: councils are held against what was published" in capsys.readouterr().err
