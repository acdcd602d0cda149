"""Limits of statutory services in scenarios: no officers at all are refused, a part of one is not."""

from __future__ import annotations

import pytest

from sim.foundations.faults import BadInput
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import Scenario, load


def with_officers(officers: float, *strategies: str) -> Scenario:
    return laid(load("tower_hamlets_2018", "statutory_services", *strategies), [Setting("reviews.officers", officers)])


def test_reviews_without_officers_are_refused_with_the_mend() -> None:
    with pytest.raises(BadInput) as bad:
        with_officers(0.0)
    (told,) = bad.value.faults
    assert "reviews.officers" in told
    assert "no child is ever reviewed" in told
    assert "leave [reviews] out" in told


def test_a_part_of_an_officer_reviews_for_a_small_council() -> None:
    reviews = with_officers(0.3).parameters.reviews
    assert reviews is not None
    assert reviews.officers == 0.3


def test_officers_of_the_strategy_alone_are_enough() -> None:
    more = with_officers(0.0, "iro_capacity").parameters.more_reviewing
    assert more is not None
    assert more.officers > 0


def test_a_scenario_without_reviews_needs_no_officers() -> None:
    assert load("tower_hamlets_2018").parameters.reviews is None
