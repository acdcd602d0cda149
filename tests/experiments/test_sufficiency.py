"""The sufficiency statement: what is counted on a date, and how many places are enough, worked by hand."""

from __future__ import annotations

from datetime import date
from math import inf, isnan

import numpy as np
import pytest
from handmade_registers import CALENDAR, YEAR, capacity, child, day, episode, parameters, placement, register, registers
from hypothesis import given, settings
from hypothesis import strategies as st
from quiet_parameters import market
from scipy.stats import binom
from stated_by_hand import MARCH_2018, futures

from sim.experiments.statistics.shares import quantile_interval
from sim.experiments.sufficiency.statement import (
    StatementLine,
    SufficiencyReader,
    places_needed,
)
from sim.foundations.codes import Kind, Location, Skill
from sim.measures.sufficiency import (
    AGES,
    COMMISSIONED,
    EVERYONE,
    NEEDS,
    Count,
    NeedGroup,
    category,
)
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

MARCH_2019 = date(2019, 3, 31)
UNDER_5, FROM_5_TO_9, FROM_10_TO_15, FROM_16 = AGES
NO_NEED, BEHAVIOUR, DISABILITY, BOTH = NEEDS


def counted(
    r: Register, kind: Kind, group: NeedGroup = EVERYONE, when: date = MARCH_2018, **markets: object
) -> dict[str, float]:
    """What is counted of a kind and group on a date."""
    values, series = SufficiencyReader()(r, CALENDAR, parameters(**markets))
    assert not series
    return {
        Count(one.measure).name.lower(): one.value
        for one in values
        if (one.category, one.date) == (category(kind, group), when)
    }


def lives(r: Register, age: float, kind: Kind, sought: Kind | None = None, behaviour=False, disability=False, **placed):
    """A child so many years old at the start who lives in a kind of placement from before it."""
    who = child(r, born=-age * YEAR)
    r.children.behaviour_since[who] = -1.0 if behaviour else OPEN
    r.children.disability[who] = disability
    placement(r, episode(r, who, -50.0), -50.0, kind=kind, sought=sought, **placed)


def household(
    r: Register, places: int, ages: int = 7, skills: int = 0, approved: float = -900.0, left: float = OPEN
) -> int:
    rows = r.households
    rows.identity.append(len(rows.identity))
    for column, value in (
        (rows.approved, approved),
        (rows.left, left),
        (rows.places, places),
        (rows.location, Location.INSIDE),
        (rows.ages, ages),
        (rows.skills, int(skills)),
        (rows.agreement, 1.0),
    ):
        column.append(value)
    return len(rows.identity) - 1


def trained(r: Register, home: int, skill: Skill, completed: float) -> None:
    for column, value in (
        (r.training.household, home),
        (r.training.began, 0.0),
        (r.training.completed, completed),
        (r.training.skill, skill),
    ):
        column.append(value)


# --- what is counted


def test_children_count_under_the_kind_that_was_sought_first_wherever_they_live():
    r = register()
    lives(r, 3, Kind.IN_HOUSE)
    lives(r, 12, Kind.AGENCY, Kind.IN_HOUSE, first_choice=False)
    lives(r, 13, Kind.AGENCY, Kind.CHILDRENS_HOME, first_choice=False, emergency=True)
    lives(r, 14, Kind.IN_HOUSE, Kind.CHILDRENS_HOME, first_choice=False)
    lives(r, 1, Kind.CONNECTED)
    capacity(r, (-10.0, 9, 12, 2, 3))
    in_house = {"sought": 2.0, "there": 1.0, "instead": 1.0, "emergency": 0.0, "places": 12.0, "unusable": 3.0}
    assert counted(r, Kind.IN_HOUSE) == in_house
    agency = {"sought": 0.0, "there": 0.0, "instead": 1.0, "emergency": 1.0, "places": 0.0}
    assert counted(r, Kind.AGENCY) == agency  # the scenario has no agencies
    agency["places"] = 1.0  # of a market without limit the places there are are those in use, makeshifts left out
    assert counted(r, Kind.AGENCY, agency=market()) == agency
    home = {"sought": 2.0, "there": 0.0, "instead": 0.0, "emergency": 0.0, "places": 4.0}
    assert counted(r, Kind.CHILDRENS_HOME, childrens_homes=market(capacity=4.0)) == home


def test_an_emergency_place_of_the_kind_sought_is_not_what_was_sought():
    r = register()
    lives(r, 17, Kind.SUPPORTED, emergency=True, first_choice=False)
    assert counted(r, Kind.SUPPORTED, supported=market()) == {
        "sought": 1.0,
        "there": 0.0,
        "instead": 0.0,
        "emergency": 1.0,
        "places": 0.0,
    }


