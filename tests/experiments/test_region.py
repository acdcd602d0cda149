"""Several councils at once: sums are the parts' own, as wide as what the councils have in common makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import small_authority
import tiny_councils
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.region.councils import loaded, luck, problems, run_together, split_names
from sim.experiments.region.sums import OF_WHOM, WIDTH, adds_up, sum_width, summed
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance, Decision
from sim.foundations.faults import BadInput
from sim.measures.catalogue import MEASURES
from sim.model.core.levels import levels
from sim.parameters.outlook import Outlook
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByLevel, ByPairOfLevels
from sim.scenario.scenario import Scenario

END = date(2019, 3, 31)
NAUGHT = ByLevel(*(0.0,) * 6)
APART = ByPairOfLevels(*(0.0,) * 15)


def council(name: str, authority: str, years: float = 1.3) -> Scenario:
    """A council that nobody is looked after by at the start."""
    return replace(small_authority.base(years), name=name, authority=authority)


def without_outlook(scenario: Scenario) -> Scenario:
    return replace(scenario, parameters=replace(scenario.parameters, outlook=None))


def with_outlook(parameters: Parameters, number: int, *, own: float = 0.0, england: float = 0.0) -> Parameters:
    deviation = (ByLevel(*(one,) * 6) for one in (own, england))
    mine, all_england = deviation
    outlook = Outlook(mine, APART, all_england, NAUGHT, APART, float(number), 12000004.0)
    return replace(parameters, outlook=outlook)


# Sums


def sample(values: dict[NumberKey, list[float]]) -> Sample:
    return Sample({key: row for row, key in enumerate(values)}, np.array(list(values.values())))


def test_a_sum_is_that_of_the_parts_in_every_replication() -> None:
    key, of_one = NumberKey("looked_after", "", END), NumberKey("cost_total", "edge of care", END)
    first, second = sample({key: [10, 20], of_one: [1, 2]}), sample({key: [5, 7]})
    both = summed([first, second])
    assert both.of(*key).tolist() == [15, 27]
    assert both.of(*of_one).tolist() == [1, 2], "a category that a council does not have counts nothing there"


def test_a_percentage_is_of_the_children_of_all_councils() -> None:
    key, whom = NumberKey("over_20_miles_percent", "", END), NumberKey("in_placement", "", END)
    first, second = sample({whom: [10, 0], key: [50, np.nan]}), sample({whom: [30, 0], key: [10, np.nan]})
    percent = summed([first, second]).of(*key)
    assert percent[0] == pytest.approx(100 * (5 + 3) / 40)
    assert np.isnan(percent[1]), "of nobody there is no percentage"


def test_what_cannot_be_added_has_no_number_for_all_councils() -> None:
    key = NumberKey("mean_stay_years", "", END)
    assert key not in summed([sample({key: [1.0]}), sample({key: [2.0]})]).rows
    for one in MEASURES:
        sounds_like_a_share = any(
            word in one.unit for word in ("percent", "child-year", "days", "weeks", "months", "years", "each")
        )
        assert adds_up(one.id) is (not sounds_like_a_share or one.id == "days_in_emergency_places"), one.id
    assert not any(adds_up(measure) for measure in OF_WHOM)


@given(st.lists(st.lists(st.floats(0, 1000), min_size=4, max_size=4), min_size=2, max_size=5))
def test_a_sum_is_never_wider_than_councils_all_in_step(values: list[list[float]]) -> None:
    found = sum_width([np.array(one) for one in values])
    assert found.width <= found.in_step * (1 + 1e-9) + 1e-9
    assert found.independent <= found.in_step * (1 + 1e-9) + 1e-9


def test_the_width_is_of_eight_of_ten() -> None:
    values = np.array([1.0, 2.0, 3.0])
    found = sum_width([values, 3 - values])
    assert found.width == pytest.approx(0.0)
    assert found.independent == pytest.approx(WIDTH * np.sqrt(2))
    assert pytest.approx(2.5631, abs=1e-4) == WIDTH


# What councils have in common


def logarithms(number: int, whose: str, *, own: float = 0.0, england: float = 0.0) -> np.ndarray:
    """The logarithm of the first year's level of entries of a council in each of 400 replications."""
    parameters = with_outlook(small_authority.base().parameters, number, own=own, england=england)
    calendar = Calendar(date(2018, 4, 1))
    made = [levels(parameters, calendar, Chance(1, replication, whose)) for replication in range(400)]
    return np.log([one.entries[0] for one in made])


def test_with_englands_deviation_alone_the_spread_of_the_sum_is_the_sum_of_the_spreads() -> None:
    first, second = (logarithms(number, str(number), england=0.2) for number in (6000017, 6000015))
    found = sum_width([first, second])
    assert found.width == pytest.approx(found.in_step)
    assert found.width == pytest.approx(WIDTH * 0.4, rel=3 / np.sqrt(800))


def test_with_own_deviations_alone_it_is_the_root_of_the_squares() -> None:
    first, second = (logarithms(number, str(number), own=0.2) for number in (6000017, 6000015))
    found = sum_width([first, second])
    assert found.width == pytest.approx(found.independent, rel=3 / np.sqrt(800))
    assert found.width < 0.9 * found.in_step


