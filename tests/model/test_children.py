"""Children and families: who they are, sibling groups, needs."""

from __future__ import annotations

from itertools import pairwise
from math import exp, inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiet_parameters import CALENDAR, YEAR, changed, every, only, quiet
from scripted_worlds import Scripted, a_child, by_occasion

from sim.foundations.calendar import AGE_BAND_STARTS, age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import AgeBand, Route, Sex, Skill
from sim.model.core.people import Child, Family
from sim.model.demand.children import FamilyChildren
from sim.parameters.demand import Demand
from sim.parameters.entry_ages import age_at_entry
from sim.parameters.tables import ByAge

DAY = 1000.0


def demand(**changes: Any) -> Demand:
    return changed(quiet(), demand=changes).demand


def family(demand: Demand, luck: Any = None, route: Route = Route.VOLUNTARY, identity: int = 7) -> list[Child]:
    chance = luck if isinstance(luck, Chance) else Scripted(luck or {})
    return FamilyChildren(chance, demand, CALENDAR).drawn(identity, 0, route, DAY)


def ages(children: list[Child]) -> list[float]:
    return [(DAY - child.born) / YEAR for child in children]


@pytest.mark.parametrize(
    ("u", "size"), [(0.49, 1), (0.51, 2), (0.74, 2), (0.76, 3), (0.9, 4), (0.95, 5), (0.97, 6), (0.9999, 6)]
)
def test_the_size_of_a_family_is_geometric_and_at_most_six(u: float, size: int):
    assert len(family(demand(children_per_family=2.0), {"children": u})) == size


@pytest.mark.parametrize("route", [Route.REMAND, Route.UNACCOMPANIED])
def test_remanded_and_unaccompanied_children_come_alone(route: Route):
    assert len(family(demand(children_per_family=2.0), {"children": 0.9}, route)) == 1


def test_the_age_lies_within_its_band_as_the_rule_of_entry_ages_says():
    luck = {"age band": 0.6, "age": 0.25}
    (child,) = family(demand(age_shares=ByAge(0.25, 0.25, 0.25, 0.25, 0.0)), luck)
    assert ages([child]) == pytest.approx([age_at_entry(0.25, AgeBand.FROM_5_TO_9) / YEAR])


@pytest.mark.parametrize("band", list(AgeBand))
def test_ages_at_entry_rise_through_the_band_and_end_before_18(band: AgeBand):
    found = [age_at_entry(u, band) / YEAR for u in (1e-9, 0.2, 0.5, 0.8, 1 - 1e-9)]
    assert found == sorted(found)
    assert found[0] == pytest.approx(AGE_BAND_STARTS[band], abs=0.01)
    assert found[-1] == pytest.approx((*AGE_BAND_STARTS[1:], 17.9)[band])


def test_remanded_and_unaccompanied_children_have_ages_of_their_own():
    values = demand(
        age_shares=only(ByAge, under_1=1.0),
        remand_age_shares=only(ByAge, from_10_to_15=1.0),
        unaccompanied_age_shares=only(ByAge, from_16=1.0),
    )
    routes = {Route.VOLUNTARY: 0, Route.REMAND: 3, Route.UNACCOMPANIED: 4}
    for route, band in routes.items():
        assert age_band(DAY - family(values, route=route)[0].born) == band


def test_siblings_are_born_a_gap_apart_older_or_younger_by_chance():
    # three children, the first of 7.5; the gap is the median of an exponential of mean 2 years
    gap = 2.0 * 0.6931471805599453
    values = demand(children_per_family=2.0, age_shares=only(ByAge, from_5_to_9=1.0), sibling_age_gap=2.0)
    luck = {"children": 0.8, "older sibling": by_occasion(0.0, 0.2, 0.8)}
    assert ages(family(values, luck)) == pytest.approx([7.5, 7.5 + gap, 7.5 - gap])


def test_with_no_time_for_a_younger_sibling_the_other_is_older():
    values = demand(children_per_family=2.0, age_shares=only(ByAge, under_1=1.0))
    first, second = ages(family(values, {"children": 0.6, "older sibling": 0.9}))
    assert second > first