def test_children_count_under_their_need_and_their_age_on_the_date():
    r = register()
    lives(r, 4.9, Kind.IN_HOUSE)
    lives(r, 15.9, Kind.IN_HOUSE, behaviour=True)
    lives(r, 8, Kind.IN_HOUSE, disability=True)
    lives(r, 0.5, Kind.IN_HOUSE, behaviour=True, disability=True)
    assert [counted(r, Kind.IN_HOUSE, need)["sought"] for need in NEEDS] == [1.0, 1.0, 1.0, 1.0]
    before = date(2017, 12, 31)
    assert [counted(r, Kind.IN_HOUSE, age, before)["sought"] for age in AGES] == [2.0, 1.0, 1.0, 0.0]
    assert [counted(r, Kind.IN_HOUSE, age)["sought"] for age in AGES] == [1.0, 2.0, 0.0, 1.0]


def test_the_statement_has_the_start_each_31_march_and_the_end():
    values, _ = SufficiencyReader()(register(until=2.5 * YEAR), CALENDAR, parameters())
    assert list(dict.fromkeys(one.date for one in values)) == [
        date(2017, 12, 31),
        MARCH_2018,
        MARCH_2019,
        date(2020, 3, 31),
        date(2020, 7, 2),
    ]


def test_a_run_that_ends_on_31_march_has_it_once():
    values, _ = SufficiencyReader()(register(until=float(day(2019, 4, 1))), CALENDAR, parameters())
    assert list(dict.fromkeys(one.date for one in values)) == [date(2017, 12, 31), MARCH_2018, MARCH_2019]


def test_a_placement_that_begins_on_the_date_counts_and_one_that_ended_before_does_not():
    r = register()
    at = float(day(2018, 3, 31))
    for began, ended in ((at + 0.5, OPEN), (at + 1.0, OPEN), (5.0, at + 0.9), (5.0, at + 1.0)):
        placement(r, episode(r, child(r), began, ended), began, ended, kind=Kind.IN_HOUSE)
    assert counted(r, Kind.IN_HOUSE)["sought"] == 2.0


def test_in_house_places_are_of_carers_who_suit_the_age_and_the_need():
    r = register()
    household(r, 3, ages=1)
    household(r, 2, ages=6, skills=Skill.BEHAVIOUR)
    household(r, 1, ages=4, skills=Skill.BEHAVIOUR | Skill.DISABILITY | Skill.ADOLESCENTS)
    household(r, 5, ages=7, left=20.0)
    household(r, 5, ages=7, approved=200.0)
    assert [counted(r, Kind.IN_HOUSE, group)["places"] for group in NEEDS] == [6.0, 3.0, 1.0, 1.0]
    assert [counted(r, Kind.IN_HOUSE, group)["places"] for group in AGES] == [3.0, 2.0, 3.0, 1.0]
    assert counted(r, Kind.IN_HOUSE, NO_NEED, MARCH_2019)["places"] == 11.0


def test_a_household_approved_on_the_first_day_is_there_from_the_start():
    r = register()
    household(r, 2, approved=0.0)
    assert counted(r, Kind.IN_HOUSE, NO_NEED, date(2017, 12, 31))["places"] == 2.0


def test_what_carers_have_learned_counts_from_the_end_of_the_course():
    r = register()
    one, other = household(r, 1, ages=1), household(r, 2, ages=4)
    trained(r, one, Skill.ADOLESCENTS, 100.0)
    trained(r, other, Skill.DISABILITY, OPEN)
    assert counted(r, Kind.IN_HOUSE, FROM_16)["places"] == 0.0
    assert counted(r, Kind.IN_HOUSE, FROM_16, MARCH_2019)["places"] == 1.0  # approved from 10 on too, then
    assert counted(r, Kind.IN_HOUSE, FROM_10_TO_15, MARCH_2019)["places"] == 3.0
    assert counted(r, Kind.IN_HOUSE, DISABILITY, MARCH_2019)["places"] == 0.0


@settings(max_examples=60, deadline=None)
@given(r=registers())
def test_every_child_in_a_commissioned_kind_counts_once(r: Register):
    values, _ = SufficiencyReader()(r, CALENDAR, parameters())
    found = {(one.measure, one.category, one.date): one.value for one in values}
    for when in {one.date for one in values}:
        moment = CALENDAR.day_of(when) + 1.0
        moment = min(moment, r.until)

        def of(count: Count, kind: Kind, group: NeedGroup = EVERYONE, when: date = when) -> float:
            return found[count, category(kind, group), when]

        for kind in COMMISSIONED:
            rows = zip(r.placements.kind, r.placements.began, r.placements.ended, strict=True)
            here = sum(k == kind and began < moment and not ended < moment for k, began, ended in rows)
            assert of(Count.THERE, kind) + of(Count.INSTEAD, kind) + of(Count.EMERGENCY, kind) == here
            for count in (Count.SOUGHT, Count.THERE):
                assert sum(of(count, kind, need) for need in NEEDS) == of(count, kind)
                assert sum(of(count, kind, age) for age in AGES) == of(count, kind)


