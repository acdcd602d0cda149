"""The placement policy: which kinds are sought for whom, in which order."""

from __future__ import annotations

from typing import Any

import pytest
from quiet_parameters import YEAR, changed, every, only, quiet
from scripted_worlds import Luck, Scripted, a_child

from sim.foundations.codes import Kind, Route
from sim.model.placements.policy import is_in_hospital_or_detention, preferences, turns_residential
from sim.parameters.policy import Policy
from sim.parameters.tables import ByAge

FAMILY = (Kind.IN_HOUSE, Kind.AGENCY)
RESIDENTIAL = (Kind.CHILDRENS_HOME, Kind.AGENCY, Kind.IN_HOUSE)
SUPPORTED = (Kind.SUPPORTED, Kind.IN_HOUSE, Kind.AGENCY)


def sought(
    luck: Luck | None = None,
    plan: bool = False,
    now: float = 0.0,
    child: Any = None,
    **policy: Any,
):
    who = a_child(**(child or {}))
    who.residential_plan = plan
    return preferences(Scripted(luck or {}), rules(**policy), who, now)


def rules(**changes: Any) -> Policy:
    return changed(quiet(), policy=changes).policy


@pytest.mark.parametrize(
    ("age", "kinds"),
    [
        (0.5, FAMILY),
        (3.0, FAMILY),
        (9.9, FAMILY),
        (10.0, (*FAMILY, Kind.CHILDRENS_HOME)),
        (16.0, (*FAMILY, Kind.SUPPORTED, Kind.CHILDRENS_HOME)),
    ],
)
def test_a_family_is_sought_first_and_group_care_only_for_older_children(age: float, kinds: tuple[Kind, ...]):
    assert sought(child={"age": age}) == kinds


def test_residential_care_comes_first_for_a_share_by_age_and_need():
    shares = {
        "residential_first": only(ByAge, from_10_to_15=0.6),
        "residential_first_other": only(ByAge, from_10_to_15=0.2),
    }
    at = {"residential first": 0.5}
    assert sought(at, child={"age": 12.0, "behaviour": True}, **shares) == RESIDENTIAL
    assert sought(at, child={"age": 12.0}, **shares) == (*FAMILY, Kind.CHILDRENS_HOME)
    assert sought(at, child={"age": 8.0, "behaviour": True}, **shares) == FAMILY
    assert sought({"residential first": 0.1}, child={"age": 12.0}, **shares) == RESIDENTIAL


def test_what_a_child_needs_lasts_from_one_placement_to_the_next():
    shares = {"residential_first": every(ByAge, 0.6)}
    asked = []

    class Remembers(Scripted):
        def uniform(self, decision: str, subject: int, occasion: int = 0) -> float:
            asked.append((decision, occasion))
            return super().uniform(decision, subject, occasion)

    child = a_child(age=12.0, behaviour=True)
    for child.occasion in range(3):
        preferences(Remembers({}), rules(**shares), child, 0.0)
    assert {occasion for decision, occasion in asked if decision == "residential first"} == {0}


def test_some_residential_choices_at_10_or_over_are_secure():
    shares = {"residential_first": every(ByAge, 1.0), "secure_share": 0.6}
    assert sought(child={"age": 12.0, "behaviour": True}, **shares) == (Kind.SECURE, Kind.CHILDRENS_HOME)
    assert sought(child={"age": 9.0, "behaviour": True}, **shares) == RESIDENTIAL


def test_supported_accommodation_is_for_16_and_over_and_unaccompanied_have_a_share_of_their_own():
    shares = {"supported_first": 0.3, "unaccompanied_supported_first": 0.6}
    young = {"age": 16.5}
    assert sought(child=young, **shares)[0] is Kind.IN_HOUSE
    assert sought(child={**young, "route": Route.UNACCOMPANIED}, **shares) == SUPPORTED
    assert sought({"supported first": 0.2}, child=young, **shares) == SUPPORTED
    assert sought({"supported first": 0.2}, child={"age": 15.9}, **shares)[0] is Kind.IN_HOUSE


def test_hospital_and_detention_are_by_age_and_for_those_remanded_and_never_sought():
    policy = rules(other_residential_at_entry=only(ByAge, under_1=0.6), remand_custody_share=0.8)

    def is_there(luck: float, **child: Any) -> bool:
        entered = a_child(**child)
        entered.episode = 1
        return is_in_hospital_or_detention(Scripted({"other residential first": luck}), policy, entered, 0.0)

    assert is_there(0.59, age=0.1)
    assert not is_there(0.61, age=0.1)
    assert not is_there(0.0, age=3.0)
    assert is_there(0.79, age=15.0, route=Route.REMAND)
    assert not is_there(0.81, age=15.0, route=Route.REMAND)
    assert preferences(Scripted({"other residential first": 0.0}), policy, a_child(age=0.1), 0.0) == FAMILY


def test_who_was_remanded_and_comes_back_is_in_hospital_or_not_as_others_of_the_age():
    policy = rules(other_residential_at_entry=only(ByAge, from_10_to_15=0.3), remand_custody_share=0.8)
    child = a_child(age=15.0, route=Route.REMAND)
    child.episode = 2
    assert not is_in_hospital_or_detention(Scripted({}), policy, child, 0.0)
    assert is_in_hospital_or_detention(Scripted({"other residential first": 0.2}), policy, child, 0.0)


def test_a_child_for_whom_fostering_broke_down_keeps_looking_for_residential_care():
    assert sought(child={"age": 12.0}, plan=True) == RESIDENTIAL


def test_a_breakdown_leads_to_residential_care_only_with_the_need_and_from_ten():
    policy, luck = rules(residential_after_disruption=0.6), Scripted({})
    assert turns_residential(luck, policy, a_child(age=12.0, behaviour=True), 0.0)
    assert not turns_residential(luck, policy, a_child(age=12.0), 0.0)
    assert not turns_residential(luck, policy, a_child(age=9.0, behaviour=True), 0.0)
    assert turns_residential(luck, policy, a_child(age=9.0, behaviour=True), 1.1 * YEAR)
    assert not turns_residential(
        Scripted({"residential after disruption": 0.7}), policy, a_child(age=12.0, behaviour=True), 0.0
    )


def test_a_child_not_yet_born_for_whom_a_place_is_sought_is_a_baby():
    assert sought(child={"age": -0.02}) == FAMILY