@settings(max_examples=200)
@given(st.integers(0, 1 << 40), st.floats(1, 6), st.floats(0.1, 6))
def test_every_child_is_a_child_and_knows_its_siblings(identity: int, size: float, gap: float):
    shares = ByAge(0.2, 0.2, 0.2, 0.2, 0.2)
    values = demand(children_per_family=size, sibling_age_gap=gap, age_shares=shares)
    children = family(values, Chance(1, 0), identity=identity)
    assert all(0.0 <= age < 18.0 for age in ages(children))
    assert len({child.identity for child in children}) == len(children)
    for child in children:
        assert child.family == identity
        assert {id(other) for other in child.siblings} == {id(other) for other in children} - {id(child)}


@given(st.integers(0, 1 << 40))
@settings(max_examples=50)
def test_a_sibling_more_changes_nobody_elses_luck(identity: int):
    sizes = [
        family(demand(children_per_family=size, behaviour_share=ByAge(*[0.5] * 5)), Chance(1, 0), identity=identity)
        for size in (1.5, 3.0, 6.0)
    ]
    for fewer, more in pairwise(sizes):
        described = [
            [(child.identity, child.born, child.sex, child.behaviour) for child in each] for each in (fewer, more)
        ]
        assert described[1][: len(fewer)] == described[0]


def test_needs_and_sex_are_drawn_with_their_shares():
    values = demand(
        age_shares=only(ByAge, from_5_to_9=1.0),
        behaviour_share=ByAge(0.0, 0.0, 0.4, 0.0, 0.0),
        disability_share=0.3,
        male_share=0.6,
        unaccompanied_male_share=0.9,
    )
    (child,) = family(values, {"behaviour": 0.39, "disability": 0.31, "sex": 0.59})
    assert (child.behaviour, child.disability, child.sex) == (True, False, Sex.MALE)
    (child,) = family(values, {"behaviour": 0.41, "disability": 0.29, "sex": 0.61})
    assert (child.behaviour, child.disability, child.sex) == (False, True, Sex.FEMALE)
    (child,) = family(values, {"sex": 0.61}, Route.UNACCOMPANIED)
    assert child.sex is Sex.MALE


def test_a_need_begins_by_the_hazard_of_the_age_from_the_number_that_said_there_was_none_at_entry():
    # 7.5 on the day, four in ten with the need; of those without one in ten a year has it from 5 to 9, one in five then
    values = demand(
        age_shares=only(ByAge, from_5_to_9=1.0),
        behaviour_share=every(ByAge, 0.4),
        behaviour_onset=only(ByAge, from_5_to_9=0.1, from_10_to_15=0.2),
    )
    for years, passed in ((1.0, 0.1), (2.5, 0.25), (4.5, 0.65)):
        (child,) = family(values, {"behaviour": 1 - 0.6 * exp(-passed)})
        assert not child.behaviour
        assert (child.need_begins - DAY) / YEAR == pytest.approx(years)
    (child,) = family(values, {"behaviour": 1 - 0.6 * exp(-1.46)})  # all that there is until 16
    assert child.need_begins == inf


def test_a_child_needs_the_skills_of_its_needs_and_from_14_those_of_adolescents():
    child = a_child(age=13.9, behaviour=True, disability=True)
    assert child.skills_needed(0.0) == Skill.BEHAVIOUR | Skill.DISABILITY
    assert child.skills_needed(0.2 * YEAR) == Skill.BEHAVIOUR | Skill.DISABILITY | Skill.ADOLESCENTS
    assert a_child().skills_needed(0.0) == 0


def test_the_birthdays_and_the_eldest():
    older, younger = a_child(age=17.0), a_child(age=5.0)
    assert older.adult == pytest.approx(364.75)  # born at 18:00 on 31 December 2000: 18 at that hour in 2018
    assert younger.adult == CALENDAR.birthday(younger.born, 18)
    assert (younger.sixteen, younger.adult) == pytest.approx((11 * YEAR, 13 * YEAR), abs=1)
    births = [younger.born, older.born]
    risk = Family(1, 0, Route.VOLUNTARY, 0.0, 0.0, 0.5, births, [younger, older])
    assert risk.eldest_age(0.5 * YEAR) == pytest.approx(17.5)
