"""The field's words: which routes give warning, which kinds count as what, which moves were planned."""

from __future__ import annotations

from dataclasses import fields

from sim.foundations.codes import (
    AgeBand,
    CourtOrder,
    Kind,
    LeavingCause,
    Location,
    PermanencePlan,
    PlacementEnd,
    Route,
    Skill,
    readable,
)
from sim.parameters.tables import ByAge, ByCause, ByKind, ByLocation, ByOrder, ByPermanencePlan, ByRoute


def test_only_voluntary_care_and_interim_orders_give_warning():
    assert [route for route in Route if route.gives_warning] == [Route.VOLUNTARY, Route.INTERIM_CARE_ORDER]


def test_residential_and_foster_kinds():
    assert [kind for kind in Kind if kind.residential] == [Kind.CHILDRENS_HOME, Kind.SECURE, Kind.OTHER_RESIDENTIAL]
    assert [kind for kind in Kind if kind.foster] == [Kind.IN_HOUSE, Kind.CONNECTED, Kind.AGENCY]


def test_a_breakdown_a_makeshift_a_closure_and_leaving_are_not_planned_moves():
    unplanned = {end for end in PlacementEnd if not end.planned}
    assert unplanned == {
        PlacementEnd.LEFT_CARE,
        PlacementEnd.DISRUPTED,
        PlacementEnd.FOUND_BETTER,
        PlacementEnd.HOUSEHOLD_CLOSED,
        PlacementEnd.TO_OTHER_RESIDENTIAL,
        PlacementEnd.TO_SECURE,
        PlacementEnd.NOT_APPROVED,
    }


def test_each_table_has_a_number_for_each_word_in_the_same_order():
    def names(table: type) -> list[str]:
        return [item.name for item in fields(table)]

    assert names(ByAge) == [band.name.lower() for band in AgeBand]
    assert names(ByRoute) == [route.name.lower() for route in Route]
    assert names(ByKind) == [kind.name.lower() for kind in Kind]
    assert names(ByLocation) == [location.name.lower() for location in Location]
    assert names(ByCause) == [cause.name.lower() for cause in LeavingCause][:-1]  # the 18th birthday is no chance
    assert names(ByOrder) == [order.name.lower() for order in CourtOrder]


def test_a_table_by_plan_of_permanence_has_the_discharge_of_the_order_for_children_at_home():
    table = ByPermanencePlan(adoption=1, guardianship=2, fostering=3, discharge=4)
    assert [table[plan] for plan in PermanencePlan] == [1, 2, 3, 4]
    assert table[PermanencePlan.HOME] == table.discharge


def test_skills_combine_without_touching_one_another():
    every = Skill.ADOLESCENTS | Skill.DISABILITY | Skill.BEHAVIOUR | Skill.SIBLINGS
    assert int(every) == 15


def test_codes_read_as_plain_words():
    assert readable(Kind.CHILDRENS_HOME) == "childrens home"
