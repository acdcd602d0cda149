"""Changes of what the layers below give: factors and sums, by category, with their ranges, in order of the layers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_files import REST, Write, faults

from sim.parameters.tables import ByAge
from sim.scenario.assumptions import assumptions
from sim.scenario.levers import lever
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import load

BASE = "tower_hamlets_2018"
LEAVE = "in_house_fostering.deregistration"
RELATIVES = "connected_persons.available"
HOUSEHOLDS = "in_house_fostering.households"


def strategy(path: str, text: str, unit: str = "per year") -> str:
    return f'[{path}]\n{text}\nunit = "{unit}"\n{REST}'


def value(scenario_path: str, *names: str) -> object:
    return load(BASE, *names).quantities[scenario_path].value


def number(path: str, *names: str) -> float:
    found = value(path, *names)
    assert isinstance(found, float)
    return found


# --- what comes out


def test_a_factor_and_a_sum_by_hand(write: Write) -> None:
    base = number(LEAVE)
    half = write(strategy(LEAVE, "times = 0.5"), "half.toml")
    more = write(strategy(LEAVE, "plus = 0.02"), "more.toml")
    assert number(LEAVE, half) == pytest.approx(0.5 * base)
    assert number(LEAVE, more) == pytest.approx(base + 0.02)


def test_two_layers_are_laid_in_order(write: Write) -> None:
    base = number(LEAVE)
    half = write(strategy(LEAVE, "times = 0.5"), "half.toml")
    more = write(strategy(LEAVE, "plus = 0.02"), "more.toml")
    assert number(LEAVE, half, more) == pytest.approx(0.5 * base + 0.02)
    assert number(LEAVE, more, half) == pytest.approx(0.5 * (base + 0.02))


def test_a_change_follows_another_strategy_s_number_and_is_never_undone_by_it(write: Write) -> None:
    half = write(strategy(LEAVE, "times = 0.5"), "half.toml")
    own = write(strategy(LEAVE, "value = 0.3"), "own.toml")
    assert number(LEAVE, own, half) == pytest.approx(0.15)
    assert faults(BASE, half, own) == (
        f"own.toml, {LEAVE}: gives a number of its own, which undoes what half.toml changes; name own before half",
    )


def test_a_base_may_change_the_base_under_it(write: Write) -> None:
    write(f'based_on = "{BASE}"\n{strategy(LEAVE, "times = 0.5")}', "mine.toml")
    assert load("mine.toml").quantities[LEAVE].value == pytest.approx(0.5 * number(LEAVE))


def test_categories_that_are_named_change_and_others_stay(write: Write) -> None:
    some = write(strategy(RELATIVES, "times = { under_1 = 2, from_16 = 1.5 }", "probability"))
    before, after = value(RELATIVES), value(RELATIVES, some)
    assert isinstance(before, ByAge)
    assert after == replace(before, under_1=2 * before.under_1, from_16=1.5 * before.from_16)


def test_of_shares_the_others_make_way(write: Write) -> None:
    path = "demand.age_shares"
    some = write(strategy(path, "plus = { from_16 = 0.05 }", "share"))
    before, after = value(path), value(path, some)
    assert isinstance(before, ByAge)
    assert isinstance(after, ByAge)
    assert after.from_16 == pytest.approx(before.from_16 + 0.05)
    assert sum(after.values()) == pytest.approx(1.0)
    assert after.under_1 / after.from_5_to_9 == pytest.approx(before.under_1 / before.from_5_to_9)


def test_what_is_counted_whole_stays_whole(write: Write) -> None:
    more = write(strategy(HOUSEHOLDS, "times = 1.1", "households"))
    assert number(HOUSEHOLDS, more) == 138.0  # 1.1 x 125 = 137.5


@settings(max_examples=50, deadline=None)
@given(factor=st.floats(0.1, 2.0))
def test_a_change_by_one_is_none_and_factors_multiply(factor: float) -> None:
    item = load(BASE).quantities[LEAVE]
    unit = declared()[LEAVE].unit
    from sim.scenario.quantities.change import RelativeChange
    from sim.scenario.quantities.quantity import Layer
    from sim.scenario.quantities.span import Span

    def by(amount: float) -> Layer:
        return Layer(RelativeChange("times", amount, "a test"), Span())

    assert item.over(item, by(1.0), unit).value == item.value
    once = item.over(item, by(factor), unit)
    assert once.over(once, by(1 / factor), unit).value == pytest.approx(item.value)


# --- ranges


def test_a_change_without_a_range_carries_the_range_below(write: Write) -> None:
    below = load(BASE).quantities[LEAVE]
    made = load(BASE, write(strategy(LEAVE, "times = 0.5"))).quantities[LEAVE]
    assert below.low is not None
    assert below.high is not None
    assert (made.low, made.high) == (pytest.approx(0.5 * below.low), pytest.approx(0.5 * below.high))
    assert made.distribution == below.distribution


def test_every_draw_is_the_base_s_draw_changed_by_its_own(write: Write) -> None:
    text = 'times = 0.5\nlow = 0.3\nhigh = 1.0\ndistribution = "triangular"'
    with_it, base = load(BASE, write(strategy(LEAVE, text))), load(BASE)
    factors = []
    for replication in range(400):
        changed, plain = with_it.draw(7, replication), base.draw(7, replication)
        assert changed.in_house_fostering is not None
        assert plain.in_house_fostering is not None
        factors.append(changed.in_house_fostering.deregistration / plain.in_house_fostering.deregistration)
    assert 0.3 <= min(factors) < 0.35
    assert 0.9 < max(factors) <= 1.0
    assert sum(factors) / len(factors) == pytest.approx((0.3 + 0.5 + 1.0) / 3, abs=0.03)


def test_a_change_keeps_what_calibration_found_of_the_base(write: Write) -> None:
    from sim.scenario.scenario import with_ensembles

    half = write(strategy("stability.scale", "times = 0.5", "multiplier"))
    base, with_it = with_ensembles([load(BASE), load(BASE, half)], None)
    assert base.ensemble is not None
    assert "stability.scale" in base.ensemble.columns
    for replication in range(5):
        plain, changed = base.draw(3, replication), with_it.draw(3, replication)
        assert changed.stability.scale == pytest.approx(0.5 * plain.stability.scale)


def test_both_ranges_show_and_are_swept(write: Write) -> None:
    text = 'times = 0.5\nlow = 0.3\nhigh = 1.0\ndistribution = "triangular"'
    scenario = load(BASE, write(strategy(LEAVE, text)))
    below, made = load(BASE).quantities[LEAVE], scenario.quantities[LEAVE]
    assert below.low is not None
    assert made.low == pytest.approx(0.3 * below.low)
    one = lever(LEAVE, scenario)
    assert one.ranged
    assert one.low <= one.quantile(0.5) <= one.high


def test_a_size_makes_a_change_larger(write: Write) -> None:
    from sim.scenario.levers import Setting, laid

    text = f'scales = ["{LEAVE}"]\n' + strategy(LEAVE, "times = 0.9")
    scenario = load(BASE, write(text, "fees.toml"))
    twice = laid(scenario, [Setting("size.fees", 2.0)])
    assert twice.quantities[LEAVE].value == pytest.approx(0.8 * number(LEAVE))
    none = laid(scenario, [Setting("size.fees", 0.0)])
    assert none.quantities[LEAVE].value == pytest.approx(number(LEAVE))


# --- what is said of it


def test_assumptions_say_of_what_it_is_a_change(write: Write) -> None:
    base = number(LEAVE)
    half = write(strategy(LEAVE, 'times = 0.5\nlow = 0.3\nhigh = 1.0\ndistribution = "triangular"'), "half.toml")
    more = write(strategy(LEAVE, "plus = 0.02"), "more.toml")
    said = {one.path: one for one in assumptions(load(BASE, half))}[LEAVE]
    assert said.value == f"{0.5 * base:.6g}"
    assert said.change == f"0.5 (0.3 to 1, triangular) times the base's {base:.6g}"
    then = {one.path: one for one in assumptions(load(BASE, half, more))}[LEAVE]
    assert then.change == f"+0.02 on the {0.5 * base:.6g} of half"


# --- what is refused


@pytest.mark.parametrize(
    ("path", "text", "unit", "message"),
    [
        (
            RELATIVES,
            "times = 10",
            "probability",
            f"{RELATIVES}.times: leads to a number that is 1.26; it must be from 0 to 1",
        ),
        (
            LEAVE,
            "plus = -1",
            "per year",
            f"{LEAVE}.plus: leads to a number that is -0.9; it must be 0 or more",
        ),
        (LEAVE, "times = -1", "per year", f"{LEAVE}.times: is -1; it must be 0 or more"),
        (LEAVE, "times = true", "per year", f"{LEAVE}.times: is true; it must be a factor"),
        (
            LEAVE,
            "times = 2\nvalue = 0.1",
            "per year",
            f"{LEAVE}: has value and times; give one of them: they say different things",
        ),
        (LEAVE, "times = { under_1 = 2 }", "per year", f"{LEAVE}.times: is a table; give one factor"),
        (
            RELATIVES,
            "times = { under_2 = 2 }",
            "probability",
            f"{RELATIVES}.times.under_2: is not a known category; did you mean under_1?",
        ),
        (
            RELATIVES,
            "times = {}",
            "probability",
            f"{RELATIVES}.times: names no category; name one or more of under_1, "
            "from_1_to_4, from_5_to_9, from_10_to_15 and from_16",
        ),
        (
            "demand.age_shares",
            "times = 2",
            "share",
            "demand.age_shares.times: is one number for shares that sum to 1; "
            "name the shares that change, such as { under_1 = 2 }",
        ),
        ("demand.age_shares", "times = { under_1 = 20 }", "share", "demand.age_shares.times: leads to a number that "),
        (
            LEAVE,
            'times = 1.5\nlow = 2\nhigh = 3\ndistribution = "triangular"',
            "per year",
            f"{LEAVE}.low: is 2, above the change, 1.5; give a low end that is not above it",
        ),
        (
            RELATIVES,
            'times = { under_1 = 2 }\nlow = 0.5\nhigh = 3\ndistribution = "triangular"',
            "probability",
            f'{RELATIVES}.distribution: is "triangular"; for a table give one of fixed, scaled_lognormal and '
            "scaled_triangular",
        ),
        (
            "ipop.agenda",
            "times = 2",
            "cases per meeting",
            "ipop.agenda.times: changes what nothing below gives; give "
            "value = and the number, or lay the file over one that has the quantity",
        ),
    ],
)
def test_a_fault_of_a_change(write: Write, path: str, text: str, unit: str, message: str) -> None:
    found = faults(BASE, write(strategy(path, text, unit)))
    assert any(one.startswith(f"mine.toml, {message}") for one in found), found


def test_the_day_on_which_a_service_begins_is_not_multiplied(write: Write) -> None:
    later = write(strategy("ipop.starts", "times = 2", "days after start"))
    assert faults(BASE, "ipop", later) == (
        "mine.toml, ipop.starts.times: changes the day on which something starts; give value = and the day or date",
    )
