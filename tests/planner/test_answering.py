"""Answering one screen changes what is asked there, and leaves the rest."""

from __future__ import annotations

import pytest

from sim.planner.answering import answered, leads_to

BEFORE = {
    "base": "tower_hamlets_2018",
    "years": "2",
    "strategy.ipop": "on",
    "strategy.ipop.source": "Our judgement",
    "lever.ipop.ipop.agenda.value": "9",
    "own.prices.weekly.agency.value": "1000",
    "own.prices.weekly.agency.source": "Our ledger",
    "mix": "both",
    "name": "panel_2027",
}


def test_what_a_screen_asks_is_as_given_now_and_all_else_as_before() -> None:
    found = answered(BEFORE, "how", {"replications": "8", "strategy.camhs": "on", "csrf": "x"})
    assert found == {name: text for name, text in BEFORE.items() if name != "years"} | {"replications": "8"}


def test_a_strategy_that_is_not_ticked_any_more_is_gone_with_its_sizes() -> None:
    found = answered(BEFORE, "strategies", {"strategy.camhs": "on", "mix": "alone"})
    assert not [name for name in found if "ipop" in name]
    assert (found["strategy.camhs"], found["mix"]) == ("on", "alone")


def test_own_numbers_of_what_is_not_laid_over_the_base_any_more_are_gone() -> None:
    own = {
        f"own.{path}.value": "3" for path in ("reviews.officers", "legal.carers_named.none", "demand.entries_per_year")
    }
    before = own | {"part.legal_process": "on", "part.statutory_services": "on"}
    after = answered(before, "strategies", {"part.statutory_services": "on", "strategy.ipop": "on"})
    assert {name for name in after if name.startswith("own.")} == {
        "own.reviews.officers.value",
        "own.demand.entries_per_year.value",
    }
    assert answered(own, "strategies", {"strategy.ipop": "on"}).keys() > own.keys(), "a base may have them of its own"


def test_one_number_is_answered_at_a_time() -> None:
    given = {"path": "demand.entries_per_year", "own.demand.entries_per_year.value": "330"}
    found = answered(BEFORE, "number", given | {"own.prices.weekly.agency.value": "1"})
    assert found["own.demand.entries_per_year.value"] == "330"
    assert found["own.prices.weekly.agency.value"] == "1000"


def test_another_council_begins_without_what_was_said_of_the_one_before() -> None:
    found = answered(BEFORE, "council", {"base": "tower_hamlets_2017"})
    assert found == {"base": "tower_hamlets_2017", "years": "2", "strategy.ipop": "on", "mix": "both"}
    assert answered(BEFORE, "council", {"base": "tower_hamlets_2018"}) == BEFORE


@pytest.mark.parametrize(
    ("screen", "given", "next_screen"),
    [
        ("strategies", {}, "how"),
        ("strategies", {"do": "sizes"}, "strategies"),
        ("how", {"do": "sizes"}, "check"),
        ("number", {}, "figures?show=changed"),
    ],
)
def test_answers_lead_on_and_sizes_back_to_their_screen(screen: str, given: dict[str, str], next_screen: str) -> None:
    assert leads_to(screen, given) == next_screen