# --- how many are enough


def in_house(**rows: list[float]) -> StatementLine:
    return futures(**rows).of(MARCH_2018, Kind.IN_HOUSE)


TEN = [float(number) for number in (31, 30, 38, 32, 33, 39, 34, 36, 35, 37)]


def test_places_are_enough_when_they_are_so_in_the_share_of_futures_asked_for():
    line = in_house(sought=TEN, places=[30.0] * 10)
    assert line.needed.value == 37.0  # 30 to 37: eight in ten
    assert line.short.value == 7.0
    assert line.sought.mean == 34.5
    assert (line.sought.low, line.sought.high) == pytest.approx((30.9, 38.1))
    assert in_house(sought=TEN, places=[30.0] * 10, probability=[0.75]).needed.value == 37.0
    assert in_house(sought=TEN, places=[30.0] * 10, probability=[0.7]).needed.value == 36.0


def test_a_share_of_the_children_asks_for_fewer_places_in_whole_places():
    assert in_house(sought=TEN, places=[30.0] * 10, share=[0.5]).needed.value == 19.0  # half of 37 is 18.5


def test_what_cannot_be_used_asks_for_more_places():
    # of 40 approved, 8 cannot be used: 32 children ask for 40, and 33 for 42 (41.25)
    line = in_house(sought=[32.0, 33.0], places=[40.0, 40.0], unusable=[8.0, 8.0], probability=[0.4])
    assert line.needed.value == 40.0
    assert line.needed.may_be_high == pytest.approx(41.8)
    assert line.unusable == 8.0


def test_places_are_short_future_by_future_and_not_between_futures():
    # many children where there are many places: in each future two are short, though 8 would be between the extremes
    line = in_house(sought=[10.0, 18.0] * 5, places=[8.0, 16.0] * 5)
    assert line.short.value == line.short.may_be_low == line.short.may_be_high == 2.0


def test_places_that_cannot_be_used_may_be_all_of_them():
    needed = places_needed(np.array([5.0, 5.0, 5.0]), np.array([4.0, 0.0, 2.0]), np.array([4.0, 0.0, 4.0]))
    assert needed.tolist() == [5.0, 5.0, 10.0]


def test_undefined_futures_are_left_out():
    line = in_house(sought=[*TEN, np.nan], places=[30.0] * 11)
    assert line.needed.value == 37.0
    assert futures(sought=[*TEN, np.nan], places=[30.0] * 11).replications == 10
    assert isnan(in_house(sought=[np.nan], places=[1.0]).needed.value)


def test_a_market_without_limit_is_told_from_one_with():
    told = futures(sought=TEN, places=TEN)
    assert told.unlimited(Kind.AGENCY)
    assert not told.unlimited(Kind.IN_HOUSE)


@pytest.mark.parametrize(("n", "probability"), [(10, 0.8), (17, 0.8), (40, 0.8), (60, 0.5), (100, 0.95)])
def test_the_interval_of_a_quantile_is_that_of_order_statistics(n: int, probability: float):
    value, low, high = quantile_interval(np.arange(1.0, n + 1), probability)
    assert value == np.ceil(probability * n)
    assert (low == -inf) == (binom.cdf(0, n, probability) >= 0.025)
    if low > -inf:
        assert binom.cdf(low - 1, n, probability) < 0.025 <= binom.cdf(low, n, probability)
    assert (high == inf) == (binom.sf(n - 1, n, probability) >= 0.025)
    if high < inf:
        assert binom.sf(high - 1, n, probability) < 0.025 <= binom.sf(high - 2, n, probability)


def test_the_interval_of_a_quantile_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        _, low, high = quantile_interval(random.poisson(20.0, 40).astype(float), 0.8)
        held += low <= 24.0 <= high  # the Poisson's own 80% point
    assert 0.95 <= held / 400 <= 1.0


def test_nothing_comes_of_no_values():
    assert all(isnan(number) for number in quantile_interval([], 0.8))


whole = st.integers(0, 60).map(float)


@settings(max_examples=60, deadline=None)
@given(counts=st.lists(st.tuples(whole, whole, whole), min_size=1, max_size=30), share=st.sampled_from([0.5, 0.9, 1.0]))
def test_with_the_places_needed_children_enough_have_one(counts: list[tuple[float, float, float]], share: float):
    sought, approved, unusable = (np.array(column) for column in zip(*counts, strict=True))
    unusable = np.minimum(unusable, approved)
    needed = places_needed(sought * share, unusable, approved)
    open_share = np.where(unusable < approved, 1 - unusable / np.where(approved > 0, approved, 1), 1.0)
    assert (needed * open_share >= sought * share - 1e-6).all()
    assert ((needed - 1) * open_share < sought * share + 1e-6).all()
