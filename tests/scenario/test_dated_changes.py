"""Changes with days: from when, until when, over how long; growth; and what cannot change during a run."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_files import REST, Write, faults

from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.study import Study
from sim.parameters.parameters import Parameters
from sim.scenario.assumptions import assumptions
from sim.scenario.levers import Setting, laid
from sim.scenario.movements import movements, warnings
from sim.scenario.quantities.changing import days_over
from sim.scenario.quantities.span import STEP, Span
from sim.scenario.scenario import load

BASE = "tower_hamlets_2018"  # from 1 January 2018, three years
ENTRIES = "demand.entries_per_year"
ENQUIRIES = "in_house_fostering.enquiries"
PRICES = "prices.weekly"


def strategy(path: str, text: str, unit: str = "children per year") -> str:
    return f'[{path}]\n{text}\nunit = "{unit}"\n{REST}'


def entries(parameters: Parameters, when: date) -> float:
    return parameters.on((when - date(2018, 1, 1)).days).demand.entries_per_year


# --- spans by hand


def test_a_span_by_hand() -> None:
    always, later = Span(), Span(begins=100.0, ends=200.0)
    assert [always.share(day) for day in (0.0, 5000.0)] == [1.0, 1.0]
    assert [later.share(day) for day in (99.9, 100.0, 199.9, 200.0)] == [0.0, 1.0, 1.0, 0.0]
    assert list(later.coming(1000.0)) == [100.0, 100.0, 200.0]
    assert not list(later.coming(100.0))
    year = Span(over=365.25)
    assert year.steps == 12
    assert year.share(0.0) == pytest.approx(0.5 / 12)
    assert year.share(365.0) == pytest.approx(11.5 / 12)
    assert year.share(365.25) == 1.0
    assert year.share(365.25 - 1e-9) == 1.0
    assert Span(over=1.0000009536743164).share(1.0) == 1.0


def test_all_of_a_change_is_in_force_when_its_last_step_is_taken_whatever_the_last_binary_digit() -> None:
    assert Span(over=1.0000000000000002).share(1.0) == 1.0


DAYS = st.floats(-500, 500).map(lambda day: round(day, 3))
"""To a minute or two, as no calendar is finer."""


@given(begins=DAYS, over=st.just(0.0) | st.floats(1, 3000), day=st.floats(-1000, 5000))
def test_a_span_never_goes_back_and_keeps_its_steps(begins: float, over: float, day: float) -> None:
    span = Span(begins=begins, over=over)
    assert 0.0 <= span.share(day) <= span.share(day + 1.0) <= 1.0
    days = [0.0, *sorted(set(span.coming(6000.0)))]
    for since, until in pairwise(days):
        assert span.share(since) == pytest.approx(span.share(since + 0.98 * (until - since)))


@pytest.mark.parametrize(
    ("text", "days"), [("12 months", 365.25), ("1 year", 365.25), ("90 days", 90.0), ("2 weeks", 14.0)]
)
def test_times_in_words(text: str, days: float) -> None:
    assert days_over(text) == pytest.approx(days)


@pytest.mark.parametrize("text", ["soon", "12", "months", "-3 months", "400 years", ""])
def test_what_is_no_time(text: str) -> None:
    assert days_over(text) is None


# --- what comes out


def test_a_change_from_a_day_until_a_day(write: Write) -> None:
    base = load(BASE).parameters.demand.entries_per_year
    some = load(BASE, write(strategy(ENTRIES, "times = 1.5\nfrom = 2018-04-01\nuntil = 2019-03-31"))).parameters
    assert entries(some, date(2018, 3, 31)) == base
    assert entries(some, date(2018, 4, 1)) == pytest.approx(1.5 * base)
    assert entries(some, date(2019, 3, 31)) == pytest.approx(1.5 * base)
    assert entries(some, date(2019, 4, 1)) == base


def test_a_value_for_a_time(write: Write) -> None:
    base = load(BASE).parameters.demand.entries_per_year
    some = load(BASE, write(strategy(ENTRIES, "value = 10\nfrom = 2018-04-01"))).parameters
    assert (some.demand.entries_per_year, entries(some, date(2018, 4, 1))) == (base, 10.0)


def test_a_ramp_comes_bit_by_bit_and_is_half_there_half_way(write: Write) -> None:
    base = load(BASE).parameters.demand.entries_per_year
    text = 'plus = 24\nfrom = 2018-04-01\nover = "12 months"'
    some = load(BASE, write(strategy(ENTRIES, text))).parameters
    assert entries(some, date(2018, 4, 1)) == pytest.approx(base + 1)
    assert entries(some, date(2018, 9, 29)) == pytest.approx(base + 11)
    assert entries(some, date(2018, 10, 10)) == pytest.approx(base + 13)
    assert entries(some, date(2019, 4, 2)) == pytest.approx(base + 24)


def test_a_ramp_longer_than_the_run_never_gets_there(write: Write) -> None:
    base = load(BASE).parameters.demand.entries_per_year
    some = load(BASE, write(strategy(ENTRIES, 'plus = 100\nover = "10 years"'))).parameters
    assert base + 29 < entries(some, date(2020, 12, 31)) < base + 31


def test_growth_goes_on_year_by_year(write: Write) -> None:
    base = load(BASE).parameters.demand.entries_per_year
    some = load(BASE, write(strategy(ENTRIES, "grows = 0.1"))).parameters
    half = STEP / 2 / 365.25
    assert entries(some, date(2018, 1, 1)) == pytest.approx(base * 1.1**half)
    assert entries(some, date(2020, 1, 5)) == pytest.approx(base * 1.1 ** (2 + half), rel=0.01)
    stopped = load(BASE, write(strategy(ENTRIES, "grows = 0.1\nuntil = 2018-12-31"))).parameters
    assert entries(stopped, date(2020, 6, 1)) == pytest.approx(base * 1.1, rel=0.001)


def test_prices_by_category_may_rise_from_a_day(write: Write) -> None:
    text = strategy(PRICES, "times = { agency = 1.1 }\nfrom = 2019-04-01", "GBP per week")
    some, base = load(BASE, write(text)).parameters, load(BASE).parameters
    assert some.prices == base.prices
    assert some.on(500.0).prices.weekly.agency == pytest.approx(1.1 * base.prices.weekly.agency)
    assert some.on(500.0).prices.weekly.in_house == base.prices.weekly.in_house


def test_two_dated_layers(write: Write) -> None:
    base = load(BASE).parameters.demand.entries_per_year
    more = write(strategy(ENTRIES, "plus = 10\nfrom = 2018-04-01"), "more.toml")
    fewer = write(strategy(ENTRIES, "times = 0.5\nfrom = 2019-04-01"), "fewer.toml")
    both = load(BASE, more, fewer).parameters
    assert entries(both, date(2018, 6, 1)) == base + 10
    assert entries(both, date(2019, 6, 1)) == pytest.approx((base + 10) / 2)
    assert entries(load(BASE, fewer, more).parameters, date(2019, 6, 1)) == pytest.approx(base / 2 + 10)


def test_from_the_first_day_is_as_without_days(write: Write) -> None:
    plain = load(BASE, write(strategy(ENTRIES, "times = 1.5"), "plain.toml")).parameters
    for dated in ("from = 2018-01-01", "from = 2015-06-01", "from = 2010-01-01\nuntil = 2060-01-01"):
        assert load(BASE, write(strategy(ENTRIES, f"times = 1.5\n{dated}"), "dated.toml")).parameters == plain


def test_undated_scenarios_have_nothing_later() -> None:
    scenario = load(BASE, "ipop+edge_of_care")
    assert scenario.parameters.later == ()
    assert scenario.draw(1, 1).later == ()


def test_a_draw_holds_on_every_day(write: Write) -> None:
    text = 'times = 1.5\nlow = 1.0\nhigh = 2.0\ndistribution = "triangular"\nfrom = 2019-01-01'
    some, base = load(BASE, write(strategy(ENTRIES, text))), load(BASE)
    factors = set()
    for replication in range(20):
        then, plain = some.draw(1, replication), base.draw(1, replication)
        assert then.demand.entries_per_year == plain.demand.entries_per_year
        factors.add(then.on(400.0).demand.entries_per_year / plain.demand.entries_per_year)
    assert len(factors) == 20
    assert 1.0 <= min(factors) < max(factors) <= 2.0


def test_a_longer_run_reaches_later_changes(write: Write) -> None:
    late = load(BASE, write(strategy(ENTRIES, "times = 1.5\nfrom = 2026-01-01")))
    assert not [one for one in late.parameters.later if one.day < late.horizon]
    assert len(late.with_years(10).parameters.later) == 1


# --- what is said


def test_assumptions_say_from_when(write: Write) -> None:
    text = 'times = 1.5\nfrom = 2018-04-01\nuntil = 2019-03-31\nover = "6 months"'
    scenario = load(BASE, write(strategy(ENTRIES, text)))
    said = {one.path: one for one in assumptions(scenario)}[ENTRIES]
    assert said.change == (
        f"1.5 times the base's {said.value}, from 1 April 2018, coming over 6 months, until 31 March 2019"
    )
    (movement,) = movements(load(BASE), scenario)
    assert "(higher)" in movement.sentence


@pytest.mark.parametrize("days", ["from = 2030-04-01", "until = 2017-12-31\nfrom = 2010-01-01"])
def test_what_lies_outside_the_run_is_told(write: Write, days: str) -> None:
    (warning,) = warnings(load(BASE), load(BASE, write(strategy(ENTRIES, f"times = 1.5\n{days}"))))
    assert warning.startswith(f"mine.toml, {ENTRIES}: changes nothing in this run")


# --- what is refused


@pytest.mark.parametrize(
    ("path", "text", "unit", "message"),
    [
        (
            ENTRIES,
            "times = 2\nfrom = 2019-04-01\nuntil = 2018-04-01",
            "children per year",
            f"{ENTRIES}.until: is 1 April 2018, before from, 1 April 2019; give a later day: it is the last on which "
            "the change is in force",
        ),
        (
            ENTRIES,
            'times = 2\nover = "soon"',
            "children per year",
            f'{ENTRIES}.over: is "soon"; write a number and days, weeks, months or years, such as "12 months"',
        ),
        (
            ENTRIES,
            'times = 2\nfrom = "2019-04-01"',
            "children per year",
            f'{ENTRIES}.from: is "2019-04-01"; it must be a date without quotation marks, such as 2025-04-01',
        ),
        (
            ENTRIES,
            "grows = -1",
            "children per year",
            f"{ENTRIES}.grows: is -1; it must be from -0.5 to 1",
        ),
        (
            ENTRIES,
            'grows = 0.1\nover = "2 years"',
            "children per year",
            f"{ENTRIES}.over: is given beside grows, which comes bit by bit of itself; take it out",
        ),
        (
            "stability.scale",
            "times = 2\nfrom = 2019-04-01",
            "multiplier",
            "stability.scale.from: cannot change during a run: the model settles it on the first day; take it out, so "
            "that it holds from the first day",
        ),
        (
            "demand.yearly_level",
            "grows = 0.02",
            "multiplier",
            "demand.yearly_level.grows: cannot change during a run: the model settles it on the first day; give "
            "each of the financial years a number of its own",
        ),
        (
            ENTRIES,
            'times = 700\nlow = 690\nhigh = 710\ndistribution = "uniform"\nfrom = 2020-01-01',
            "children per year",
            f"{ENTRIES}: with 3 years means ",
        ),
    ],
)
def test_a_fault_of_days(write: Write, path: str, text: str, unit: str, message: str) -> None:
    first = faults(BASE, write(strategy(path, text, unit)))[0]
    assert first.startswith(f"mine.toml, {message}")


# --- in experiments


def test_what_an_experiment_sets_still_changes_later(write: Write) -> None:
    rising = load(BASE, write(strategy(ENTRIES, "times = 1.5\nfrom = 2019-01-01")))
    at_100 = laid(rising, [Setting(ENTRIES, 100.0)]).parameters
    assert at_100.demand.entries_per_year == 100.0
    assert entries(at_100, date(2019, 1, 1)) == 150.0


def test_a_point_of_a_study_has_the_later_days_too(write: Write) -> None:
    rising = load(BASE, write(strategy(ENTRIES, "times = 1.5\nfrom = 2019-01-01")))
    for uncertainty in (False, True):
        made = Study((rising,), (rising.calendar(),), {}, 7, uncertainty)
        for point in (Point(0), Point(0, (Setting(ENTRIES, 100.0),))):
            told = made.parameters(point, 3)
            first, later = told.demand.entries_per_year, entries(told, date(2019, 6, 1))
            assert later == pytest.approx(1.5 * first)


def test_what_an_experiment_sets_of_a_change_for_the_whole_run_is_what_holds(write: Write) -> None:
    half = load(BASE, write(strategy("in_house_fostering.deregistration", "times = 0.5", "per year")))
    set_ = laid(half, [Setting("in_house_fostering.deregistration", 0.2)])
    assert set_.quantities["in_house_fostering.deregistration"].value == 0.2
    assert set_.parameters.later == ()