def test_councils_without_a_code_have_an_outlook_each() -> None:
    first, second = (logarithms(0, whose, own=0.2) for whose in ("north", "south"))
    assert abs(np.corrcoef(first, second)[0, 1]) < 3 / np.sqrt(400)
    assert (logarithms(0, "", own=0.2) == logarithms(0, "", own=0.2)).all()


def test_an_outlook_is_named_by_code_whatever_the_councils_luck() -> None:
    together, alone = (logarithms(6000017, whose, own=0.2, england=0.1) for whose in ("E06000017", ""))
    assert (together == alone).all()


def test_luck_is_a_councils_own_and_what_is_common_is_not() -> None:
    decision = Decision("families")
    first, second = Chance(1, 7, "E06000017"), Chance(1, 7, "E06000015")
    assert first.uniform(decision, 1) != second.uniform(decision, 1)
    assert first.common().uniform(decision, 1) == Chance(1, 7).uniform(decision, 1)
    assert Chance(1, 7).uniform(decision, 1) == Chance(1, 7, "").uniform(decision, 1)


def test_councils_like_each_other_do_not_live_the_same_life() -> None:
    """Two councils with the same numbers and no outlook: by the same luck they would have the same children."""
    twins = [without_outlook(council(name, code)) for name, code in (("first", "E06000017"), ("second", "E06000015"))]
    found = run_together(twins, Settings(40, processes=1), "Twins")
    first, second = (one.measures.of("starts", "", END) for one in found.councils)
    assert abs(np.corrcoef(first, second)[0, 1]) < 3 / np.sqrt(40)
    assert (found.measures.of("starts", "", END) == first + second).all()


@pytest.mark.parametrize(("own", "england", "in_step"), [(0.0, 0.5, True), (0.5, 0.0, False)])
def test_the_sum_of_what_is_simulated_is_as_wide_as_what_is_shared_makes_it(
    own: float, england: float, in_step: bool
) -> None:
    """Chance among some 200 children who start in a year is small beside half as many more or less."""
    given = ((6000017, "E06000017"), (6000015, "E06000015"))
    scenarios = [
        replace(one, name=code, parameters=with_outlook(one.parameters, number, own=own, england=england))
        for number, code in given
        for one in [council(code, code)]
    ]
    found = run_together(scenarios, Settings(30, processes=1), "Two")
    width = sum_width([one.measures.of("starts", "", END) for one in found.councils])
    if in_step:
        assert width.width > 0.95 * width.in_step
        assert width.width > 1.3 * width.independent
    else:
        assert width.width == pytest.approx(width.independent, rel=3 / np.sqrt(2 * 30))


# Councils that cannot be run together


def test_one_council_has_no_sum() -> None:
    (said,) = problems([council("first", "E06000017")])
    assert "two or more" in said


def test_a_council_is_named_once() -> None:
    first = council("first", "E06000017")
    (said,) = problems([first, replace(first, name="second")])
    assert "first and second: are the same council 2 times" in said
    assert luck(first) == "E06000017"


def test_councils_start_on_one_day_and_run_as_long() -> None:
    first, second = council("first", "E06000017"), council("second", "E06000015", years=1.5)
    (said,) = problems([first, second])
    assert said == "second: runs for 1.5 years, but another 1.3 years; give --years, or leave it out"
    later = replace(council("third", "E06000018"), start=date(2018, 4, 1))
    said, *_ = problems([first, council("second", "E06000015"), later])
    assert "third: starts on 1 April 2018, but 2 others 1 January 2018; make bases of one year" in said


def test_every_fault_of_every_name_is_told() -> None:
    with pytest.raises(BadInput) as bad:
        loaded(["nowhere_2024", "tower_hamlets_2018", "tower_hamlets_2018"])
    first, second = bad.value.faults
    assert "nowhere_2024: there is no base of this name" in first
    assert "the same council" in second


def test_names_are_joined_by_commas(tmp_path: Path) -> None:
    assert split_names("leeds_2024, bradford_2024") == ["leeds_2024", "bradford_2024"]
    odd = tmp_path / "north,south.toml"
    odd.write_text("", encoding="utf-8")
    assert split_names(str(odd)) == [str(odd)]


# The whole of it


@pytest.mark.parametrize("count", [2])
def test_two_tiny_councils_are_the_same_on_one_process_and_two(tmp_path: Path, count: int) -> None:
    more = tiny_councils.outlook((0.1,) * 6, (0.2,) * 6, (0.1,) * 6)
    names = [str(path) for path in tiny_councils.files(tmp_path, more, count)]
    scenarios = loaded(names, 0.6)
    one, two = (run_together(scenarios, Settings(4, processes=number), "Tiny") for number in (1, 2))
    assert one.measures.rows == two.measures.rows
    np.testing.assert_array_equal(one.measures.values, two.measures.values)
    for key in one.measures.rows:
        if adds_up(key.measure):
            parts = sum(council.measures.of(*key) for council in one.councils if key in council.measures.rows)
            np.testing.assert_array_equal(one.measures.of(*key), parts)
