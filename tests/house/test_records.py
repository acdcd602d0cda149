"""Records that everybody shares hold what everybody needs: what a service knows of one it keeps itself."""

from __future__ import annotations

import pytest

from sim.model.core.people import Child, Family, Household, Placement, PlacementSearch

SLOTS: dict[type, str] = {
    Child: """
        adult area behaviour born comes_back disability entered episode episode_row failed_plans family identity life
        need_begins occasion placement plan residential_plan route row sex siblings sixteen unrecognised
    """,
    Family: "area births children crisis identity life luck referred route row",
    Placement: """
        along answer began by_order clock counted days_searched door door_to emergency first_choice fragile hazard
        home household instead_of joins kind leaves_as location matched moves notice noticed occasion own_home places
        planned_end planned_move reserved row search sibling_turn sought split step_down strain to_sibling
        to_supported weekly_price
    """,
    Household: """
        ages agreement area closing counted_unavailable families free identity left_to_live life location occupants
        places reserved resting row skills staying_put with_behaviour
    """,
    PlacementSearch: """
        answers asked asked_again children emergency_home home instead_of kinds leaving occasion result reunites turn
        waited
    """,
}
"""What each record holds. A name more here is one that a life, the register or several services need; not one."""


@pytest.mark.parametrize("record", SLOTS, ids=lambda record: record.__name__)
def test_a_record_holds_nothing_that_only_one_service_knows(record: type) -> None:
    """When this fails for a service that is being written: see what `docs/how_to/add_a_service.md` says of identity."""
    assert sorted(vars(record)["__slots__"]) == sorted(SLOTS[record].split())
    assert "__dict__" not in dir(record), "it would take anything"
