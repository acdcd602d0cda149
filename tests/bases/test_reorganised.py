"""Councils that are merged and split: counts add up exactly, and all else is a mean over what it is of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import hypot, sqrt
from pathlib import Path

import numpy as np
import pytest
import tiny_councils
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bases.reorganised.counts import COUNTS, counts_of, is_count, mean_over, whole_parts
from sim.bases.reorganised.merging import merged
from sim.bases.reorganised.splitting import PartOfCouncil, parts_from_text, split
from sim.cli import main
from sim.commands.request import BAD_INPUT, DONE
from sim.foundations.correlation import square_root
from sim.foundations.faults import BadInput
from sim.parameters.tables import ByFinancialYear, ByRoute, Table
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.scenario import Scenario, load
from sim.scenario.whose import REGION

EAST_MIDLANDS = 12000004.0


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> list[Scenario]:
    """Two tiny councils of one region."""
    more = tiny_councils.outlook((0.1,) * 6, (0.2,) * 6, (0.05,) * 6)
    return [load(str(path)) for path in tiny_councils.files(tmp_path_factory.mktemp("councils"), more)]


def numbers(value: Plain) -> list[float]:
    return [*value.values()] if isinstance(value, Table) else [value]


# Whole children


@given(st.integers(0, 300), st.lists(st.integers(1, 50), min_size=2, max_size=5))
def test_whole_children_add_up_and_nobody_loses_one_as_more_come(total: int, sizes: list[int]) -> None:
    shares = [size / sum(sizes) for size in sizes]
    dealt = whole_parts(total, shares)
    assert [sum(each) for each in dealt] == list(range(total + 1))
    for earlier, later in pairwise(dealt):
        assert sum(now - before for before, now in zip(earlier, later, strict=True)) == 1
        assert all(now >= before for before, now in zip(earlier, later, strict=True))


@given(st.integers(0, 1000), st.floats(0.01, 0.99))
def test_of_two_parts_each_has_its_share_but_for_half_a_child(total: int, share: float) -> None:
    first, second = whole_parts(total, [share, 1 - share])[-1]
    assert abs(first - share * total) <= 0.5 + 1e-6
    assert first + second == total


# Merging and splitting


@settings(max_examples=25, deadline=None)
@given(shares=st.lists(st.integers(1, 20), min_size=2, max_size=4))
def test_what_is_split_and_merged_again_has_the_same_counts(councils: list[Scenario], shares: list[int]) -> None:
    whole = councils[1]
    parts = split(whole, [PartOfCouncil(f"Part {n}", one / sum(shares)) for n, one in enumerate(shares)])
    for path in counts_of(whole):
        together = np.sum([numbers(part.quantities[path].value) for part in parts], axis=0)
        if path.startswith("opening.") or declared()[path].unit.whole:
            assert together.tolist() == numbers(whole.quantities[path].value), path
        else:
            np.testing.assert_allclose(together, numbers(whole.quantities[path].value), rtol=1e-12)
    for part in parts:
        kinds, number, alone = (
            part.quantities[f"opening.{name}"] for name in ("kinds", "looked_after", "unaccompanied")
        )
        assert sum(numbers(kinds.value)) == number.value
        assert all(child >= 0 and float(child).is_integer() for child in numbers(kinds.value))
        assert numbers(alone.value) <= numbers(number.value)


def test_the_base_that_is_merged_again_has_the_rates_of_the_whole(councils: list[Scenario]) -> None:
    whole = councils[0]
    parts = split(whole, parts_from_text("North:0.5,South:0.5"))
    scenarios = [replace(whole.with_quantities(part.quantities), name=part.name, authority=part.name) for part in parts]
    again = merged(scenarios, "Again")
    for path, quantity in again.quantities.items():
        if not path.startswith("outlook."):
            np.testing.assert_allclose(numbers(quantity.value), numbers(whole.quantities[path].value), err_msg=path)


def test_counts_are_added_and_shares_are_means_over_what_they_are_of(councils: list[Scenario]) -> None:
    first, second = councils
    larger = second.with_quantities(
        {
            "in_house_fostering.households": replace(second.quantities["in_house_fostering.households"], value=90.0),
            "in_house_fostering.agreement": replace(second.quantities["in_house_fostering.agreement"], value=0.45),
        }
    )
    found = merged([first, larger], "Both").quantities
    for path in counts_of(first):
        expected = np.add(numbers(first.quantities[path].value), numbers(larger.quantities[path].value))
        assert numbers(found[path].value) == expected.tolist(), path
    assert found["in_house_fostering.agreement"].value == pytest.approx((30 * 0.35 + 90 * 0.45) / 120)
    assert "mean over the council's own households" in found["in_house_fostering.agreement"].source


def test_unaccompanied_children_are_added_and_levels_are_means_over_the_others(councils: list[Scenario]) -> None:
    def with_stream(one: Scenario, coming: float, level: float, shares: ByRoute) -> Scenario:
        values: dict[str, Plain] = {
            "arrivals": ByFinancialYear(coming, coming, 2 * coming),
            "england_deviation": ByFinancialYear(0.3, 0.3, 0.4),
            "own_deviation": ByFinancialYear(0.5, 0.5, 0.6),
            "threshold": 0.001,
            "child_population": 1000 * coming,
            "passed_on": 0.3,
        }
        given = {f"outlook.unaccompanied.{name}": value for name, value in values.items()}
        given |= {"demand.route_shares": shares, "demand.yearly_level": ByFinancialYear(level, level, level)}
        return one.with_quantities(
            {
                path: Quantity(value, declared()[path].unit.name, "judgement", "A test", one.start, file=one.files[-1])
                for path, value in given.items()
            }
        )

    mostly = with_stream(councils[0], 9.0, 1.2, ByRoute(0.0, 0.0, 0.0, 0.0, 0.25, 0.75))
    none = with_stream(councils[1], 3.0, 0.8, ByRoute(0.0, 0.0, 0.0, 0.0, 1.0, 0.0))
    found = merged([mostly, none], "Both").quantities
    assert numbers(found["outlook.unaccompanied.arrivals"].value) == [12.0, 12.0, 24.0]
    assert found["outlook.unaccompanied.child_population"].value == 12_000
    assert found["outlook.unaccompanied.threshold"].value == pytest.approx(0.001)
    assert numbers(found["outlook.unaccompanied.england_deviation"].value) == pytest.approx([0.3, 0.3, 0.4])
    own = hypot(0.75, 0.25) * 0.5
    assert numbers(found["outlook.unaccompanied.own_deviation"].value)[0] == pytest.approx(own)
    others = (0.25 * 12, 20)  # who come, but for those alone
    level = (1.2 * others[0] + 0.8 * others[1]) / sum(others)
    assert numbers(found["demand.yearly_level"].value)[0] == pytest.approx(level)
    parts = split(mostly, parts_from_text("North:0.5,South:0.5"))
    for part in parts:
        assert part.quantities["outlook.unaccompanied.arrivals"].value == ByFinancialYear(4.5, 4.5, 9.0)
        assert part.quantities["outlook.unaccompanied.child_population"].value == 4500.0
    with pytest.raises(BadInput, match="do not hold the same quantities"):
        merged([mostly, councils[1]], "Both")


def test_prices_are_means_over_the_children_in_each_kind(councils: list[Scenario]) -> None:
    first, second = councils
    prices, kinds = second.quantities["prices.weekly"], second.quantities["opening.kinds"]
    assert isinstance(prices.value, Table)
    assert isinstance(kinds.value, Table)
    own = replace(prices, value=type(prices.value)(*(2 * one for one in prices.value.values())), file=second.files[-1])
    more = type(kinds.value)(19, 1, 6, 2, 0, 0, 3, 1, 0)
    dearer = second.with_quantities({"prices.weekly": own, "opening.kinds": replace(kinds, value=more)})
    found = merged([first, dearer], "Both").quantities["prices.weekly"].value
    assert isinstance(found, Table)
    agency = prices.value.values()[2]
    assert found.values()[2] == pytest.approx((3 * agency + 6 * 2 * agency) / 9)


def test_a_range_of_a_count_evens_out(councils: list[Scenario]) -> None:
    first, second = (one.quantities["demand.entries_per_year"] for one in councils)
    found = merged(councils, "Both").quantities["demand.entries_per_year"]
    assert found.value == 32
    below = hypot(*(one.value - one.low for one in (first, second)))  # type: ignore[operator]
    assert found.low == pytest.approx(32 - below)
    assert found.distribution == first.distribution


def test_own_deviations_even_out_and_shared_ones_do_not(councils: list[Scenario]) -> None:
    found = merged(councils, "Both").quantities
    by = (12 / 32, 20 / 32)
    first, *_ = numbers(found["outlook.own_deviation"].value)
    assert first == pytest.approx(0.1 * hypot(*by))
    np.testing.assert_allclose(numbers(found["outlook.england_deviation"].value), 0.2)
    np.testing.assert_allclose(numbers(found["outlook.region_deviation"].value), 0.05)
    assert found[REGION].value == EAST_MIDLANDS


def test_a_region_that_is_not_the_new_councils_is_in_its_own_deviation(councils: list[Scenario]) -> None:
    first, second = councils
    elsewhere = replace(
        second,
        parameters=replace(second.parameters, outlook=replace(second.parameters.outlook, region=12000001.0)),  # type: ignore[type-var]
    )
    found = merged([first, elsewhere], "Both").quantities
    by = (12 / 32, 20 / 32)
    assert numbers(found["outlook.own_deviation"].value)[0] == pytest.approx(hypot(0.1 * hypot(*by), 0.05 * by[0]))
    shares = numbers(found["outlook.region_deviation"].value)
    assert shares[:3] == pytest.approx([0.05 * by[1]] * 3)
    assert found[REGION].value == 12000001.0
    square_root(numbers(found["outlook.own_correlation"].value), 6)


def test_the_parts_of_a_council_are_less_certain_and_of_its_region(councils: list[Scenario]) -> None:
    small, large = split(councils[0], parts_from_text("Small:0.25,Large:0.75"))
    for part, share in ((small, 0.25), (large, 0.75)):
        expected = 0.1 * sqrt((1 + 44 / (32 * share)) / (1 + 44 / 32))
        assert numbers(part.quantities["outlook.own_deviation"].value)[0] == pytest.approx(expected)
        assert part.quantities[REGION].value == EAST_MIDLANDS
        assert "times" in part.quantities["outlook.own_deviation"].source


# What the paths mean


def test_every_count_is_a_quantity_and_every_quantity_has_something_to_be_a_mean_over() -> None:
    assert declared().keys() >= COUNTS
    for path in declared():
        assert is_count(path) or mean_over(path).words


# Faults, and the command


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("North:0.45", "split into two or more"),
        ("North:0.45,South:0.65", "the shares sum to 1.1"),
        ("North,South:0.5", "write a name, a colon and a share"),
        ("North:0.5,north:0.5", "have the same name"),
        ("North:1.5,South:-0.5", "between 0 and 1"),
    ],
)
def test_shares_that_make_no_sense_are_refused(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parts_from_text(text)


def test_bases_that_do_not_fit_are_not_merged(councils: list[Scenario]) -> None:
    first, second = councils
    with pytest.raises(BadInput, match="of two councils or more"):
        merged([first], "One")
    with pytest.raises(BadInput, match="the same council is named twice"):
        merged([first, first], "Twice")
    later = replace(second, start=second.start.replace(year=2019))
    with pytest.raises(BadInput, match="starts on 1 April 2019, but tiny_0 on 1 April 2018; make bases of one year"):
        merged([first, later], "Both")
    with pytest.raises(BadInput, match="has strategies laid over it"):
        merged([first, replace(second, strategies=("ipop",))], "Both")


def test_the_command_writes_bases_that_can_be_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    more = tiny_councils.outlook((0.1,) * 6, (0.2,) * 6, (0.05,) * 6)
    first, second = map(str, tiny_councils.files(tmp_path, more))
    assert main(["baseline", "--merge", first, second, "--name", "Both", "--out", "both.toml"]) == DONE
    both = load("both.toml")
    assert both.parameters.opening is not None
    assert both.parameters.opening.looked_after == 64
    assert both.authority == ""
    assert both.parameters.outlook is not None
    assert (both.parameters.outlook.authority, both.parameters.outlook.region) == (0.0, EAST_MIDLANDS)
    assert "Merged from tiny_0 and tiny_1" in both.quantities["demand.entries_per_year"].source
    assert main(["baseline", "--split", "both.toml", "--into", "North:0.45,South:0.55"]) == DONE
    north, south = load("north_2018.toml"), load("south_2018.toml")
    for path in counts_of(both):
        together = np.add(numbers(north.quantities[path].value), numbers(south.quantities[path].value))
        np.testing.assert_allclose(together, numbers(both.quantities[path].value), err_msg=path)
    capsys.readouterr()
    for words, said in (
        (["--merge", first, second], "takes --name"),
        (["--merge", first, "nowhere"], "takes --name"),
        (["--split", "both.toml"], "takes --into"),
        (["--name", "Both"], "goes with --merge"),
        (["leeds", "--merge", first, second, "--name", "Both"], "leave AUTHORITY"),
    ):
        assert main(["baseline", *words]) == BAD_INPUT
        assert said in capsys.readouterr().err
